"""Fit a model with CatBoost, and write it as newsclean reads it."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from newsclean.rules.body.model import Model
from tests.bench.train.examples import Example

RATE = 0.08
BORDERS, L2, COLUMNS = 24, 5, 0.3
"""Borders of a feature, L2 regularisation of leaves, and the share of the features that a level may ask."""

CURVE_POINTS = 21


class Settings(NamedTuple):
    """How large a model is, and what is random in it."""

    trees: int
    depth: int
    seed: int


def fit(examples: Sequence[Example], settings: Settings) -> Model:
    """Train on these pages."""
    from catboost import CatBoostClassifier

    used = [each for each in examples if each.boxes]
    with tempfile.TemporaryDirectory() as folder:
        trained = CatBoostClassifier(
            iterations=settings.trees,
            depth=settings.depth,
            learning_rate=RATE,
            loss_function="CrossEntropy",
            border_count=BORDERS,
            l2_leaf_reg=L2,
            rsm=COLUMNS,
            random_seed=settings.seed,
            thread_count=os.cpu_count(),
            train_dir=folder,
            verbose=0,
        )
        trained.fit(
            np.concatenate([each.features.T for each in used]),
            np.concatenate([each.labels for each in used]),
            sample_weight=np.concatenate([each.weights for each in used]),
        )
        trained.save_model(f"{folder}/model.json", format="json")
        saved = json.loads(Path(folder, "model.json").read_text("utf-8"))
    return model_of(saved, settings.depth)


def model_of(saved: dict[str, Any], depth: int) -> Model:
    """A model as CatBoost writes it as JSON. Trees with fewer levels get tests that always fail."""
    rows, borders, leaves = [], [], []
    for tree in saved["oblivious_trees"]:
        splits = tree["splits"] or []
        rows += [split["float_feature_index"] for split in splits] + [0] * (depth - len(splits))
        borders += [split["border"] for split in splits] + [np.inf] * (depth - len(splits))
        leaves += list(tree["leaf_values"]) + [0.0] * (2**depth - len(tree["leaf_values"]))
    scale, (bias,) = saved["scale_and_bias"]
    values = np.array(leaves, np.float32).astype(np.float64) * scale
    return Model(
        np.array(rows, np.int64).reshape(-1, depth).T.copy(),
        np.array(borders, np.float32).reshape(-1, depth).T.copy(),
        values,
        float(bias),
        np.linspace(0, 1, CURVE_POINTS),
        {},
    )


def write(model: Model, out: Path) -> None:
    """Write the model's file, or leave the old one as it is."""
    part = out.with_suffix(".part.npz")
    np.savez_compressed(
        part,
        rows=model.rows.astype(np.int16),
        borders=model.borders,
        leaves=model.leaves.astype(np.float16),
        bias=np.float64(model.bias),
        curve=model.curve.astype(np.float32),
        facts=np.array(json.dumps(model.facts, sort_keys=True)),
    )
    part.replace(out)
