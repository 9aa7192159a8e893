"""Labels and buttons that say what stands beside them: comments, answers to them, more of a text."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from newsclean.data import sections

MAX_LABEL_CHARS = 40
REMEMBERED = 4096
"""Labels: pages of a site have most in common."""
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


HEAD, ANSWER = 1, 2
"""What a line may be: a heading of comments, a button to answer one."""


def told_of(text: str) -> int:
    """Which of these a text is, or ends in."""
    if len(text) <= MAX_LABEL_CHARS:
        return _told(text)
    if "\n" in text[-MAX_LABEL_CHARS - 1 :]:
        return _told(text[text.rindex("\n") + 1 :]) & ANSWER
    return 0


@lru_cache(REMEMBERED)
def _told(text: str) -> int:
    heads, answers = threads()
    label = text.lower()
    if label.replace(" ", "").isalpha():
        return HEAD * (label in heads) | ANSWER * (label in answers)
    label = bare(text)
    last = label if "\n" not in text else bare(text[text.rindex("\n") + 1 :])
    return HEAD * (label in heads) | ANSWER * (last in answers)


def bare(text: str) -> str:
    """A label without its numbers, in lower case.

    >>> bare("Comments (6)"), bare("12 Kommentare")
    ('comments', 'kommentare')
    """
    return _NUMBER.sub(" ", text).strip().lower() if len(text) <= MAX_LABEL_CHARS else ""
