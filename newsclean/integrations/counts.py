"""Counts of blocks by site that were made outside a site index, and the rule that uses them."""

from __future__ import annotations

from collections.abc import Iterable

from newsclean.index import Counted, Seen
from newsclean.index.keys import block_key, site_of
from newsclean.page import Page
from newsclean.rules.site import SiteRepeats


class SiteCounts:
    """Counts in memory, with the `seen` method of a `SiteIndex`. A pickle contains the counts.

    `rows` is as for `SiteIndex.add_counts`; `site` is the site of pages that do not state theirs. A page that is passed
    to `seen` must be one of those that were counted.
    """

    def __init__(self, rows: Iterable[Counted | tuple[str, int, int, int]], site: str = "") -> None:
        self._site = site
        self._pages: dict[str, int] = {}
        self._blocks: dict[str, dict[int, int]] = {}
        for name, key, pages, site_pages in rows:
            self._pages[name] = site_pages
            self._blocks.setdefault(name, {})[key] = pages

    def seen(self, page: Page) -> Seen:
        """Return on how many other pages of the site each kept block stood."""
        site = site_of(page, self._site)
        known = self._blocks.get(site)
        if known is None:
            return Seen(0, {})
        others = {at: known.get(block_key(site, block.text), 1) - 1 for at, block in page.kept}
        return Seen(self._pages[site] - 1, {at: number for at, number in others.items() if number > 0})


def site_repeats(rows: Iterable[Counted | tuple[str, int, int, int]], site: str = "") -> SiteRepeats:
    """Return a `SiteRepeats` rule that uses counts.

    A row is a site, a key, the number of pages with the block and the number of pages of the site. Rows of blocks that
    stand on only one page may be left out.
    """
    return SiteRepeats(SiteCounts(rows, site))
