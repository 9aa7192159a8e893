"""Train the model that finds the body, and measure it on sites that it was not trained on.

    python -m tests.bench.train CORPUS... [--out FILE] [--trees N] [--depth N] [--limit N]

A block's label is how much of it stands in the page's article: the share of its shingles of three tokens that the gold
has, each of the gold's used once; of a block with fewer than six tokens, whether it is a line of the gold. Where a gold
seems cut short, what it lacks does not count. Pages fall into five folds by registered domain, so that no site is both
trained on and measured. The figures printed are of whole runs, all other rules included, each page with the model of
the four folds that it is not in. Then a model is trained on all pages and written to FILE with the corpora's digests,
the date, these figures and the confidence curve.

Needs catboost: pip install 'newsclean[train]'. Nothing is random but what the seed says.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import random
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from newsclean import DEFAULT, Body
from newsclean.data import path_of
from newsclean.page import Page, Removal
from newsclean.parse import parse
from newsclean.pipeline import settle
from newsclean.rules.body import MODEL_BLOCKS
from newsclean.rules.body.choice import choose, judged, losers, sizes_of
from newsclean.rules.body.features import NAMES, Floats, matrix
from newsclean.rules.body.kin import drawn_together, kin
from newsclean.rules.body.model import FILE, Model
from newsclean.rules.body.verdict import KEPT
from tests.bench.corpora import CorpusError, Sample, corpus_parser, count, load, name_of
from tests.bench.score import Tally, tokens

SEED = 1
FOLDS = 5
TREES, DEPTH, RATE = 150, 6, 0.12
SHINGLE_TOKENS = 3
MIN_TOKENS = 6
MIN_PAGE_TOKENS = 200
MAX_WEIGHT, MIN_WEIGHT = 0.3, 0.002
"""A block weighs as its tokens do among its page's, so that each page counts alike; within these bounds."""
MIN_SAID, MIN_ALIKE, MIN_CUT, MIN_CUT_SHARE, MIN_TOLD = 60, 6, 4, 0.25, 0.7
"""What makes a gold look cut short: characters of a block, blocks that are alike, those of them that it lacks and their
share, and the share of the others that it has."""
CURVE_POINTS = 21
TWO_LABELS = frozenset("ac co com edu gov net ne or org".split())
"""Labels below a country's that sites register under, as in example.co.uk."""

Floats64 = NDArray[np.float64]


@dataclass(slots=True)
class Example:
    """A page to learn from: of each block that the model may judge, its place, features, label and weight."""

    corpus: str
    sample: Sample
    page: Page
    host: str
    at: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    features: Floats = field(default_factory=lambda: np.empty((0, 0), np.float32))
    labels: Floats64 = field(default_factory=lambda: np.empty(0))
    weights: Floats64 = field(default_factory=lambda: np.empty(0))
    verdicts: Sequence[int] = ()
    kin: Sequence[int] = ()


def domain_of(url: str | None) -> str:
    """A URL's registered domain, near enough for grouping.

    >>> domain_of("https://www.example.com/a"), domain_of("http://news.example.co.uk/b")
    ('example.com', 'example.co.uk')
    """
    labels = (urlsplit(url or "").hostname or "").split(".")
    size = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in TWO_LABELS else 2
    return ".".join(labels[-size:])


def labels_of(page: Page, golds: Sequence[str]) -> tuple[Floats64, Floats64]:
    """For each block, how much of it stands in the longest gold, and its weight."""
    words = tokens(golds[-1].lower())
    bag = Counter(_shingles(words))
    lines = {tuple(tokens(line)) for gold in golds for line in gold.lower().split("\n")}
    labels, sizes = [], []
    for block in page.blocks:
        said = tokens(block.text.lower())
        sizes.append(len(said))
        if len(said) < MIN_TOKENS:
            labels.append(float(bool(said) and tuple(said) in lines))
            continue
        hits = 0
        for shingle in _shingles(said):
            if bag[shingle] > 0:
                bag[shingle] -= 1
                hits += 1
        labels.append(hits / (len(said) - SHINGLE_TOKENS + 1))
    weights = np.array(sizes) / max(MIN_PAGE_TOKENS, len(words))
    return np.array(labels), np.minimum(weights, MAX_WEIGHT) + MIN_WEIGHT


