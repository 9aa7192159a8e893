"""The gate: trained on articles and on pages of other kinds, as body models saw them that were not trained on them."""

from __future__ import annotations

import json
import os
import random
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsclean.parse import traits
from newsclean.rules.body import MIN_EXPECTED, gate
from newsclean.rules.body.choice import all_but
from newsclean.rules.body.model import Model
from tests.bench.train.examples import Example
from tests.bench.train.fit import model_of

TREES, DEPTH, RATE, L2, COLUMNS, BORDERS = 150, 3, 0.08, 5, 0.5, 32
FOLDS = 5
REFUSED = 0.005
"""Of articles, that may be taken for none."""
WITHOUT_ADDRESS = 0.3
"""What a page counts for once more, without its address: many come without one."""
_OF_ADDRESS = slice(gate.NAMES.index("depth"), gate.NAMES.index("news_path") + 1)

Floats = NDArray[np.float64]


class Seen(NamedTuple):
    """A page as the gate sees it."""

    features: Floats
    is_article: bool
    host: str


@dataclass(slots=True)
class Gate:
    """Pages to learn from; of `passed` no model judged the block, so the gate is not asked: articles, and others."""

    seen: list[Seen] = field(default_factory=list)
    passed: list[bool] = field(default_factory=list)

    def add(self, each: Example, gone: Sequence[int], expected: float | None) -> None:
        """Take in a page, given which of its blocks the body's model removes and the F1 that it expects."""
        is_article = each.share == 1
        if expected is None or each.boxes is None:
            self.passed.append(is_article)
            return
        page = each.page
        kept = all_but(gone, len(page.blocks))
        about = page.metadata.headlines, page.metadata.traits
        features = gate.features(each.boxes, kept, expected, about)[:, 0].astype(np.float64)
        self.seen.append(Seen(features, is_article, each.host))

    def matrix(self) -> tuple[Floats, NDArray[np.bool_]]:
        """All pages' features, and which are articles."""
        return np.array([each.features for each in self.seen]), np.array([each.is_article for each in self.seen])

    def folds(self, seed: int) -> NDArray[np.int64]:
        """Each page's fold, by its domain."""
        hosts = sorted({each.host for each in self.seen})
        random.Random(seed).shuffle(hosts)
        fold = {host: at % FOLDS for at, host in enumerate(hosts)}
        return np.array([fold[each.host] for each in self.seen])

    def report(self, seeds: Sequence[int]) -> list[dict[str, float]]:
        """Print, for each draw of the folds, how many other pages pass where `REFUSED` of the articles do not."""
        features, articles = self.matrix()
        found = []
        for seed in seeds:
            scores, folds = np.empty(len(articles)), self.folds(seed)
            for held_out in range(FOLDS):
                rest, held = folds != held_out, folds == held_out
                scores[held] = scores_of(fit(features[rest], articles[rest], seed), features[held])
            found.append(self.figures(scores, articles))
            print(f"gate, seed {seed}: " + "  ".join(f"{name} {value:.4f}" for name, value in found[-1].items()))
        return found

    def figures(self, scores: Floats, articles: NDArray[np.bool_]) -> dict[str, float]:
        """The shares of articles refused and of other pages accepted, those counted that the gate is not asked for."""
        least = self.least(scores, articles)
        own, others = articles.sum() + sum(self.passed), (~articles).sum() + len(self.passed) - sum(self.passed)
        accepted = (scores[~articles] >= least).sum() + len(self.passed) - sum(self.passed)
        ranks = scores.argsort().argsort()
        pairs = articles.sum() * (~articles).sum()
        auc = (ranks[articles].sum() - articles.sum() * (articles.sum() - 1) / 2) / pairs
        return {"refused": (scores[articles] < least).sum() / own, "accepted": accepted / others, "auc": float(auc)}

    def least(self, scores: Floats, articles: NDArray[np.bool_]) -> float:
        """The score below which `REFUSED` of all articles are."""
        own = np.sort(scores[articles])
        return float(own[int(REFUSED * (len(own) + sum(self.passed)))])

    def trained(self, seed: int, facts: dict[str, Any]) -> Model:
        """A gate trained on all pages, 0 where cross-validation refuses `REFUSED` of the articles."""
        features, articles = self.matrix()
        scores, folds = np.empty(len(articles)), self.folds(seed)
        for held_out in range(FOLDS):
            rest, held = folds != held_out, folds == held_out
            scores[held] = scores_of(fit(features[rest], articles[rest], seed), features[held])
        model = fit(features, articles, seed)
        return replace(model, bias=model.bias - self.least(scores, articles), facts={**facts, "features": gate.NAMES})


def scores_of(model: Model, features: Floats) -> Floats:
    """Each page's log-odds; of a page of which too little is expected, the least."""
    odds = model.log_odds(features.T.astype(np.float32))
    return np.where(features[:, 0] < MIN_EXPECTED, -99.0, odds)


def fit(features: Floats, articles: NDArray[np.bool_], seed: int) -> Model:
    """Train on these pages."""
    from catboost import CatBoostClassifier

    bare = features.copy()
    bare[:, _OF_ADDRESS] = traits.NOWHERE
    weights = np.concatenate([np.ones(len(features)), np.full(len(features), WITHOUT_ADDRESS)])
    with tempfile.TemporaryDirectory() as folder:
        trained = CatBoostClassifier(
            iterations=TREES,
            depth=DEPTH,
            learning_rate=RATE,
            border_count=BORDERS,
            l2_leaf_reg=L2,
            rsm=COLUMNS,
            monotone_constraints=[(name in gate.RISES) - (name in gate.FALLS) for name in gate.NAMES],
            random_seed=seed,
            thread_count=os.cpu_count(),
            train_dir=folder,
            verbose=0,
        )
        trained.fit(np.concatenate([features, bare]), np.concatenate([articles] * 2), sample_weight=weights)
        trained.save_model(f"{folder}/gate.json", format="json")
        return model_of(json.loads(Path(folder, "gate.json").read_text("utf-8")), DEPTH)
