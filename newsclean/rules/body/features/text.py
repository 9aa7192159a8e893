"""What a block's text looks like, and whether it says what the page's head says."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from newsclean.page import Metadata
from newsclean.parse.lines import SENTENCE_ENDS
from newsclean.rules.body.features.boxes import Floats64

NOWHERE = -99
"""A distance from what the page does not have."""
OF_SHAPE = tuple("digits uppers lowers caseless quotes stops commas spaces signs".split())
"""Shares of a text's characters: the classes in the order of their numbers."""
COUNTED = "quotes", "stops", "commas", "spaces"
NAMES = (*OF_SHAPE, *(f"{name}_count" for name in COUNTED), "opens_lower", "ends_colon")
STATED = "title title_since title_last description description_since described".split()
MAX_SHAPE_CHARS = 400
"""Of a text, that are looked at: so many tell as much as all."""
QUOTES = "\"'«»“”„‘’‚‹›「」『』"
COMMAS = ",;:،؛、，；："
FIRST_CASELESS = 0x3100
"""From here on, a character counts as a letter without case: kana, Hangul and Han make up nearly all of them."""
MAX_TITLE_CHARS = 200
MIN_TITLE = 0.5
"""Of the words of a block and those of a headline, to be the place where the page says its title."""
SAID_CHARS = 30
"""Of the beginning of a description, which a block says too, or the other way round."""


def shapes(texts: Sequence[str]) -> list[Floats64]:
    """For each text, the rows of `NAMES`."""
    cut = [text[:MAX_SHAPE_CHARS] for text in texts]
    sizes = np.array([len(text) for text in cut])
    codes = np.frombuffer("".join(cut).encode("utf-32-le", "surrogatepass"), np.uint32)
    classes = _classes().take(codes, mode="clip")
    width = len(OF_SHAPE)
    classes += np.arange(0, width * len(cut), width).repeat(sizes)
    found = np.bincount(classes, minlength=width * len(cut)).reshape(-1, width).T
    counted = np.log1p(found[[OF_SHAPE.index(name) for name in COUNTED]])
    opens = np.array([text[:1].islower() for text in cut], np.float64)
    colon = np.array([text[-1:] in ":：" for text in texts], np.float64)
    return [*(found / np.maximum(sizes, 1)), *counted, opens, colon]


@cache
def _classes() -> np.ndarray[Any, np.dtype[np.int64]]:
    """The class of each character before `FIRST_CASELESS`, and of all others."""
    return np.array([_class_of(chr(code)) for code in range(FIRST_CASELESS)] + [OF_SHAPE.index("caseless")])


def _class_of(char: str) -> int:
    tests = (char.isdigit(), char.isupper(), char.islower(), char.isalpha(), char in QUOTES)
    tests += (char in SENTENCE_ENDS, char in COMMAS, char.isspace(), True)
    return tests.index(True)


def stated(texts: Sequence[str], metadata: Metadata) -> list[Floats64]:
    """For each text, the rows of `STATED`: how like a headline it is, how far it is from the block that is most like
    one and from the last that is like one; the same of the page's description."""
    count = len(texts)
    alike = np.array(_likeness(texts, metadata.headlines))
    heads = (alike >= MIN_TITLE).nonzero()[0]
    description = " ".join((metadata.description or "").split())
    described = len(description) >= SAID_CHARS
    said = np.array(_says(texts, description)) if described else np.zeros(count)
    first = int(said.argmax())
    return [
        alike,
        _since(count, int(alike.argmax()) if len(heads) else -1),
        _since(count, int(heads[-1]) if len(heads) else -1),
        said,
        _since(count, first if said[first] else -1),
        np.full(count, float(described)),
    ]


def _since(count: int, at: int) -> Floats64:
    return np.arange(-at, count - at, dtype=np.float64) if at >= 0 else np.full(count, float(NOWHERE))


def _likeness(texts: Sequence[str], headlines: Sequence[str]) -> list[float]:
    """The Jaccard similarity of each text's words to those of the headline that is most like it."""
    titles = [frozenset(headline.lower().split()) for headline in headlines]
    any_word = frozenset().union(*titles)
    found = []
    for text in texts:
        best = 0.0
        if len(text) <= MAX_TITLE_CHARS and not any_word.isdisjoint(words := set(text.lower().split())):
            for title in titles:
                both = len(words & title)
                best = max(best, both / (len(words) + len(title) - both))
        found.append(best)
    return found


def _says(texts: Sequence[str], description: str) -> list[float]:
    """1 for a text that says how the description begins, a half for one whose beginning the description says."""
    opening = description[:SAID_CHARS]
    return [
        1.0 if opening in text else 0.5 * (len(text) >= SAID_CHARS and text[:SAID_CHARS] in description)
        for text in texts
    ]


def repeated(texts: Sequence[str], chars: int) -> list[bool]:
    """For each text, whether an earlier one begins with as many of the same characters."""
    openings = [text[:chars] for text in texts]
    if len(set(openings)) == len(openings):
        return [False] * len(openings)
    first = {opening: at for at, opening in reversed([*enumerate(openings)])}
    return [first[opening] < at for at, opening in enumerate(openings)]


