"""The course of a plain text: what stands around a copy, and how long it is, for want of markup to bear it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from newsclean.page import Block
from newsclean.parse.lines import MAX_WRAPPED, SENTENCE_ENDS, width
from newsclean.rules.repeat.parts import Part
from newsclean.rules.shape import MIN_PROSE_WIDTH, ends_sentence, is_prose

BULLETS = "-–—•·*▪►+"
NEAR = 2
"""Blocks from one that is said again to the next."""
MAX_AHEAD = 10
"""Blocks from a pull quote to the paragraph below that it was taken from."""
DASHES = "-–—"
MIN_COPY = 80
"""Columns. Shorter copies do not show that a text is doubled."""
MIN_CLOSING_LINES = 2
"""Lines that end a text twice; together they are as long as so many short paragraphs."""
MIN_SHARE = 0.09
"""The share of a text from which on single copies, or glued ones, are no chance: what an article says twice is less."""
MIN_RUN_SHARE, MIN_FEW_SHARE = 0.3, 0.06
"""The same of a run, which may be a list that the article gives twice; and of one that is surely none."""
MIN_FLOOD = 0.5
"""The share of a text that copies of one line have which it says over and over: no refrain has as much."""
MIN_SURE = 1500
"""Columns of a copy that is no chance in a text of any length."""
CHANCE = 0.29
"""Columns for each pair of paragraphs: the more pairs there are, the longer is what is said twice by mere chance."""


class Course:
    """A plain text, and which of its blocks say again what others say: there only its course bears out a copy.

    `once` are the copies that are there once and no more often, `share` how much of the text two or more of them are,
    `chance` the columns up to which a line may be said twice by chance, `flood` the blocks that most of the text says
    again, `opening` those at the top that are all said again.
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
        """How long these blocks are."""
        return sum(width(self.blocks[at].text) for at in places)

    def is_sure(self, run: Sequence[int]) -> bool:
        """Whether a run is so much of the text, and so little of a list, that it is no part of the article.

        It is no list if it is there once more and no more often, and holds two paragraphs or more.
        """
        prose = [self.blocks[at].text for at in run if is_prose(self.blocks[at].text)]
        few = self.once.issuperset(run) and len(prose) > 1 and any(map(ends, prose))
        least = MIN_FEW_SHARE if few else MIN_RUN_SHARE
        return self.columns(*run) >= min(least * self.whole, MIN_SURE)

    def goes_alone(self, at: int, near: bool) -> bool:
        """Whether a copy goes without its neighbours.

        It goes if other copies are as much of the text, too; right below its like; if all above its original is said
        again; if it is long; or as a sentence among prose. Below a label or a question an article repeats itself.
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

    def bear_out(self, parts: Mapping[int, Part], gone: Collection[int]) -> bool:
        """Whether any of these parts was cut off, stands among prose, or is in a row that, with `gone`, is long."""
        row = [at for at in parts if self.in_order(at)]
        sure = set(row) if self.columns(*row, *gone) >= MIN_RUN_SHARE * self.whole else ()
        return any(at in sure or self.bears_out(at, part) for at, part in parts.items())

    def is_beside(self, at: int) -> bool:
        """Whether a copy of some length stands right below what it says again, or below another copy of that."""
        first = self.first_of[at]
        below = at - 1 == first or self.first_of.get(at - 1) == first
        return below and self.columns(at) >= MIN_PROSE_WIDTH

    def is_line(self, at: int) -> bool:
        """Whether a block is one line of some length, and no item of a list."""
        text = self.blocks[at].text
        return is_prose(text) and is_plain(text)

    def opens(self, at: int) -> bool:
        """Whether a copy's original stands at the top, with nothing above it that is not said again below.

        An item of a list needs another paragraph beside it there, and no third copy of either.
        """
        if self.first_of[at] >= self.opening:
            return False
        return self.is_line(at) or (self.opening > 1 and at in self.once and is_prose(self.blocks[at].text))

    def closes(self, run: Sequence[int]) -> bool:
        """Whether a run of lines ends the text, right below what it says again, and is too long for a refrain."""
        right_below = self.first_of[run[0]] + len(run) == run[0] and run[-1] == len(self.blocks) - 1
        if not right_below or len(run) < MIN_CLOSING_LINES or not self.once.issuperset(run):
            return False
        lines = all("\n" not in self.blocks[at].text for at in run)
        return lines and self.columns(*run) >= MIN_CLOSING_LINES * MIN_PROSE_WIDTH

    def others(self, firsts: Collection[int]) -> list[int]:
        """The lines that say again one of these."""
        return [at for at, first in self.first_of.items() if first in firsts and self.is_line(at)]

    def bears_out(self, at: int, part: Part) -> bool:
        """Whether a part was cut off, also without a sign of it, or stands among prose, and is no chance.

        A whole sentence that only a paragraph far below takes up is no pull quote of that, nor is a paragraph that what
        opens the text sums up; one right above its holder, which alone has the sign at its end, may be a heading.
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
        """Whether a line among prose trails off, and its holder takes the words up again and goes on behind a dash."""
        stem = self.blocks[at].text.rstrip(SENTENCE_ENDS + " ")
        whole = self.blocks[part.holder].text
        goes_on = whole.startswith(stem) and whole[len(stem) :].lstrip()[:1] in DASHES
        return goes_on and part.holder > at + 1 and self.among_prose(at)

    def in_order(self, at: int) -> bool:
        """Whether a block above or below, or the next but one, says again the same or what stands beside that."""
        first = self.first_of[at]
        above = [self.first_of[place] for place in (at - 1, at - 2) if place in self.first_of]
        below = [self.first_of[place] for place in (at + 1, at + 2) if place in self.first_of]
        return any(0 <= first - each <= NEAR for each in above) or any(0 <= each - first <= NEAR for each in below)

    def is_labelled(self, at: int) -> bool:
        """Whether a block stands below a label, a heading or a short question, where an article may repeat itself."""
        return at > 0 and not is_prose(self.blocks[at - 1].text)

    def among_prose(self, at: int) -> bool:
        """Whether the blocks right above and below are prose, and nothing that the text says again and again.

        Below a longer question, or a colon, an article may well repeat itself too.
        """
        for beside in (at - 1, at + 1):
            if not 0 <= beside < len(self.blocks):
                continue
            if not is_prose(self.blocks[beside].text) or (beside in self.first_of and beside not in self.once):
                return False
        above = self.blocks[at - 1].text if at else ""
        return len(above) > MAX_WRAPPED or not above.endswith((":", "：", "?", "？"))


def ends(text: str) -> bool:
    """Whether it ends a sentence, also in a quotation of a language that closes it as others open it."""
    return ends_sentence(text.rstrip("“«‹"))


def is_plain(text: str) -> bool:
    """One line, and no item of a list."""
    return "\n" not in text and text[0] not in BULLETS
