"""The lines and gaps of a plain text, so that its kept part is printed unchanged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple


class Layout(NamedTuple):
    """The lines of each block of a plain text, with their line ends, and the blank lines after each block.

    `shortened` maps the index of a block to the text that is printed for its line, if that line repeats itself. The
    repetition is a block of its own just after it. Its words are in that line, and it has no line itself.
    """

    lines: tuple[str, ...]
    gaps: tuple[str, ...]
    shortened: Mapping[int, str] = {}

    @property
    def source(self) -> str:
        """The original text."""
        return "".join(line + gap for line, gap in zip(self.lines, self.gaps, strict=True))

    def join(self, kept: Sequence[int]) -> str:
        """Return the source without the lines of removed blocks and without their gaps.

        Between two kept blocks, the longest gap between them is kept, so that paragraphs stay separate.
        """
        return "".join(self.pieces(kept))

    def pieces(self, kept: Sequence[int]) -> Iterator[str]:
        """Yield what is printed for each kept block: its lines and the gap after them."""
        if len(kept) == len(self.lines):
            yield from (line + gap for line, gap in zip(self.lines, self.gaps, strict=True))
            return
        for at, following in zip(kept, [*kept[1:], len(self.lines)], strict=False):
            line = self.shortened.get(at, self.lines[at])
            last = following == len(self.lines)
            gap = "" if last and following > at + 1 else max(self.gaps[at:following], key=len)
            if line.endswith("\r") and gap.startswith("\n"):
                line = line[:-1] + "\n"  # CR and LF together are one line end: the LF of a removed line takes its place
            yield line + gap