def without_cuts(each: Example) -> Floats64:
    """The blocks' weights, but 0 for those that a gold seems to lack because it was cut short.

    A paywall or a faulty extraction ends a gold amid paragraphs that nothing tells apart. Of at least `MIN_ALIKE` in a
    box, those behind the last in the gold, or before the first, weigh nothing if they are `MIN_CUT` or more and a share
    of `MIN_CUT_SHARE` of all their characters.
    """
    weights, told = each.weights.copy(), each.labels > 0.5
    sizes = sizes_of(each.page.blocks, each.at)
    alike: defaultdict[int, list[int]] = defaultdict(list)
    for place, at in enumerate(each.at.tolist()):
        if sizes[place] >= MIN_SAID:
            alike[id(each.page.blocks[at].box)].append(place)
    for places in map(np.array, alike.values()):
        found = told[places].nonzero()[0]
        if len(places) < MIN_ALIKE or not len(found):
            continue
        for cut, rest in ((places[found[-1] + 1 :], places[: found[-1] + 1]), (places[: found[0]], places[found[0] :])):
            share = sizes[cut].sum() / sizes[places].sum()
            if len(cut) >= MIN_CUT and share >= MIN_CUT_SHARE and told[rest].mean() >= MIN_TOLD:
                weights[cut] = 0.0
    return weights


def script_of(text: str) -> str:
    """The script of most of a text's letters, as Unicode names them.

    >>> script_of("Die Fähre blieb im Hafen."), script_of("渡轮停在港口。"), script_of("Паром")
    ('LATIN', 'CJK', 'CYRILLIC')
    """
    names = Counter(unicodedata.name(letter, "NO NAME").split()[0] for letter in text if letter.isalpha())
    return names.most_common(1)[0][0] if names else "NONE"


def _shingles(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + SHINGLE_TOKENS]) for at in range(len(words) - SHINGLE_TOKENS + 1)]


def example(corpus: str, sample: Sample) -> Example:
    """Read a page; one that the model does not judge has no features."""
    page = parse(sample.html, sample.url)
    found = Example(corpus, sample, page, domain_of(sample.url) or f"{corpus}/{sample.id}")
    if page.layout is None and len(page.blocks) >= MODEL_BLOCKS:
        out, top, verdicts = Body().look(page.blocks, lambda: page.metadata.headlines)
        codes = [KEPT if verdict is None else verdict.code for verdict in verdicts]
        found.at = judged(out, codes)
        if len(found.at):
            found.features = matrix(page.blocks, out, top, codes, found.at)
            found.kin = kin(out, [out.rows[at] for at in found.at.tolist()])
        found.verdicts = codes
        labels, weights = labels_of(page, sample.golds)
        found.labels, found.weights = labels[found.at], weights[found.at]
        found.weights = without_cuts(found)
    return found


