"""Parts and merged blocks.

A part is a block that another block contains word for word. A merged block consists of several others.
"""

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
"""The maximum number of words of an invitation to read on, such as `Read more`."""

MIN_CUT_WORDS = 12
"""The minimum number of words of a part that begins another block. A shorter one may be the block's heading."""

MAX_PART_COPIES = 2
"""The maximum number of copies of a part. A text with more copies is a refrain or a template."""

MIN_COVERED = 0.9
"""The minimum share of a merged block's words, in characters, that the other blocks cover."""

MAX_PARAGRAPH = 1200
"""The maximum number of columns of a paragraph.

A longer block whose sentences stand below as blocks is several paragraphs in one.
"""

MAX_PIECES = 400
"""The maximum number of blocks that are tried as pieces of a merged block. It bounds the time."""

MAX_APART = 1.5
"""The largest mean distance, in blocks, between the pieces of a merged block. Pull quotes stand farther apart."""

MIN_LONG = 300
"""The minimum number of characters of a copy that lacks only some whole sentences of another block."""

MAX_INSERTED = 0.5
"""The maximum number of characters of the sentences that a copy lacks, as a share of the copy's length."""

MAX_END = 8
"""The number of characters before a place in which a sentence end is sought.

A sentence end is a stop, closing quotation marks and a space.
"""

_ELLIPSIS = re.compile(r"(?:…|\.{3}|\[…\])[^\w]*")
_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")
_OPENING = '“„«「『"‘‚‹'
_INNER_END = f"[{re.escape(SENTENCE_ENDS)}][{re.escape(CLOSERS)}]*\\s"
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,400}>|&nbsp;")
_TARGET = re.compile(r"(?<=\])\((?:https?:|/|#)[^()\s]{0,400}\)")


def without_markup(text: str) -> str:
    """Return a paragraph without HTML tags and without the targets of Markdown links.

    Pages print such markup where they offer a text for republishing.

    >>> without_markup("<p>Ferries of Lower Quay stayed in the harbour, the [pilots](https://example.org/) said.</p>")
    'Ferries of Lower Quay stayed in the harbour, the [pilots] said.'
    """
    if "<" not in text and "](" not in text:
        return text
    plain = _TARGET.sub("", _TAG.sub("", text)).strip()
    return plain if is_prose(plain) else text


class Part(NamedTuple):
    """The place of a block's words in its holder, the longer block.

    `start` and `end` are offsets in the holder's key. `cut` says whether the block was truncated. `holder_lines` says
    whether the holder has several lines.
    """

    holder: int
    start: int
    end: int
    cut: bool
    holder_lines: bool


