"""Parts: blocks that another block holds whole, word for word, and blocks that are several others glued together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from newsclean.data import languages
from newsclean.fingerprint import jaccard, key, shingles, wording, words
from newsclean.parse.lines import SENTENCE_ENDS
from newsclean.rules.shape import CLOSERS, ends_sentence, is_prose

MAX_INVITATION_WORDS = 4
"""Words of what invites to read on, as `Read more`."""
MIN_CUT_WORDS = 12
"""Words of a part that is the beginning of another block: a shorter one may be its heading."""
MAX_PART_COPIES = 2
"""Times that a part may be there: what is said more often is a refrain or a template."""
MIN_COVERED = 0.9
"""The share of a block's words that others must make up, for it to be glued together from them."""
MAX_PARAGRAPH = 1200
"""Columns of a paragraph; a longer block of which sentences stand below is several in one."""
MAX_PIECES = 400
MAX_APART = 1.5
"""Places, on the mean, from one block to the next of those that another glues together; pull quotes stand apart."""
MIN_LONG = 300
"""Characters. A block as long that lacks some whole sentences of another, and nothing else, is its copy."""
MAX_INSERTED = 0.5
"""Of its length, that those sentences may have."""
MAX_END = 8
"""Characters in which a sentence's end is looked for: a stop, what closes quotations, a space."""
_ELLIPSIS = re.compile(r"(?:…|\.{3}|\[…\])[^\w]*")
_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")
_OPENING = '“„«「『"‘‚‹'
_INNER_END = f"[{re.escape(SENTENCE_ENDS)}][{re.escape(CLOSERS)}]*\\s"
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,400}>|&nbsp;")
_TARGET = re.compile(r"(?<=\])\((?:https?:|/|#)[^()\s]{0,400}\)")


def unmarked(text: str) -> str:
    """A paragraph without the tags of HTML and the targets of links in Markdown, which pages offer for republishing.

    >>> unmarked("<p>The ferries of Lower Quay stayed in the harbour, the [pilots](https://example.org/) said.</p>")
    'The ferries of Lower Quay stayed in the harbour, the [pilots] said.'
    """
    if "<" not in text and "](" not in text:
        return text
    plain = _TARGET.sub("", _TAG.sub("", text)).strip()
    return plain if is_prose(plain) else text


class Part(NamedTuple):
    """Where in a holder's key a block's words stand."""

    holder: int
    start: int
    end: int
    cut: bool
    holder_lines: bool


