"""Speech: a score for how much a text's characters read like a footer's, in any language.

The score is linear in hashed character n-grams. `python -m tests.bench.footers.speech` trains the table
`data/speech.bin`. A language without a file benefits from words of other languages that begin alike, from names of
services and from signs. NumPy is not used: loading it takes longer than cleaning a page, and only a few paragraphs of a
page are scored.
"""

from __future__ import annotations

from array import array
from functools import cache, lru_cache
from math import sqrt
from zlib import decompress

from newsclean.data import read_binary
from newsclean.rules.policy.reading import RECENT
from newsclean.rules.shape import is_prose

MODEL = "speech.bin"
BITS = 17
"""The number of bits of an n-gram's place. The table has 2 ** `BITS` weights of one byte each."""

ORDER = 4
"""The number of characters of an n-gram.

N-grams of four characters find as many real footers as n-grams of three and five together.
"""

MAX_CHARS = 200
"""The number of first characters of a text that are scored. With 400, no more footers are found."""

BEGINNING, SURELY_NOT = 64, -3.0
"""The number of characters that are scored first, and the score below which the rest is not read.

Three in four paragraphs of articles score less.
"""

COMMON = 1 << 15
"""The number of n-grams whose weights are cached. They take about 4 MB."""

STEPS = 32
"""The number of steps that make a weight of 1. A stored weight is an integer number of steps."""

SILENT = -2.0
"""The minimum value, in log-odds, that counts for the reading of a sentence.

A sentence without a footer's subjects is rarely a footer's.
"""

MAX_PHRASE = 1.0
"""The maximum value, in log-odds, that counts for the reading of a shorter line. One word of two proves little."""

DENIED = -3.0
"""The minimum log-odds, by n-grams and reading together, of a text that may be a footer's.

A text with less is no footer's, whatever its words are.
"""

MAY_BE = -1.0
"""The minimum score of a line that cannot be told from a footer's line."""

_ONE, _TWO, _THREE, _FOUR = (pow(2654435761, power, 1 << 32) for power in (4, 3, 2, 1))
"""Powers of Knuth's multiplier (The Art of Computer Programming, 6.4)."""

_PLAIN = str.maketrans({**dict.fromkeys("123456789", "0"), **dict.fromkeys("\n\t\u00a0", " ")})


def grams(text: str) -> list[str]:
    """Return the n-grams of a text. Case is folded, and all ASCII digits become one.

    >>> grams("Log in") == grams("LOG IN"), grams("to 7")
    (True, [' to ', 'to 0', 'o 0 '])
    """
    folded = f" {text[:MAX_CHARS].lower().translate(_PLAIN)} "
    return [folded[at : at + ORDER] for at in range(len(folded) - ORDER + 1)]


def place_of(gram: str) -> int:
    """Return an n-gram's place in the table."""
    a, b, c, d = map(ord, gram)
    return (a * _ONE + b * _TWO + c * _THREE + d * _FOUR & MASK) >> SHIFT


MASK, SHIFT = (1 << 32) - 1, 32 - BITS


@lru_cache(COMMON)
def weight(gram: str) -> int:
    """Return an n-gram's weight. It is cached, because computing the place takes several times as long."""
    return weights()[place_of(gram)]


@lru_cache(RECENT)
def speech(text: str) -> float:
    """Return a score: above 0 the text reads like a footer's, below 0 like an article's.

    The score is the sum of the n-grams' weights, divided by the square root of their number. A sum would grow with the
    length, and a mean would not grow with the evidence. If the beginning is surely an article's, the rest is not read.
    """
    score = _score(text[:BEGINNING])
    return _score(text[:MAX_CHARS]) if score > SURELY_NOT and len(text) > BEGINNING else score


def _score(text: str) -> float:
    """Return the score of a whole text, without the shortcut of `speech`."""
    found = grams(text)
    return sum(map(weight, found)) / STEPS / sqrt(max(1, len(found)))


def log_odds(text: str, score: float) -> float:
    """Return the log-odds that a text is a footer's, by its n-grams and the score of its reading."""
    return speech(text) + (max(score, SILENT) if is_prose(text) else min(max(score, 0.0), MAX_PHRASE))


@cache
def weights() -> array[int]:
    """Return the table that comes with the package."""
    return array("b", decompress(read_binary(MODEL)))
