"""Kin: blocks that stand alike in like elements, as the paragraphs of a live blog's entries, are judged alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from newsclean.rules.body.features.boxes import Boxes

MIN_KIN = 3
"""Blocks; fewer tell nothing of one another."""
PULL = 0.8
"""How far a score is drawn to its kin's mean. In cross-validation F1 rose with it, on wcxb and newspaper by 0.001 to
0.002 at any seed; on fundus it did not change."""
SURE = 1e-4
"""Scores are taken for no nearer to 0 and 1."""

MAX_LINKS = 0.5
"""Of a block's characters: those of a card's heading, which is a link, do not draw down its text."""

Numbers = np.ndarray[Any, np.dtype[np.intp]]
Scores = np.ndarray[Any, np.dtype[np.float64]]


def kin(boxes: Boxes) -> Numbers:
    """A number for each judged block: the same for those whose own box's tag and class, and those of the two boxes
    around, are the same, whose third box up is one, and which are mostly links or are not."""
    names, parent, row = boxes.names, boxes.parent, boxes.rows
    around = parent[row]
    outer = parent[around]
    linked = boxes.judged[1] > MAX_LINKS * boxes.judged[0]
    known: dict[tuple[int, ...], int] = {}
    keys = np.array([parent[outer], names[row], names[around], names[outer], linked]).T.tolist()
    return np.array([known.setdefault(tuple(key), len(known)) for key in keys])


def drawn_together(scores: Scores, sizes: Scores, numbers: Sequence[int] | Numbers) -> Scores:
    """Scores, each drawn to the mean of its kin (those of its number), by log-odds, which weigh as their blocks do.

    >>> drawn_together(np.array([0.9, 0.9, 0.3, 0.2]), np.array([9.0, 9.0, 9.0, 9.0]), [0, 0, 0, 1]).round(2).tolist()
    [0.8, 0.8, 0.68, 0.2]
    """
    odds = scores.clip(SURE, 1 - SURE)
    odds = np.log(odds / (1 - odds))
    of = np.array(numbers)
    means = np.bincount(of, odds * sizes) / np.maximum(np.bincount(of, sizes), 1e-9)
    pull = np.where(np.bincount(of) >= MIN_KIN, PULL, 0.0)
    odds += pull[of] * (means[of] - odds)
    return 1.0 / (1.0 + np.exp(-odds))
