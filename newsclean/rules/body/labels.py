"""Labels and buttons: headings of comments, buttons to answer one, buttons that show more of a text."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from newsclean.data import sections

MAX_LABEL_CHARS = 40
REMEMBERED = 4096
"""The maximum number of labels whose kind is cached. The pages of a site share most of their labels."""

_NUMBER = re.compile(r"[\d\s()\[\]:：·.,|（）]+")


@cache
def more() -> frozenset[str]:
    """Return the wordings of buttons that show the rest of a text."""
    return frozenset(sections("threads.txt")["more"])


@cache
def threads() -> tuple[frozenset[str], frozenset[str]]:
    """Return the wordings of headings of comments, and of buttons to answer one."""
    told = sections("threads.txt")
    return frozenset(told["heading"]), frozenset(told["reply"])


HEAD, ANSWER = 1, 2
"""The flags of a label: `HEAD` for a heading of comments, `ANSWER` for a button to answer a comment."""


def told_of(text: str) -> int:
    """Return the flags of a text, or of its last line."""
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
    """Return whether a label names an agreement with users, with or without the name of the site before it.

    >>> names_terms("Halden Post Terms of Use"), names_terms("The terms of the deal")
    (True, False)
    """
    return len(text) <= MAX_LABEL_CHARS and bare(text).endswith(_terms())


def bare(text: str) -> str:
    """Return a label in lower case, without its numbers.

    >>> bare("Comments (6)"), bare("12 Kommentare")
    ('comments', 'kommentare')
    """
    return _NUMBER.sub(" ", text).strip().lower() if len(text) <= MAX_LABEL_CHARS else ""
