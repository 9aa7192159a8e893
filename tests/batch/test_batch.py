"""Many pages from Python."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsclean import DEFAULT, Limits, Page, PageLimits, Record, Removal, WorkerError, clean, clean_all

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


@pytest.mark.parametrize("jobs", [0, 1])
def test_what_fails_says_why(jobs: int) -> None:
    records = [
        Record("good", b"<p>A good page."),
        Record("missing", SAMPLES / "no such file.html"),
        Record("large", b"x" * 10_000),
        Record("bad", b"<p>An unbearable page."),
    ]
    found = {each.record.name: each for each in clean_all(records, (*DEFAULT, refuse), jobs=jobs, max_bytes=5000)}
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


def where(page: Page) -> Iterator[Removal]:
    """A rule that says in which process it is asked."""
    yield Removal(0, "process", str(os.getpid()))


def test_without_jobs_each_page_is_cleaned_when_it_is_asked_for_in_this_process() -> None:
    taken = []

    def records() -> Iterator[Record]:
        for name in "abc":
            taken.append(name)
            yield Record(name, b"<p>A good page.")

    results = clean_all(records(), (where,), jobs=0)
    first = next(results)
    assert taken == ["a"]
    assert first.page is not None
    assert first.page.removed == [Removal(0, "process", str(os.getpid()))]
    assert [each.record.name for each in results] == ["b", "c"]


def cleaned_in_a_pool(jobs: int) -> list[str]:
    """The texts of two pages; in the place of all, what is raised."""
    records = [Record("one", b"<p>The first page."), Record("two", b"<p>The second page.")]
    try:
        return [each.page.text for each in clean_all(records, jobs=jobs) if each.page is not None]
    except WorkerError as error:
        return [str(error)]


def test_a_daemonic_process_cleans_without_jobs_and_is_told_so() -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        (told,) = pool.apply(cleaned_in_a_pool, (1,))
        texts = pool.apply(cleaned_in_a_pool, (0,))
    assert "daemonic" in told
    assert "jobs=0" in told
    assert texts == ["The first page.", "The second page."]


def test_a_negative_number_of_jobs_is_an_error() -> None:
    with pytest.raises(ValueError, match="jobs"):
        list(clean_all([Record("one", b"<p>A page.")], jobs=-1))
