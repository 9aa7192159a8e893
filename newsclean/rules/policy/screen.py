"""What is known of footers' short lines and subjects, a script at a time, ready for looking up.

`data/footers`, a file a script, is made of `data/policies` by `python -m tests.bench.footers.compile`: cutting the
files of all languages of a script takes longer than cleaning a page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, cached_property
from itertools import pairwise
from zlib import crc32

from newsclean.data import names, read_bytes
from newsclean.fingerprint import normalise
from newsclean.fingerprint import wording as plain_wording

FOLDER = "footers"
MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0903\u093a-\u093c\u093e-\u094f\u0962\u0963"
    "\u0981-\u0983\u09bc\u09be-\u09cd\u09d7\u0b82\u0bbe-\u0bcd\u0bd7\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
)
"""Vowel signs and accents that stand inside words."""
MARKS_BETWEEN = "\u2019\u2018\u201c\u201d\u2013\u2014\u2026\u00a0"
"""Signs of print between words; often a text has no other letters that are not plain."""
SCRIPTS = (
    ("arabic", "\u0600\u06ff"),
    ("hebrew", "\u0590\u05ff"),
    ("cyrillic", "\u0400\u04ff"),
    ("devanagari", "\u0900\u097f"),
    ("bengali", "\u0980\u09ff"),
    ("hangul", "\uac00\ud7af"),
    ("han", "\u3040\u30ff", "\u3400\u9fff"),
)
"""The scripts that are not Latin, and the first and last letters of their runs."""
MAX_START_CHARS = 5
MAX_COUNT_CHARS = 3
MIN_PHRASE = 2
"""Words of a line that may be put together of others."""
_SPACED = str.maketrans({each: " " for each in map(chr, range(128)) if not each.isalnum()})


_WORD = f"[^\\W_]+(?:[{MARKS}]+[^\\W_]*)*"
_MARK = re.compile(f"[{MARKS}]")
_MAY_BE_FOREIGN = re.compile("[^\0-\u03ff\u1e00-\u22ff]")
"""All but letters and signs of Latin texts. `re` goes through the characters of a set one by one; theirs are few."""


def script_of(text: str) -> str:
    """The script of a text's first letter that is not Latin; "latin" without one.

    >>> script_of("SMS от друга"), script_of("a note")
    ('cyrillic', 'latin')
    """
    for letter in () if text.isascii() else _MAY_BE_FOREIGN.finditer(text):
        for name, *runs in SCRIPTS:
            if any(run[0] <= letter[0] <= run[1] for run in runs):
                return name
    return "latin"


def folded(text: str) -> str:
    """The normal form, with the two letters i of Turkish taken for one."""
    text = normalise(text)
    return text if text.isascii() else text.replace("\u0307", "").replace("ı", "i")


def wording(text: str) -> str:
    """The wording of a text as the fingerprint has it, but with vowel signs inside words.

    >>> wording("12 कार की जाँच"), wording("12 Comments")
    ('कार की जाँच', 'comments')
    """
    if text.isascii() or not _MARK.search(text):
        return plain_wording(text)
    return " ".join(word for word in re.findall(_WORD, normalise(text)) if not word.isdecimal())


def mark_of(wording: str) -> str:
    """What stands for a long line's wording in the compiled file."""
    return f"{crc32(wording.encode()):x}"


def tokens(text: str, script: str) -> list[str]:
    """The words of a text, vowel signs and all; in Han and kana, the characters.

    >>> tokens("Don't stop", "latin"), tokens("评论 区", "han")
    (['don', 't', 'stop'], ['评', '论', '区'])
    """
    if script == "latin" and not text.isascii():
        for mark in MARKS_BETWEEN:
            text = text.replace(mark, " ")
    if text.isascii() and script != "han":
        return text.lower().translate(_SPACED).split()
    found = re.findall(_WORD, folded(text))
    return list("".join(found)) if script == "han" else found


def held(section: str, between: str | None = None) -> cached_property[frozenset[str]]:
    """What a section of the compiled file holds, cut at this sign, or at white space."""
    return cached_property(lambda of: frozenset(of.section(section).split(between)) - {""})


