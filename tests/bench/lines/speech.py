"""Train the weights of n-grams: logistic regression by stochastic gradient descent (Adagrad, Duchi et al. 2011)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsclean.rules.lines.grams import BITS, grams
from tests.bench.lines.examples import Text

EPOCHS, RATE, L2, BATCH = 6, 0.3, 1e-4, 16
"""Passes, step size, regularisation, texts a step."""

SIZE = 1 << BITS
QUANTILE = 0.9999
"""Of the weights' sizes, that becomes the largest number of a byte; the few beyond are cut."""

Floats = NDArray[np.float64]


class Said(NamedTuple):
    """The n-grams of a text: their hashes, the paragraph of each, one over the root of how many each paragraph has."""

    hashes: NDArray[np.int32]
    paragraphs: NDArray[np.int32]
    norms: Floats


def said(text: Text) -> Said:
    """A text's n-grams."""
    hashes, paragraphs = [], []
    for order in grams(text.texts):
        sizes = order.ends - order.starts
        of = np.repeat(np.arange(len(sizes)), sizes)
        places = np.arange(sizes.sum()) - np.repeat(sizes.cumsum() - sizes, sizes) + np.repeat(order.starts, sizes)
        hashes.append(order.hashes[places].astype(np.int32))
        paragraphs.append(of.astype(np.int32))
    all_of = np.concatenate(paragraphs)
    norms = 1 / np.sqrt(np.bincount(all_of, minlength=len(text.texts)).astype(np.float64))
    return Said(np.concatenate(hashes), all_of, norms)


def fit(texts: Sequence[Text], seed: int) -> Floats:
    """The weights, by hash, as bytes hold them."""
    draw = np.random.default_rng(seed)
    grams_of = [said(text) for text in texts]
    weights, squares, bias = np.zeros(SIZE), np.full(SIZE, 1e-3), 0.0
    for _ in range(EPOCHS):
        order = draw.permutation(len(texts))
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH].tolist()
            starts = np.cumsum([0, *(len(texts[at].texts) for at in batch)])
            hashes = np.concatenate([grams_of[at].hashes for at in batch])
            paragraphs = np.concatenate(
                [grams_of[at].paragraphs + first for at, first in zip(batch, starts, strict=False)]
            )
            norms = np.concatenate([grams_of[at].norms for at in batch])
            odds = np.bincount(paragraphs, weights[hashes], len(norms)) * norms + bias
            labels = np.concatenate([texts[at].labels for at in batch])
            wrong = np.concatenate([texts[at].weights for at in batch]) * (1 / (1 + np.exp(-odds)) - labels)
            slope = np.bincount(hashes, (wrong * norms)[paragraphs], SIZE) + L2 * weights
            squares += slope * slope
            weights -= RATE * slope / np.sqrt(squares)
            bias -= RATE * wrong.sum() / BATCH / 10
    steps, scale = in_bytes(weights)
    return steps.astype(np.float64) * scale


def in_bytes(weights: Floats) -> tuple[NDArray[np.int8], float]:
    """Weights as bytes, and what one step is."""
    scale = float(np.quantile(np.abs(weights), QUANTILE)) / 127 or 1.0
    return np.clip(np.round(weights / scale), -127, 127).astype(np.int8), scale
