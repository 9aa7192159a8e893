"""Golden pages: each block of `cases/area--case.html` (or .txt) with its verdict, in the .trace beside it.

`python -m tests.test_cases` writes the traces anew; look at the difference before you commit it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from newsclean import clean

CASES = Path(__file__).parent / "cases"
SOURCES = sorted(path for path in CASES.iterdir() if path.suffix in (".html", ".txt"))


def trace(source: Path) -> str:
    """A line a block: `keep`, or the reason of its removal, then its text."""
    page = clean(source.read_bytes(), kind="text" if source.suffix == ".txt" else "html")
    reasons = {removal.at: removal.reason for removal in page.removed}
    lines = (f"{reasons.get(at, 'keep'):9} | {block.text!r}" for at, block in enumerate(page.blocks))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_case(source: Path) -> None:
    assert trace(source) == source.with_suffix(".trace").read_text("utf-8")


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_cleaning_twice_changes_nothing(source: Path) -> None:
    text = clean(source.read_bytes(), kind="text" if source.suffix == ".txt" else "html").text
    assert clean(text, kind="text").text == text


if __name__ == "__main__":
    for each in SOURCES:
        each.with_suffix(".trace").write_text(trace(each), "utf-8")
