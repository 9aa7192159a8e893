"""Find bylines and datelines in the displayed lines around the headline and after the article."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from newsclean.names import COMMENTS, SPEAKING, purpose_of
from newsclean.page import Block
from newsclean.parse.dates import MAX_LINE, MAY_BE, PAIR, Found, find_dates
from newsclean.parse.metadata.headline import first_prose, headline_at
from newsclean.parse.metadata.people import names_in, words_of
from newsclean.parse.metadata.wording import (
    MARKS,
    MAX_AROUND,
    MAX_BYLINE,
    MAX_LABEL_CHARS,
    after_by,
    by_amid,
    is_dateline,
    is_plain_name,
    is_prose,
    label_of,
    looks_like_name,
)

BEHIND = 1000
"""The place of the first line after the article."""

MAX_AROUND_BOXES = 6
"""The maximum number of boxes around a block, its own included, that are searched for comments."""

LINES_ABOVE, LINES_BELOW, LINES_BEHIND = 8, 30, 6
"""The numbers of lines that are read above the headline, below the headline, and after the article.

Above and below the headline, the block that exceeds the number is read too, up to twice the number of lines.
"""

MAX_PROSE = 3
"""The number of blocks of prose at which reading below the headline stops."""

NEAR, LINES_RIGHT = 2, 2
"""The maximum distance, in lines, between a date and a name beside it.

