"""newsclean/rules/lines/grams.py: hashed n-grams and their weights."""

from __future__ import annotations

import numpy as np

from newsclean.rules.lines.grams import BITS, ORDERS, gram_scores, grams

TEXTS = ["Sign up for our newsletter", "The ferries stayed in the harbour.", "港口", "", "a\tb\nc"]


def test_each_paragraph_has_its_own_grams() -> None:
    for order, found in zip(ORDERS, grams(TEXTS), strict=True):
        assert found.hashes.max() < 2**BITS
        sizes = [max(len(text) + 2, max(ORDERS)) - order + 1 for text in TEXTS]
        assert (found.ends - found.starts).tolist() == sizes


def test_a_paragraphs_grams_do_not_depend_on_its_neighbours() -> None:
    weights = np.random.default_rng(1).normal(size=2**BITS)
    alone = np.concatenate([gram_scores([text], weights) for text in TEXTS])
    assert np.allclose(gram_scores(TEXTS, weights), alone)


def test_case_digits_and_kinds_of_white_space_do_not_matter() -> None:
    weights = np.random.default_rng(1).normal(size=2**BITS)
    one, other = gram_scores(["At 10 PM\tin May", "at 29 pm\xa0in may"], weights)
    assert np.isclose(one, other)


def test_nothing_is_said_by_no_paragraph() -> None:
    assert gram_scores([], np.zeros(2**BITS)).tolist() == []
