"""Train the n-grams that tell a footer's text from an article's, and write them to `newsclean/data/speech.bin`.

    python -m tests.bench.footers.speech CORPUS... [--validate]

Footers are the lines of `newsclean/data/policies` and of `development` beside this file, one by one and joined to
paragraphs of two and three; articles are that folder's paragraphs, its sentences on who did not comment (`[told]`), and
the paragraphs of the corpora's golds. The composed footers beside this file take no part. With `--validate` nothing is
written: a fifth of the languages and a fifth of the pages are left out at a time, and it prints which share of the
lines left out is above each threshold.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from zlib import compress, crc32

import numpy as np

from newsclean.data import languages, path_of
from newsclean.rules.policy.speech import BITS, MODEL, STEPS, grams, place_of
from newsclean.rules.policy.wordings import language
from tests.bench.corpora import corpus_parser, load
from tests.bench.footers import DEVELOPMENT, lines_of
from tests.bench.footers.train import paragraphs

SEED = 4
FOLDS = 5
EPOCHS, RATE, L2, BATCH = 6, 0.3, 1e-4, 256
"""Passes, step size, regularisation, texts a step: logistic regression by Adagrad (Duchi et al. 2011)."""

THRESHOLDS = (-2.0, -1.0, 0.0, 0.5, 1.0, 2.0)
COMPOSED_WEIGHT, SHORT_WEIGHT = 8.0, 0.3
"""Of an article's paragraph that was composed to be told from a footer, and of a short line, which other means know."""

MIN_LONG = 40
MAX_CORPUS = 10_000
"""Paragraphs, that a corpus weighs as much as at most."""

Floats = np.ndarray[Any, np.dtype[np.float64]]


class Line(NamedTuple):
    """A text, whether it is a footer's, what it weighs, and the language or page that it is left out with."""

    text: str
    footer: bool
    weight: float
    group: str


def composed() -> Iterator[Line]:
    """The lines that were written for this project."""
    for name, known in languages("policies"):
        join = language(name).spaced.join
        own = lines_of(name, DEVELOPMENT)
        for lines in (known["policy"], own.get("policy", ())):
            yield from (Line(join(text), True, 1.0, name) for text in paragraphs(lines))
        for section in ("widget", "notice"):
            yield from (Line(text, True, SHORT_WEIGHT, name) for text in known.get(section, ()))
        for text in (*paragraphs(own.get("article", ())), *([line] for line in own.get("told", ()))):
            yield Line(join(text), False, COMPOSED_WEIGHT, name)


def gold(paths: Sequence[Path]) -> Iterator[Line]:
    """The corpora's paragraphs, one of each a page; those of a large corpus, mostly of English, weigh less."""
    for path in paths:
        found = [
            (text, sample.id)
            for sample in load(path)
            for text in dict.fromkeys(map(str.strip, "\n".join(sample.golds[:1]).split("\n")))
            if text
        ]
        weight = min(1.0, MAX_CORPUS / max(1, len(found)))
        for text, name in found:
            yield Line(text, False, weight if len(text) > MIN_LONG else weight * SHORT_WEIGHT, name)


def fit(lines: Sequence[Line]) -> Floats:
    """The weights, by hash, as bytes hold them."""
    lines = random.Random(SEED).sample(lines, len(lines))
    found = [np.array([*map(place_of, grams(line.text))], np.int32) for line in lines]
    labels, loads = np.array([line.footer for line in lines], float), np.array([line.weight for line in lines])
    weights, squares = np.zeros(1 << BITS), np.full(1 << BITS, 1e-3)
    draw = np.random.default_rng(SEED)
    for _ in range(EPOCHS):
        order = draw.permutation(len(lines))
        for batch in (order[start : start + BATCH] for start in range(0, len(order), BATCH)):
            sizes = np.array([len(found[at]) for at in batch])
            texts = np.repeat(np.arange(len(batch)), sizes)
            grams, norms = np.concatenate([found[at] for at in batch]), 1 / np.sqrt(np.maximum(sizes, 1))
            odds = np.bincount(texts, weights[grams], len(batch)) * norms
            wrong = loads[batch] * (1 / (1 + np.exp(-odds)) - labels[batch])
            slope = np.bincount(grams, (wrong * norms)[texts], len(weights)) + L2 * weights
            squares += slope * slope
            weights -= RATE * slope / np.sqrt(squares)
    return np.clip(np.round(weights * STEPS), -127, 127)


def score(text: str, weights: Floats) -> float:
    """What the rule would say of a text with these weights."""
    found = [*map(place_of, grams(text))]
    return float(weights[found].sum() / STEPS / np.sqrt(max(1, len(found))))


def validate(lines: Sequence[Line]) -> None:
    """Print how lines are told that were left out."""
    names = [name for name, _ in languages("policies")]

    def fold(group: str) -> int:
        return (names.index(group) if group in names else crc32(group.encode())) % FOLDS

    told: dict[str, list[float]] = {}
    for each in range(FOLDS):
        weights = fit([line for line in lines if fold(line.group) != each])
        for line in lines:
            if fold(line.group) == each:
                kind = f"{'long' if len(line.text) > MIN_LONG else 'short'} {'footer' if line.footer else 'article'}"
                told.setdefault(kind, []).append(score(line.text, weights))
    print(f"{'above':16}" + "".join(f"{each:8.1f}" for each in THRESHOLDS))
    for kind, scores in sorted(told.items()):
        print(f"{kind:16}" + "".join(f"{(np.array(scores) > each).mean():8.4f}" for each in THRESHOLDS))


def main() -> None:
    """Train and write, or judge and print."""
    parser = corpus_parser(__doc__)
    parser.add_argument("--validate", action="store_true", help="print how lines are told that were left out")
    args = parser.parse_args()
    lines = [*composed(), *gold(args.corpora)]
    if args.validate:
        validate(lines)
    else:
        path_of(MODEL).write_bytes(compress(fit(lines).astype(np.int8).tobytes(), 9))


if __name__ == "__main__":
    main()
