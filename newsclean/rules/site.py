"""SiteRepeats: remove what a site prints on many of its pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from newsclean.index import Seen
from newsclean.page import Block, Page, Removal
from newsclean.parse.lines import width
from newsclean.rules.shape import NEVER_ALONE, is_prose

HEADING_TAGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

MIN_MIDDLE_PAGES = 10
"""The minimum number of pages that have a repeated block between the article's paragraphs.

Half of the site's pages is also enough.
"""

SMALL_SITE = 10
"""The number of pages below which a site is small: its other pages in the index, and the page itself."""

MIN_END_PAGES = 2
"""The minimum number of pages that have a repeated block at the article's ends, on a small site.

The index has so few pages of the site that it has counted each footer only a few times.
"""

MIN_ROW = 3
"""The minimum number of consecutive repeated blocks that are removed together, whatever the length of each."""


class Counts(Protocol):
    """A source of page counts: a `SiteIndex`, or counts in memory."""

    def seen(self, page: Page) -> Seen:
        """Return on how many other pages of its site each kept block of a page stood."""


@dataclass(frozen=True, slots=True)
class SiteRepeats:
    """Remove the kept blocks that many pages of the same site have, according to an index of them.

    A block is repeated if enough pages have it. At the article's two ends, above and below its own prose, few pages are
    enough. Between its paragraphs, `MIN_MIDDLE_PAGES` pages or half of the site's pages must have the block. The rule
    removes:

    - repeated blocks above the first block that is not repeated, and below the last;
    - at least `MIN_ROW` repeated blocks in a row, if they have `min_columns` columns together;
    - any other repeated block of at least `min_columns` columns that is no table row, no code and no term.

    A heading stays with the text below it if that stays. A short line counts as a heading if it is bold or, in a plain
    text, if it is below a paragraph that stays or at the top.

    - `index`: says on how many other pages of the site each block is.
    - `min_pages`: the minimum number of pages that have a block, this page included. On a small site, `MIN_END_PAGES`
      are enough at the ends. A higher value removes less.
    - `min_share`: a block between paragraphs must be on more than this share of the site's pages. A higher value
      removes less.
    - `min_end_share`: the same at the article's two ends.
    - `min_columns`: the minimum width of a repeated block that is removed alone. A lower value removes shorter ones.
    - `max_part`: the maximum share of the text that is removed. If more is repeated, the page is a copy of another or a
      template, and nothing is removed.
    """

    index: Counts
    min_pages: int = 3
    min_share: float = 0.1
    min_end_share: float = 0.02
    min_columns: int = 40
    max_part: float = 0.75

    def __call__(self, page: Page) -> Iterator[Removal]:
        kept = page.kept
        seen = self.index.seen(page) if kept else None
        if seen is None or not seen.blocks:
            return
        page_counts = [seen.blocks.get(at, 0) + 1 for at, _ in kept]
        site_pages = seen.pages + 1
        blocks = [block for _, block in kept]
        repeated = self.repeated(blocks, page_counts, site_pages)
        places = self.without_headings(blocks, list(self.removable(blocks, repeated)))
        widths = [width(block.text) for block in blocks]
        if sum(widths[place] for place in places) > self.max_part * sum(widths):
            return
        for place in places:
            yield Removal(kept[place][0], "site", f"on {page_counts[place]} of {site_pages} pages of the site")

    def repeated(self, blocks: Sequence[Block], page_counts: Sequence[int], site_pages: int) -> list[bool]:
        """Return, for each block, whether enough pages have it for its place; no block if the page has no own prose."""
        least = MIN_END_PAGES if site_pages < SMALL_SITE else self.min_pages
        at_end = [number >= least and number > self.min_end_share * site_pages for number in page_counts]
        prose = [place for place, block in enumerate(blocks) if is_prose(block.text) and not at_end[place]]
        if not prose:
            return [False] * len(blocks)
        many = max(self.min_pages, min(site_pages / 2, MIN_MIDDLE_PAGES))
        amid = [number >= many and number > self.min_share * site_pages for number in page_counts]
        return [*at_end[: prose[0]], *amid[prose[0] : prose[-1] + 1], *at_end[prose[-1] + 1 :]]

    def removable(self, blocks: Sequence[Block], repeated: Sequence[bool]) -> Iterator[int]:
        """Yield the places of the repeated blocks to remove, in order."""
        own = [place for place, is_repeated in enumerate(repeated) if not is_repeated]
        row: list[int] = []
        for place in range(len(blocks) + 1):
            if place < len(blocks) and repeated[place]:
                row.append(place)
                continue
            columns = sum(width(blocks[each].text) for each in row)
            confirm_one_another = len(row) >= MIN_ROW and columns >= self.min_columns
            at_an_end = bool(row and own) and (row[-1] < own[0] or row[0] > own[-1])
            yield from (each for each in row if confirm_one_another or at_an_end or self.goes_alone(blocks[each]))
            row = []

    def without_headings(self, blocks: Sequence[Block], places: Sequence[int]) -> list[int]:
        """Return the places to remove, without the heading of each block that stays."""
        removed = set(places)
        for place in reversed(places):
            if place + 1 < len(blocks) and place + 1 not in removed:
                at_top_or_below_text = place - 1 not in removed or self.goes_alone(blocks[place - 1])
                if self.is_heading(blocks[place], at_top_or_below_text):
                    removed.discard(place)
        return sorted(removed)

    def is_heading(self, block: Block, at_top_or_below_text: bool) -> bool:
        """Return whether a block may head the block below it, by its element, its bold text or its place."""
        if block.box is not None and block.box.tag in HEADING_TAGS:
            return True
        marked = at_top_or_below_text if block.box is None else block.bold_chars >= len(block.text)
        return marked and not self.goes_alone(block)

    def goes_alone(self, block: Block) -> bool:
        """Return whether a repeated block is removed whatever is beside it: it is long, and not in `NEVER_ALONE`."""
        is_part = block.box is not None and block.box.tag in NEVER_ALONE
        return width(block.text) >= self.min_columns and not is_part
