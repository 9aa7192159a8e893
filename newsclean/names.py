"""What an element is for, by its tag and by the words of its class, id, role and itemprop."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

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
OTHER_NAMING = tuple(name for name in NAMING if name != "class")
MAX_NAME_CHARS = 2000
"""Of an attribute's characters, so many are looked at."""
_WORD_OR_SPACE = re.compile(r"[a-z]+| ")


@dataclass(frozen=True, slots=True)
class Families:
    """The words of names by what they tell, read from `data/names.txt`."""

    told: dict[str, int]
    parts: tuple[str, ...]
    first: frozenset[str]
    second: frozenset[str]
    modifiers: frozenset[str]

    def purpose(self, names: str) -> int:
        """What an element with these names is for: FURNITURE, COMMENTS, CAPTION and BODY, added up.

        A name with a colon or a bracket tells nothing: it is an instruction to a style sheet, as `md:[&_nav]:hidden`.
        """
        names = names.lower()
        if ":" in names or "[" in names:
            names = " ".join(name for name in names.split() if ":" not in name and "[" not in name)
        found = self.of_parts(names)
        before: str | None = None
        modified = False
        for word in _WORD_OR_SPACE.findall(names):
            if word == " ":
                before = None
                continue
            if before is None:
                modified = word in self.modifiers
            if not modified:
                found |= self.told.get(word, 0)
                if word in self.second and before in self.first:
                    found |= BODY
            before = word
        return found

    def of_parts(self, names: str) -> int:
        """What parts of words tell, which outlets glue to others."""
        for part in self.parts:
            if part in names:
                return FURNITURE
        return 0


@cache
def families() -> Families:
    """The families that ship with the package."""
    words = {family: " ".join(lines).split() for family, lines in sections("names.txt").items()}
    told: dict[str, int] = {}
    for family, flag in (("furniture", FURNITURE), ("comments", COMMENTS), ("caption", CAPTION), ("body", BODY)):
        for word in words[family]:
            told[word] = told.get(word, 0) | flag
    first, second, modifiers = (frozenset(words[each]) for each in ("body-first", "body-second", "modifier"))
    return Families(told, tuple(words["furniture-part"]), first, second, modifiers)


@lru_cache(maxsize=100_000)
def _purpose_of_names(names: str) -> int:
    """Kept for the next page: it depends on the names alone, and pages share most of theirs."""
    return families().purpose(names[:MAX_NAME_CHARS])


def purpose_of(box: Box) -> int:
    """What an element is for: FURNITURE, COMMENTS, CAPTION and BODY, added up."""
    found = box.purpose
    if found is None:
        found = TAGS.get(box.tag, 0)
        if attributes := box.attributes:
            if names := attributes.get("class"):
                found |= _purpose_of_names(names)
            if len(attributes) > 1 or not names:
                for name in OTHER_NAMING:
                    if names := attributes.get(name):
                        found |= _purpose_of_names(names)
        box.purpose = found
    return found
