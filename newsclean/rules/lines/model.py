"""The learned line model: how likely each paragraph of a text is the article's, and whether the text is a dump at all.

What a paragraph's words say is a linear score of hashed n-grams (`grams`); that score and the paragraph's shape and
surroundings (`features`) are judged by gradient-boosted trees. A second, smaller set of trees, the gate, looks at the
whole: what would go, and how good the text is expected to be with it and without it.
`python -m tests.bench.lines` makes the files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from newsclean.data import path_of
from newsclean.rules.body.model import Model, load
from newsclean.rules.lines.features import columns_of, matrix
from newsclean.rules.lines.grams import speech

LINES, GATE, GRAMS = "lines.npz", "dumps.npz", "grams.npz"
SURE = 2.0
"""Log-odds of a paragraph about which there is little doubt."""
GATE_NAMES = tuple(
    "whole part gain paragraphs kept_columns kept run above below amid said_gone said_kept gone_columns".split()
    + "odds_gone odds_kept surely_not surely longest_run".split()
)
"""The features of a text, for the gate."""

Floats = np.ndarray[Any, np.dtype[np.float64]]
Bools = np.ndarray[Any, np.dtype[np.bool_]]


class Scored(NamedTuple):
    """What the model makes of a text's paragraphs: their log-odds, what their words say, and their columns."""

    odds: Floats
    said: Floats
    columns: Floats


@dataclass(frozen=True)
class LineModel:
    """The trees, the n-grams' weights by hash, and the gate."""

    trees: Model
    weights: Floats
    gate: Model

    def scored(self, texts: Sequence[str], blanks: Sequence[bool]) -> Scored:
        """Score a text's paragraphs; `blanks` says below which of them a blank line stands."""
        said, columns = speech(texts, self.weights), columns_of(texts)
        return Scored(self.trees.log_odds(matrix(texts, blanks, columns, said)), said, columns)

    def is_dump(self, scored: Scored, keep: Bools, longest: int) -> float:
        """The log-odds that a text is better without what would go."""
        return float(self.gate.log_odds(gate_features(scored, keep, longest))[0])


def gate_features(scored: Scored, keep: Bools, longest: int) -> np.ndarray[Any, np.dtype[np.float32]]:
    """The features of a text, shape (features, 1), given what would be kept of it; `longest` is its longest run of
    lines without prose.

    The F1 that may be expected of the whole text and of what would be kept follow from the paragraphs' probabilities
    (Lewis 1995).
    """
    odds, said, columns = scored
    likely = columns / (1 + np.exp(-odds))
    gone, all_columns, gold = ~keep, max(1.0, columns.sum()), likely.sum()
    kept_columns = columns[keep].sum()
    whole = 2 * gold / (all_columns + gold)
    part = 2 * likely[keep].sum() / max(1.0, kept_columns + gold)
    places = keep.nonzero()[0]
    above = int(places[0]) if len(places) else len(keep)
    below = len(keep) - 1 - int(places[-1]) if len(places) else 0
    weights_gone, weights_kept = columns * gone, columns * keep
    found = [
        whole,
        part,
        part - whole,
        np.log(len(keep)),
        kept_columns / all_columns,
        keep.mean(),
        np.log1p(_longest(gone)),
        np.log1p(above),
        np.log1p(below),
        np.log1p(gone.sum() - above - below),
        said[gone].sum() / max(1, gone.sum()),
        said[keep].sum() / max(1, keep.sum()),
        np.log1p(weights_gone.sum()),
        (odds * weights_gone).sum() / max(1.0, weights_gone.sum()),
        (odds * weights_kept).sum() / max(1.0, weights_kept.sum()),
        (odds < -SURE).mean(),
        (odds > SURE).mean(),
        np.log1p(longest),
    ]
    return np.array(found, np.float32)[:, None]


def _longest(marks: Bools) -> int:
    """The length of the longest run of marks."""
    places = (~np.concatenate([[False], marks, [False]])).nonzero()[0]
    return int(np.diff(places).max()) - 1


@cache
def shipped() -> LineModel:
    """The model that comes with the package."""
    with np.load(path_of(GRAMS), allow_pickle=False) as file:
        weights = file["weights"].astype(np.float64) * float(file["scale"])
    return LineModel(load(LINES), weights, load(GATE))
