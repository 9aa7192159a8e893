"""Determine the purpose of an element from its tag and the words of its class, id, role and itemprop."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from newsclean.data import sections
from newsclean.page import NAMING, Box

FURNITURE, COMMENTS, CAPTION, BODY = 1, 2, 4, 8
"""Purposes of an element, as bit flags. An element can have several."""

AWAY = FURNITURE | COMMENTS

TAGS = {
    "nav": FURNITURE,
    "footer": FURNITURE,
    "aside": FURNITURE,
    "form": FURNITURE,
    "fieldset": FURNITURE,
    "menu": FURNITURE,
    "dialog": FURNITURE,
    "search": FURNITURE,
    "address": FURNITURE,
    "figcaption": CAPTION,
}
SPEAKING = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
"""Elements whose ids are often generated from their text, so their ids are ignored."""

OTHER_NAMING = tuple(name for name in NAMING if name != "class")
MAX_NAME_CHARS = 2000
"""The maximum number of characters of an attribute that are read."""

MIN_PART_CHARS = 7
"""The minimum number of characters of a name in which parts of words are searched for."""

MAX_KEPT_NAMES = 100_000
"""The maximum number of entries in the cache of names, and in the cache of words."""

MAX_KEPT_VALUES, MAX_KEPT_CHARS = 50_000, 200
"""The maximum number of attribute values in the cache, and the maximum number of characters of each."""

_WORD = re.compile(r"[a-z]+")
_LETTERS = bytes(code if code < 128 and chr(code).islower() else 32 for code in bytes(range(256)).lower())
"""A table for `bytes.translate`: lower-case letters as `_WORD` matches them, and spaces for all other bytes."""

FILED = ("category-", "tag-")
"""Prefixes of the names that WordPress makes from a story's categories and tags. They name its subject."""

STORIES = frozenset(("hentry", "type-post", "status-publish"))
"""Other names that WordPress gives to the element of a story (`get_post_class`)."""

FIRST, SECOND, ALONE = 1, 2, 4
"""Flags of a word: it may begin the name of a body, it may end one, or it indicates a purpose alone."""


class Families(NamedTuple):
    """The words of names by purpose, read from `data/names.txt`."""

    purposes: dict[str, int]
    part: re.Pattern[str]
    part_word: re.Pattern[str]
    first: frozenset[str]
    second: frozenset[str]
    modifiers: frozenset[str]

    def purpose(self, name: str) -> int:
        """Return the purposes of an element with this lower-cased name, as flags.

        A name with a colon or a bracket has no purpose: it is a utility class of CSS, such as `md:[&_nav]:hidden`.
        """
        if ":" in name or "[" in name:
            return 0
        found = 0
        before = ""
        for word in _WORD.findall(name):
            if not before and word in self.modifiers:
                return 0
            found |= self.purposes.get(word, 0)
            if word in self.second and before in self.first:
                found |= BODY
            before = word
        if not found & FURNITURE and len(name) >= MIN_PART_CHARS and self.part.search(name):
            found |= FURNITURE
        return found

    def word_flags(self, word: str) -> int:
        """Return FIRST, SECOND and ALONE for a word of a name, as flags."""
        alone = word in self.purposes or self.part_word.search(word) is not None
        return FIRST * (word in self.first) | SECOND * (word in self.second) | ALONE * alone


@cache
def families() -> Families:
    """Return the words that the package contains."""
    words = {family: " ".join(lines).split() for family, lines in sections("names.txt").items()}
    purposes: dict[str, int] = {}
    for family, flag in (("furniture", FURNITURE), ("comments", COMMENTS), ("caption", CAPTION), ("body", BODY)):
        for word in words[family]:
            purposes[word] = purposes.get(word, 0) | flag
    first, second, modifiers = (frozenset(words[each]) for each in ("body-first", "body-second", "modifier"))
    part, part_word = (re.compile("|".join(each.strip(ends) for each in words["furniture-part"])) for ends in ("", "-"))
    return Families(purposes, part, part_word, first, second, modifiers)


class _WordFlags(dict[bytes, int]):
    """A cache of the flags of words, for all pages. There are far fewer words than names."""

    def __missing__(self, word: bytes) -> int:
        if len(self) >= MAX_KEPT_NAMES:
            self.clear()
        found = self[word] = families().word_flags(word.decode())
        return found


class _Purposes(dict[str, int]):
    """A cache of the purposes of names, for all pages.

    They depend only on the name, and pages share most names.
    """

    def __missing__(self, name: str) -> int:
        if len(self) >= MAX_KEPT_NAMES:
            self.clear()
        found = self[name] = families().purpose(name)
        return found


class _PurposesOfNames(dict[str, int]):
    """A cache of the purposes of attribute values, which may have several names."""

    def __init__(self) -> None:
        self.each = _Purposes()
        self.word_flags = _WordFlags()

    def __missing__(self, names: str) -> int:
        found = 0
        if self.may_have_purpose(names):
            each = names[:MAX_NAME_CHARS].lower().split()
            if not STORIES.isdisjoint(each):
                each = [name for name in each if not name.startswith(FILED)]
            for name in each:
                found |= self.each[name]
        if len(names) <= MAX_KEPT_CHARS:
            if len(self) >= MAX_KEPT_VALUES:
                self.clear()
            self[names] = found
        return found

    def may_have_purpose(self, names: str) -> bool:
        """Return whether a word, or two consecutive words, indicate a purpose.

        This check is fast. `False` is certain; `True` is not.
        """
        word_flags, before = self.word_flags, 0
        for word in names[:MAX_NAME_CHARS].encode("utf-8", "replace").translate(_LETTERS).split():
            flags = word_flags[word]
            if flags >= ALONE or (before & FIRST and flags & SECOND):
                return True
            before = flags
        return False


_PURPOSES = _PurposesOfNames()


def purpose_of(box: Box) -> int:
    """Return the purposes of an element: FURNITURE, COMMENTS, CAPTION and BODY, as flags."""
    found = box.purpose
    if found is None:
        found = TAGS.get(box.tag, 0)
        if attributes := box.attributes:
            if names := attributes.get("class"):
                found |= _PURPOSES[names]
            if (len(attributes) > 1 or not names) and box.tag not in SPEAKING:
                for name in OTHER_NAMING:
                    if names := attributes.get(name):
                        found |= _PURPOSES[names]
        box.purpose = found
    return found


def caption_around(box: Box | None, boxes: int) -> Box | None:
    """Return the first caption element among `box` and its ancestors; `None` if there is none.

    At most `boxes` boxes are searched, up to the body.
    """
    for _ in range(boxes):
        if box is None or box.tag == "body":
            break
        if purpose_of(box) & CAPTION:
            return box
        box = box.parent
    return None
