"""Recognise the wording of bylines, datelines and names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsclean.parse.calendars import key, month_of, weekdays
from newsclean.parse.dates import Found
from newsclean.parse.lines import SENTENCE_ENDS
from newsclean.parse.metadata.people import ending, starting, words_of

PROSE_CHARS = 150
"""The minimum length of prose, in characters.

A line of at least this length that ends as a sentence does is prose.
"""

MAX_AROUND, MAX_LOOSE = 90, 3
"""The maximum number of characters of a dateline beside its dates. With more, the line is a sentence.

`MAX_LOOSE` is the maximum number of characters with which a date stands alone, or at an end of its line.
"""

MAX_DATES = 3
"""The maximum number of dates in a dateline. A line with more dates is a list."""

MONTH_CHARS = len("2025-03")
MAX_LABEL_CHARS = 40
MAX_BYLINE = 200
MIN_NAME_WORDS, MAX_NAME_WORDS = 2, 4
MARKS = " \u00a0|•·,-–—/>»()"
"""Separators around the parts of a line."""

_WRITTEN = re.compile(r"(?:^|\s)(?:written|posted|authored|reported)\s[Bb]y:?\s(?=[^\W\d_])", re.IGNORECASE)
_BY = re.compile(r"(?<=\s)(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or|[Dd]oor|[Aa]v|[Oo]leh)\s(?=[^\W\d_])")
_NAME_WORD = re.compile(r"[^\W\d_][^\W\d_.'’-]{0,30}(?:[.'’-][^\W\d_]{0,30}){0,3}\.?$")
_PARTICLES = frozenset("de da do dos del della di van von der den la le el al bin ibn y af av zu ter ten".split())


def is_prose(text: str) -> bool:
    """Return whether a line reads as a paragraph."""
    return len(text) >= PROSE_CHARS and text[-1] in SENTENCE_ENDS + '"”»)’'


def is_dateline(text: str, dates: Sequence[Found]) -> bool:
    """Return whether a line states these dates. A sentence that mentions them does not."""
    around = len(text) - sum(found.end - found.start for found in dates)
    if len(dates) > MAX_DATES or around > MAX_AROUND:
        return False
    labelled = bool(label_of(text[: dates[0].start], ""))
    if len(dates[0].iso) == MONTH_CHARS:
        return around <= MAX_LOOSE or labelled
    at_end = dates[0].start <= MAX_LOOSE or len(text) - dates[-1].end <= MAX_LOOSE
    return around <= MAX_AROUND / 3 or at_end or labelled or text[-1] not in SENTENCE_ENDS


def label_of(before: str, behind: str) -> str:
    """Return the label of a date from the text before and after it: "published", "updated", or empty."""
    text = before.rstrip(" :：-–—,.(|")[-MAX_LABEL_CHARS:]
    for kind in ("updated", "published"):
        if text and ending(kind).search(text):
            return kind
    head = text.lstrip(" |•·-–—(")
    for kind in ("updated", "published"):
        if head and starting(kind).match(head):
            return kind
    text = behind[:MAX_LABEL_CHARS].strip(" :-–—,.)(|").casefold()
    return next((kind for kind in ("published", "updated") if text in words_of(kind)), "")


def after_by(text: str) -> str:
    """Return the text after a word for "by" at the start of a line; empty without such a word."""
    text = text[:MAX_BYLINE].strip(MARKS + "*")
    found = starting("by").match(text)
    return text[found.end() :].strip(MARKS + ":：") if found else ""


def by_amid(text: str, is_dated: bool) -> str:
    """Return the text after a word for "by" within a line; empty without such a word.

    In a line without a date, only a phrase such as "written by" counts.
    """
    found = _BY.search(text) if is_dated else _WRITTEN.search(text) if "by" in text.lower() else None
    return text[found.end() :] if found else ""


def looks_like_name(name: str) -> bool:
    """Return whether a text has the form of a name."""
    words = name.split()
    if not words or key(words[0]) in weekdays() or any(letter.isdigit() for letter in name):
        return False
    if all(word.casefold() in words_of("button") for word in words):
        return False
    first = words[0][0]
    if not (first.isupper() or first.islower()):
        return len(name) <= 20
    if not MIN_NAME_WORDS <= len(words) <= MAX_NAME_WORDS + 1:
        return False
    capitals = sum(word[0].isupper() for word in words)
    return (
        first.isupper()
        and words[-1][0].isupper()
        and capitals >= len(words) - 2
        and not any(letter in name for letter in ":?!,")
    )


def is_plain_name(name: str) -> bool:
    """Return whether a text is two to four capitalised words.

    None of the words may be usual in the names of outlets, sections or buttons.
    """
    words = name.split()
    if not MIN_NAME_WORDS <= len(words) <= MAX_NAME_WORDS:
        return False
    return (
        all((word[0].isupper() and _NAME_WORD.match(word)) or word in _PARTICLES for word in words)
        and not any(word.casefold().strip(".,") in words_of("outlet") or month_of(word, "") for word in words)
        and not name.isupper()
        and not any(word.casefold() in words_of("button") for word in words)
    )
