"""Lexicon: the short lines and subjects of footers for each script, compiled for fast lookup.

`python -m tests.bench.footers.compile` compiles `data/policies` into `data/footers`, with a file for each script.
Parsing the files of all languages of a script takes longer than cleaning a page.
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
"""Typographic signs between words. They are often the only characters of a text that are not ASCII."""

SCRIPTS = (
    ("arabic", "\u0600\u06ff"),
    ("hebrew", "\u0590\u05ff"),
    ("cyrillic", "\u0400\u04ff"),
    ("devanagari", "\u0900\u097f"),
    ("bengali", "\u0980\u09ff"),
    ("hangul", "\uac00\ud7af"),
    ("han", "\u3040\u30ff", "\u3400\u9fff"),
)
"""The scripts other than Latin, each with the first and last characters of its ranges."""

MAX_START_CHARS = 5
"""The number of a word's first letters that are compared."""

MAX_COUNT_CHARS = 3
"""The maximum number of characters of a number with the counter that ends it."""

MIN_PHRASE = 2
"""The minimum number of words of a line that may combine known lines."""

_SPACED = str.maketrans({each: " " for each in map(chr, range(128)) if not each.isalnum()})


_WORD = f"[^\\W_]+(?:[{MARKS}]+[^\\W_]*)*"
_MARK = re.compile(f"[{MARKS}]")
_MAY_BE_FOREIGN = re.compile("[^\0-\u03ff\u1e00-\u22ff]")
"""A pattern for all characters except the letters and signs of Latin texts.

`re` tries the ranges of a set one by one, and this set has few.
"""


def script_of(text: str) -> str:
    """Return the script of a text's first letter that is not Latin, or "latin".

    >>> script_of("SMS от друга"), script_of("a note")
    ('cyrillic', 'latin')
    """
    for letter in () if text.isascii() else _MAY_BE_FOREIGN.finditer(text):
        for name, *runs in SCRIPTS:
            if any(run[0] <= letter[0] <= run[1] for run in runs):
                return name
    return "latin"


def folded(text: str) -> str:
    """Return the normal form of a text. The dotted and the dotless i of Turkish become one."""
    text = normalise(text)
    return text if text.isascii() else text.replace("\u0307", "").replace("ı", "i")


def wording(text: str) -> str:
    """Return the wording of a text as `fingerprint.wording` does, but with vowel signs inside words.

    >>> wording("12 कार की जाँच"), wording("12 Comments")
    ('कार की जाँच', 'comments')
    """
    if text.isascii() or not _MARK.search(text):
        return plain_wording(text)
    return " ".join(word for word in re.findall(_WORD, normalise(text)) if not word.isdecimal())


def hash_of(wording: str) -> str:
    """Return the hash that stands for a long line's wording in the compiled file."""
    return f"{crc32(wording.encode()):x}"


