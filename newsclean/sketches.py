"""Sketches: the data that `similar` keeps for each text, and the search for pairs of similar texts.

A sketch has the CRC-32 of each word, the MinHash bands of the text (see `bands`), the number of its different shingles
and a bitmap of them. It takes 500 bytes, and four for each word. A shingle is a number that is computed from the CRC-32
of three words. Two shingles are confused only if a word is replaced by another with the same CRC-32: this happens to
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
"""The numbers of MinHash bands and of rows in a band.

A pair with a Jaccard similarity of 0.5 becomes a candidate with a probability of 0.996, one with 0.3 with 0.68.
"""

SHINGLE_WORDS = 3
"""The number of words in a shingle."""

BITS = 1024
"""The number of bits in a bitmap. Two news texts of 500 words with nothing in common differ in about 400 bits."""

CHUNK = 1 << 14
"""The number of pairs whose bitmaps are compared at once. They take 4 MB."""

MARGIN = SHINGLE_WORDS
"""The number of shingles that contain one word. If so few shingles decide about a pair, its texts are compared."""

CACHED = 1 << 10
"""The number of texts whose shingles are cached while pairs are verified."""

Numbers: TypeAlias = NDArray[np.uint64]
Places: TypeAlias = NDArray[np.int64]
_FACTORS = np.random.Generator(np.random.PCG64(2)).integers(1, 2**63, SHINGLE_WORDS, np.uint64) | np.uint64(1)
_MIX = np.uint64(0x9E3779B97F4A7C15)


class Sketch(NamedTuple):
    """The data that is kept for a text.

    `words` has the CRC-32 of each word in order, `bands` the MinHash bands, `bits` the bitmap of the shingles, and
    `size` is the number of different shingles.
    """

    words: bytes
    bands: bytes
    bits: bytes
    size: int


def sketch(text: str) -> Sketch | None:
    """Return the sketch of a text; `None` for a text without words. It is the same in every process."""
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
    """Return the different shingles of a sketch's words, in ascending order.

    A text with fewer than three words has one shingle of all its words, as in `shingles`.
    """
    wide = np.frombuffer(numbers, np.uint32).astype(np.uint64)
    count = min(len(wide), SHINGLE_WORDS)
    total = np.full(len(wide) - count + 1, count, np.uint64)
    for at in range(count):
        total += wide[at : len(wide) - count + 1 + at] * _FACTORS[at]
    return np.unique(total)


class Sketches:
    """The sketches of many texts.

    The place of a text is its number in the order in which texts were added, from 0.
    """

    def __init__(self) -> None:
        self._count = 0
        self._places, self._sizes, self._digests = array("q"), array("q"), array("q")
        self._words, self._starts = array("I"), array("q", [0])
        self._bands, self._bits = array("q"), array("Q")

    def add(self, found: Sketch | None) -> None:
        """Add a text. A text without words takes a place and is similar to no other."""
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
        """Return the number of words of each text."""
        found = [0] * self._count
        for row, place in enumerate(self._places):
            found[place] = self._starts[row + 1] - self._starts[row]
        return found

    def pairs(self, least: float, text_of: Callable[[int], str] | None = None) -> list[tuple[int, int, float]]:
        """Return all pairs of texts with at least the given similarity, sorted.

        A pair is two places, the lower first, and the Jaccard similarity. `text_of` returns the text of a place: if few
        shingles decide about a pair, its texts are compared instead of their hashes.
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
        """Return the groups of texts with the same words in the same order.

        The key of a group is the row of its first text; the value is the places of all its texts.
        """
        _, firsts, group = np.unique(np.frombuffer(self._digests, np.int64), return_index=True, return_inverse=True)
        same: dict[int, list[int]] = {}
        for row, first in enumerate(firsts[group].tolist()):
            is_same = self._numbers(row) == self._numbers(first)
            same.setdefault(first if is_same else row, []).append(self._places[row])
        return same

    def _numbers(self, row: int) -> bytes:
        """Return the CRC-32 of each word of a row's text."""
        return self._words[self._starts[row] : self._starts[row + 1]].tobytes()

    def _verified(
        self, rows: Places, least: float, text_of: Callable[[int], str] | None
    ) -> Iterator[tuple[int, int, float]]:
        """Yield the pairs among `rows` with at least the given similarity, and their similarity."""

        @lru_cache(CACHED)
        def numbers(row: int) -> Numbers:
            return shingle_numbers(self._numbers(row))

        for one, other in self._candidates(rows, least):
            shared = len(np.intersect1d(numbers(one), numbers(other), assume_unique=True))
            whole = self._sizes[one] + self._sizes[other]
            alike = shared / (whole - shared)
            if text_of is not None and abs(shared - least * whole / (1 + least)) <= MARGIN:
                texts = (text_of(self._places[row]) for row in (one, other))
                alike = jaccard(*(shingles(words(text), SHINGLE_WORDS) for text in texts))
            if alike >= least:
                yield one, other, alike

    def _candidates(self, rows: Places, least: float) -> Iterator[tuple[int, int]]:
        """Yield the candidate pairs: those with a band in common.

        Pairs whose bitmaps show that they are not similar enough are left out.
        """
        table = np.frombuffer(self._bands, np.int64).reshape(-1, BANDS[0])
        codes, waiting = np.empty(0, np.int64), [np.empty(0, np.int64)]
        for band in range(BANDS[0]):
            for one, other in equal_pairs(table[rows, band]):
                for start in range(0, len(one), CHUNK):
                    left, right = (rows[each[start : start + CHUNK]] for each in (one, other))
                    could_match = self._could_match(left, right, least)
                    waiting.append(left[could_match] << 32 | right[could_match])
            if band == BANDS[0] - 1 or sum(map(len, waiting)) > max(len(codes), 1 << 20):
                codes, waiting = np.unique(np.concatenate([codes, *waiting])), []
        for code in codes:
            yield int(code >> 32), int(code & 0xFFFFFFFF)

    def _could_match(self, one: Places, other: Places, least: float) -> NDArray[np.bool_]:
        """Return for each pair whether its texts may have the given similarity.

        Each bit that is set for only one text stands for a shingle that only this text has. The bitmaps therefore give
        an upper bound of the number of shared shingles.
        """
        bits = np.frombuffer(self._bits, np.uint64).reshape(-1, BITS // 64)
        sizes = np.frombuffer(self._sizes, np.int64)
        left, right = bits[one], bits[other]
        shared = np.minimum(sizes[one] - set_bits(left & ~right), sizes[other] - set_bits(right & ~left))
        return shared >= least * (1 - 1e-9) * (sizes[one] + sizes[other] - shared)


def equal_pairs(values: Places) -> Iterator[tuple[Places, Places]]:
    """Yield pairs of places with equal values, as two arrays.

    The first two arrays pair each value with the next equal one, the second two with the one after that, and so on.

    >>> [(one.tolist(), other.tolist()) for one, other in equal_pairs(np.array([7, 8, 7, 9, 7]))]
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


def set_bits(bits: Numbers) -> Places:
    """Return the number of set bits in each row.

    >>> set_bits(np.array([[0, 3], [2**64 - 1, 1]], np.uint64)).tolist()
    [2, 65]
    """
    table = _set_bits_of_16()
    return table[bits.view(np.uint16)].sum(axis=1, dtype=np.int64)


@lru_cache(1)
def _set_bits_of_16() -> NDArray[np.uint8]:
    numbers = np.arange(1 << 16, dtype=np.uint16)
    return np.unpackbits(numbers.view(np.uint8).reshape(-1, 2), axis=1).sum(axis=1, dtype=np.uint8)
