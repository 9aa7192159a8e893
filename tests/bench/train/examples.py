"""Pages to learn from: what a model sees of each block, and how much of the block is the article's."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from newsclean.page import Page
from newsclean.parse import parse
from newsclean.rules.body import MODEL_BLOCKS, is_stated
from newsclean.rules.body.choice import judged
from newsclean.rules.body.features import matrix
from newsclean.rules.body.features.boxes import Boxes, Floats, Places
from newsclean.rules.body.look import look
from newsclean.rules.body.lookalikes import lookalikes
from newsclean.rules.body.verdict import KEPT
from tests.bench.corpora import Sample
from tests.bench.score import tokens

SHINGLE_TOKENS = 3
MIN_TOKENS = 6
MIN_PAGE_TOKENS = 200
MAX_WEIGHT, MIN_WEIGHT = 0.3, 0.002
"""A block weighs as its tokens do among its page's, so that each page counts alike; within these bounds."""

MIN_SAID, MIN_ALIKE, MIN_CUT, MIN_CUT_SHARE, MIN_TOLD = 60, 6, 4, 0.25, 0.7
"""What makes a gold look cut short: characters of a block, blocks that are alike, those of them that it lacks and their
share, and the share of the others that it has."""

NEIGHBOURS, MAX_SIZE, PRIOR = 4, 60, 5
"""Blocks before and after, which count the less the further off they are; tokens that one of them counts for at most;
tokens of none of the article's that are added, so that a block alone has no neighbourhood."""

LISTS = ("listing", "collection")
"""Kinds of pages that list others: whatever their golds say, no block of theirs is an article's."""

LIST_SHARE = 10
"""What such a page counts for beside others of its corpus, which tell less."""

BARE, EACH = 0.05, 2
"""What a page counts for that is left of one without its article: a front page, to the model, or an error. Every
second page is learnt from so too."""

MIN_LEFT = 0.5
"""Of a block's shingles in the gold, for the block to go with the article."""

TWO_LABELS = frozenset("ac co com edu gov net ne or org".split())
"""Labels below a country's that sites register under, as in example.co.uk."""

Floats64 = NDArray[np.float64]


def _nothing() -> Any:
    return np.empty((0, 0), np.float32)


@dataclass(slots=True)
class Example:
    """A page to learn from: of each block that the model may judge, its features, label, weight and lookalikes.

    `share` is what a page of its corpus counts for in training. One that `is_bare` is what another leaves without its
    article. A page that the model does not judge has no `boxes`.
    """

    corpus: str
    sample: Sample
    page: Page
    host: str
    share: float = 1.0
    is_bare: bool = False
    boxes: Boxes | None = None
    features: Floats = field(default_factory=_nothing)
    labels: Floats64 = field(default_factory=_nothing)
    weights: Floats64 = field(default_factory=_nothing)
    lookalikes: Places = field(default_factory=_nothing)


def example(corpus: str, sample: Sample, share: float = 1.0) -> Example:
    """Read a page; one that the model does not judge has no features."""
    page = parse(sample.html, sample.url)
    found = Example(corpus, sample, page, domain_of(sample.url) or f"{corpus}/{sample.id}", share)
    found.sample = replace(sample, html=b"")
    looked_at(found, ("",) if sample.kind in LISTS else sample.golds)
    if found.boxes is not None:
        found.weights = without_cuts(found, found.boxes) * share * (LIST_SHARE if sample.kind in LISTS else 1)
    return found


def bare(each: Example) -> Example:
    """What a page leaves without its article: a page without one, of which the model may keep nothing."""
    page, labels = each.page, labels_of(each.page, each.sample.golds)[0]
    rest = tuple(block for block, label in zip(page.blocks, labels, strict=True) if label < MIN_LEFT)
    found = replace(each, page=Page(rest, page.metadata, page.layout), share=BARE, is_bare=True, boxes=None)
    looked_at(found, ("",))
    found.weights = found.weights * BARE
    return found


