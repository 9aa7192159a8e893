"""Sketches of texts: what `similar` keeps of each of many texts, and the pairs of texts that are nearly the same.

A sketch has the CRC-32 of each word, the MinHash bands of the text (see `bands`), the number of its different shingles
and a bitmap of them: 500 bytes, and four for each word. Shingles are numbers made of three words' CRC-32, so the
shingles of two texts can be told apart wrongly only where one has another word with the same CRC-32 in the same place:
one replaced word in four billion.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple, TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from newsclean.bands import bands, word_hash
from newsclean.fingerprint import jaccard, shingles, words

BANDS = (42, 3)
"""MinHash bands and rows: a pair at Jaccard 0.5 is proposed with a probability of 0.996, at 0.3 of 0.68."""
SHINGLE_WORDS = 3
BITS = 1024
"""Of a bitmap. Two news texts of 500 words that have nothing in common differ in some 400 bits."""
CHUNK = 1 << 14
"""Pairs whose bitmaps are compared at once: 4 MB."""
CLOSE = SHINGLE_WORDS
"""Shingles that a word stands in. Where so many could decide about a pair, its texts themselves are compared."""
REMEMBERED = 1 << 10
"""Texts whose shingles are kept while pairs are verified."""
Numbers: TypeAlias = NDArray[np.uint64]
Places: TypeAlias = NDArray[np.int64]
_FACTORS = np.random.Generator(np.random.PCG64(2)).integers(1, 2**63, SHINGLE_WORDS, np.uint64) | np.uint64(1)
_MIX = np.uint64(0x9E3779B97F4A7C15)


class Sketch(NamedTuple):
    """What is kept of a text: its words, its bands, the bitmap of its shingles and their number."""

    words: bytes
    bands: bytes
    bits: bytes
    size: int


def sketch(text: str) -> Sketch | None:
    """The sketch of a text, the same in every process; `None` for a text without words."""
    tokens = words(text)
    if not tokens:
        return None
    numbers = np.fromiter(map(word_hash, tokens), np.uint32, len(tokens)).tobytes()
    found = shingle_numbers(numbers)
    bits = np.zeros(BITS, np.bool_)
    bits[(found * _MIX) >> np.uint64(64 - BITS.bit_length() + 1)] = True
    own_bands = np.array(bands([tokens], *BANDS), np.int64)
    return Sketch(numbers, own_bands.tobytes(), np.packbits(bits).tobytes(), len(found))


def shingle_numbers(numbers: bytes) -> Numbers:
    """The different shingles of a sketch's words, ascending: one of fewer than three words, as `shingles` has it."""
    wide = np.frombuffer(numbers, np.uint32).astype(np.uint64)
    count = min(len(wide), SHINGLE_WORDS)
    total = np.full(len(wide) - count + 1, count, np.uint64)
    for at in range(count):
        total += wide[at : len(wide) - count + 1 + at] * _FACTORS[at]
    return np.unique(total)


