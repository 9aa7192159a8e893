"""The learned model: how likely each block is the article's.

Oblivious decision trees, gradient boosted (Prokhorenkova et al. 2018, CatBoost): all nodes of a level share one
test, so that a page's blocks cost a few comparisons and a table look-up a tree. `python -m tests.bench.train` makes
the file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from newsclean.data import path_of
from newsclean.rules.body.features.boxes import Floats

if TYPE_CHECKING:
    from numpy.typing import NDArray

FILE = "body.npz"
MAX_AT_ONCE = 4096
"""The maximum number of blocks that are scored at once. More blocks would take memory and save no time."""


class Tests(NamedTuple):
    """The distinct tests of all trees: is the feature in row `rows[i]` above `borders[i]`?

    `places`, of shape (depth, trees), has the number of the test at each level of each tree.
    """

    rows: NDArray[np.intp]
    borders: Floats
    places: NDArray[np.intp]


@dataclass(frozen=True)
class Model:
    """Oblivious trees of `depth` levels, 8 at most. A test is: is the feature in this row above this border?

    `rows` and `borders` have shape (depth, trees), `leaves` (trees * 2 ** depth,); a leaf's number has a bit a level.
    `curve` maps an expected F1 to the F1 that such pages had when a model was not trained on them, at evenly spaced
    points from 0 to 1. `facts` tells how the model was made.
    """

    rows: NDArray[np.int64]
    borders: Floats
    leaves: NDArray[np.float64]
    bias: float
    curve: NDArray[np.float64]
    facts: dict[str, Any]

    @cached_property
    def tests(self) -> Tests:
        """The distinct tests: many trees ask the same."""
        asked = np.stack([self.rows.ravel(), self.borders.ravel().astype(np.float64)])
        once, places = np.unique(asked, axis=1, return_inverse=True)
        borders = once[1].astype(np.float32)[:, None]
        return Tests(once[0].astype(np.intp), borders, places.reshape(self.rows.shape))

    @cached_property
    def first_leaves(self) -> NDArray[np.intp]:
        """The number of the first leaf of each tree, shape (trees, 1)."""
        depth, trees = self.rows.shape
        return np.arange(trees, dtype=np.intp)[:, None] << depth

    def scores(self, features: Floats) -> NDArray[np.float64]:
        """Return for each column of `features` the probability that its block belongs to the article."""
        return 1.0 / (1.0 + np.exp(-self.log_odds(features)))

    def log_odds(self, features: Floats) -> NDArray[np.float64]:
        """Return the same as log-odds."""
        count = features.shape[1]
        if count > MAX_AT_ONCE:
            parts = range(0, count, MAX_AT_ONCE)
            return np.concatenate([self.log_odds(features[:, at : at + MAX_AT_ONCE]) for at in parts])
        rows, borders, places = self.tests
        above = (features.take(rows, 0) > borders).view(np.uint8)
        leaf = above.take(places[-1], 0)
        for asked in places[-2::-1]:
            leaf += leaf
            leaf += above.take(asked, 0)
        found: NDArray[np.float64] = self.leaves.take(self.first_leaves + leaf).sum(0) + self.bias
        return found

    def confidence(self, expected: float) -> float:
        """Return the F1, 0 to 1, that pages with this expected F1 had in cross-validation."""
        return float(np.interp(expected, self.points, self.curve))

    @cached_property
    def points(self) -> NDArray[np.float64]:
        """The expected F1 at each point of the curve."""
        return np.linspace(0.0, 1.0, len(self.curve))


@cache
def default_model() -> Model:
    """Return the model that ships with the package."""
    return load(FILE)


def load(name: str) -> Model:
    """Load a model from the data of the package."""
    with np.load(path_of(name), allow_pickle=False) as file:
        return Model(
            file["rows"].astype(np.int64),
            file["borders"],
            file["leaves"].astype(np.float64),
            float(file["bias"]),
            file["curve"].astype(np.float64),
            json.loads(str(file["facts"])),
        )
