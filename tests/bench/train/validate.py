"""Cross-validation: whole runs on sites that no model was trained on, and how far confidence can be believed."""

from __future__ import annotations

import random
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import NamedTuple

import numpy as np

from newsclean import DEFAULT, Body
from newsclean.page import Page, Removal
from newsclean.pipeline import settle
from newsclean.rules.body.choice import choose, losers
from newsclean.rules.body.groups import scored_by_group
from newsclean.rules.body.lookalikes import smoothed
from newsclean.rules.body.model import Model
from tests.bench.score import Tally
from tests.bench.train.examples import Example, Floats64
from tests.bench.train.fit import CURVE_POINTS, Settings, fit
from tests.bench.train.gate import Gate

FOLDS = 5
MIN_POOL = 50
"""Pages of one confidence, of which the mean F1 is taken."""

OTHERS = [rule for rule in DEFAULT if not isinstance(rule, Body)]


@dataclass(slots=True)
class Validation:
    """Each corpus's tally; of each page that a model judged, the F1 expected and the F1 reached; F1 by group."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    pairs: list[tuple[float, float]] = field(default_factory=list)
    groups: dict[str, dict[str, list[float]]] = field(default_factory=dict)

    def add(self, each: Example, text: str, expected: float | None) -> None:
        """Score a page."""
        tally = self.tallies.setdefault(each.corpus, Tally())
        tally.add(each.sample, text)
        f1 = tally.pages[-1][0]
        if expected is not None:
            self.pairs.append((expected, f1))
        for kind, group in groups_of(each):
            self.groups.setdefault(f"{each.corpus} by {kind}", {}).setdefault(group, []).append(f1)


def groups_of(each: Example) -> Iterable[tuple[str, str]]:
    """What a page is counted among: its language if the corpus tells it, else its script, and its country, with which
    ids may begin."""
    sample = each.sample
    yield ("language", sample.language) if sample.language else ("script", script_of(sample.golds[0]))
    if "/" in sample.id and not sample.language:
        yield "country", sample.id.split("/")[0]


def script_of(text: str) -> str:
    """The script of most of a text's letters, as Unicode names them.

    >>> script_of("Die Fähre blieb im Hafen."), script_of("渡轮停在港口。"), script_of("Паром")
    ('LATIN', 'CJK', 'CYRILLIC')
    """
    names = Counter(unicodedata.name(letter, "NO NAME").split()[0] for letter in text if letter.isalpha())
    return names.most_common(1)[0][0] if names else "NONE"


class Answer(NamedTuple):
    """A page's text by a model and all other rules, which blocks that model removes, and the F1 that it expects; `None`
    if it was not asked."""

    text: str
    gone: Sequence[int]
    expected: float | None


def answer(each: Example, model: Model) -> Answer:
    """Clean a page with a model."""
    page = Page(each.page.blocks, each.page.metadata, each.page.layout)
    if each.boxes is None:
        settle(page, DEFAULT)
        return Answer(page.text, (), None)
    sizes = each.boxes.judged[0]
    scores = smoothed(model.scores(each.features), sizes, each.lookalikes)
    scores = scored_by_group(each.boxes.out.groups, each.boxes.places.tolist(), scores, sizes)
    choice = choose(scores, sizes)
    gone = [at for at, _ in losers(each.boxes, scores, choice.least)]
    page.remove(Removal(at, "furniture") for at in gone)
    settle(page, OTHERS)
    return Answer(page.text, gone, choice.expected)


def cross_validate(examples: Sequence[Example], settings: Settings, found: Validation, gate: Gate) -> None:
    """Add the figures of five folds by domain, drawn by the seed, of the pages that count in full; for the gate, all
    pages."""
    hosts = sorted({each.host for each in examples})
    random.Random(settings.seed).shuffle(hosts)
    fold = {host: at % FOLDS for at, host in enumerate(hosts)}
    for held_out in range(FOLDS):
        print(f"seed {settings.seed}, fold {held_out + 1} of {FOLDS}", file=sys.stderr, flush=True)
        model = fit([each for each in examples if fold[each.host] != held_out], settings)
        for each in examples:
            if fold[each.host] == held_out:
                told = answer(each, model)
                gate.add(each, told.gone, told.expected)
                if each.share == 1:
                    found.add(each, told.text, told.expected)


def curve_of(pairs: Sequence[tuple[float, float]]) -> Floats64:
    """The F1 reached by the F1 expected, never falling (pool adjacent violators), at evenly spaced points."""
    ordered = sorted(pairs)
    pools: list[list[float]] = []
    for expected, reached in ordered:
        pools.append([expected, reached, 1])
        while len(pools) > 1 and (pools[-2][1] >= pools[-1][1] or pools[-1][2] < MIN_POOL):
            x, y, size = pools.pop()
            last = pools[-1]
            total = last[2] + size
            pools[-1] = [(last[0] * last[2] + x * size) / total, (last[1] * last[2] + y * size) / total, total]
    at = [0.0, *(pool[0] for pool in pools)]
    return np.interp(np.linspace(0, 1, CURVE_POINTS), at, [0.0, *(pool[1] for pool in pools)])


def report(found: Validation) -> dict[str, dict[str, float]]:
    """Print the cross-validated figures and those of each group; return them by corpus."""
    figures = {
        name: {key: round(value, 4) for key, value in tally.scores()._asdict().items()}
        for name, tally in sorted(found.tallies.items())
    }
    for name, each in figures.items():
        print(f"{name:12}" + "  ".join(f"{key} {value:.4f}" for key, value in each.items()))
    for what, groups in sorted(found.groups.items()):
        print(f"mean F1, {what}:")
        print("  ".join(f"{each} {fmean(f1s):.4f} ({len(f1s)})" for each, f1s in sorted(groups.items())))
    return figures


def report_calibration(pairs: Sequence[tuple[float, float]], curve: Floats64) -> float:
    """Print, by confidence, how many pages there are and the F1 that they reached; return the mean gap."""
    confidences = np.interp([pair[0] for pair in pairs], np.linspace(0, 1, CURVE_POINTS), curve)
    reached = np.array([pair[1] for pair in pairs])
    gap = 0.0
    for low, high in ((0, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.01)):
        among = (confidences >= low) & (confidences < high)
        if among.any():
            gap += abs(confidences[among].mean() - reached[among].mean()) * among.sum() / len(pairs)
            print(f"confidence {low:.2f} to {min(high, 1):.2f}: {among.sum():4} pages, F1 {reached[among].mean():.3f}")
    return gap