class Sketches:
    """The sketches of many texts, by the order in which they are added, which gives each its place."""

    def __init__(self) -> None:
        self._count = 0
        self._places, self._sizes, self._digests = array("q"), array("q"), array("q")
        self._words, self._starts = array("I"), array("q", [0])
        self._bands, self._bits = array("q"), array("Q")

    def add(self, found: Sketch | None) -> None:
        """Add a text. One without words has a place and is like no other."""
        if found is not None:
            self._places.append(self._count)
            self._sizes.append(found.size)
            self._digests.append(crc32(found.words) << 31 ^ crc32(found.bands))
            self._words.frombytes(found.words)
            self._starts.append(len(self._words))
            self._bands.frombytes(found.bands)
            self._bits.frombytes(found.bits)
        self._count += 1

    def lengths(self) -> list[int]:
        """How many words each text has."""
        found = [0] * self._count
        for row, place in enumerate(self._places):
            found[place] = self._starts[row + 1] - self._starts[row]
        return found

    def pairs(self, least: float, text_of: Callable[[int], str] | None = None) -> list[tuple[int, int, float]]:
        """The places of all texts that are at least so similar, the lower first, with their Jaccard similarity; sorted.

        `text_of` gives a text by its place: texts of pairs for which few shingles decide are compared as they are.
        """
        if not self._places:
            return []
        same = self._same()
        found: list[tuple[int, int, float]] = []
        for one, other, alike in self._verified(np.array(sorted(same), np.int64), least, text_of):
            ends = ((left, right) for left in same[one] for right in same[other])
            found += [(min(each), max(each), alike) for each in ends]
        if least <= 1:
            found += [
                (one, other, 1.0) for places in same.values() for at, one in enumerate(places) for other in places[:at]
            ]
        return sorted((min(one, other), max(one, other), alike) for one, other, alike in found)

    def _same(self) -> dict[int, list[int]]:
        """The first row of each text, with the places of all texts that have its words in its order."""
        _, firsts, group = np.unique(np.frombuffer(self._digests, np.int64), return_index=True, return_inverse=True)
        same: dict[int, list[int]] = {}
        for row, first in enumerate(firsts[group].tolist()):
            is_same = self._numbers(row) == self._numbers(first)
            same.setdefault(first if is_same else row, []).append(self._places[row])
        return same

    def _numbers(self, row: int) -> bytes:
        """A text's words."""
        return self._words[self._starts[row] : self._starts[row + 1]].tobytes()

    def _verified(
        self, rows: Places, least: float, text_of: Callable[[int], str] | None
    ) -> Iterator[tuple[int, int, float]]:
        """The rows of texts that are at least so similar, of those in `rows`."""

        @lru_cache(REMEMBERED)
        def numbers(row: int) -> Numbers:
            return shingle_numbers(self._numbers(row))

        for one, other in self._proposed(rows, least):
            shared = len(np.intersect1d(numbers(one), numbers(other), assume_unique=True))
            whole = self._sizes[one] + self._sizes[other]
            alike = shared / (whole - shared)
            if text_of is not None and abs(shared - least * whole / (1 + least)) <= CLOSE:
                texts = (text_of(self._places[row]) for row in (one, other))
                alike = jaccard(*(shingles(words(text), SHINGLE_WORDS) for text in texts))
            if alike >= least:
                yield one, other, alike

    def _proposed(self, rows: Places, least: float) -> Iterator[tuple[int, int]]:
        """The pairs that have a band in common, less those whose bitmaps say that they are not similar enough."""
        table = np.frombuffer(self._bands, np.int64).reshape(-1, BANDS[0])
        codes, waiting = np.empty(0, np.int64), [np.empty(0, np.int64)]
        for band in range(BANDS[0]):
            for one, other in neighbours(table[rows, band]):
                for start in range(0, len(one), CHUNK):
                    left, right = (rows[each[start : start + CHUNK]] for each in (one, other))
                    may_be = self._may_be(left, right, least)
                    waiting.append(left[may_be] << 32 | right[may_be])
            if band == BANDS[0] - 1 or sum(map(len, waiting)) > max(len(codes), 1 << 20):
                codes, waiting = np.unique(np.concatenate([codes, *waiting])), []
        for code in codes:
            yield int(code >> 32), int(code & 0xFFFFFFFF)

    def _may_be(self, one: Places, other: Places, least: float) -> NDArray[np.bool_]:
        """Whether texts may be so similar: a bit that one of two has alone stands for a shingle that it has alone."""
        bits = np.frombuffer(self._bits, np.uint64).reshape(-1, BITS // 64)
        sizes = np.frombuffer(self._sizes, np.int64)
        left, right = bits[one], bits[other]
        shared = np.minimum(sizes[one] - ones(left & ~right), sizes[other] - ones(right & ~left))
        return shared >= least * (1 - 1e-9) * (sizes[one] + sizes[other] - shared)


def neighbours(values: Places) -> Iterator[tuple[Places, Places]]:
    """The places of equal values: each with the next equal one, each with the one after that, and so on.

    >>> [(one.tolist(), other.tolist()) for one, other in neighbours(np.array([7, 8, 7, 9, 7]))]
    [([0, 2], [2, 4]), ([0], [4])]
    """
    order = np.argsort(values, kind="stable")
    ranked = values[order]
    at = np.arange(len(ranked))
    for step in range(1, len(ranked)):
        at = at[: np.searchsorted(at, len(ranked) - step)]
        at = at[ranked[at + step] == ranked[at]]
        if not len(at):
            return
        yield order[at], order[at + step]


def ones(bits: Numbers) -> Places:
    """How many bits of each row are set.

    >>> ones(np.array([[0, 3], [2**64 - 1, 1]], np.uint64)).tolist()
    [2, 65]
    """
    table = _ones_of_16_bits()
    return table[bits.view(np.uint16)].sum(axis=1, dtype=np.int64)


@lru_cache(1)
def _ones_of_16_bits() -> NDArray[np.uint8]:
    numbers = np.arange(1 << 16, dtype=np.uint16)
    return np.unpackbits(numbers.view(np.uint8).reshape(-1, 2), axis=1).sum(axis=1, dtype=np.uint8)
