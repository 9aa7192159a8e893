"""Context: the context of copies in a plain text.

Plain text has no markup to confirm a copy. The blocks around a copy and its length confirm it instead.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from newsclean.page import Block
from newsclean.parse.lines import MAX_WRAPPED, SENTENCE_ENDS, width
from newsclean.rules.repeat.parts import Part
from newsclean.rules.shape import MIN_PROSE_WIDTH, ends_sentence, is_prose

BULLETS = "-–—•·*▪►+"
"""The signs that begin an item of a list."""

NEAR = 2
"""The maximum distance, in blocks, between the originals of two repeated blocks of the same row."""

MAX_AHEAD = 10
"""The largest distance, in blocks, from a pull quote to the paragraph below that it was taken from."""

DASHES = "-–—"
"""The signs that resume a sentence which a line broke off."""

MIN_COPY = 80
"""The minimum number of columns of a copy that is evidence of a doubled text."""

MIN_CLOSING_LINES = 2
"""The minimum number of lines of a text's ending that is given twice.

Together, the lines must be as long as that many short paragraphs.
"""

MIN_SHARE = 0.09
"""The minimum share of the text that single or merged copies make up. What an article itself says twice is less."""

MIN_RUN_SHARE, MIN_FEW_SHARE = 0.3, 0.06
"""The minimum share of the text for a run that may be a list, and for a run that is surely no list.

An article may give a list twice, so the first share is larger.
"""

MIN_FLOOD = 0.5
"""The share of the text that the copies of one line must reach to go wherever they stand. No refrain reaches it."""

MIN_SURE = 1500
"""The minimum number of columns of a copy that is no coincidence in a text of any length."""

CHANCE = 0.29
"""The number of columns per pair of paragraphs up to which a copy may occur by chance.

