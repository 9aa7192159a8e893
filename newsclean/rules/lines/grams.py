"""What a paragraph's words say, whatever its language: a linear score of its character n-grams.

The n-grams are hashed, so that one table of weights serves all languages and a language without samples profits from
words that it shares with others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

BITS = 17
"""A table has 2 ** BITS weights."""
ORDERS = (3, 5)
"""Characters of an n-gram: three tell words of Chinese, five those of English."""
MAX_CHARS = 400
"""Of a paragraph, that are looked at."""
MIX = np.uint32(2654435761)
"""Knuth's multiplier (The Art of Computer Programming, 6.4)."""
_DIGIT, _SPACE = ord("0"), ord(" ")
_BLANKS = (ord("\n"), ord("\t"), 0xA0)

Floats = np.ndarray[Any, np.dtype[np.float64]]
Hashes = np.ndarray[Any, np.dtype[np.uint32]]
Places = np.ndarray[Any, np.dtype[np.intp]]


class Grams(NamedTuple):
    """The hashes of the n-grams of one order, one a character; of each paragraph, its first and the end of its own."""

    hashes: Hashes
    starts: Places
    ends: Places


def grams(texts: Sequence[str]) -> list[Grams]:
    """The n-grams of paragraphs, in the order of `ORDERS`. Case is folded, all digits of ASCII are one."""
    most = max(ORDERS)
    folded = [f" {text[:MAX_CHARS].lower()} ".ljust(most) for text in texts]
    codes = np.frombuffer("".join(folded).encode("utf-32-le", "surrogatepass"), np.uint32).copy()
    codes[(codes >= _DIGIT) & (codes < _DIGIT + 10)] = _DIGIT
    for blank in _BLANKS:
        codes[codes == blank] = _SPACE
    sizes = np.array([len(text) for text in folded], np.intp)
    ends = sizes.cumsum()
    starts = ends - sizes
    found = []
    hashes = np.zeros(len(codes), np.uint32)
    for size in range(1, most + 1):
        within = slice(0, len(codes) - size + 1)
        hashes[within] = hashes[within] * MIX + codes[size - 1 :] + np.uint32(size)
        if size in ORDERS:
            found.append(Grams((hashes * MIX) >> np.uint32(32 - BITS), starts, ends - size + 1))
    return found


def speech(texts: Sequence[str], weights: Floats) -> Floats:
    """For each paragraph, the sum of its n-grams' weights over the square root of their number.

    A sum would grow with the length, a mean would forget how much speaks for it; the root lies between.
    """
    total, count = np.zeros(len(texts)), np.zeros(len(texts))
    for each in grams(texts) if texts else ():
        running = np.concatenate([[0.0], weights.take(each.hashes).cumsum()])
        total += running[each.ends] - running[each.starts]
        count += each.ends - each.starts
    return total / np.sqrt(np.maximum(count, 1))
