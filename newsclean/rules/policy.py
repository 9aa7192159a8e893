"""Policies: what an outlet says under every article about comments, accounts, newsletters, sharing and rights."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from newsclean.data import languages
from newsclean.fingerprint import Neighbours, containment, jaccard, normalise, shingles, wording, words
from newsclean.page import Block, Page, Removal
from newsclean.rules.shape import QUOTES, is_prose

NO_WORDING = " 0123456789()[]{}#•·*-–—|/<>«»›‹:.,!?&+▸►▶→↓"
"""What may stand before a short line's wording: numbers and marks."""
MIN_STEM, MAX_STEM = 3, 12
BANDS = (64, 2)
"""LSH bands and rows for known lines: a line at Jaccard 0.3 is proposed with probability 0.998."""


@dataclass(frozen=True, slots=True)
class Policies:
    """Marks comment policies, comment forms, sign-up and share lines and legal footers.

    What they say is known from `data/policies`, a file a language. A block is *known* if its wording is one of these
    lines; *near* if `min_bigrams` of its word pairs stand in the known lines of its language, or if half as many do
    and MinHash proposes a line whose words are at least `min_jaccard` like its own. It *speaks* of such things if at
    least `min_density` of its words are what footers are about, it addresses the reader or speaks as the outlet, and
    has `min_sure_intents` such words; with fewer, or with `min_silent_density` of them but no address, it only *may
    speak* of them. A block with a quotation in it is none of these: somebody is being quoted.

    Saying so is not enough, since an article may be about such things. A block goes only where footers stand:

    - at the end: below the last block that is nothing of the kind, if one of these blocks more than may speak of it;
      a single block of at most `max_gap_chars` between two of them is taken for one of them;
    - in a group of its own: a heading that is known, with `min_group` blocks right below it that more than may speak
      of it;
    - on an HTML page, wherever a block of its own has the wording of a short widget line;
    - anywhere, if it has the wording of a line that is never an article's own (`[notice]`).

    Nothing goes from a page with no other prose: such a page is its policy.
    """

    min_jaccard: float = 0.4
    min_bigrams: float = 0.35
    min_intents: int = 2
    min_sure_intents: int = 3
    min_density: float = 0.2
    min_silent_density: float = 0.2
    max_gap_chars: int = 300
    min_group: int = 2
    max_chars: int = 700

    def __call__(self, page: Page) -> Iterator[Removal]:
        kept = page.kept
        texts = [block.text for _, block in kept]
        first_prose = next((place for place, text in enumerate(texts) if is_prose(text)), -1)
        if first_prose < 0:
            return
        short = _short_lines(texts)
        found: dict[int, str] = {}
        self._anywhere(kept, short, found)
        self._groups(texts, short, found)
        self._ending(texts, first_prose, found)
        if not found:
            return
        others = (place for place, text in enumerate(texts) if place not in found and is_prose(text))
        top = next((place for place in others if not self.evidence(texts[place])), -1)
        for place in sorted(found) if top >= 0 else ():
            if place > top or short.get(place) in wordings().notices:
                yield Removal(kept[place][0], "policy", found[place])

    def _anywhere(self, kept: Sequence[tuple[int, Block]], short: dict[int, str], found: dict[int, str]) -> None:
        book = wordings()
        for place, said in short.items():
            if said in book.notices or (said in book.widgets and _is_alone(kept[place][1])):
                found[place] = f"a known line: {said}"

    def _groups(self, texts: Sequence[str], short: dict[int, str], found: dict[int, str]) -> None:
        for place, said in short.items():
            group = {}
            for below in range(place + 1, len(texts)):
                if not (evidence := self.evidence(texts[below])):
                    break
                group[below] = evidence
            if sum(not each.startswith(READS) for each in group.values()) >= self.min_group:
                found |= {place: f"heads a footer: {said}", **group}

    def _ending(self, texts: Sequence[str], first_prose: int, found: dict[int, str]) -> None:
        ending: dict[int, str] = {}
        gap = -1
        for place in range(len(texts) - 1, first_prose, -1):
            text = texts[place]
            if evidence := found.get(place) or self.evidence(text):
                if gap > 0:
                    ending[gap] = "between lines of a footer"
                ending[place], gap = evidence, 0
            elif gap == 0 and len(text) <= self.max_gap_chars:
                gap = place
            else:
                break
        if any(not each.startswith((READS, "between")) for each in ending.values()):
            found.update(ending)

    def evidence(self, text: str) -> str:
        """What speaks for a text's being a footer's, by its wording alone; empty if nothing does."""
        book = wordings()
        if len(text) > self.max_chars:
            return ""
        tokens = words(text)
        line = " ".join([word for word in tokens if not word.isdecimal()])
        if line in book.short or line in book.long:
            return f"a known line: {line[:60]}"
        return "" if QUOTES.search(text) else self.likeness(tokens)

    def likeness(self, tokens: Sequence[str]) -> str:
        """What of a text's words footers say; empty if too little."""
        said = frozenset(tokens)
        known, about = wordings().about(said)
        if known is None or len(about) < self.min_intents:
            return ""
        pairs = containment(shingles(tokens, 2), known.pairs) if len(tokens) > 2 else 0.0
        if pairs >= self.min_bigrams:
            return f"{pairs:.2f} of its word pairs stand in known footers ({known.name})"
        for at in known.neighbours.like(said) if pairs >= self.min_bigrams / 2 else ():
            if (alike := jaccard(said, known.lines[at])) >= self.min_jaccard:
                return f"{alike:.2f} like a known footer: {known.texts[at][:60]}"
        return self.reading(len(tokens), about, bool(said & known.address), known.name)

    def reading(self, count: int, about: Sequence[str], addressed: bool, language: str) -> str:
        """The same for a text that is like no known line, by what it speaks of and to whom."""
        if len(about) < (self.min_density if addressed else self.min_silent_density) * count:
            return ""
        sure = addressed and len(about) >= self.min_sure_intents
        return f"{'speaks' if sure else READS} of {', '.join(about[:5])} ({language})"