The more pairs a text has, the longer the copies that occur by chance. The number of pairs is taken to be the square of
the number of paragraphs.
"""


class Context:
    """A plain text, with the blocks that repeat others. It decides which copies the context confirms.

    - `once`: the blocks that are the only copy of their original.
    - `share`: the share of the text that those of at least `MIN_COPY` columns make up; 0 if there are fewer than two.
    - `chance`: columns; a line up to this length may occur twice by chance.
    - `flood`: the originals whose copies make up most of the text.
    - `opening`: the number of blocks at the top that are all repeated below.

    `whole` is the length of the text in columns, and `first_of` has the original of each copy.
    """

    def __init__(self, blocks: Sequence[Block], whole: int, first_of: Mapping[int, int]) -> None:
        self.blocks = blocks
        self.whole = whole
        self.first_of = first_of
        groups = Counter(first_of.values())
        self.once = frozenset(at for at, first in first_of.items() if groups[first] == 1)
        widths = [columns for at in self.once if (columns := self.columns(at)) >= MIN_COPY]
        self.share = sum(widths) / whole if len(widths) > 1 else 0.0
        self.chance = sum(is_prose(block.text) for block in blocks) ** 2 * CHANCE
        said: Counter[int] = Counter()
        for at, first in first_of.items():
            said[first] += self.columns(at)
        self.flood = frozenset(first for first, columns in said.items() if columns >= MIN_FLOOD * whole)
        self.opening = next(at for at in range(len(blocks) + 1) if at not in groups)

    def columns(self, *places: int) -> int:
        """Return the total length of these blocks, in columns."""
        return sum(width(self.blocks[at].text) for at in places)

    def is_sure(self, run: Sequence[int]) -> bool:
        """Return whether a run is surely a copy, and no repetition by the author.

        It is if it has `MIN_SURE` columns, or `MIN_RUN_SHARE` of the text. If it is no list, `MIN_FEW_SHARE` is enough:
        a run that occurs only twice and has two paragraphs or more, one of which ends a sentence.
        """
        prose = [self.blocks[at].text for at in run if is_prose(self.blocks[at].text)]
        is_no_list = self.once.issuperset(run) and len(prose) > 1 and any(map(ends, prose))
        least = MIN_FEW_SHARE if is_no_list else MIN_RUN_SHARE
        return self.columns(*run) >= min(least * self.whole, MIN_SURE)

    def goes_alone(self, at: int, near: bool) -> bool:
        """Return whether a copy goes without its neighbours.

        A copy goes in any of these cases:

        - copies of the same original make up most of the text;
        - other copies make up much of the text too;
        - it stands right below its original or another copy;
        - everything above its original is repeated;
        - it is long;
        - it is a sentence among prose.

        Below a label or a question, an article may repeat itself.
        """
        columns, once = self.columns(at), at in self.once
        no_chance = columns >= self.chance / 4
        if self.first_of[at] in self.flood:
            return True
        if once and self.share >= (MIN_SHARE if no_chance else 2 * MIN_SHARE):
            return True
        if no_chance and (self.is_beside(at) or self.opens(at)):
            return True
        if "\n" in self.blocks[at].text or self.is_labelled(at):
            return False
        if once and columns >= min(MIN_SHARE * self.whole, MIN_SURE):
            return True
        prose = self.is_line(at) and ends(self.blocks[at].text) and not near
        return prose and columns >= self.chance and self.among_prose(at)

    def confirm_any(self, parts: Mapping[int, Part], gone: Collection[int]) -> bool:
        """Return whether the context confirms any of these parts.

        A part is confirmed if it was truncated, stands among prose, or is in a row that is long together with `gone`.
        """
        row = [at for at in parts if self.in_order(at)]
        sure = set(row) if self.columns(*row, *gone) >= MIN_RUN_SHARE * self.whole else ()
        return any(at in sure or self.confirms(at, part) for at, part in parts.items())

    def is_beside(self, at: int) -> bool:
        """Return whether a copy of some length stands right below its original, or below another copy of it."""
        first = self.first_of[at]
        below = at - 1 == first or self.first_of.get(at - 1) == first
        return below and self.columns(at) >= MIN_PROSE_WIDTH

    def is_line(self, at: int) -> bool:
        """Return whether a block is a single line of some length, and no item of a list."""
        text = self.blocks[at].text
        return is_prose(text) and is_plain(text)

    def opens(self, at: int) -> bool:
        """Return whether a copy's original stands at the top, and all blocks above it are repeated below.

        An item of a list, or a block of several lines, must occur only twice, and two blocks or more must stand there.
        """
        if self.first_of[at] >= self.opening:
            return False
        return self.is_line(at) or (self.opening > 1 and at in self.once and is_prose(self.blocks[at].text))

    def closes(self, run: Sequence[int]) -> bool:
        """Return whether a run of lines ends the text, right below its original.

        It must also be too long for a refrain.
        """
        right_below = self.first_of[run[0]] + len(run) == run[0] and run[-1] == len(self.blocks) - 1
        if not right_below or len(run) < MIN_CLOSING_LINES or not self.once.issuperset(run):
            return False
        lines = all("\n" not in self.blocks[at].text for at in run)
        return lines and self.columns(*run) >= MIN_CLOSING_LINES * MIN_PROSE_WIDTH

    def others(self, firsts: Collection[int]) -> list[int]:
        """Return the lines that repeat one of these blocks."""
        return [at for at, first in self.first_of.items() if first in firsts and self.is_line(at)]

    def confirms(self, at: int, part: Part) -> bool:
        """Return whether the context confirms a part.

        It was truncated, with or without a sign of it, and has a quarter of `chance`; or it stands among prose and has
        all of it. Four kinds are not confirmed:

        - a sentence that only a paragraph far below repeats: that is no pull quote;
        - a paragraph that the opening of the text sums up;
        - a sentence right above its holder, where only the holder has the closing sign: it may be a heading;
        - a truncated line that its holder repeats and continues after a dash.
        """
        text, below = self.blocks[at].text, self.blocks[at + 1].text if part.holder == at + 1 else ""
        if not part.cut and below.startswith(text) and below[len(text)] in SENTENCE_ENDS:
            return False
        if part.cut and self.is_taken_up(at, part):
            return False
        if part.cut or (part.start == 0 and not ends(text)):
            return self.columns(at) >= self.chance / 4
        closes = self.blocks[part.holder].text.endswith(text)
        summed_up = (
            part.holder < at and closes and not any(is_prose(block.text) for block in self.blocks[: part.holder])
        )
        near = part.holder - at <= MAX_AHEAD and not summed_up
        return near and self.columns(at) >= self.chance and self.among_prose(at)

    def is_taken_up(self, at: int, part: Part) -> bool:
        """Return whether a line among prose trails off, and its holder repeats it and continues.

        The holder continues after a dash.
        """
        stem = self.blocks[at].text.rstrip(SENTENCE_ENDS + " ")
        whole = self.blocks[part.holder].text
        goes_on = whole.startswith(stem) and whole[len(stem) :].lstrip().startswith(tuple(DASHES))
        return goes_on and part.holder > at + 1 and self.among_prose(at)

    def in_order(self, at: int) -> bool:
        """Return whether a block nearby repeats the same original, or one near it, in order.

        The two blocks above and the two blocks below are looked at.
        """
        first = self.first_of[at]
        above = [self.first_of[place] for place in (at - 1, at - 2) if place in self.first_of]
        below = [self.first_of[place] for place in (at + 1, at + 2) if place in self.first_of]
        return any(0 <= first - each <= NEAR for each in above) or any(0 <= each - first <= NEAR for each in below)

    def is_labelled(self, at: int) -> bool:
        """Return whether a block stands below a label, a heading or a short question.

        There, an article may repeat itself.
        """
        return at > 0 and not is_prose(self.blocks[at - 1].text)

    def among_prose(self, at: int) -> bool:
        """Return whether the blocks right above and below are prose. A missing neighbour counts as prose.

        Prose that the text repeats over and over does not count. Neither does a block above that ends with a colon or a
        question mark and has at most `MAX_WRAPPED` columns: below it, an article may repeat itself.
        """
        for beside in (at - 1, at + 1):
            if not 0 <= beside < len(self.blocks):
                continue
            if not is_prose(self.blocks[beside].text) or (beside in self.first_of and beside not in self.once):
                return False
        above = self.blocks[at - 1].text if at else ""
        return width(above) > MAX_WRAPPED or not above.endswith((":", "：", "?", "？"))


def ends(text: str) -> bool:
    """Return whether a text ends a sentence, with the closing quotation mark of any language.

    Some languages close a quotation with the mark that opens one in others.
    """
    return ends_sentence(text.rstrip("“«‹"))


def is_plain(text: str) -> bool:
    """Return whether a text is one line, and no item of a list."""
    return "\n" not in text and text[0] not in BULLETS
