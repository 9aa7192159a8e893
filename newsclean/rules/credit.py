"""Credits: find the photo credit at the end of a caption."""

from __future__ import annotations

import re
from functools import cache

from newsclean.data import agencies, languages, short_agencies
from newsclean.parse.lines import SENTENCE_ENDS, UNSEEN
from newsclean.rules.shape import CLOSERS, ends_sentence

MAX_CHARS = 400
"""The maximum number of characters of a caption."""

TAIL = 100
"""The number of last characters of a line in which a credit stands."""

MAX_OWNER = 60
"""The maximum number of characters of the name after a copyright sign, or after an agency and a slash."""

_CLOSING = f"{CLOSERS}.。 {UNSEEN}］】〕〉>"
_SET_OFF = re.compile(r"[(\[（［【〔|/•·©]|\(c\)|[–—]|\s-\s|\svia\s", re.IGNORECASE)
_BEFORE_FILE = frozenset("([（［【〔|/•·–—-:：=＝" + SENTENCE_ENDS)
_AFTER_FILE = (":", "：", " -", " –", " —", "–", "—")


def closing_credit(text: str) -> str:
    """Return the end of a line that marks it as a caption without a word for picture, or an empty string.

    Such an end is an agency's name that is set off from the rest, a copyright sign with its owner, or a note that the
    picture is from the files.

    >>> closing_credit("Boats at the quay on Sunday. (Ada Reyes/AFP)"), closing_credit("Boats at the quay. File photo")
    ('AFP', 'File photo')
    >>> closing_credit("The harbour board sold the quay to Reuters")
    ''
    """
    if len(text) > MAX_CHARS or "\n" in text.strip():
        return ""
    core = text.rstrip(_CLOSING)
    return _file_word(core) or _agency(core)


def _agency(core: str) -> str:
    """Return the agency at the end of a line, or the owner of a copyright, or an empty string.

    The agency is set off from the rest, or stands before a slash and a name.
    """
    tail = core[-TAIL:]
    marks = [*_SET_OFF.finditer(tail)]
    if not marks:
        return ""
    last = marks[-1]
    sign, before, name = last[0].strip(), tail[: last.start()], tail[last.end() :].strip(_CLOSING)
    if sign in ("©", "(c)", "(C)"):
        return f"© {name}" if name and len(name) <= MAX_OWNER and len(core) > len(name) + 2 else ""
    sure = sign == "/" or ends_sentence(before)
    if name.casefold() in agencies():
        return name if sure or sign not in ("|", "–", "—", "-") else ""
    if name in short_agencies():
        return name if sure else ""
    return _before_slash(before) if sign == "/" and 0 < len(name) <= MAX_OWNER and name[:1].isupper() else ""


def _before_slash(before: str) -> str:
    """Return the agency that stands alone before a slash, after a sentence end or a bracket:

    `REUTERS/Jane Doe`.
    """
    start = max((before.rfind(end) for end in (*SENTENCE_ENDS, *"([（【|")), default=-1) + 1
    name = before[start:].strip(_CLOSING)
    known = name.casefold() in agencies() or name in short_agencies()
    return name if known and (start or len(before) < TAIL) else ""


def _file_word(core: str) -> str:
    """Return the words that say that the picture is from the files, or an empty string.

    They stand at the end or the beginning of the line.
    """
    folded = core.casefold()
    words = file_words()
    if not (folded.endswith(words) or folded.startswith(words)):
        return ""
    for word in words:
        if folded.endswith(word):
            before = core[: len(core) - len(word)].rstrip()
            if before and before[-1] in _BEFORE_FILE:
                return core[-len(word) :]
        elif folded.startswith(word) and core[len(word) :].startswith(_AFTER_FILE):
            return core[: len(word)]
    return ""


@cache
def credit_words() -> tuple[str, ...]:
    """Return the words for picture in all languages, in lower case, the longest first."""
    found = {word.lower() for _, parts in languages("openings") for word in parts.get("credit", ())}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def credit_phrases() -> tuple[str, ...]:
    """Return the words for picture that are more than one word."""
    return tuple(word for word in credit_words() if " " in word)


@cache
def file_words() -> tuple[str, ...]:
    """Return the phrases that say that a picture is from the files or shows a similar scene.

    They are case-folded, the longest first.
    """
    found = {word.casefold() for _, parts in languages("openings") for word in parts.get("file", ())}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))
