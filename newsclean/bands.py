"""Compute MinHash bands of many texts at once, to find probable near copies.

datasketch computes a signature in about 0.1 ms, which is too slow for every block of every page. Here, one numpy
expression computes the hash functions for all texts of a page. Its input are 2-shingles, made of the CRC-32 of each
word and of the next word. They go through `BANDS * ROWS` multiply-and-shift functions with fixed multipliers, so the
bands are equal on every machine.

If a text has at most `MAX_NUMBERS` words with a digit, these words count as equal. A text with another date or counter
is therefore a near copy. A table row or a report with many figures is not.

Two texts are near copies if at least `MIN_SHARED` of their bands agree. The probability of that is 0.99 at a Jaccard
similarity of 0.9, 0.90 at 0.8, 0.17 at 0.5, and 0.01 at 0.3.
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
"""The maximum number of words with a digit that count as equal.

A date has three. Texts with more numbers differ in content.
"""

_MIX = np.uint64(0x9E3779B97F4A7C15)
_MULTIPLIERS = np.random.Generator(np.random.PCG64(1)).integers(
    1, 2**63, size=(64 * 3, 1), dtype=np.uint64
) | np.uint64(1)


def plain(tokens: Sequence[str]) -> Sequence[str]:
    """Replace each word with a digit by `0`, if there are few enough for a date or a counter.

    >>> plain(["join", "12", "readers"]), plain(["5", "3", "12", "4"])
    (['join', '0', 'readers'], ['5', '3', '12', '4'])
    """
    if "".join(tokens).isalpha():
        return tokens
    found = ["0" if not word.isalpha() and any(map(str.isdigit, word)) else word for word in tokens]
    return found if found.count("0") <= MAX_NUMBERS else tokens


@lru_cache(maxsize=1 << 16)
def word_hash(word: str) -> int:
    """Return the hash of a word, which is equal in every process. It is cached for common words."""
    return crc32(word.encode("utf-8", "surrogatepass"))


def shingle_hashes(tokens: Sequence[str]) -> NDArray[np.uint64]:
    """Return the hashes of the 2-shingles of a text; for a single word, the hash of that word."""
    words = np.fromiter(map(word_hash, plain(tokens)), np.uint64, len(tokens))
    if len(words) > 1:
        words = words[:-1] * _MIX + words[1:]
    return (words ^ (words >> np.uint64(29))) * _MIX


def bands(texts: Sequence[Sequence[str]], count: int = BANDS, rows: int = ROWS) -> list[list[int]]:
    """Return `count` 64-bit numbers for each text. Near copies share some of them.

    Each text is a sequence of at least one word.
    """
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
