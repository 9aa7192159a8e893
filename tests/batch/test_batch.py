"""Many pages from Python."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from newsclean import DEFAULT, Limits, Page, PageLimits, Record, Removal, clean, clean_all

SAMPLES = Path(__file__).resolve().parent.parent.parent / "samples"


def refuse(page: Page) -> Iterator[Removal]:
    """A rule that cannot bear a word."""
    if any("unbearable" in block.text for block in page.blocks):
        raise ValueError("unbearable")
    yield from ()


def test_pages_come_as_clean_gives_them() -> None:
    paths = sorted(SAMPLES.glob("*.html"))
    found = list(clean_all((Record(path.name, path) for path in paths), jobs=2))
    assert [cleaned.record.name for cleaned in found] == [path.name for path in paths]
    for path, cleaned in zip(paths, found, strict=True):
        assert cleaned.page is not None
        assert cleaned.page.text == clean(path.read_bytes()).text
        assert cleaned.failure is None


def test_what_fails_says_why() -> None:
    records = [
        Record("good", b"<p>A good page."),
        Record("missing", SAMPLES / "no such file.html"),
        Record("large", b"x" * 10_000),
        Record("bad", b"<p>An unbearable page."),
    ]
    found = {each.record.name: each for each in clean_all(records, (*DEFAULT, refuse), max_bytes=5000)}
    assert found["good"].page is not None
    failures = {name: each.failure and (each.failure.kind, each.failure.message) for name, each in found.items()}
    assert failures == {
        "good": None,
        "missing": ("unreadable", "no such file"),
        "large": ("too large", "10,000 bytes are more than 5,000 (--max-bytes)"),
        "bad": ("error", "ValueError: unbearable"),
    }


def test_what_a_page_may_hold_is_the_callers_choice() -> None:
    record = Record("many", b"<p>" + b"<b>word</b> " * 100)
    (usual,) = clean_all([record])
    (tight,) = clean_all([record], limits=Limits(page=PageLimits(max_tags=50)))
    assert usual.page is not None
    assert tight.page is not None
    assert usual.page.warnings == ()
    assert "50" in tight.page.warnings[0]
