"""What is known of footers: a file a language in `data/policies`, cut only where a page has text of its script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise

from newsclean.data import cut, texts
from newsclean.fingerprint import normalise, wording

MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u0900-\u0903\u093a-\u093c\u093e-\u094f\u0962\u0963"
    "\u0981-\u0983\u09bc\u09be-\u09cd\u09d7"
)
"""Vowel signs and accents that stand inside words."""
_WORD = re.compile(f"[^\\W_]+(?:[{MARKS}]+[^\\W_]*)*")
_SCRIPTS = re.compile(
    "(?P<arabic>[\u0600-\u06ff])|(?P<hebrew>[\u0590-\u05ff])|(?P<cyrillic>[\u0400-\u04ff])"
    "|(?P<devanagari>[\u0900-\u097f])|(?P<bengali>[\u0980-\u09ff])|(?P<hangul>[\uac00-\ud7af])"
    "|(?P<han>[\u3040-\u30ff\u3400-\u9fff])"
)
STEM_CHARS = {"hangul": 2, "arabic": 4, "hebrew": 4}
"""How many characters of a word say what it is about, where it is not five."""
KEY_CHARS = 2
MAX_KEY_CHARS = 4
_LETTERS = re.compile(rf"[^\W\d_]{{1,{KEY_CHARS + 1}}}")
MIN_PHRASE = 3
"""Words of a line that may be put together of others."""
MAX_WHOLE = 3
"""A word of `[report]` with at most so many letters is a whole word, not a beginning."""


def script_of(text: str) -> str:
    """The script of a text's first letter that is not Latin; "latin" without one.

    >>> script_of("SMS от друга"), script_of("a note")
    ('cyrillic', 'latin')
    """
    first = None if text.isascii() else _SCRIPTS.search(text)
    return (first.lastgroup or "latin") if first else "latin"


def folded(text: str) -> str:
    """The normal form, with the two letters i of Turkish taken for one."""
    text = normalise(text)
    return text if text.isascii() else text.replace("\u0307", "").replace("ı", "i")


def tokens(text: str, script: str) -> list[str]:
    """The words of a text, vowel signs and all; in Han and kana, the characters.

    >>> tokens("Don't stop", "latin"), tokens("评论 区", "han")
    (['don', 't', 'stop'], ['评', '论', '区'])
    """
    found = _WORD.findall(folded(text))
    return list("".join(found)) if script == "han" else found


@dataclass(frozen=True)
class Language:
    """One language's file."""

    name: str
    script: str
    lines: dict[str, tuple[str, ...]]

    @property
    def spaced(self) -> str:
        """What stands between two words."""
        return "" if self.script == "han" else " "

    def entries(self, section: str) -> list[str]:
        """The words and phrases of a section that lists them with spaces between."""
        found = folded(" ".join(self.lines.get(section, ()))).split()
        return sorted({each.replace("_", self.spaced) for each in found})

    @cached_property
    def address(self) -> frozenset[str]:
        """Words that speak to the reader or as the outlet."""
        return frozenset(self.entries("address"))

    @cached_property
    def prefixes(self) -> list[str]:
        """What may stand before a stem inside its word, the longest first."""
        return sorted(self.entries("prefix"), key=lambda each: (-len(each), each))

    @cached_property
    def reports(self) -> dict[str, list[tuple[str, str]]]:
        """Beginnings of words that reports have and footers have not."""
        return self.beginnings("report")

    def beginnings(self, section: str) -> dict[str, list[tuple[str, str]]]:
        """The stems of a section with all that may stand before them, by their first letters."""
        found: dict[str, list[tuple[str, str]]] = {}
        for stem in self.entries(section):
            whole = section == "report" and self.spaced and len(stem) <= MAX_WHOLE
            for full in (before + stem for before in ("", *self.prefixes)):
                found.setdefault(full[:KEY_CHARS], []).append((full + " " if whole else full, stem))
        return found

    def stem(self, word: str) -> str:
        """The part of a word that says what it is about."""
        for prefix in self.prefixes:
            if word.startswith(prefix) and len(word) - len(prefix) >= 3:
                word = word[len(prefix) :]
                break
        return word[: STEM_CHARS.get(self.script, 5)]

    def stems(self, words: Sequence[str]) -> list[str]:
        """The words' stems; in Han and kana, pairs of characters."""
        if self.spaced:
            return [self.stem(word) for word in words]
        return [one + other for one, other in pairwise(words)]

    @cached_property
    def known(self) -> tuple[frozenset[str], frozenset[tuple[str, str]], frozenset[str]]:
        """The stems and pairs of stems of all lines, and the stems of the short ones."""
        stems: set[str] = set()
        pairs: set[tuple[str, str]] = set()
        short: set[str] = set()
        for section in ("policy", "widget", "notice"):
            for line in self.lines.get(section, ()):
                of = self.stems(tokens(line, self.script))
                stems.update(of)
                pairs.update(pairwise(of))
                short.update(of if section != "policy" else ())
        return frozenset(stems), frozenset(pairs), frozenset(short)

    @cached_property
    def policies(self) -> frozenset[str]:
        """The wordings of the long lines."""
        return frozenset(wordings_of(self.lines.get("policy", ())))


