"""Grams: a linear score of a paragraph's character n-grams, in any language.

The n-grams are hashed, so one table of weights serves all languages. A language without samples benefits from words
that it shares with others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

BITS = 17
"""The number of bits of an n-gram's hash. The table has 2 ** `BITS` weights."""

ORDERS = (3, 5)
"""The lengths of the n-grams in characters.

N-grams of three characters suit words of Chinese, and n-grams of five characters suit words of English.
"""

MAX_CHARS = 400
"""The number of first characters of a paragraph that are scored."""

MIX = np.uint32(2654435761)
"""Knuth's multiplier (The Art of Computer Programming, 6.4)."""

_DIGIT, _SPACE = ord("0"), ord(" ")
_BLANKS = (ord("\n"), ord("\t"), 0xA0)

Floats = np.ndarray[Any, np.dtype[np.float64]]
Hashes = np.ndarray[Any, np.dtype[np.uint32]]
Places = np.ndarray[Any, np.dtype[np.intp]]


class Grams(NamedTuple):
    """The hashes of the n-grams of one length.

    `hashes` has one entry for each character. `starts` and `ends` bound the entries of each paragraph.
    """

    hashes: Hashes
    starts: Places
    ends: Places


def grams(texts: Sequence[str]) -> list[Grams]:
    """Return the n-grams of paragraphs, one entry for each of `ORDERS`.

    Case is folded, and all ASCII digits become one.
    """
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


def gram_scores(texts: Sequence[str], weights: Floats) -> Floats:
    """Return, for each paragraph, the sum of its n-grams' weights over the square root of their number.

    A sum would grow with the length, and a mean would not grow with the evidence. The root lies between them.
    """
    total, count = np.zeros(len(texts)), np.zeros(len(texts))
    for each in grams(texts) if texts else ():
        running = np.concatenate([[0.0], weights.take(each.hashes).cumsum()])
        total += running[each.ends] - running[each.starts]
        count += each.ends - each.starts
    return total / np.sqrt(np.maximum(count, 1))
