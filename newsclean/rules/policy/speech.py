"""How much a text's characters read like a footer's, whatever its language: a linear score of hashed n-grams.

`data/speech.bin` is trained by `python -m tests.bench.footers.speech`. Words of other languages that begin alike, names
of services and signs carry over to a language that has no file. NumPy is not used: its loading takes longer than
cleaning a page, and no more than a few paragraphs of a page are read.
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
"""The table has 2 ** BITS weights, a byte each."""
ORDER = 4
"""Characters of an n-gram. Of real footers, as many are told by four as by three and five together."""
MAX_CHARS = 200
"""Of a text, that are looked at: in 400 are no more footers found."""
BEGINNING, SURELY_NOT = 64, -3.0
"""Characters that are looked at first, and the score of an article's: three of four of its paragraphs have less."""
COMMON = 1 << 15
"""N-grams whose weights are remembered, some 4 MB."""
STEPS = 32
"""Of a weight, that are 1."""
SILENT = -2.0
"""What a sentence's reading counts at least: one that speaks of nothing that footers are about is rarely theirs."""
MAX_PHRASE = 1.0
"""What a shorter line's reading counts at most: of two words, one says little."""
DENIED = -3.0
"""Below, with the score of its reading, a text is none of a footer's, whatever its words speak of."""
MAY_BE = -1.0
"""A line from here on is not told from a footer's."""
_ONE, _TWO, _THREE, _FOUR = (pow(2654435761, power, 1 << 32) for power in (4, 3, 2, 1))
"""Powers of Knuth's multiplier (The Art of Computer Programming, 6.4)."""
_PLAIN = str.maketrans({**dict.fromkeys("123456789", "0"), **dict.fromkeys("\n\t\u00a0", " ")})


def grams(text: str) -> list[str]:
    """The n-grams of a text. Case is folded, all digits of ASCII are one.

    >>> grams("Log in") == grams("LOG IN"), grams("to 7")
    (True, [' to ', 'to 0', 'o 0 '])
    """
    folded = f" {text[:MAX_CHARS].lower().translate(_PLAIN)} "
    return [folded[at : at + ORDER] for at in range(len(folded) - ORDER + 1)]


def place_of(gram: str) -> int:
    """An n-gram's place in the table."""
    a, b, c, d = map(ord, gram)
    return (a * _ONE + b * _TWO + c * _THREE + d * _FOUR & MASK) >> SHIFT


MASK, SHIFT = (1 << 32) - 1, 32 - BITS


@lru_cache(COMMON)
def weight(gram: str) -> int:
    """An n-gram's weight, remembered for common ones: reckoning its place takes several times as long."""
    return weights()[place_of(gram)]


@lru_cache(RECENT)
def speech(text: str) -> float:
    """How much speaks for a footer's text, above 0, or an article's, below: the n-grams' weights over the square root
    of their number. A sum would grow with the length, a mean would forget how much speaks for it. A text that begins
    surely as an article's is read no further.
    """
    score = _score(text[:BEGINNING])
    return _score(text[:MAX_CHARS]) if score > SURELY_NOT and len(text) > BEGINNING else score


def _score(text: str) -> float:
    found = grams(text)
    return sum(map(weight, found)) / STEPS / sqrt(max(1, len(found)))


def sounds(text: str, score: float) -> float:
    """The log-odds that a text is a footer's, by its n-grams and the score of its reading."""
    return speech(text) + (max(score, SILENT) if is_prose(text) else min(max(score, 0.0), MAX_PHRASE))


def may_go(text: str) -> bool:
    """Whether a line of which nothing is known may be a footer's, below a single sentence of one."""
    return not is_prose(text) or speech(text) >= MAY_BE


@cache
def weights() -> array[int]:
    """The table that comes with the package."""
    return array("b", decompress(read_binary(MODEL)))
