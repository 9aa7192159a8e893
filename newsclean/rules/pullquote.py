"""Pull quotes: removes words of the article that are printed large between its paragraphs.

They have no full stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from newsclean.page import NAMING, Block, Box, Page, Removal
from newsclean.parse.lines import width
from newsclean.rules.shape import ends_sentence, is_prose

LINES = frozenset(("p", "div", "blockquote", "aside", "figure", "section", "q", "span", "figcaption"))
"""Elements that may hold a pull quote."""

QUOTES = frozenset(("blockquote", "figure", "aside", "q"))
"""Elements that hold a pull quote and the name of its speaker."""

MARKS = "\"'“”„«»‘’「『《"
"""Quotation marks that may begin a pull quote."""

AROUND = 3
"""The number of blocks in a full neighbourhood: the block above, the line itself, the block below."""

MAX_BOXES = 4
"""The number of innermost elements of a block that are looked at."""

MAX_QUOTES = 100
"""The maximum number of candidate lines of a page. A page with more candidate lines has no pull quotes."""


@dataclass(frozen=True, slots=True)
class PullQuotes:
    """Marks, on an HTML page, lines that repeat words of a paragraph and end no sentence.

    The words stand in a row in the paragraph. The line has `min_width` to `max_width` columns, and the paragraph is
    longer. The line is also set apart: it stands in an element for quotations, or begins with a quotation mark, or
    stands between paragraphs and has at least `min_amid_width` columns. A name below it, of at most `max_name_width`
    columns, goes too if an element for quotations holds both.
    """

    min_width: int = 24
    max_width: int = 300
    min_amid_width: int = 36
    max_name_width: int = 60

    def __call__(self, page: Page) -> Iterator[Removal]:
        if page.layout is not None:
            return
        kept = page.kept
        lines = [place for place, (_, block) in enumerate(kept) if 2 * len(block.text) >= self.min_width]
        lines = [place for place in lines if self.may_be_one(kept[place][1])]
        if not lines:
            return
        prose = [block.text.lower() for _, block in kept if is_prose(block.text)]
        whole = "\n".join(prose)
        probes = {place: _probe(kept[place][1].text) for place in lines}
        lines = [place for place, probe in probes.items() if probe in whole and self.is_apart(kept, place)]
        for place in lines if len(lines) <= MAX_QUOTES else ():
            text, probe = kept[place][1].text, probes[place]
            said = _letters(text)
            if any(len(each) > len(text) and probe in each and said in _letters(each) for each in prose):
                yield Removal(kept[place][0], "repeat", "a pull quote: a paragraph has the same words")
                yield from self.names(kept, place)

    def may_be_one(self, block: Block) -> bool:
        """Return whether a block has the length of a pull quote and ends no sentence."""
        if len(block.text) > self.max_width or block.link_chars or block.box is None or block.box.tag not in LINES:
            return False
        ends = ends_sentence(block.text) or block.text[-1] in ":："
        return not ends and self.min_width <= width(block.text) <= self.max_width

    def is_apart(self, kept: Sequence[tuple[int, Block]], place: int) -> bool:
        """Return whether a line is set apart as a quotation, or as a sentence of its own between paragraphs.

        Headings are not.
        """
        block = kept[place][1]
        if block.text[0] in MARKS or any(box.tag in QUOTES or _named(box) for box in _boxes(block)):
            return True
        around = [each.text for _, each in kept[max(0, place - 1) : place + 2]]
        amid = len(around) == AROUND and is_prose(around[0]) and is_prose(around[2])
        return amid and 2 * block.bold_chars < len(block.text) and width(block.text) >= self.min_amid_width

    def names(self, kept: Sequence[tuple[int, Block]], place: int) -> Iterator[Removal]:
        """Yield the name below a pull quote, if there is one."""
        if place + 1 == len(kept):
            return
        at, below = kept[place + 1]
        around = _boxes(below)
        short = width(below.text) <= self.max_name_width and not ends_sentence(below.text)
        if short and any(box.tag in QUOTES and box in around for box in _boxes(kept[place][1])):
            yield Removal(at, "repeat", "the name below a pull quote")


def _named(box: Box) -> bool:
    """Return whether one of an element's names contains "quote"."""
    return any("quote" in (box.attributes.get(name) or "").lower() for name in NAMING) if box.attributes else False


def _boxes(block: Block) -> list[Box]:
    """Return the box of a block and the boxes around it, `MAX_BOXES` in all."""
    return [] if block.box is None else [*islice(block.box.ancestors(), MAX_BOXES)]


_OTHERS = re.compile(r"[\W_]+")
_PLAIN = re.compile(r"[\w ]+")


def _probe(text: str) -> str:
    """Return the longest run of a text's words without a sign between them.

    Every text with the same words in a row has that run.
    """
    return max(_PLAIN.findall(text), key=len, default="").strip().lower()


def _letters(text: str) -> str:
    """Return the letters and digits of a text, in lower case."""
    return _OTHERS.sub("", text.lower())