def looked_at(found: Example, golds: Sequence[str]) -> None:
    """Give a page its features, labels, weights and lookalikes, if the model judges it."""
    page = found.page
    if page.layout is not None or len(page.blocks) < MODEL_BLOCKS or any(map(is_stated, page.blocks)):
        return
    out, top, verdicts = look(page.blocks, lambda: page.metadata.headlines)
    boxes = Boxes(page.blocks, out, top, [KEPT if verdict is None else verdict.code for verdict in verdicts])
    boxes.judge(judged(boxes))
    if len(boxes.places):
        found.boxes, found.features, found.lookalikes = boxes, matrix(boxes, page.metadata), lookalikes(boxes)
        labels, weights = labels_of(page, golds)
        found.labels, found.weights = labels[boxes.places], weights[boxes.places]


def domain_of(url: str | None) -> str:
    """A URL's registered domain, near enough for grouping.

    >>> domain_of("https://www.example.com/a"), domain_of("http://news.example.co.uk/b")
    ('example.com', 'example.co.uk')
    """
    labels = (urlsplit(url or "").hostname or "").split(".")
    size = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in TWO_LABELS else 2
    return ".".join(labels[-size:])


def labels_of(page: Page, golds: Sequence[str]) -> tuple[Floats64, Floats64]:
    """For each block, how much of it stands in the longest gold, and its weight.

    Each of the gold's shingles, and of its short lines, is found once: in the block whose neighbours stand in the gold
    most. So of a paragraph and its teaser in a list of links the paragraph is the article's.
    """
    words = tokens(golds[-1].lower())
    bag = Counter(_shingles(words))
    lines = Counter(tuple(tokens(line)) for line in golds[-1].lower().split("\n"))
    for gold in golds[:-1]:
        lines |= Counter({tuple(tokens(line)): 1 for line in gold.lower().split("\n")})
    said = [tokens(block.text.lower()) for block in page.blocks]
    pieces = [_shingles(each) if len(each) >= MIN_TOKENS else [tuple(each)] if each else [] for each in said]
    whole = [bag if len(each) >= MIN_TOKENS else lines for each in said]
    sizes = np.array([len(each) for each in said])
    labels = np.array([_share(each, found, spend=False) for each, found in zip(pieces, whole, strict=True)])
    for at in (-_neighbourhood(labels, sizes)).argsort(kind="stable").tolist():
        labels[at] = _share(pieces[at], whole[at], spend=True)
    weights = sizes / max(MIN_PAGE_TOKENS, len(words) or int(sizes.sum()))
    return labels, np.minimum(weights, MAX_WEIGHT) + MIN_WEIGHT


def _shingles(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + SHINGLE_TOKENS]) for at in range(len(words) - SHINGLE_TOKENS + 1)]


def _share(pieces: Sequence[tuple[str, ...]], among: Counter[tuple[str, ...]], spend: bool) -> float:
    """The share of these pieces that is there; each found may be spent."""
    hits = 0
    for piece in pieces:
        if among[piece] > 0:
            hits += 1
            among[piece] -= spend
    return hits / max(1, len(pieces))


def _neighbourhood(labels: Floats64, sizes: NDArray[np.int64]) -> Floats64:
    """For each block, how much of those around it stands in the gold."""
    sizes = np.minimum(sizes, MAX_SIZE)
    held, whole = (np.pad(each.astype(np.float64), NEIGHBOURS) for each in (labels * sizes, sizes))
    found, most = np.zeros(len(sizes)), np.full(len(sizes), float(PRIOR))
    for step in range(-NEIGHBOURS, NEIGHBOURS + 1):
        if step:
            there = slice(NEIGHBOURS + step, NEIGHBOURS + step + len(sizes))
            found += held[there] / abs(step)
            most += whole[there] / abs(step)
    return found / most


def without_cuts(each: Example, boxes: Boxes) -> Floats64:
    """The blocks' weights, but 0 for those that a gold seems to lack because it was cut short.

    A paywall or a faulty extraction ends a gold amid paragraphs that nothing tells apart. Of at least `MIN_ALIKE` in a
    box, those behind the last in the gold, or before the first, weigh nothing if they are `MIN_CUT` or more and a share
    of `MIN_CUT_SHARE` of all their characters.
    """
    weights, told = each.weights.copy(), each.labels > 0.5
    sizes = boxes.judged[0]
    alike: defaultdict[int, list[int]] = defaultdict(list)
    for place, at in enumerate(boxes.places.tolist()):
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
