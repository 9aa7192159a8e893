"""What a block's text looks like, and whether it says what the page's head says."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from newsclean.page import Metadata
from newsclean.parse.lines import SENTENCE_ENDS
from newsclean.rules.body.features.boxes import Floats64, Places

NOWHERE = -99
"""A distance from what the page does not have."""
OF_SHAPE = tuple("digits uppers lowers stops commas signs".split())
"""Shares of a text's characters: the classes in the order of their numbers."""
LOWERS, REST = OF_SHAPE.index("lowers"), len(OF_SHAPE)
SPACES = REST + 1
CLASSES = SPACES + 1
NAMES = (*OF_SHAPE, "spaces", "opens_lower")
STATED = "title title_since title_last description description_since".split()
MAX_SHAPE_CHARS = 160
"""Of a text, that are looked at: so many tell as much as all."""
COMMAS = ",;:،؛、，；："
FIRST_CASELESS = 0x3100
"""From here on, a character counts as a letter without case: kana, Hangul and Han make up nearly all of them."""
MAX_TITLE_CHARS = 200
STOPS = ".。।"
SIZES = 2
"""So many times as long as all headlines, or as short, a text is none."""
MIN_TITLE = 0.5
"""Of the words of a block and those of a headline, to be the place where the page says its title."""
SAID_CHARS = 30
"""Of the beginning of a description, which a block says too, or the other way round."""


def shapes(texts: Sequence[str], chars: Floats64) -> Floats64:
    """For each text, of so many characters, the rows of `NAMES`."""
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
    """The class of each character before `FIRST_CASELESS`, and of all others."""
    return np.array([*(_class_of(chr(code)) for code in range(FIRST_CASELESS)), REST])


def _class_of(char: str) -> int:
    """The class's number: `REST` for letters without case, and marks on letters."""
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
    """For each text, of so many characters, the rows of `STATED`: how like a headline it is, how far it is from the
    block that is most like one and from the last that is like one; the same of the page's description."""
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
    """The Jaccard similarity of each text's words to those of the headline that is most like it.

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
    """1 for a text that says how the description begins, a half for one whose beginning the description says."""
    found = [0.0] * len(texts)
    opening = description[:SAID_CHARS]
    for at in (chars >= SAID_CHARS).nonzero()[0].tolist() if len(opening) == SAID_CHARS else ():
        text = texts[at]
        found[at] = 1.0 if opening in text else 0.5 * (text[:SAID_CHARS] in description)
    return found


def repeated(texts: Sequence[str], chars: int) -> list[bool]:
    """For each text, whether an earlier one begins with as many of the same characters."""
    openings = [text[:chars] for text in texts]
    if len(set(openings)) == len(openings):
        return [False] * len(openings)
    first = {opening: at for at, opening in reversed([*enumerate(openings)])}
    return [first[opening] < at for at, opening in enumerate(openings)]
