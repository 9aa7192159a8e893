"""Cross-validation by domain: what the line model and its gate make of texts of sites that they were not trained on."""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsclean import DEFAULT, Lines, clean
from newsclean.rules.body.model import Model
from newsclean.rules.lines import MIN_RUN, longest_run
from newsclean.rules.lines.features import columns_of, matrix
from newsclean.rules.lines.grams import gram_scores
from newsclean.rules.lines.model import LineModel, ParagraphScores, gate_features
from newsclean.rules.lines.segment import article
from tests.bench.lines import fit
from tests.bench.lines.examples import GOLD, OWN, Text, known_lines
from tests.bench.lines.speech import fit as fit_speech
from tests.bench.score import Tally, match, shingles, tokens

FOLDS = 5
TOUCHED = 0.002
"""Of golds and of newsclean's own output, that may be taken for dumps: there the gate's score is 0."""

ARTICLE_WEIGHT, LEAST_WEIGHT = 10.0, 0.005
"""What such a text counts for beside others; what any counts for beside what it gains or loses of F1."""

PRICE = Lines().price

Floats = NDArray[np.float64]


class Seen(NamedTuple):
    """A text as the gate sees it, how its F1 changes by what would go, its fold, and whether it is an article."""

    features: NDArray[np.float32]
    gain: float
    fold: int
    is_article: bool


class Trained(NamedTuple):
    """The weights of n-grams and the trees."""

    weights: Floats
    trees: Model

    def score(self, text: Text) -> ParagraphScores:
        """Score a text."""
        return LineModel(self.trees, self.weights, self.trees).score(text.texts, text.blanks)


def folds_of(texts: Sequence[Text], seed: int) -> dict[str, int]:
    """Each domain's fold."""
    hosts = sorted({text.host for text in texts})
    random.Random(seed).shuffle(hosts)
    return {host: at % FOLDS for at, host in enumerate(hosts)}


def train(texts: Sequence[Text], fold: dict[str, int], seed: int) -> tuple[list[Trained], Trained]:
    """A model for each fold, of the texts in the others, and one of all.

    The trees learn from what the n-grams of other folds say, so that they trust it no more than on sites never seen.
    """
    known = [*known_lines()]
    weights = []
    for held_out in range(FOLDS):
        print(f"n-grams, fold {held_out + 1} of {FOLDS}", file=sys.stderr, flush=True)
        weights.append(fit_speech([*(text for text in texts if fold[text.host] != held_out), *known], seed))
    said = [gram_scores(text.texts, weights[fold[text.host]]) for text in texts]
    features = [
        matrix(text.texts, text.blanks, columns_of(text.texts), each).T for text, each in zip(texts, said, strict=True)
    ]
    found = []
    for held_out in (*range(FOLDS), -1):
        print(f"trees, fold {held_out + 1} of {FOLDS}", file=sys.stderr, flush=True)
        used = [at for at, text in enumerate(texts) if fold[text.host] != held_out]
        trees = fit.fit(
            np.concatenate([features[at] for at in used]),
            np.concatenate([texts[at].labels for at in used]),
            np.concatenate([texts[at].weights for at in used]),
            fit.LINES,
            seed,
        )
        found.append(trees)
    whole = Trained(fit_speech([*texts, *known], seed), found.pop())
    return [*map(Trained, weights, found)], whole


def seen(texts: Sequence[Text], fold: dict[str, int], models: Sequence[Trained]) -> list[Seen]:
    """The texts of which something would go, and of dumps what is left of them, which is to stay."""
    found = []
    for text in texts:
        golds = [shingles(tokens(gold)) for gold in text.sample.golds]
        is_article = text.form in (GOLD, OWN)
        for _ in range(2 if text.is_dump else 1):
            longest = longest_run(text.texts)
            if longest < MIN_RUN:
                break
            scored = models[fold[text.host]].score(text)
            keep = np.array(article(scored.log_odds.tolist(), text.texts, text.blanks, PRICE))
            if keep.all() or not keep.any():
                break
            rest = [each for each, stays in zip(text.texts, keep, strict=True) if stays]
            before, after = (
                max(match(shingles(tokens("\n".join(each))), gold).f1 for gold in golds) for each in (text.texts, rest)
            )
            features = gate_features(scored, keep, longest)[:, 0]
            found.append(Seen(features, after - before, fold[text.host], is_article))
            text = replace(
                text, texts=rest, blanks=[each for each, stays in zip(text.blanks, keep, strict=True) if stays]
            )
    return found


def fit_gate(texts: Sequence[Seen], seed: int) -> Model:
    """A gate of these texts."""
    gains: Floats = np.array([each.gain for each in texts], np.float64)
    weights = np.abs(gains) + LEAST_WEIGHT
    weights[[each.is_article for each in texts]] *= ARTICLE_WEIGHT
    return fit.fit(np.array([each.features for each in texts]), (gains > 0).astype(np.float64), weights, fit.GATE, seed)


def gates(texts: Sequence[Seen], articles: int, seed: int) -> tuple[list[Model], Model]:
    """A gate for each fold, and one of all; 0 is where `TOUCHED` of so many articles pass the gates of other folds."""
    folds = [fit_gate([each for each in texts if each.fold != held_out], seed) for held_out in range(FOLDS)]
    own = [float(folds[each.fold].log_odds(each.features[:, None])[0]) for each in texts if each.is_article]
    least = sorted([*own, 0.0], reverse=True)[min(len(own), int(TOUCHED * articles))]
    shift = max(0.0, least)
    found = [replace(gate, bias=gate.bias - shift) for gate in (*folds, fit_gate(texts, seed))]
    return found[:-1], found[-1]


def report(texts: Sequence[Text], fold: dict[str, int], models: Sequence[LineModel]) -> dict[str, dict[str, float]]:
    """Print and return F1, by corpus and form, of the texts as they are and cleaned, by whole runs of all rules."""
    tallies: defaultdict[tuple[str, str], list[Tally]] = defaultdict(lambda: [Tally(), Tally()])
    touched: defaultdict[str, list[bool]] = defaultdict(list)
    for text in texts:
        line_rule = Lines(model=models[fold[text.host]])
        page = clean(
            text.source, rules=[line_rule if isinstance(rule, Lines) else rule for rule in DEFAULT], kind="text"
        )
        touched[text.form].append(any(removal.reason == "furniture" for removal in page.removed))
        for tally, said in zip(tallies[text.corpus, text.form], (text.source, page.text), strict=True):
            tally.add(text.sample, said)
    figures: dict[str, dict[str, float]] = {}
    for (corpus, form), (before, after) in sorted(tallies.items()):
        figures[f"{corpus} {form}"] = {"as it is": round(before.scores().F1, 4), "cleaned": round(after.scores().F1, 4)}
        print(f"{corpus:12}{form:22}as it is {before.scores().F1:.3f}  cleaned {after.scores().F1:.3f}")
    for form, each in sorted(touched.items()):
        print(f"{form:22}taken for a dump: {sum(each)} of {len(each)}")
    return figures
