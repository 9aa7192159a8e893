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
from newsclean.rules.body import gate
from newsclean.rules.body.choice import all_but
from newsclean.rules.body.features.boxes import Boxes
from newsclean.rules.body.model import Model
from tests.bench.train.examples import Example
from tests.bench.train.fit import model_of

TREES, DEPTH, RATE, L2, COLUMNS, BORDERS = 300, 3, 0.08, 5, 0.5, 32
FOLDS = 5
REFUSED = 0.005
"""Of articles, that may be taken for none."""

NOWHERE, UNTOLD, BARE = 0.3, 1.0, 2.5
"""What a page counts for once more without its address, and once more without its head too: many come so. And what one
counts for that is left of another without its article."""

_OF_ADDRESS = slice(gate.NAMES.index("depth"), gate.NAMES.index("news_path") + 1)

Floats = NDArray[np.float64]
About = tuple[Sequence[str], Sequence[float]]


class Seen(NamedTuple):
    """A page as the gate sees it, and as it sees it without its head; of what a page leaves without its article the
    head is another's, so both are that."""

    features: Floats
    untold: Floats
    is_article: bool
    is_bare: bool
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
            self.passed += [is_article] * (not each.is_bare)
            return
        page = each.page
        kept = all_but(gone, len(page.blocks))
        untold = _features(each.boxes, kept, expected, ((), ()))
        about = page.metadata.headlines, page.metadata.traits
        told = untold if each.is_bare else _features(each.boxes, kept, expected, about)
        self.seen.append(Seen(told, untold, is_article, each.is_bare, each.host))

    def folds(self, seed: int) -> NDArray[np.int64]:
        """Each page's fold, by its domain."""
        hosts = sorted({each.host for each in self.seen})
        random.Random(seed).shuffle(hosts)
        fold = {host: at % FOLDS for at, host in enumerate(hosts)}
        return np.array([fold[each.host] for each in self.seen])

    def report(self, seeds: Sequence[int]) -> list[dict[str, float]]:
        """Print, for each draw of the folds, how many other pages pass where `REFUSED` of the articles do not."""
        found = []
        for seed in seeds:
            scores = self.validated(seed)
            told = self.array("is_bare") == 0
            found.append(self.figures(scores[told], self.array("is_article")[told] > 0))
            bare = scores[~told] >= self.least(scores)
            found[-1]["bare"] = float(bare.mean()) if len(bare) else 0.0
            print(f"gate, seed {seed}: " + "  ".join(f"{name} {value:.4f}" for name, value in found[-1].items()))
        return found

    def array(self, name: str) -> Floats:
        """One field of all pages."""
        return np.array([getattr(each, name) for each in self.seen], np.float64)

    def validated(self, seed: int) -> Floats:
        """Each page's score by a gate that was not trained on its domain."""
        scores, folds = np.empty(len(self.seen)), self.folds(seed)
        for held_out in range(FOLDS):
            rest = [each for each, fold in zip(self.seen, folds, strict=True) if fold != held_out]
            held = folds == held_out
            scores[held] = fit(rest, seed).log_odds(self.array("features")[held].T.astype(np.float32))
        return scores

    def figures(self, scores: Floats, articles: NDArray[np.bool_]) -> dict[str, float]:
        """The shares of articles refused and of other pages accepted, those counted that the gate is not asked for."""
        least = self._least(scores[articles])
        own, others = articles.sum() + sum(self.passed), (~articles).sum() + len(self.passed) - sum(self.passed)
        accepted = (scores[~articles] >= least).sum() + len(self.passed) - sum(self.passed)
        ranks = scores.argsort().argsort()
        pairs = articles.sum() * (~articles).sum()
        auc = (ranks[articles].sum() - articles.sum() * (articles.sum() - 1) / 2) / pairs
        return {"refused": (scores[articles] < least).sum() / own, "accepted": accepted / others, "auc": float(auc)}

    def least(self, scores: Floats) -> float:
        """The score below which `REFUSED` of all articles are."""
        return self._least(scores[self.array("is_article") > 0])

    def _least(self, own: Floats) -> float:
        return float(np.sort(own)[int(REFUSED * (len(own) + sum(self.passed)))])

    def trained(self, seed: int, facts: dict[str, Any]) -> Model:
        """A gate trained on all pages, 0 where cross-validation refuses `REFUSED` of the articles."""
        model = fit(self.seen, seed)
        least = self.least(self.validated(seed))
        return replace(model, bias=model.bias - least, facts={**facts, "features": gate.NAMES})


def _features(boxes: Boxes, kept: NDArray[np.bool_], expected: float, about: About) -> Floats:
    return gate.features(boxes, kept, expected, about)[:, 0].astype(np.float64)


def fit(seen: Sequence[Seen], seed: int) -> Model:
    """Train on these pages."""
    from catboost import CatBoostClassifier

    whole = [each for each in seen if not each.is_bare]
    told = np.array([each.features for each in whole])
    nowhere = told.copy()
    nowhere[:, _OF_ADDRESS] = traits.NOWHERE
    untold = np.array([each.untold for each in seen])
    weights = [1.0] * len(whole) + [NOWHERE] * len(whole) + [BARE if each.is_bare else UNTOLD for each in seen]
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
        trained.fit(
            np.concatenate([told, nowhere, untold]),
            [each.is_article for each in (*whole, *whole, *seen)],
            sample_weight=weights,
        )
        trained.save_model(f"{folder}/gate.json", format="json")
        return model_of(json.loads(Path(folder, "gate.json").read_text("utf-8")), DEPTH)