class Screen:
    """What is known of a script's short lines, and what its languages' footers are about.

    `sections` are the compiled file's sections of this script, in UTF-8: many a page needs but a few of them.
    """

    notices = held("notice", "\n")
    """The wordings of short lines that are never an article's own."""
    widgets = held("widget", "\n")
    """The wordings of other short lines."""
    leads = held("lead", "\n")
    """The wordings of what stands before a colon and the title of another article."""
    agencies = held("agency")
    """The names of news agencies, as they are printed."""
    policies = held("policy")
    """The marks of long lines."""
    starts = held("starts")
    """The first letters of all words of short lines."""
    firsts = held("firsts")
    """The first letters of the first words of short lines."""
    heads = held("heads", "\n")
    """The first letters of short lines, whatever words they are of."""
    pairs = held("pairs", "\n")
    """The first letters of each two words that follow one another in short lines."""

    def __init__(self, name: str, sections: dict[str, bytes]) -> None:
        self.name = name
        self.sections = sections

    def section(self, name: str) -> str:
        """A section's text; empty if there is none."""
        return self.sections.get(name, b"").decode()

    @cached_property
    def languages(self) -> list[str]:
        """The names of the script's languages."""
        return self.section("languages").split()

    @cached_property
    def longest(self) -> int:
        """How many characters a block with such a wording can have, numbers and punctuation included."""
        return max(map(len, self.widgets | self.notices | self.leads), default=0) + 12

    def may_be_short(self, texts: Sequence[str], max_chars: int) -> list[int]:
        """Where texts stand that may begin as a short line does: cheap, and sure of all others.

        >>> screen("latin").may_be_short(["»Read more", "Herons of the river"], 60)
        [0]
        """
        heads, found = self.heads, []
        for place, text in enumerate(texts):
            if len(text) <= max_chars:
                head = text[:MAX_START_CHARS].lower()
                if head in heads or not (head.isascii() and (head.isalpha() or head.replace(" ", "").isalpha())):
                    found.append(place)
        return found

    def may_hold(self, words: Sequence[str]) -> bool:
        """Whether the words of a line may all be words of short lines: cheap, and sure where it says no."""
        return len(words) >= MIN_PHRASE and all(word[:MAX_START_CHARS] in self.starts for word in words)

    def follows(self, words: Sequence[str]) -> float:
        """The share of its words that follow one another as they do in short lines."""
        starts = [word[:MAX_START_CHARS] for word in words]
        found = sum(f"{one} {other}" in self.pairs for one, other in pairwise(starts))
        return found / max(1, len(starts) - 1)

    @cached_property
    def intents(self) -> dict[str, str]:
        """Beginnings of words that footers are about, by their first letters, as the compiled file has them."""
        lines = self.section("intent")
        return dict(line.split("\t", 1) for line in lines.split("\n")) if lines else {}

    @cached_property
    def key_chars(self) -> list[int]:
        """How many first letters of a word to look up: all that a key can have, then as few as a beginning has."""
        return [int(each) for each in self.section("keys").split()]

    @cached_property
    def common(self) -> dict[str, tuple[int, ...]]:
        """The words that are most common in a language's policies, with the places of such languages."""
        parts = (each.split("=") for each in self.section("common").split())
        return {word: places_of(places) for word, places in parts}

    def about(self, said: Sequence[str]) -> dict[int, dict[int, str]]:
        """For each language by its place, the words that begin as an intent does, by their places in what is said."""
        intents, han = self.intents, self.name == "han"
        found: dict[int, dict[int, str]] = {}
        for size in self.key_chars:
            longer = size if size < self.key_chars[0] else 0
            for at in [at for at, word in enumerate(said) if word[:size] in intents and len(word) > longer]:
                word = said[at]
                for full, places, spans in entries(intents[word[:size]]):
                    if spans and not ("" if han else " ").join(said[at : at + spans]).startswith(full):
                        continue
                    if spans or word.startswith(full):
                        for place in places:
                            found.setdefault(place, {}).setdefault(at, full if han else word)
        return found


@cache
def entries(entry: str) -> tuple[tuple[str, tuple[int, ...], int], ...]:
    """The beginnings of words that share their first letters, each with the places of its languages.

    Last comes the number of words that it spans, 0 for one; in Han and kana, of characters.

    >>> entries("sign up=2,5=2;signat=2=0")
    (('sign up', (2, 5), 2), ('signat', (2,), 0))
    """
    parts = (each.split("=") for each in entry.split(";"))
    return tuple((full, places_of(places), int(spans)) for full, places, spans in parts)


@cache
def places_of(text: str) -> tuple[int, ...]:
    """The places that the compiled file gives, of those that follow one another the first and the last.

    >>> places_of("0-2,5")
    (0, 1, 2, 5)
    """
    parts = (each.partition("-") for each in text.split(","))
    return tuple(place for low, _, high in parts for place in range(int(low), int(high or low) + 1))


@cache
def screen(script: str) -> Screen:
    """What is known of a script: of those that no language here is written in, nothing."""
    if script not in names(FOLDER):
        return Screen(script, {})
    content = read_bytes(f"{FOLDER}/{script}.txt").rstrip(b"\n")
    parts = (part.partition(b"]\n") for part in content.split(b"\n\n"))
    return Screen(script, {name[1:].decode(): body for name, _, body in parts if name.startswith(b"[")})


def uncounted(words: Sequence[str]) -> list[str]:
    """Words without the numbers among them that a counter ends.

    >>> uncounted(["댓글", "17개"])
    ['댓글']
    """
    return [word for word in words if not (word[0].isdecimal() and len(word) <= MAX_COUNT_CHARS)]
