"""Shape: what a line looks like in any language, such as whether it ends a sentence or reads as prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsclean.page import Block
from newsclean.parse.lines import SENTENCE_ENDS, width

NEVER_ALONE = frozenset(("tr", "pre", "dt"))
"""The tags of rows, code and terms, which may occur twice in an article.

Copies of them go only with the blocks around them.
"""

CLOSERS = "\"'”’»›)]}」』）】〉》*"
"""Signs that may follow a sentence end: quotation marks, brackets, the star of a footnote."""

QUOTES = re.compile('["“”„«»「」『』]')
"""A pattern for double quotation marks, and for quotation marks of East Asian scripts."""

MIN_PROSE_WIDTH = 60
"""The minimum number of columns of prose.

Labels, names and most headlines are shorter. Readability-lxml, trafilatura and others use similar limits.
"""


def ends_sentence(text: str) -> bool:
    """Return whether a text ends with the end of a sentence.

    >>> ends_sentence("He said so.”"), ends_sentence("Middle East"), ends_sentence("他说。")
    (True, False, True)
    """
    return text.rstrip(CLOSERS + " ")[-1:] in SENTENCE_ENDS and text.rstrip(CLOSERS + " ") != ""


def is_prose(text: str) -> bool:
    """Return whether a text is long enough for a paragraph of an article.

    >>> is_prose("Middle East"), is_prose("The council met on Tuesday and put off the vote until the autumn.")
    (False, True)
    """
    chars = len(text)
    return chars >= MIN_PROSE_WIDTH or (2 * chars >= MIN_PROSE_WIDTH and width(text) >= MIN_PROSE_WIDTH)


def opening(kept: Sequence[tuple[int, Block]]) -> Iterator[tuple[int, Block]]:
    """Yield the kept blocks before the first prose."""
    for at, block in kept:
        if is_prose(block.text):
            return
        yield at, block
