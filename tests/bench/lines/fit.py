"""Fit the trees that score paragraphs, and the gate, with CatBoost."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsclean.rules.body.model import Model
from tests.bench.train.fit import model_of

Floats = NDArray[np.float64]


class Settings(NamedTuple):
    """How large a model is, and how it is fitted."""

    trees: int
    depth: int
    rate: float
    borders: int
    columns: float
    loss: str


LINES = Settings(250, 6, 0.08, 24, 0.3, "CrossEntropy")
GATE = Settings(80, 3, 0.08, 32, 0.5, "Logloss")
L2 = 5
"""Regularisation of leaves."""


def fit(features: NDArray[np.float32], labels: Floats, weights: Floats, settings: Settings, seed: int) -> Model:
    """Train on these rows."""
    from catboost import CatBoostClassifier

    with tempfile.TemporaryDirectory() as folder:
        trained = CatBoostClassifier(
            iterations=settings.trees,
            depth=settings.depth,
            learning_rate=settings.rate,
            loss_function=settings.loss,
            border_count=settings.borders,
            l2_leaf_reg=L2,
            rsm=settings.columns,
            random_seed=seed,
            thread_count=os.cpu_count(),
            train_dir=folder,
            verbose=0,
        )
        trained.fit(features, labels, sample_weight=weights)
        trained.save_model(f"{folder}/model.json", format="json")
        return model_of(json.loads(Path(folder, "model.json").read_text("utf-8")), settings.depth)
