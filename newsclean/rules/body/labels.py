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


@cache
def _terms() -> tuple[str, ...]:
    return tuple(sections("threads.txt")["terms"])


def names_terms(text: str) -> bool:
    """Whether a label is the name of an agreement with users, with or without the site's before it.

    >>> names_terms("Halden Post Terms of Use"), names_terms("The terms of the deal")
    (True, False)
    """
    return len(text) <= MAX_LABEL_CHARS and bare(text).endswith(_terms())


def bare(text: str) -> str:
    """A label without its numbers, in lower case.

    >>> bare("Comments (6)"), bare("12 Kommentare")
    ('comments', 'kommentare')
    """
    return _NUMBER.sub(" ", text).strip().lower() if len(text) <= MAX_LABEL_CHARS else ""
