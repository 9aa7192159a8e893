"""What holds for clean() on any bytes."""

from __future__ import annotations

from collections.abc import Sequence

from newsclean import Page, clean
from newsclean.parse.characters import shown, writable


def check(data: bytes) -> None:
    """Clean bytes, and what comes of it; raise `AssertionError` if the page breaks a law."""
    page = clean(data)
    check_page(page)
    assert clean(page.text, kind="text").text == page.text, "cleaned again, it changes"


def check_page(page: Page) -> None:
    """What is written can be written, and every block is kept or removed exactly once."""
    text = page.text
    text.encode()
    assert writable(text) == text
    if page.layout is None:
        assert shown(text) == text
    kept, removed = [at for at, _ in page.kept], [removal.at for removal in page.removed]
    assert sorted(kept + removed) == list(range(len(page.blocks)))
    assert kept == sorted(kept)
    assert all(block.text.strip() for block in page.blocks)
    for said in (page.title, page.site, page.url, page.language, page.date, *page.authors):
        (said or "").encode()
    assert page.kind in ("article", "other")


def is_part(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether all of one stands in the other, in order."""
    found = iter(whole)
    return all(each in found for each in part)
