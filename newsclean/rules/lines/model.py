"""The learned line model.

It estimates the probability that a paragraph belongs to the article, and whether the text is a dump of a whole page. A
linear score of hashed n-grams judges a paragraph's words (`grams`). Gradient-boosted trees judge that score together
with the paragraph's shape and surroundings (`features`). A second, smaller set of trees, the gate, judges the whole
text: the paragraphs that would be removed, and the expected quality of the text with them and without them. `python -m
tests.bench.lines` trains the models and writes their files.
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
from newsclean.rules.lines.grams import gram_scores

PARAGRAPHS_FILE, GATE_FILE, GRAMS_FILE = "lines.npz", "dumps.npz", "grams.npz"
"""The files of the paragraph model, of the gate and of the n-grams' weights."""

CONFIDENT = 2.0
"""The absolute log-odds above which there is little doubt about a paragraph."""

GATE_NAMES = tuple(
    "whole part gain paragraphs kept_columns kept run above below amid said_gone said_kept gone_columns".split()
    + "odds_gone odds_kept surely_not surely longest_run".split()
)
"""The names of the features of a whole text for the gate, in the order in which its file has them."""

Floats = np.ndarray[Any, np.dtype[np.float64]]
Bools = np.ndarray[Any, np.dtype[np.bool_]]


class ParagraphScores(NamedTuple):
    """The model's scores of a text's paragraphs, one entry for each.

    `log_odds` says how likely the paragraph belongs to the article. `word_scores` are the scores of its n-grams alone.
    `widths` are in columns.
    """

    log_odds: Floats
    word_scores: Floats
    widths: Floats


@dataclass(frozen=True)
class LineModel:
    """The trees, the n-grams' weights by hash, and the gate."""

    trees: Model
    weights: Floats
    gate: Model

    def score(self, texts: Sequence[str], blanks: Sequence[bool]) -> ParagraphScores:
        """Score a text's paragraphs. `blanks` says for each whether a blank line follows it."""
        word_scores, widths = gram_scores(texts, self.weights), columns_of(texts)
        log_odds = self.trees.log_odds(matrix(texts, blanks, widths, word_scores))
        return ParagraphScores(log_odds, word_scores, widths)

    def dump_log_odds(self, scores: ParagraphScores, keep: Bools, longest: int) -> float:
        """Return the log-odds that a text is a dump: that it is better without the paragraphs that `keep` leaves out.

        `longest` is the number of lines in the longest run without prose.
        """
        return float(self.gate.log_odds(gate_features(scores, keep, longest))[0])


def gate_features(scores: ParagraphScores, keep: Bools, longest: int) -> np.ndarray[Any, np.dtype[np.float32]]:
    """Return the features of a text, shape (features, 1), for the gate.

    `keep` marks the paragraphs that would be kept. `longest` is the number of lines in the longest run without prose.
    The expected F1 of the whole text and of the kept part follow from the paragraphs' probabilities (D. D. Lewis,
    Evaluating and optimizing autonomous text classification systems, SIGIR 1995).
    """
    log_odds, word_scores, widths = scores
    of_article = widths / (1 + np.exp(-log_odds))  # the expected columns of the article in each paragraph
    remove, total, article = ~keep, max(1.0, widths.sum()), of_article.sum()
    kept = widths[keep].sum()
    f1_whole = 2 * article / (total + article)
    f1_kept = 2 * of_article[keep].sum() / max(1.0, kept + article)
    places = keep.nonzero()[0]
    above = int(places[0]) if len(places) else len(keep)
    below = len(keep) - 1 - int(places[-1]) if len(places) else 0
    widths_removed, widths_kept = widths * remove, widths * keep
    values = {
        "whole": f1_whole,
        "part": f1_kept,
        "gain": f1_kept - f1_whole,
        "paragraphs": np.log(len(keep)),
        "kept_columns": kept / total,
        "kept": keep.mean(),
        "run": np.log1p(_longest(remove)),
        "above": np.log1p(above),
        "below": np.log1p(below),
        "amid": np.log1p(remove.sum() - above - below),
        "said_gone": word_scores[remove].sum() / max(1, remove.sum()),
        "said_kept": word_scores[keep].sum() / max(1, keep.sum()),
        "gone_columns": np.log1p(widths_removed.sum()),
        "odds_gone": (log_odds * widths_removed).sum() / max(1.0, widths_removed.sum()),
        "odds_kept": (log_odds * widths_kept).sum() / max(1.0, widths_kept.sum()),
        "surely_not": (log_odds < -CONFIDENT).mean(),
        "surely": (log_odds > CONFIDENT).mean(),
        "longest_run": np.log1p(longest),
    }
    return np.array([values[name] for name in GATE_NAMES], np.float32)[:, None]


def _longest(marks: Bools) -> int:
    """Return the length of the longest run of true values: the largest gap between false ones."""
    places = (~np.concatenate([[False], marks, [False]])).nonzero()[0]
    return int(np.diff(places).max()) - 1


@cache
def default_model() -> LineModel:
    """Return the model that comes with the package."""
    with np.load(path_of(GRAMS_FILE), allow_pickle=False) as file:
        weights = file["weights"].astype(np.float64) * float(file["scale"])
    return LineModel(load(PARAGRAPHS_FILE), weights, load(GATE_FILE))