class Blocks:
    """The texts of a page, with their keys. A key is computed when it is first used."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self._keys: dict[str, str] = {}
        self._facts: dict[str, list[str]] = {}
        self._cores: dict[int, tuple[str, bool]] = {}

    def __len__(self) -> int:
        return len(self.texts)

    def key(self, at: int) -> str:
        """Return a block's words, separated by single spaces."""
        text = self.texts[at]
        found = self._keys.get(text)
        if found is None:
            found = self._keys[text] = key(text)
        return found

    def keys(self, pairs: Sequence[tuple[int, int]]) -> list[str]:
        """Return the key of each block, or distinct placeholders where no two blocks of `pairs` are equal.

        On most pages no two are equal, so the keys of the other blocks need not be computed: shorter blocks go only
        with longer ones beside them.
        """
        paired = {at for pair in pairs for at in pair}
        same = len({self.key(at) for at in paired}) < len(paired)
        return [self.key(at) if same else f"\0{at}" for at in range(len(self))]

    def facts(self, at: int) -> list[str]:
        """Return a block's words that may be a number or a name, sorted.

        These are the words that are not all lower case letters. In a script without capitals, every word counts.
        """
        text = self.texts[at]
        found = self._facts.get(text)
        if found is None:
            found = sorted(word for word in _WORD.findall(text) if not (word.islower() and word.isalpha()))
            self._facts[text] = found
        return found

    def same_facts(self, at: int, other: int) -> bool:
        """Return whether two blocks have the same numbers and capitalised words."""
        return self.facts(at) == self.facts(other)

    def same_but_figures(self, at: int, other: int) -> bool:
        """Return whether two blocks have the same words in the same order, numbers aside."""
        one, two = (_DIGITS.sub("", self.key(each)).split() for each in (at, other))
        return one == two

    def likeness(self, one: int, other: int) -> float:
        """Return the Jaccard similarity of two blocks' word pairs."""
        return jaccard(*(shingles(words(self.texts[at]), 2) for at in (one, other)))

    def core(self, at: int) -> tuple[str, bool]:
        """Return a block's key without its invitation to read on, and whether it was truncated there."""
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
        """Return the block as a part of a longer one, or None. Its last word may be truncated."""
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
        """Return whether the block was truncated, or its holder begins with it, punctuation included.

        In the second case the block ends where a sentence of the holder ends.
        """
        return part.cut or self.texts[part.holder].startswith(self.texts[at])

    def closes(self, at: int, holder: int) -> bool:
        """Return whether a holder ends with a block, and the text before it is prose that ends a sentence.

        Such a block is complete: no more of it was to come.
        """
        text, whole = self.texts[at], self.texts[holder]
        before = whole[: len(whole) - len(text)] if whole.endswith(text) else ""
        return is_prose(before) and ends_sentence(before)

    def quoted(self, at: int, holder: int) -> bool:
        """Return whether a holder puts a block's words in quotation marks that the block lacks."""
        text, whole = self.texts[at], self.texts[holder]
        place = whole.find(text)
        behind = whole[place + len(text) :][:1]
        return place > 0 and whole[place - 1] in _OPENING and behind != "" and behind in CLOSERS + _OPENING

    def is_sentence(self, at: int) -> bool:
        """Return whether a block is one sentence."""
        return not re.search(_INNER_END, self.texts[at])

    def are_paragraphs(self, pieces: Sequence[int]) -> bool:
        """Return whether blocks are paragraphs, and not the sentences of one paragraph.

        They are if there is a heading among them, or if most of them have more than one sentence.
        """
        labels = [at for at in pieces if not (is_prose(self.texts[at]) or ends_sentence(self.texts[at]))]
        return bool(labels) or 2 * sum(not self.is_sentence(at) for at in pieces) > len(pieces)

    def pieces(self, at: int, others: Iterable[int]) -> list[int]:
        """Return the blocks that a block is merged from.

        The list is empty if there are fewer than two.
        """
        whole = f" {self.key(at)} "
        shorter = (each for each in sorted(set(others))[:MAX_PIECES] if len(self.key(each)) < len(whole) - 2)
        held = [each for each in shorter if f" {self.key(each)} " in whole]
        held = self._with_labels(at, held, whole) if held else held
        if len(held) < 2 or held[-1] - held[0] > MAX_APART * (len(held) - 1):
            return []
        return held if covered(whole, map(self.key, held)) >= MIN_COVERED else []

    def _with_labels(self, at: int, held: Sequence[int], whole: str) -> list[int]:
        """Return the blocks that a block contains, with headings and items.

        These stand among and beside the blocks, and the block contains them too.
        """
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
        """Return a long block as a part of one that adds only whole sentences, all at one place, or None."""
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
    """Return the length of two texts' common prefix, in characters."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def covered(whole: str, pieces: Iterable[str]) -> float:
    """Return the share of a text that its pieces cover.

    Each piece counts once, in order where possible.

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
    """Return a mapping of each block to the blocks that may say the same."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for one, other in pairs:
        found[one].append(other)
        found[other].append(one)
    return found


@cache
def invitations() -> frozenset[str]:
    """Return the wordings, in all languages, of short lines that may close a teaser."""
    lines = {wording(line) for _, sections in languages("policies") for line in sections.get("widget", ())}
    return frozenset(line for line in lines if 0 < line.count(" ") + 1 <= MAX_INVITATION_WORDS)