@dataclass(frozen=True)
class Script:
    """The languages of one script."""

    name: str
    languages: tuple[Language, ...]

    @cached_property
    def notices(self) -> frozenset[str]:
        """The wordings of short lines that are never an article's own."""
        return frozenset(self._short("notice"))

    @cached_property
    def widgets(self) -> frozenset[str]:
        """The wordings of other short lines."""
        return frozenset(self._short("widget"))

    @cached_property
    def longest(self) -> int:
        """How many characters a block with such a wording can have, numbers and punctuation included."""
        return max(map(len, self.widgets | self.notices), default=0) + 12

    @cached_property
    def starts(self) -> frozenset[str]:
        """The first letters of all words of short lines."""
        return frozenset(word[: KEY_CHARS + 1] for said in self.widgets | self.notices for word in said.split())

    def may_begin(self, text: str) -> bool:
        """Whether a line's first word may be one of short lines: cheap, and sure where it says no."""
        first = _LETTERS.search(text)
        return first is not None and (self.name == "han" or first[0].casefold() in self.starts)

    def may_hold(self, words: Sequence[str]) -> bool:
        """Whether the words of a line may all be words of short lines: cheap, and sure where it says no."""
        return len(words) >= MIN_PHRASE and all(word[: KEY_CHARS + 1] in self.starts for word in words)

    def _short(self, section: str) -> Iterable[str]:
        for language in self.languages:
            yield from wordings_of(language.lines.get(section, ()))

    @cached_property
    def intents(self) -> dict[str, list[tuple[str, str, tuple[int, ...]]]]:
        """Beginnings of words that footers are about, by first letters, each with its languages' places."""
        places: dict[tuple[str, str], tuple[int, ...]] = {}
        for place, language in enumerate(self.languages):
            for pair in (pair for pairs in language.beginnings("intent").values() for pair in pairs):
                places[pair] = (*places.get(pair, ()), place)
        found: dict[str, list[tuple[str, str, tuple[int, ...]]]] = {}
        for (full, stem), where in sorted(places.items()):
            found.setdefault(full[: self.key_chars], []).append((full, stem, where))
        return found

    @cached_property
    def key_chars(self) -> int:
        """How many first letters `intents` goes by: as many as each has, up to four."""
        stems = (pair for each in self.languages for pairs in each.beginnings("intent").values() for pair in pairs)
        return min(MAX_KEY_CHARS, *(len(full) for full, _ in stems))


def wordings_of(lines: Iterable[str]) -> list[str]:
    """The wording of each line."""
    return [wording(line) for line in lines]


@cache
def wordings() -> dict[str, tuple[tuple[str, str], ...]]:
    """What ships with the package: for each script, its languages' names and texts."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name, text in texts("policies"):
        sample = text[text.find("[policy]") + len("[policy]") :][:80]
        found.setdefault(script_of(sample), []).append((name, text))
    return {script: tuple(each) for script, each in found.items()}


@cache
def script(name: str) -> Script:
    """The languages of a script, cut and ready."""
    return Script(name, tuple(Language(each, name, cut(text)) for each, text in wordings().get(name, ())))
