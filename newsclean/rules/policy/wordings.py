"""Wordings: what the files in `data/policies` say of footers, one file for each language.

A file is parsed only when a text may be a footer in its language.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache, cached_property
from itertools import chain, pairwise

from newsclean.data import sections
from newsclean.rules.policy.lexicon import folded, script_of, tokens

STEM_CHARS = {"hangul": 2, "arabic": 4, "hebrew": 4}
"""The number of a word's first characters that show its subject, in scripts where it is not five."""

ARTICLES = "articles.txt"
KEY_CHARS = 2
"""The number of first letters by which a word is looked up."""

MAX_WHOLE = 3
"""The maximum number of letters of an entry of `[report]` that is a whole word.

A longer entry is the beginning of a word. In scripts whose letters are syllables, no entry is a whole word.
"""


class Language:
    """The file of one language, with its name, its script and its lines by section."""

    def __init__(self, name: str, script: str, lines: dict[str, tuple[str, ...]]) -> None:
        self.name = name
        self.script = script
        self.lines = lines

    @property
    def spaced(self) -> str:
        """Return what stands between two words: a space, or nothing in Han and kana."""
        return "" if self.script == "han" else " "

    def entries(self, section: str) -> list[str]:
        """Return the words and phrases of a section that lists them with spaces between, sorted."""
        found = folded(" ".join(self.lines.get(section, ()))).split()
        return sorted({each.replace("_", self.spaced) for each in found})

    @cached_property
    def address(self) -> frozenset[str]:
        """Words that address the reader, or with which the outlet speaks of itself."""
        return frozenset(self.entries("address"))

    @cached_property
    def prefixes(self) -> list[str]:
        """The prefixes that may precede a stem in its word, the longest first."""
        return sorted(self.entries("prefix"), key=lambda each: (-len(each), each))

    @cached_property
    def reports(self) -> dict[str, list[tuple[str, str]]]:
        """The beginnings of words that reports use and footers do not."""
        return self.beginnings("report")

    def beginnings(self, section: str) -> dict[str, list[tuple[str, str]]]:
        """Return the stems of a section with all prefixes, by their first letters.

        Each value lists pairs of a beginning and its stem.
        """
        found: dict[str, list[tuple[str, str]]] = {}
        for stem in self.entries(section):
            whole = section == "report" and self.script not in ("han", "hangul") and len(stem) <= MAX_WHOLE
            for full in (before + stem for before in ("", *self.prefixes)):
                found.setdefault(full[:KEY_CHARS], []).append((full + " " if whole else full, stem))
        return found

    def stem(self, word: str) -> str:
        """Return the part of a word that shows its subject."""
        for prefix in self.prefixes:
            if word.startswith(prefix) and len(word) - len(prefix) >= 3:
                word = word[len(prefix) :]
                break
        return word[: STEM_CHARS.get(self.script, 5)]

    def stems(self, words: Sequence[str]) -> list[str]:
        """Return the stems of words. In Han and kana, these are pairs of characters."""
        if self.spaced and not self.prefixes:
            size = STEM_CHARS.get(self.script, 5)
            return [word[:size] for word in words]
        if self.spaced:
            return [self.stem(word) for word in words]
        return [one + other for one, other in pairwise(words)]

    @cached_property
    def known(self) -> tuple[Counter[str], Counter[tuple[str, str]], frozenset[str]]:
        """The number of lines that hold each stem and each pair of stems, and the stems of short lines."""
        long, short = (
            [self.stems(tokens(line, self.script)) for section in kinds for line in self.lines.get(section, ())]
            for kinds in (("policy",), ("widget", "notice"))
        )
        stems = Counter(chain.from_iterable(map(set, long + short)))
        pairs = Counter(chain.from_iterable(set(pairwise(of)) for of in long + short))
        return stems, pairs, frozenset(chain.from_iterable(short))

    @cached_property
    def news(self) -> frozenset[str]:
        """Stems that articles on any subject use."""
        return frozenset(" ".join(sections(ARTICLES).get(self.name, ())).split())


@cache
def language(name: str) -> Language:
    """Return the parsed file of a language."""
    lines = sections(f"policies/{name}.txt")
    return Language(name, script_of(lines["policy"][0]), lines)