`LINES_RIGHT` is the number of lines below the headline in which a name may stand without a date.
"""

MAX_BY_WORDS = 14

_STOP = re.compile(
    r"\s[|•·–—-]\s|[|•·\n\t]|\d|\s{3,}|(?<=[\w.,])\s(?:Published|Posted|Updated|Last|Reviewed|Medically|Edited|Fact|Photo|On|Am|In|on|in)\s|\sEmail\b|:\s"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SOUND = re.compile(r"[^\W\d_]")


class Line(NamedTuple):
    """A line of a block: its text, the index of the block, and its place in lines below the headline."""

    text: str
    at: int
    place: int


class Dateline(NamedTuple):
    """A displayed date in ISO 8601, its line, and its label: "published", "updated" or an empty string."""

    iso: str
    line: Line
    label: str


class Visible:
    """The lines around the headline of a page."""

    def __init__(
        self, blocks: Sequence[Block], headlines: Sequence[str], language: str, dated_in: Callable[[], str]
    ) -> None:
        self.blocks, self.language, self.dated_in = blocks, language, dated_in
        self.headlines = [each for each in headlines if each]

    def dates_in(self, text: str) -> list[Found]:
        """Return the dates in a line. An unclear order of day and month is inferred from the whole page."""
        if not MAY_BE.search(text):
            return []
        return list(find_dates(text, self.dated_in() if PAIR.search(text) else self.language))

    @cached_property
    def head(self) -> int:
        """The index of the headline's block, or else of the block before the first prose."""
        return headline_at(self.blocks, self.headlines)

    @cached_property
    def heading(self) -> str:
        """The text of the headline's block, if that is one of the page's headings."""
        if not 0 <= self.head < len(self.blocks):
            return ""
        block = self.blocks[self.head]
        return " ".join(block.text.split()) if block.box is not None and block.box.tag in ("h1", "h2", "h3") else ""

    @cached_property
    def _first_prose(self) -> int:
        return first_prose(self.blocks)

    @cached_property
    def below(self) -> list[Line]:
        """The lines below the headline, down to the article's prose."""
        found: list[Line] = []
        prose = 0
        for at in range(self.head + 1, len(self.blocks)):
            block = self.blocks[at]
            if self._is_apart(block):
                continue
            if is_prose(block.text):
                prose += 1
                if prose >= MAX_PROSE:
                    break
            for text in block.text.replace("\t", "\n").split("\n"):
                found.append(Line(text, at, len(found) + 1))
            if len(found) > LINES_BELOW:
                break
        return found[: 2 * LINES_BELOW]

    @cached_property
    def above(self) -> list[Line]:
        """The lines above the headline, the nearest first."""
        found: list[Line] = []
        for at in range(self.head - 1, max(-1, self.head - 1 - LINES_ABOVE), -1):
            if not self._is_apart(self.blocks[at]):
                lines = self.blocks[at].text.replace("\t", "\n").split("\n")
                found += [Line(text, at, -len(found) - 1) for text in reversed(lines[-LINES_ABOVE:])]
            if len(found) > LINES_ABOVE:
                break
        return found[: 2 * LINES_ABOVE]

    @cached_property
    def behind(self) -> list[Line]:
        """The lines just after the last prose of the box that contains the most prose."""
        chars: dict[int, int] = {}
        last: dict[int, int] = {}
        for at, block in enumerate(self.blocks):
            if block.box is not None and is_prose(block.text):
                holder = id(block.box.parent)
                chars[holder] = chars.get(holder, 0) + len(block.text)
                last[holder] = at
        if not chars:
            return []
        end = last[max(chars, key=lambda each: chars[each])]
        found: list[Line] = []
        for at in range(end + 1, min(len(self.blocks), end + 1 + LINES_BEHIND)):
            block = self.blocks[at]
            if block.box is not None and block.box.tag in SPEAKING:
                break  # a heading of other articles
            if not self._is_apart(block):
                found += [Line(text, at, BEHIND + len(found)) for text in block.text.split("\n")]
        return found[:LINES_BEHIND]

    def _is_apart(self, block: Block) -> bool:
        """Return whether a block is hidden, or is in a box of comments that does not contain the headline."""
        box = block.box
        if box is None or box.hidden:
            return True
        for _ in range(MAX_AROUND_BOXES):
            if purpose_of(box) & COMMENTS and id(box) not in self._around_head:
                return True
            if box.parent is None:
                break
            box = box.parent
        return False

    @cached_property
    def _around_head(self) -> frozenset[int]:
        """The ids of the boxes around the headline."""
        box = self.blocks[self.head].box if 0 <= self.head < len(self.blocks) else None
        return frozenset(id(each) for each in (box.ancestors() if box is not None else ()))

    def place_of(self, text: str) -> int | None:
        """Return the place of a text in lines from the headline; `None` if it is not near the headline."""
        text = " ".join(text.split())
        return next((place for place, near in self._near if text in near), None) if text else None

    @cached_property
    def _near(self) -> list[tuple[int, str]]:
        """The place of the first line and the text of each block near the headline."""
        first: dict[int, int] = {}
        for line in (*self.below, *self.above):
            first.setdefault(line.at, line.place)
        return [(place, " ".join(self.blocks[at].text.split())) for at, place in first.items()]

    @cached_property
    def datelines(self) -> list[Dateline]:
        """The datelines near the headline, those below it first."""
        return [*self.datelines_in(self.below), *self.datelines_in(self.above)]

    @cached_property
    def last_datelines(self) -> list[Dateline]:
        """The datelines just after the article. In a list of links, only datelines with a label count."""
        found = self.datelines_in(self.behind)
        return [each for each in found if each.label or not self.blocks[each.line.at].link_chars]

    @cached_property
    def stray_datelines(self) -> list[Dateline]:
        """The datelines with a label anywhere on the page."""
        lines = (
            Line(text, at, BEHIND)
            for at, block in enumerate(self.blocks)
            if _YEAR.search(block.text) and not self._is_apart(block)
            for text in block.text.split("\n")
            if len(text) <= MAX_AROUND
        )
        return [line for line in self.datelines_in(lines) if line.label]

    def datelines_in(self, lines: Iterable[Line]) -> Iterator[Dateline]:
        """Yield the dates in lines that give the date of publication or of a change."""
        before = ""
        for line in lines:
            text = line.text
            if len(text) <= MAX_LINE:
                dates = self.dates_in(text)
                if dates and is_dateline(text, dates):
                    start = 0
                    for found in dates:
                        label = label_of(text[start : found.start], text[found.end :])
                        if not label and not _SOUND.search(text[: found.start]):
                            label = label_of(before, "")
                        yield Dateline(found.iso, line, label)
                        start = found.end
            before = text if len(text) <= MAX_LABEL_CHARS else ""

    def bylines(self) -> Iterator[tuple[list[str], Line]]:
        """Yield the names after a word for "by" in lines near the headline and just after the article."""
        yield from self._bylines(self.below)
        yield from self._bylines(self.above)
        yield from self._bylines(self.behind)

    def _bylines(self, lines: Sequence[Line]) -> Iterator[tuple[list[str], Line]]:
        waits = False
        dated = {found.line.place for found in self.datelines}
        for line in lines:
            text = line.text.strip(MARKS)
            if not text:
                continue
            if len(text) <= MAX_BYLINE:
                rest = text if waits else after_by(text)
                names = self.names_before(rest) if rest else []
                if not names and (inner := by_amid(text, line.place in dated)):
                    names = self.names_before(inner)
                if names:
                    yield names, line
            waits = len(text) <= MAX_LABEL_CHARS and text.casefold().strip(" :：") in words_of("by")

    def names_before(self, text: str) -> list[str]:
        """Return the names at the start of a text, up to a date or another separator."""
        dates = self.dates_in(text)
        if dates:
            text = text[: dates[0].start]
        if stop := _STOP.search(text):
            text = text[: stop.start()]
        if len(text.split()) > MAX_BY_WORDS:
            return []
        return [name for name in names_in(text) if looks_like_name(name)]

    @cached_property
    def beside(self) -> list[tuple[list[str], Line]]:
        """The names in or near the line of a date near the headline, then names just below the headline."""
        found: list[tuple[list[str], Line]] = []
        for lines in (self.below, self.above[::-1]):
            dated = {line.line.place for line in self.datelines}
            texts = [line for line in lines if line.text.strip(MARKS)]
            for at, line in enumerate(texts):
                near = texts[max(0, at - NEAR) : at + NEAR + 1]
                if line.place in dated or (
                    any(each.place in dated for each in near) and len(line.text) <= MAX_LABEL_CHARS
                ):
                    names = self.names_before(line.text)
                else:
                    continue
                names = [name for name in names if is_plain_name(name)]
                if names:
                    found.append((names, line))
        return found + [([line.text], line) for line in self.below[:LINES_RIGHT] if is_plain_name(line.text)]
