"""newsclean/rules/lines/model.py: the shipped model, and what the gate looks at."""

from __future__ import annotations

import numpy as np

from newsclean.data import path_of
from newsclean.rules.lines.model import (
    GATE_FILE,
    GATE_NAMES,
    GRAMS_FILE,
    PARAGRAPHS_FILE,
    ParagraphScores,
    default_model,
    gate_features,
)
from tests.rules.test_repeat import STORY

MAX_BYTES = 300_000


def test_the_model_is_small_and_says_how_it_was_made() -> None:
    assert sum(path_of(name).stat().st_size for name in (PARAGRAPHS_FILE, GATE_FILE, GRAMS_FILE)) < MAX_BYTES
    assert {"corpora", "cross-validated", "date", "seed"} <= set(default_model().trees.facts)


def test_prose_is_the_articles_and_a_menu_is_not() -> None:
    texts = ["Home", "World", "Sport", "Sign in", "Subscribe", *STORY, "Most read", "Contact", "Privacy", "Cookies"]
    odds = default_model().score(texts, [False] * len(texts)).log_odds
    assert (odds[5:10] > 0).all()
    assert (odds[[0, 1, 2, 3, 4, 11, 12, 13]] < 0).all()


def test_gate_features() -> None:
    scored = ParagraphScores(np.array([-9.0, -9.0, 9.0, -9.0, 9.0]), np.zeros(5), np.array([10.0, 10, 100, 10, 100]))
    found = dict(zip(GATE_NAMES, gate_features(scored, scored.log_odds > 0, 2)[:, 0].tolist(), strict=True))
    assert found["part"] > 0.99
    assert round(found["whole"], 2) == 0.93
    assert [round(float(np.expm1(found[name]))) for name in ("run", "above", "below", "amid")] == [2, 2, 0, 1]
