"""Counts of blocks by site, made elsewhere than in a site index, and the rule that asks them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, cast

from newsclean.index import Seen, SiteIndex
from newsclean.index.keys import address, blocks_of, number_of
from newsclean.page import Page
from newsclean.rules.site import SiteRepeats


class Counted(NamedTuple):
    """On how many of a site's pages a block stood, by its key, and how many pages the site has."""

    site: str
    key: int
    pages: int
    site_pages: int


class Lesson(NamedTuple):
    """What is counted of a page: its site, two numbers that it is known again by, the keys of its kept blocks."""

    site: str
    by_url: int
    by_text: int
    keys: Sequence[int]


def lesson(page: Page, site: str = "") -> Lesson | None:
    """What a page has to be counted by; `None` for one without an article or of no known site.

    The site is that of `SiteIndex`: the host of the page's URL, else the name that it states, else the one given. A
    page without a URL is known again by its blocks alone.
    """
    found = SiteIndex("", site=site).site_of(page)
    if page.kind != "article" or not found:
        return None
    by_text = number_of(found, "text", "\0".join(block.text for block in page.blocks))
    by_url = number_of(found, "url", address(page.url)) if page.url else by_text
    return Lesson(found, by_url, by_text, keys_of(found, page))


def keys_of(site: str, page: Page) -> list[int]:
    """The different keys of a page's kept blocks: a block's words give its key, so case and punctuation do not."""
    return sorted({block.key for block in blocks_of(site, [block.text for _, block in page.kept])})


class SiteCounts:
    """Counts in memory, to be asked as a `SiteIndex` is. Pickled, it is its counts.

    Blocks are known by their keys alone: one with another date or counter is another block, where `SiteIndex` finds
    near copies too. The pages that are asked about must be among those that were counted.
    """

    def __init__(self, rows: Iterable[Counted | tuple[str, int, int, int]], site: str = "") -> None:
        self._site = site
        self._pages: dict[str, int] = {}
        self._blocks: dict[str, dict[int, int]] = {}
        for name, key, pages, site_pages in rows:
            self._pages[name] = site_pages
            self._blocks.setdefault(name, {})[key] = pages

    def seen(self, page: Page) -> Seen:
        """On how many other pages of its site each kept block of a page stood."""
        site = SiteIndex("", site=self._site).site_of(page)
        known = self._blocks.get(site)
        if known is None:
            return Seen(0, {})
        kept = page.kept
        blocks = blocks_of(site, [block.text for _, block in kept])
        others = {at: known.get(block.key, 1) - 1 for (at, _), block in zip(kept, blocks, strict=True)}
        return Seen(self._pages[site] - 1, {at: number for at, number in others.items() if number > 0})


def site_repeats(rows: Iterable[Counted | tuple[str, int, int, int]], site: str = "") -> SiteRepeats:
    """`SiteRepeats` by counts: site, key, pages, pages of the site. Rows of blocks on one page may be left out."""
    return SiteRepeats(cast(SiteIndex, SiteCounts(rows, site)))
