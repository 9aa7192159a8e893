"""What is known of a language's footers: a file in `data/policies`, cut only where a text may be one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache, cached_property
from itertools import chain, pairwise

from newsclean.data import sections
from newsclean.rules.policy.screen import folded, script_of, tokens

STEM_CHARS = {"hangul": 2, "arabic": 4, "hebrew": 4}
"""How many characters of a word say what it is about, where it is not five."""
ARTICLES = "articles.txt"
KEY_CHARS = 2
MAX_WHOLE = 3
"""A word of `[report]` with at most so many letters is a whole word, not a beginning; one of syllables never is."""


class Language:
    """One language's file."""

    def __init__(self, name: str, script: str, lines: dict[str, tuple[str, ...]]) -> None:
        self.name = name
        self.script = script
        self.lines = lines

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
            whole = section == "report" and self.script not in ("han", "hangul") and len(stem) <= MAX_WHOLE
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
        if self.spaced and not self.prefixes:
            size = STEM_CHARS.get(self.script, 5)
            return [word[:size] for word in words]
        if self.spaced:
            return [self.stem(word) for word in words]
        return [one + other for one, other in pairwise(words)]

    @cached_property
    def known(self) -> tuple[Counter[str], Counter[tuple[str, str]], frozenset[str]]:
        """In how many lines each stem and each pair of stems stands; and the stems of short lines."""
        long, short = (
            [self.stems(tokens(line, self.script)) for section in kinds for line in self.lines.get(section, ())]
            for kinds in (("policy",), ("widget", "notice"))
        )
        stems = Counter(chain.from_iterable(map(set, long + short)))
        pairs = Counter(chain.from_iterable(set(pairwise(of)) for of in long + short))
        return stems, pairs, frozenset(chain.from_iterable(short))

    @cached_property
    def news(self) -> frozenset[str]:
        """Stems that articles have, whatever they are about."""
        return frozenset(" ".join(sections(ARTICLES).get(self.name, ())).split())


@cache
def language(name: str) -> Language:
    """A language's file, cut."""
    lines = sections(f"policies/{name}.txt")
    return Language(name, script_of(lines["policy"][0]), lines)
