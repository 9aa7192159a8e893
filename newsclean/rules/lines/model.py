"""The learned line model.

It says how likely each paragraph belongs to the article, and whether the text is a dump. A linear score of hashed
n-grams judges a paragraph's words (`grams`). Gradient-boosted trees judge that score together with the paragraph's
shape and surroundings (`features`). A second, smaller set of trees, the gate, judges the whole text: what would go, and
the expected quality of the text with it and without it. `python -m tests.bench.lines` makes the files.
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
"""Log-odds, above 0 or below, of a paragraph about which there is little doubt."""
GATE_NAMES = tuple(
    "whole part gain paragraphs kept_columns kept run above below amid said_gone said_kept gone_columns".split()
    + "odds_gone odds_kept surely_not surely longest_run".split()
)
"""The features of a whole text for the gate."""

Floats = np.ndarray[Any, np.dtype[np.float64]]
Bools = np.ndarray[Any, np.dtype[np.bool_]]


class Scored(NamedTuple):
    """The model's scores of a text's paragraphs.

    `odds` are log-odds, `said` the scores of the words, `columns` the lengths.
    """

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
        """Score a text's paragraphs. `blanks` says for each whether a blank line follows it."""
        said, columns = speech(texts, self.weights), columns_of(texts)
        return Scored(self.trees.log_odds(matrix(texts, blanks, columns, said)), said, columns)

    def is_dump(self, scored: Scored, keep: Bools, longest: int) -> float:
        """Return the log-odds that a text is better without what would go."""
        return float(self.gate.log_odds(gate_features(scored, keep, longest))[0])


def gate_features(scored: Scored, keep: Bools, longest: int) -> np.ndarray[Any, np.dtype[np.float32]]:
    """Return the features of a text, shape (features, 1), for the gate.

    `keep` marks what would be kept. `longest` is the longest run of lines without prose. The expected F1 of the whole
    text and of the kept part follow from the paragraphs' probabilities (Lewis 1995).
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
    """Return the length of the longest run of marks."""
    places = (~np.concatenate([[False], marks, [False]])).nonzero()[0]
    return int(np.diff(places).max()) - 1


@cache
def shipped() -> LineModel:
    """Return the model that comes with the package."""
    with np.load(path_of(GRAMS), allow_pickle=False) as file:
        weights = file["weights"].astype(np.float64) * float(file["scale"])
    return LineModel(load(LINES), weights, load(GATE))