READS = "may speak"
"""How the evidence begins that needs a surer line beside it."""


@dataclass(frozen=True)
class Language:
    """The known lines of one language, as sets of words and word pairs."""

    name: str
    texts: tuple[str, ...]
    address: frozenset[str]
    intents: frozenset[str]

    @cached_property
    def lines(self) -> tuple[frozenset[str], ...]:
        """Each line's words."""
        return tuple(frozenset(words(text)) for text in self.texts)

    @cached_property
    def pairs(self) -> frozenset[str]:
        """The word pairs of all lines."""
        return frozenset().union(*(shingles(words(text), 2) for text in self.texts))

    @cached_property
    def neighbours(self) -> Neighbours:
        """The lines' MinHash index."""
        return Neighbours(dict(enumerate(self.lines)), BANDS)


@dataclass(frozen=True)
class Wordings:
    """What is known of footers, in all languages."""

    languages: tuple[Language, ...]
    widgets: frozenset[str]
    notices: frozenset[str]
    long: frozenset[str] = field(repr=False)

    @cached_property
    def speakers(self) -> dict[str, tuple[int, ...]]:
        """For each intent, the languages that have it, by their places."""
        found: dict[str, tuple[int, ...]] = {}
        for place, language in enumerate(self.languages):
            for intent in sorted(language.intents):
                found[intent] = (*found.get(intent, ()), place)
        return found

    @cached_property
    def openings(self) -> dict[str, tuple[str, ...]]:
        """For the first letters of intents, the intents that begin so, the shortest first."""
        found: dict[str, tuple[str, ...]] = {}
        for intent in sorted(self.speakers, key=lambda each: (len(each), each)):
            if MIN_STEM <= len(intent) <= MAX_STEM:
                found[intent[:MIN_STEM]] = (*found.get(intent[:MIN_STEM], ()), intent)
        return found

    def about(self, said: Collection[str]) -> tuple[Language | None, list[str]]:
        """The words that begin as an intent does, one an intent, in the language that has most of them."""
        found: list[dict[str, str]] = [{} for _ in self.languages]
        speakers, openings = self.speakers, self.openings
        for word in sorted(word for word in said if word[:MIN_STEM] in openings):
            for intent in openings[word[:MIN_STEM]]:
                if word.startswith(intent):
                    for place in speakers[intent]:
                        found[place].setdefault(intent, word)
        place = max(range(len(found)), key=lambda each: len(found[each]), default=-1)
        return (self.languages[place], list(found[place].values())) if place >= 0 else (None, [])

    @cached_property
    def short(self) -> frozenset[str]:
        """The wordings of all short lines."""
        return self.widgets | self.notices

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The first two letters of all short lines."""
        return frozenset(said[:2] for said in self.short)

    @cached_property
    def longest_short(self) -> int:
        """How many characters a block with a short line's wording can have, numbers and punctuation included."""
        return max(map(len, self.short), default=0) + 12


@cache
def wordings() -> Wordings:
    """What ships with the package."""
    found: dict[str, set[str]] = {"widget": set(), "notice": set(), "policy": set()}
    known = []
    for name, sections in languages("policies"):
        for kind, lines in found.items():
            lines.update(wording(line) for line in sections.get(kind, ()))
        address = frozenset(words(" ".join(sections.get("address", ()))))
        intents = frozenset(normalise(" ".join(sections.get("intent", ()))).split())
        known.append(Language(name, sections.get("policy", ()), address, intents))
    return Wordings(tuple(known), *(frozenset(found[kind]) for kind in ("widget", "notice", "policy")))


def _short_lines(texts: Sequence[str]) -> dict[int, str]:
    """The wordings of those texts that are known short lines, by their places."""
    book = wordings()
    longest, begin = book.longest_short, book.beginnings
    found: dict[int, str] = {}
    for place, text in enumerate(texts):
        if (
            len(text) <= longest
            and text.lstrip(NO_WORDING)[:2].casefold() in begin
            and (said := wording(text)) in book.short
        ):
            found[place] = said
    return found


def _is_alone(block: Block) -> bool:
    """Whether a block is one by itself, not an item or a cell among others or a heading over what follows."""
    return block.box is not None and block.box.tag in ("p", "div", "span", "section", "aside", "button")
