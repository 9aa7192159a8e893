"""SiteRepeats: removes what a site prints on many of its pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from newsclean.index import Seen
from newsclean.page import Block, Page, Removal
from newsclean.parse.lines import width
from newsclean.rules.shape import NEVER_ALONE, is_prose

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
"""The elements of headings."""
MANY_PAGES = 10
"""Between the article's paragraphs, a known block must be on so many pages, or on half of the site's pages."""
MIN_END_PAGES = 2
"""The minimum number of pages for a block at the article's ends, on a site of fewer than `MANY_PAGES`.

Few pages of such a site were seen, so its footers were seen rarely.
"""
MIN_ROW = 3
"""The minimum number of known blocks in a row that go together. They confirm one another, however short each is."""


class Counts(Protocol):
    """A source of page counts: a `SiteIndex`, or counts in memory."""

    def seen(self, page: Page) -> Seen:
        """Return on how many other pages of its site each kept block of a page stood."""


@dataclass(frozen=True, slots=True)
class SiteRepeats:
    """Marks every kept block that stood on many pages of the same site, according to an index of them.

    Only other pages count: what the index learnt from this very page does not. Between the article's paragraphs, a
    known block must also be on half of the site's pages, or on `MANY_PAGES`. At least `MIN_ROW` known blocks in a row
    go together. So do all known blocks above the first unknown block, and below the last. A known block alone goes if
    it is long.

    A heading stays with the text below it. So does a short line that is bold or, in a plain text, stands below a
    paragraph or at the top.

    - `index`: says on how many pages of the site each block stood.
    - `min_pages`, pages, this one included, and `max_share`, a share of the pages learnt of the site: a block on fewer
      pages, or on no larger a share of them, is not known. Higher removes less.
    - `max_end_share`: the same share at the article's two ends, above and below its own prose. There, few pages are
      enough.
    - `min_chars`, columns: a shorter known block does not go alone. Lower removes shorter ones.
    - `max_part`, a share of the text: if more of it is known, nothing goes. Such a page is a copy of another, or a
      template.
    """

    index: Counts
    min_pages: int = 3
    max_share: float = 0.1
    max_end_share: float = 0.02
    min_chars: int = 40
    max_part: float = 0.75

    def __call__(self, page: Page) -> Iterator[Removal]:
        kept = page.kept
        seen = self.index.seen(page) if kept else None
        if seen is None or not seen.blocks:
            return
        pages = [seen.blocks.get(at, 0) + 1 for at, _ in kept]
        whole = seen.pages + 1
        blocks = [block for _, block in kept]
        known = self.known(blocks, pages, whole)
        going = self.without_headings(blocks, sorted(self.rows(blocks, known)))
        widths = [width(block.text) for block in blocks]
        if sum(widths[place] for place in going) > self.max_part * sum(widths):
            return
        for place in going:
            yield Removal(kept[place][0], "site", f"on {pages[place]} of {whole} pages of the site")

    def known(self, blocks: Sequence[Block], pages: Sequence[int], whole: int) -> list[bool]:
        """Return, for each block, whether it stood on enough pages for its place."""
        least = MIN_END_PAGES if whole < MANY_PAGES else self.min_pages
        at_ends = [number >= least and number > self.max_end_share * whole for number in pages]
        own = [place for place, block in enumerate(blocks) if is_prose(block.text) and not at_ends[place]]
        if not own:
            return [False] * len(blocks)
        many = max(self.min_pages, min(whole / 2, MANY_PAGES))
        return [
            number >= many and number > self.max_share * whole if own[0] < place < own[-1] else at_ends[place]
            for place, number in enumerate(pages)
        ]

    def rows(self, blocks: Sequence[Block], known: Sequence[bool]) -> Iterator[int]:
        """Yield the places of the known blocks that go."""
        own = [place for place, is_known in enumerate(known) if not is_known]
        row: list[int] = []
        for place in range(len(blocks) + 1):
            if place < len(blocks) and known[place]:
                row.append(place)
                continue
            together = sum(width(blocks[each].text) for each in row)
            all_go = (len(row) >= MIN_ROW and together >= self.min_chars) or (
                bool(row) and bool(own) and (row[-1] < own[0] or row[0] > own[-1])
            )
            yield from (each for each in row if all_go or self.goes_alone(blocks[each]))
            row = []

    def without_headings(self, blocks: Sequence[Block], going: Sequence[int]) -> list[int]:
        """Return the places that go, without the headings of blocks that stay."""
        left = set(going)
        for place in reversed(going):
            if place + 1 < len(blocks) and place + 1 not in left:
                below_prose = place - 1 not in left or self.goes_alone(blocks[place - 1])
                if self.is_heading(blocks[place], below_prose):
                    left.discard(place)
        return sorted(left)

    def is_heading(self, block: Block, below_prose: bool) -> bool:
        """Return whether a block may head the block below it, by its element, its bold text or its place."""
        if block.box is not None and block.box.tag in HEADINGS:
            return True
        marked = below_prose if block.box is None else block.bold_chars >= len(block.text)
        return marked and not self.goes_alone(block)

    def goes_alone(self, block: Block) -> bool:
        """Return whether a known block is long enough to go whatever stands beside it."""
        return width(block.text) >= self.min_chars and not (block.box is not None and block.box.tag in NEVER_ALONE)
