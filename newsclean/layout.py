"""How plain text stood in its source, so that what is left of it can be printed as it was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Layout(NamedTuple):
    """How plain text stood in its source: each block's own lines with their ends, and the blank lines after it.

    `shortened` gives, by its block's place, what is printed of a line that says something twice in a row. What is said
    again is a block of its own, right behind, whose words stand in that line and which has none itself.
    """

    lines: tuple[str, ...]
    gaps: tuple[str, ...]
    shortened: Mapping[int, str] = {}

    @property
    def source(self) -> str:
        """The text as it was."""
        return "".join(line + gap for line, gap in zip(self.lines, self.gaps, strict=True))

    def join(self, kept: list[int]) -> str:
        """The source without the lines of the blocks that are not kept, and without the gaps that they leave.

        Between two kept blocks the longest gap of those between them stays, so paragraphs never run together.
        """
        if not kept:
            return ""
        if len(kept) == len(self.lines):
            return self.source
        pieces: list[str] = []
        for at, following in zip(kept, [*kept[1:], len(self.lines)], strict=True):
            last = following == len(self.lines)
            gap = self.gaps[at] if following == at + 1 else max(self.gaps[at:following], key=len)
            if self.lines[at].endswith("\r") and following > at + 1:
                gap = gap.removeprefix("\n")  # the two would be one line's end
            pieces += [self.shortened.get(at, self.lines[at]), "" if last and at + 1 < following else gap]
        return "".join(pieces)