class Blocks:
    """The texts of a page with their keys, made when asked for."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self._keys: dict[str, str] = {}
        self._facts: dict[str, list[str]] = {}
        self._cores: dict[int, tuple[str, bool]] = {}

    def __len__(self) -> int:
        return len(self.texts)

    def key(self, at: int) -> str:
        """A block's words, a space between two."""
        text = self.texts[at]
        found = self._keys.get(text)
        if found is None:
            found = self._keys[text] = key(text)
        return found

    def keys(self, pairs: Sequence[tuple[int, int]]) -> list[str]:
        """The blocks' keys; a mere number each if no two that may be alike are the same, as on most pages.

        Shorter blocks go only with longer ones beside them.
        """
        paired = {at for pair in pairs for at in pair}
        same = len({self.key(at) for at in paired}) < len(paired)
        return [self.key(at) if same else f"\0{at}" for at in range(len(self))]

    def facts(self, at: int) -> list[str]:
        """A block's words that may be a number or a name: where a script has no capitals, all."""
        text = self.texts[at]
        found = self._facts.get(text)
        if found is None:
            found = sorted(word for word in _WORD.findall(text) if not (word.islower() and word.isalpha()))
            self._facts[text] = found
        return found

    def same_facts(self, at: int, other: int) -> bool:
        """Whether neither block has a number or a capitalised word that the other lacks."""
        return self.facts(at) == self.facts(other)

    def same_but_figures(self, at: int, other: int) -> bool:
        """Whether two blocks have the same words in the same order, but for numbers."""
        one, two = (_DIGITS.sub("", self.key(each)).split() for each in (at, other))
        return one == two

    def likeness(self, one: int, other: int) -> float:
        """The Jaccard similarity of two blocks' pairs of words."""
        return jaccard(*(shingles(words(self.texts[at]), 2) for at in (one, other)))

    def core(self, at: int) -> tuple[str, bool]:
        """A block's key without what invites to read on; whether it was cut off there."""
        found = self._cores.get(at)
        if found is None:
            found = self._cores[at] = self._core(at)
        return found

    def _core(self, at: int) -> tuple[str, bool]:
        text = self.texts[at]
        ends = [each for each in _ELLIPSIS.finditer(text) if each.start()]
        if ends and len(words(text[ends[-1].end() :])) <= MAX_INVITATION_WORDS:
            return key(text[: ends[-1].start()]), True
        tail = text.split()
        for count in range(min(MAX_INVITATION_WORDS, len(tail) - 1), 0, -1):
            if wording(" ".join(tail[-count:])) in invitations():
                return key(" ".join(tail[:-count])), True
        return self.key(at), False

    def part(self, at: int, holder: int, min_words: int) -> Part | None:
        """A block as a part of another that says more, if it is one; its last word may be cut off."""
        core, cut = self.core(at)
        whole = self.key(holder)
        if core.count(" ") + 1 < min_words or len(core) >= len(whole):
            return None
        start = f" {whole}".find(f" {core}")
        if start < 0:
            return None
        end = start + len(core)
        inside = end < len(whole) and whole[end] != " "
        if inside and core[-1:].isascii() and not cut and start != 0:
            return None
        return Part(holder, start, end, cut or inside, "\n" in self.texts[holder])

    def opens(self, at: int, part: Part) -> bool:
        """Whether a block was cut off, or its holder begins with it to the sign, so that no sentence goes on there."""
        return part.cut or self.texts[part.holder].startswith(self.texts[at])

    def closes(self, at: int, holder: int) -> bool:
        """Whether a holder ends with a block, below prose that ends a sentence, so that no more of it was to come."""
        text, whole = self.texts[at], self.texts[holder]
        before = whole[: len(whole) - len(text)] if whole.endswith(text) else ""
        return is_prose(before) and ends_sentence(before)

    def quoted(self, at: int, holder: int) -> bool:
        """Whether a holder sets a block's words in quotation marks that the block lacks."""
        text, whole = self.texts[at], self.texts[holder]
        place = whole.find(text)
        behind = whole[place + len(text) :][:1]
        return place > 0 and whole[place - 1] in _OPENING and behind != "" and behind in CLOSERS + _OPENING

    def is_sentence(self, at: int) -> bool:
        """Whether a block is one sentence."""
        return not re.search(_INNER_END, self.texts[at])

    def are_paragraphs(self, pieces: Sequence[int]) -> bool:
        """Whether blocks are paragraphs with headings, or with more than a sentence each: no sentences of one."""
        labels = [at for at in pieces if not (is_prose(self.texts[at]) or ends_sentence(self.texts[at]))]
        return bool(labels) or 2 * sum(not self.is_sentence(at) for at in pieces) > len(pieces)

    def pieces(self, at: int, others: Iterable[int]) -> list[int]:
        """The blocks that a block is glued together from, if there are two or more."""
        whole = f" {self.key(at)} "
        shorter = (each for each in sorted(set(others))[:MAX_PIECES] if len(self.key(each)) < len(whole) - 2)
        held = [each for each in shorter if f" {self.key(each)} " in whole]
        held = self._with_labels(at, held, whole) if held else held
        if len(held) < 2 or held[-1] - held[0] > MAX_APART * (len(held) - 1):
            return []
        return held if covered(whole, map(self.key, held)) >= MIN_COVERED else []

    def _with_labels(self, at: int, held: Sequence[int], whole: str) -> list[int]:
        """The blocks that a block holds, and those among and beside them that it holds too: headings and items."""
        first, last = held[0], held[-1]
        if last - first > MAX_PIECES:
            return [*held]
        said = {each for each in range(first, last + 1) if each != at and f" {self.key(each)} " in whole}
        for start, step in ((first - 1, -1), (last + 1, 1)):
            while 0 <= start < len(self) and start != at and f" {self.key(start)} " in whole:
                said.add(start)
                start += step
        return sorted(said.union(held))

    def without_sentences(self, at: int, holder: int) -> Part | None:
        """A long block as a part of one that says the same but for some whole sentences, inserted at one place."""
        text, whole = self.texts[at], self.texts[holder]
        more = len(whole) - len(text)
        if len(text) < MIN_LONG or not 0 < more <= MAX_INSERTED * len(text):
            return None
        head, tail = _shared(text, whole), _shared(text[::-1], whole[::-1])
        for place in range(max(0, len(text) - tail), head + 1):
            before, inside = (whole[max(0, end - MAX_END) : end] for end in (place, place + more))
            apart = whole[place : place + 1].isspace() or inside[-1:].isspace()
            if apart and ends_sentence(inside) and (not place or ends_sentence(before)):
                return Part(holder, 0, len(self.key(at)), True, "\n" in whole)
        return None


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def covered(whole: str, pieces: Iterable[str]) -> float:
    """The share of a text that pieces of it make up, each taken once, in their order where they stand in it.

    >>> covered(" a b c d ", ["b c", "a"]), covered(" a b c d ", ["e"])
    (0.75, 0.0)
    """
    marks = bytearray(len(whole))
    end = 0
    for piece in pieces:
        start = whole.find(f" {piece} ", end)
        start = whole.find(f" {piece} ") if start < 0 else start
        if start >= 0:
            end = start + len(piece) + 1
            marks[start + 1 : end + 1] = b"\1" * (end - start)
    return marks.count(1) / max(1, len(whole) - 1)


def neighbours_of(pairs: Iterable[tuple[int, int]]) -> Mapping[int, list[int]]:
    """For each block, those that may say the same."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in pairs:
        found[one].append(other)
        found[other].append(one)
    return found


@cache
def invitations() -> frozenset[str]:
    """The wordings of short lines that may close a teaser, in all languages."""
    lines = {wording(line) for _, sections in languages("policies") for line in sections.get("widget", ())}
    return frozenset(line for line in lines if 0 < line.count(" ") + 1 <= MAX_INVITATION_WORDS)
