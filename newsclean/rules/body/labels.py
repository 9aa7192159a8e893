"""Labels and buttons that say what stands beside them: comments, answers to them, more of a text."""

from __future__ import annotations

import re
from functools import cache

from newsclean.data import sections

MAX_LABEL_CHARS = 40
_NUMBER = re.compile(r"[\d\s()\[\]:：·.,|（）]+")


@cache
def more() -> frozenset[str]:
    """What the button says that shows the rest of a text."""
    return frozenset(sections("threads.txt")["more"])


@cache
def threads() -> tuple[frozenset[str], frozenset[str]]:
    """What comments are headed by, and what they are answered with."""
    told = sections("threads.txt")
    return frozenset(told["heading"]), frozenset(told["reply"])


def bare(text: str) -> str:
    """A label without its numbers, in lower case.

    >>> bare("Comments (6)"), bare("12 Kommentare")
    ('comments', 'kommentare')
    """
    return _NUMBER.sub(" ", text).strip().lower() if len(text) <= MAX_LABEL_CHARS else ""
