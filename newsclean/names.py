"""What an element is for, by its tag and by the words of its class, id, role and itemprop."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from newsclean.data import sections
from newsclean.page import NAMING, Box

FURNITURE, COMMENTS, CAPTION, BODY = 1, 2, 4, 8
"""What an element is for; it can be for several things."""

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
"""Elements whose ids are made of their words."""
OTHER_NAMING = tuple(name for name in NAMING if name != "class")
MAX_NAME_CHARS = 2000
"""Of an attribute's characters, so many are looked at."""
MIN_PART_CHARS = 7
"""A shorter name holds no part of a word besides."""
MAX_KEPT_NAMES = 100_000
MAX_KEPT_VALUES, MAX_KEPT_CHARS = 50_000, 200
"""Attributes' values that are kept, and the characters of each."""
_WORD = re.compile(r"[a-z]+")
_LETTERS = bytes(code if code < 128 and chr(code).islower() else 32 for code in bytes(range(256)).lower())
"""Each byte as `_WORD` sees it: a lower-cased letter, or what parts two words."""
FILED = ("category-", "tag-")
"""What the names that WordPress files a story under begin with: they tell what it is about."""
STORIES = frozenset(("hentry", "type-post", "status-publish"))
"""Names that WordPress gives to the element that holds a story, beside those (`get_post_class`)."""
FIRST, SECOND, TELLS = 1, 2, 4
"""What a word may do for a name: open or close the name of a body, or tell something by itself."""


class Families(NamedTuple):
    """The words of names by what they tell, read from `data/names.txt`."""

    told: dict[str, int]
    part: re.Pattern[str]
    part_word: re.Pattern[str]
    first: frozenset[str]
    second: frozenset[str]
    modifiers: frozenset[str]

    def purpose(self, name: str) -> int:
        """What an element with this lower-cased name is for: FURNITURE, COMMENTS, CAPTION and BODY, added up.

        A name with a colon or a bracket tells nothing: it is an instruction to a style sheet, as `md:[&_nav]:hidden`.
        """
        if ":" in name or "[" in name:
            return 0
        found = 0
        before = ""
        for word in _WORD.findall(name):
            if not before and word in self.modifiers:
                return 0
            found |= self.told.get(word, 0)
            if word in self.second and before in self.first:
                found |= BODY
            before = word
        if not found & FURNITURE and len(name) >= MIN_PART_CHARS and self.part.search(name):
            found |= FURNITURE
        return found

    def may_do(self, word: str) -> int:
        """What a word may do for a name that it stands in: FIRST, SECOND and TELLS, added up."""
        tells = word in self.told or self.part_word.search(word) is not None
        return FIRST * (word in self.first) | SECOND * (word in self.second) | TELLS * tells


@cache
def families() -> Families:
    """The families that ship with the package."""
    words = {family: " ".join(lines).split() for family, lines in sections("names.txt").items()}
    told: dict[str, int] = {}
    for family, flag in (("furniture", FURNITURE), ("comments", COMMENTS), ("caption", CAPTION), ("body", BODY)):
        for word in words[family]:
            told[word] = told.get(word, 0) | flag
    first, second, modifiers = (frozenset(words[each]) for each in ("body-first", "body-second", "modifier"))
    part, part_word = (re.compile("|".join(each.strip(ends) for each in words["furniture-part"])) for ends in ("", "-"))
    return Families(told, part, part_word, first, second, modifiers)


class _Deeds(dict[bytes, int]):
    """What words may do for a name, kept for the next page: there are far fewer words than names."""

    def __missing__(self, word: bytes) -> int:
        if len(self) >= MAX_KEPT_NAMES:
            self.clear()
        found = self[word] = families().may_do(word.decode())
        return found


class _Purposes(dict[str, int]):
    """What names are for, kept for the next page: it depends on a name alone, and pages share most of theirs."""

    def __missing__(self, name: str) -> int:
        if len(self) >= MAX_KEPT_NAMES:
            self.clear()
        found = self[name] = families().purpose(name)
        return found


class _PurposesOfNames(dict[str, int]):
    """The same for the value of an attribute, which may hold several names."""

    def __init__(self) -> None:
        self.each = _Purposes()
        self.deeds = _Deeds()

    def __missing__(self, names: str) -> int:
        found = 0
        if self.may_tell(names):
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

    def may_tell(self, names: str) -> bool:
        """Whether any of its words, or two in a row, tell something: cheap, and sure where it says no."""
        deeds, before = self.deeds, 0
        for word in names[:MAX_NAME_CHARS].encode("utf-8", "replace").translate(_LETTERS).split():
            does = deeds[word]
            if does >= TELLS or (before & FIRST and does & SECOND):
                return True
            before = does
        return False


_PURPOSES = _PurposesOfNames()


def purpose_of(box: Box) -> int:
    """What an element is for: FURNITURE, COMMENTS, CAPTION and BODY, added up."""
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
    """The first element for captions among this many boxes, from this one up to the body."""
    for _ in range(boxes):
        if box is None or box.tag == "body":
            break
        if purpose_of(box) & CAPTION:
            return box
        box = box.parent
    return None
