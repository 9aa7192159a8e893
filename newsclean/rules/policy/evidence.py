"""The evidence that a line is a footer's."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    """The kinds of evidence. The value is the beginning of the text that explains a removal."""

    NOTICE = "a notice: "
    """The line is a known line that never belongs to an article."""
    KNOWN = "a known line: "
    """The line is another known line."""
    COMBINED = "put together of known lines: "
    """All words of the line are those of known lines."""
    CREDIT = "gives a name after a known line: "
    """The line is a known line and a name."""
    READ_ON = "leads to another article: "
    """The line is a known lead and the title of another article."""
    BEGINNING = "begins with a known line: "
    """The text begins with a known line."""
    WORDS = "speaks of "
    """The words of the text are those of footers."""
    GRAMS = "reads like a footer's: log-odds of "
    """The words and the character n-grams of the text are together those of footers."""
    WEAK = "may speak of "
    """Some words of the text are those of footers."""
    BETWEEN = "between lines of a footer"
    """The line has no evidence of its own."""
    HEADING = "heads a footer: "
    """Lines of a footer are below the line."""
    NOTE = "a note: speaks of "
    """The text is a note to the reader inside an article."""


UNSURE = (Kind.BEGINNING, Kind.WEAK, Kind.BETWEEN)
"""The kinds that need a surer line beside the text."""


class Evidence(NamedTuple):
    """The evidence that a text is a footer's: its kind, and the words or the score that show it.

    >>> str(Evidence(Kind.KNOWN, "share on x"))
    'a known line: share on x'
    """

    kind: Kind
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.kind.value}{self.detail}"

    @property
    def is_sure(self) -> bool:
        """Whether the evidence is enough without a surer line beside the text."""
        return self.kind not in UNSURE
