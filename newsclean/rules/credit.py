"""Credits: how a line closes that is written under a picture, whoever took it."""

from __future__ import annotations

import re
from functools import cache

from newsclean.data import agencies, languages, short_agencies
from newsclean.parse.lines import SENTENCE_ENDS, UNSEEN
from newsclean.rules.shape import CLOSERS, ends_sentence

MAX_CHARS = 400
"""Of a caption."""
TAIL = 100
"""Characters at its end where a credit stands."""
MAX_OWNER = 60
"""Characters behind a sign for copyright."""
_CLOSING = f"{CLOSERS}.。 {UNSEEN}］】〕〉>"
_SET_OFF = re.compile(r"[(\[（［【〔|/•·©]|\(c\)|[–—]|\s-\s|\svia\s", re.IGNORECASE)
_BEFORE_FILE = frozenset("([（［【〔|/•·–—-:：=＝" + SENTENCE_ENDS)
_AFTER_FILE = (":", "：", " -", " –", " —", "–", "—")


def closing_credit(text: str) -> str:
    """What a line closes with, if it tells a caption by itself: an agency's name set off from the rest, a sign for
    copyright with its owner, or that the picture is from the files. Empty if there is none.

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
    """The agency that the tail ends with, set off; or before a slash and a name; or the owner of a copyright."""
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
    """The agency that stands alone before a slash, behind a sentence's end or a bracket: `REUTERS/Jane Doe`."""
    start = max((before.rfind(end) for end in (*SENTENCE_ENDS, *"([（【|")), default=-1) + 1
    name = before[start:].strip(_CLOSING)
    known = name.casefold() in agencies() or name in short_agencies()
    return name if known and (start or len(before) < TAIL) else ""


def _file_word(core: str) -> str:
    """The words at its end, or at its beginning, that say that the picture is from the files."""
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
    """Words for picture in all languages, lower-cased, the longest first."""
    found = {word.lower() for _, parts in languages("openings") for word in parts.get("credit", ())}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def credit_phrases() -> tuple[str, ...]:
    """Those of more than one word."""
    return tuple(word for word in credit_words() if " " in word)


@cache
def file_words() -> tuple[str, ...]:
    """What says of a picture that it is from the files or shows a like scene, case-folded."""
    found = {word.casefold() for _, parts in languages("openings") for word in parts.get("file", ())}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))