def tokens(text: str, script: str) -> list[str]:
    """Return the words of a text, vowel signs included. In Han and kana, return the characters.

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


def section_set(section: str, between: str | None = None) -> cached_property[frozenset[str]]:
    """Return a cached property with the entries of a section of the compiled file.

    The section is split at `between`, or at white space.
    """
    return cached_property(lambda of: frozenset(of.section(section).split(between)) - {""})


class Lexicon:
    """The short lines and subjects of footers in one script.

    `sections` are the sections of the script's compiled file, in UTF-8. They are decoded on first use, because many
    pages need only a few.
    """

    notices = section_set("notice", "\n")
    """The wordings of short lines that are never an article's own."""
    widgets = section_set("widget", "\n")
    """The wordings of other short lines."""
    leads = section_set("lead", "\n")
    """The wordings that precede a colon and the title of another article."""
    agencies = section_set("agency")
    """The names of news agencies, as they are printed."""
    policies = section_set("policy")
    """The hashes of long lines (`hash_of`)."""
    starts = section_set("starts")
    """The first letters of all words of short lines."""
    firsts = section_set("firsts")
    """The first letters of the first words of short lines."""
    heads = section_set("heads", "\n")
    """The first letters of short lines, across words."""
    pairs = section_set("pairs", "\n")
    """The first letters of each two consecutive words in short lines."""

    def __init__(self, name: str, sections: dict[str, bytes]) -> None:
        self.name = name
        self.sections = sections

    def section(self, name: str) -> str:
        """Return the text of a section, or an empty string."""
        return self.sections.get(name, b"").decode()

    @cached_property
    def languages(self) -> list[str]:
        """The names of the script's languages."""
        return self.section("languages").split()

    @cached_property
    def longest(self) -> int:
        """The maximum number of characters of a block with such a wording, numbers and punctuation included."""
        return max(map(len, self.widgets | self.notices | self.leads), default=0) + 12

    def may_be_short(self, texts: Sequence[str], max_chars: int) -> list[int]:
        """Return the places of the texts that may begin as a short line does.

        This first test is cheap. The other texts are certainly no short lines.

        >>> lexicon("latin").may_be_short(["»Read more", "Herons of the river"], 60)
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
        """Return whether all words of a line may be words of short lines.

        This first test is cheap. If it says no, that is certain.
        """
        return len(words) >= MIN_PHRASE and all(word[:MAX_START_CHARS] in self.starts for word in words)

    def follows(self, words: Sequence[str]) -> float:
        """Return the share of a line's word pairs that are consecutive in short lines."""
        starts = [word[:MAX_START_CHARS] for word in words]
        found = sum(f"{one} {other}" in self.pairs for one, other in pairwise(starts))
        return found / max(1, len(starts) - 1)

    @cached_property
    def intents(self) -> dict[str, str]:
        """The beginnings of words on a footer's subjects, by their first letters, as in the compiled file."""
        lines = self.section("intent")
        return dict(line.split("\t", 1) for line in lines.split("\n")) if lines else {}

    @cached_property
    def key_chars(self) -> list[int]:
        """The numbers of first letters by which a word is looked up: the longest key first, then shorter ones."""
        return [int(each) for each in self.section("keys").split()]

    @cached_property
    def common(self) -> dict[str, tuple[int, ...]]:
        """The most common words of each language's policies, with the places of the languages that have them."""
        parts = (each.split("=") for each in self.section("common").split())
        return {word: places_of(places) for word, places in parts}

    def about(self, said: Sequence[str]) -> dict[int, dict[int, str]]:
        """Return, for each language by place, the words that begin as a footer's subjects do.

        The words are mapped from their places in `said`.
        """
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
    """Return the beginnings of words that share their first letters.

    Each has the places of its languages and the number of words it spans, or 0 for one. In Han and kana it spans
    characters.

    >>> entries("sign up=2,5=2;signat=2=0")
    (('sign up', (2, 5), 2), ('signat', (2,), 0))
    """
    parts = (each.split("=") for each in entry.split(";"))
    return tuple((full, places_of(places), int(spans)) for full, places, spans in parts)


@cache
def places_of(text: str) -> tuple[int, ...]:
    """Return the places that an entry of the compiled file lists.

    A range gives its first and last place.

    >>> places_of("0-2,5")
    (0, 1, 2, 5)
    """
    parts = (each.partition("-") for each in text.split(","))
    return tuple(place for low, _, high in parts for place in range(int(low), int(high or low) + 1))


@cache
def lexicon(script: str) -> Lexicon:
    """Return the lexicon of a script. It is empty for a script in which no known language is written."""
    if script not in names(FOLDER):
        return Lexicon(script, {})
    content = read_bytes(f"{FOLDER}/{script}.txt").rstrip(b"\n")
    parts = (part.partition(b"]\n") for part in content.split(b"\n\n"))
    return Lexicon(script, {name[1:].decode(): body for name, _, body in parts if name.startswith(b"[")})


def uncounted(words: Sequence[str]) -> list[str]:
    """Return the words without numbers, counters included.

    >>> uncounted(["댓글", "17개"])
    ['댓글']
    """
    return [word for word in words if not (word[0].isdecimal() and len(word) <= MAX_COUNT_CHARS)]
