"""Which lines of a page's text are the article's, given its gold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tests.bench.score import tokens

SHINGLE = 4
AROUND = 60
"""Tokens before and after a line that tell whether it stands in the article."""

MIN_AROUND = 0.5
"""The share of those that are the gold's, from which on a line is one more copy of the article's, not a teaser's."""

MAX_WEIGHT, MIN_WEIGHT = 0.3, 0.002
"""A line weighs as its tokens do among its page's, so that each page counts alike; within these bounds."""

MIN_PAGE_TOKENS = 200

Floats = NDArray[np.float64]


def labels_of(lines: Sequence[str], gold: str) -> tuple[Floats, Floats]:
    """For each line, the share of its tokens that the gold says too, and its weight.

    Tokens count in shingles of four that may go on from one line to the next, since dumps cut paragraphs. Each of the
    gold's shingles is found once, first where most around stands in the gold; a line amid such lines is a copy of the
    article, of which the rule for repeats takes its choice.
    """
    said = [tokens(line.lower()) for line in lines]
    sizes = np.array([len(each) for each in said], int)
    words = [word for each in said for word in each]
    own = tokens(gold.lower())
    bag = Counter(zip(*(own[at:] for at in range(SHINGLE)), strict=False))
    short = {tuple(tokens(line)) for line in gold.lower().split("\n")}
    starts = np.concatenate([[0], sizes.cumsum()])
    shingles = [*zip(*(words[at:] for at in range(SHINGLE)), strict=False)]
    found = np.zeros(len(words) + 1)
    for at, shingle in enumerate(shingles):
        if shingle in bag:
            found[at : at + SHINGLE] = 1
    free = _shares(found, starts)
    around = _around(found, starts)
    spent = np.zeros(len(words) + 1)
    for line in (-around).argsort(kind="stable").tolist():
        for at in range(starts[line], min(starts[line + 1], len(shingles))):
            if bag.get(shingles[at], 0) > 0:
                bag[shingles[at]] -= 1
                spent[at : at + SHINGLE] = 1
    once = _shares(spent, starts)
    amid = around >= MIN_AROUND
    labels = np.where(amid, free, once)
    for line, each in enumerate(said):
        if len(each) < SHINGLE and amid[line] and tuple(each) in short:
            labels[line] = 1.0
    labels[sizes == 0] = amid[sizes == 0]
    weights = sizes / max(MIN_PAGE_TOKENS, len(own) or int(sizes.sum()))
    return labels, np.minimum(weights, MAX_WEIGHT) + MIN_WEIGHT


def _shares(found: Floats, starts: NDArray[np.int64]) -> Floats:
    running = np.concatenate([[0.0], found.cumsum()])
    held = running[starts[1:]] - running[starts[:-1]]
    return held / np.maximum(1, starts[1:] - starts[:-1])


def _around(found: Floats, starts: NDArray[np.int64]) -> Floats:
    running = np.concatenate([[0.0], found[:-1].cumsum()])
    last = len(running) - 1
    low, high = np.maximum(starts[:-1] - AROUND, 0), np.minimum(starts[1:] + AROUND, last)
    held = running[high] - running[starts[1:]] + running[starts[:-1]] - running[low]
    return held / (2 * AROUND)
