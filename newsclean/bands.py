"""MinHash bands of many texts at once: which texts are probably near copies of one another.

datasketch makes a signature in some 0.1 ms, too slow for every block of every page. Here the hash functions of a whole
page's texts are evaluated in one numpy expression: the words' CRC-32, paired with the next word's into 2-shingles, go
through `BANDS * ROWS` multiply-and-shift functions whose multipliers are fixed, so the bands are the same on every
machine. Up to `MAX_NUMBERS` words with a digit count as one and the same, so that a text with another date or counter
is a copy, and a table's row or a report of many figures is not.

Two texts are taken for near copies if at least `MIN_SHARED` of their bands agree: at a Jaccard similarity of 0.9 that
happens with a probability of 0.99, at 0.8 of 0.90, at 0.5 of 0.17, at 0.3 of 0.01.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

BANDS, ROWS = 6, 3
MIN_SHARED = 2
MAX_NUMBERS = 3
"""As many as a date has. A text with more differs from its likes in what it says."""
_MIX = np.uint64(0x9E3779B97F4A7C15)
_MULTIPLIERS = np.random.Generator(np.random.PCG64(1)).integers(
    1, 2**63, size=(64 * 3, 1), dtype=np.uint64
) | np.uint64(1)


def plain(tokens: Sequence[str]) -> Sequence[str]:
    """The words with `0` for each that has a digit, if these are few enough for a date or a counter.

    >>> plain(["join", "12", "readers"]), plain(["5", "3", "12", "4"])
    (['join', '0', 'readers'], ['5', '3', '12', '4'])
    """
    if "".join(tokens).isalpha():
        return tokens
    found = ["0" if not word.isalpha() and any(map(str.isdigit, word)) else word for word in tokens]
    return found if found.count("0") <= MAX_NUMBERS else tokens


@lru_cache(maxsize=1 << 16)
def word_hash(word: str) -> int:
    """A word's number, the same in every process. Remembered for common words, which are most of a text."""
    return crc32(word.encode("utf-8", "surrogatepass"))


def shingle_hashes(tokens: Sequence[str]) -> NDArray[np.uint64]:
    """The 2-shingles of some words as numbers; of one word, that word."""
    words = np.fromiter(map(word_hash, plain(tokens)), np.uint64, len(tokens))
    if len(words) > 1:
        words = words[:-1] * _MIX + words[1:]
    return (words ^ (words >> np.uint64(29))) * _MIX


def bands(texts: Sequence[Sequence[str]], count: int = BANDS, rows: int = ROWS) -> list[list[int]]:
    """For each text, given as its words (at least one), `count` 64-bit numbers; near copies share some of them."""
    if not texts:
        return []
    hashes = [shingle_hashes(tokens) for tokens in texts]
    starts = np.cumsum([0, *map(len, hashes[:-1])])
    flat = np.concatenate(hashes)
    least = np.minimum.reduceat((_MULTIPLIERS[: count * rows] * flat) >> np.uint64(16), starts, axis=1)
    joined = np.zeros((count, len(texts)), np.uint64)
    for row in range(rows):
        joined = (joined ^ least[row::rows]) * _MIX
        joined ^= joined >> np.uint64(31)
    joined += np.arange(count, dtype=np.uint64)[:, None]
    return joined.astype(np.int64).T.tolist()