def fit(examples: Sequence[Example], trees: int, depth: int) -> Model:
    """Train on these pages."""
    from catboost import CatBoostClassifier

    used = [each for each in examples if len(each.at)]
    with tempfile.TemporaryDirectory() as folder:
        trained = CatBoostClassifier(
            iterations=trees,
            depth=depth,
            learning_rate=RATE,
            loss_function="CrossEntropy",
            border_count=24,
            l2_leaf_reg=5,
            rsm=0.3,
            random_seed=SEED,
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
    return model_of(saved, depth)


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


def answer(each: Example, model: Model) -> tuple[str, float | None]:
    """The page's text by a model and all other rules, and the F1 that the model expects; `None` if it was not asked."""
    page = Page(each.page.blocks, each.page.metadata, each.page.layout)
    expected = None
    rules = list(DEFAULT)
    if len(each.at):
        sizes = sizes_of(page.blocks, each.at)
        scores = drawn_together(model.scores(each.features), sizes, each.kin)
        choice = choose(scores, sizes)
        expected = choice.expected
        page.remove(Removal(at, "furniture") for at, _ in losers(each.verdicts, each.at, scores, choice.least))
        rules = [rule for rule in rules if not isinstance(rule, Body)]
    settle(page, rules)
    return page.text, expected


def cross_validate(
    examples: Sequence[Example], trees: int, depth: int
) -> tuple[dict[str, Tally], list[tuple[float, float]]]:
    """Each corpus's tally, and of each page that a model judged, the F1 expected and the F1 reached."""
    hosts = sorted({each.host for each in examples})
    random.Random(SEED).shuffle(hosts)
    fold = {host: at % FOLDS for at, host in enumerate(hosts)}
    texts: dict[int, tuple[str, float | None]] = {}
    for held_out in range(FOLDS):
        model = fit([each for each in examples if fold[each.host] != held_out], trees, depth)
        for at, each in enumerate(examples):
            if fold[each.host] == held_out:
                texts[at] = answer(each, model)
    tallies: dict[str, Tally] = {}
    pairs = []
    for at, each in enumerate(examples):
        text, expected = texts[at]
        tally = tallies.setdefault(each.corpus, Tally())
        tally.add(each.sample, text)
        if expected is not None:
            pairs.append((expected, tally.pages[-1][0]))
    return tallies, pairs


def curve_of(pairs: Sequence[tuple[float, float]]) -> Floats64:
    """The F1 reached by the F1 expected, never falling (pool adjacent violators), at evenly spaced points."""
    ordered = sorted(pairs)
    pools: list[list[float]] = []
    for expected, reached in ordered:
        pools.append([expected, reached, 1])
        while len(pools) > 1 and (pools[-2][1] >= pools[-1][1] or pools[-1][2] < len(ordered) // 20):
            x, y, size = pools.pop()
            last = pools[-1]
            total = last[2] + size
            pools[-1] = [(last[0] * last[2] + x * size) / total, (last[1] * last[2] + y * size) / total, total]
    at = [0.0, *(pool[0] for pool in pools)]
    return np.interp(np.linspace(0, 1, CURVE_POINTS), at, [0.0, *(pool[1] for pool in pools)])


def report(tallies: dict[str, Tally], examples: Sequence[Example]) -> dict[str, dict[str, float]]:
    """Print the cross-validated figures, and those of each script, and of each country where ids begin with one."""
    found = {
        name: {key: round(value, 4) for key, value in tally.scores()._asdict().items()}
        for name, tally in tallies.items()
    }
    for name, figures in found.items():
        print(f"{name:12}" + "  ".join(f"{key} {value:.4f}" for key, value in figures.items()))
    for name, tally in tallies.items():
        scripts = {each.sample.id: script_of(each.sample.golds[0]) for each in examples if each.corpus == name}
        _print_groups(f"{name} by script", [(scripts[page], f1) for f1, page, _ in tally.pages])
        _print_groups(f"{name} by country", [(page.split("/")[0], f1) for f1, page, _ in tally.pages if "/" in page])
    return found


def _print_groups(what: str, figures: Sequence[tuple[str, float]]) -> None:
    groups: dict[str, list[float]] = {}
    for group, f1 in figures:
        groups.setdefault(group, []).append(f1)
    if groups:
        print(f"mean F1, {what}:")
        print("  ".join(f"{each} {fmean(f1s):.3f} ({len(f1s)})" for each, f1s in sorted(groups.items())))


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


def write(model: Model, out: Path) -> None:
    """Write the model's file, or leave the old one as it is."""
    part = out.with_suffix(".part.npz")
    np.savez_compressed(
        part,
        rows=model.rows.astype(np.int16),
        borders=model.borders,
        leaves=model.leaves.astype(np.float32),
        bias=np.float64(model.bias),
        curve=model.curve.astype(np.float32),
        facts=np.array(json.dumps(model.facts, sort_keys=True)),
    )
    part.replace(out)


def main() -> None:
    """Cross-validate, then train on everything."""
    parser = corpus_parser(__doc__)
    parser.add_argument("--out", type=Path, default=path_of(FILE), help="the model's file (default: the package's own)")
    parser.add_argument("--trees", type=count, default=TREES, help="how many trees (default: %(default)s)")
    parser.add_argument("--depth", type=count, default=DEPTH, help="levels of a tree (default: %(default)s)")
    args = parser.parse_args()
    if not args.corpora:
        parser.error("no CORPUS given")
    try:
        examples = [example(name_of(path), sample) for path in args.corpora for sample in load(path, args.limit)]
        digests = {
            name_of(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in args.corpora if path.is_file()
        }
    except CorpusError as error:
        parser.error(str(error))
    tallies, pairs = cross_validate(examples, args.trees, args.depth)
    figures = report(tallies, examples)
    curve = curve_of(pairs)
    gap = report_calibration(pairs, curve)
    print(f"mean gap between confidence and F1: {gap:.3f}")
    facts = {
        "corpora": digests,
        "date": datetime.datetime.now(datetime.timezone.utc).date().isoformat(),
        "cross-validated": figures,
        "features": NAMES,
        "seed": SEED,
    }
    trained = fit(examples, args.trees, args.depth)
    write(Model(trained.rows, trained.borders, trained.leaves, trained.bias, curve, facts), args.out)
    print(f"{args.out}: {args.out.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
