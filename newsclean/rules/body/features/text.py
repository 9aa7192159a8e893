"""Features of a block's text: its characters, and whether the page's head says the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from newsclean.page import Metadata
from newsclean.parse.lines import SENTENCE_ENDS
from newsclean.rules.body.features.boxes import Floats64, Places

NOWHERE = -99
"""The distance to something that the page does not have."""

OF_SHAPE = tuple("digits uppers lowers stops commas signs".split())
"""The names of the shares of a text's characters by class, in the order of the classes' numbers."""

LOWERS, REST = OF_SHAPE.index("lowers"), len(OF_SHAPE)
SPACES = REST + 1
CLASSES = SPACES + 1
NAMES = (*OF_SHAPE, "spaces", "opens_lower")
STATED = "title title_since title_last description description_since".split()
MAX_SHAPE_CHARS = 160
"""The number of first characters of a text whose classes are counted. More characters would not tell more."""

COMMAS = ",;:،؛、，；："
FIRST_CASELESS = 0x3100
"""The code point from which on all characters count as letters without case.

Nearly all of these characters are Hangul or Han.
"""

MAX_TITLE_CHARS = 200
STOPS = ".。।"
SIZES = 2
"""The maximum factor by which a text that is a headline is longer or shorter than all headlines of the page's head."""

MIN_TITLE = 0.5
"""The minimum Jaccard similarity of the words of a block and of a headline for a block that says the title."""

SAID_CHARS = 30
"""The number of characters at the beginning of a description that a block must contain.

Alternatively, the description must contain this many characters at the beginning of the block.
"""


def shapes(texts: Sequence[str], chars: Floats64) -> Floats64:
    """Return the rows of `NAMES` for texts with these numbers of characters."""
    cut = "".join([text[:MAX_SHAPE_CHARS] for text in texts])
    sizes = np.minimum(chars, MAX_SHAPE_CHARS).astype(np.intp)
    codes = np.frombuffer(cut.encode("utf-32-le", "surrogatepass"), np.uint32)
    classes = _classes().take(codes, mode="clip")
    count = len(texts)
    found = np.zeros((len(NAMES), count))
    if len(classes):
        found[REST + 1] = (classes.take(sizes.cumsum() - sizes, mode="clip") == LOWERS) & (sizes > 0)
    classes += np.arange(0, CLASSES * count, CLASSES).repeat(sizes)
    counts = np.bincount(classes, minlength=CLASSES * count).reshape(-1, CLASSES).T
    found[:REST] = counts[:REST] / np.maximum(sizes, 1)
    found[REST] = np.log1p(counts[SPACES])
    return found


@cache
def _classes() -> np.ndarray[Any, np.dtype[np.int64]]:
    """Return the class of each character before `FIRST_CASELESS`, and of all others."""
    return np.array([*(_class_of(chr(code)) for code in range(FIRST_CASELESS)), REST])


def _class_of(char: str) -> int:
    """Return the number of a character's class: `REST` for letters without case, and marks on letters."""
    classes = (
        (char.isdigit(), "digits"),
        (char.isupper(), "uppers"),
        (char.islower(), "lowers"),
        (char in SENTENCE_ENDS, "stops"),
        (char in COMMAS, "commas"),
        (char.isprintable() and not char.isalnum() and not char.isspace(), "signs"),
    )
    if char.isspace():
        return SPACES
    return next((OF_SHAPE.index(name) for is_so, name in classes if is_so), REST)


def stated(texts: Sequence[str], chars: Floats64, metadata: Metadata) -> Floats64:
    """Return the rows of `STATED` for texts with these numbers of characters.

    They are the similarity to a headline, the distances to the most similar block and to the last similar one, then
    whether the text says the description, and the distance to the block that says it best.
    """
    count = len(texts)
    found = np.empty((len(STATED), count))
    found[0] = alike = _likeness(texts, chars, metadata.headlines)
    heads = [at for at, each in enumerate(alike) if each >= MIN_TITLE] or [-1]
    found[1] = _since(count, alike.index(max(alike)) if heads[0] >= 0 else -1)
    found[2] = _since(count, heads[-1])
    found[3] = said = _says(texts, chars, " ".join((metadata.description or "").split()))
    found[4] = _since(count, said.index(max(said)) if any(said) else -1)
    return found


def _since(count: int, at: int) -> Places | int:
    return np.arange(-at, count - at) if at >= 0 else NOWHERE


def _likeness(texts: Sequence[str], chars: Floats64, headlines: Sequence[str]) -> list[float]:
    """Return the Jaccard similarity of each text's words to those of the most similar headline.

    That of a text which is much longer or shorter than all of them, or ends in a full stop, is 0.
    """
    titles = [frozenset(headline.lower().split()) for headline in headlines]
    sizes = [len(headline) for headline in headlines] or [0]
    least, most = min(sizes) / SIZES, min(max(sizes) * SIZES, MAX_TITLE_CHARS)
    any_word = frozenset().union(*titles)
    found = [0.0] * len(texts)
    for at in ((chars >= least) & (chars <= most)).nonzero()[0].tolist():
        text = texts[at]
        if text[-1] not in STOPS and not any_word.isdisjoint(words := set(text.lower().split())):
            for title in titles:
                both = len(words & title)
                found[at] = max(found[at], both / (len(words) + len(title) - both))
    return found


def _says(texts: Sequence[str], chars: Floats64, description: str) -> list[float]:
    """Return 1 for a text with the beginning of the description, a half for one whose beginning it has, else 0."""
    found = [0.0] * len(texts)
    opening = description[:SAID_CHARS]
    for at in (chars >= SAID_CHARS).nonzero()[0].tolist() if len(opening) == SAID_CHARS else ():
        text = texts[at]
        found[at] = 1.0 if opening in text else 0.5 * (text[:SAID_CHARS] in description)
    return found


def repeated(texts: Sequence[str], chars: int) -> list[bool]:
    """Return for each text whether an earlier one begins with the same so many characters."""
    openings = [text[:chars] for text in texts]
    if len(set(openings)) == len(openings):
        return [False] * len(openings)
    first = {opening: at for at, opening in reversed([*enumerate(openings)])}
    return [first[opening] < at for at, opening in enumerate(openings)]
