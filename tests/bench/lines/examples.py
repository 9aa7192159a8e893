"""Texts to learn from: pages of corpora in several forms, with which of their paragraphs are the article's."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from newsclean import clean
from newsclean.data import languages
from newsclean.parse.text import parse_text
from newsclean.rules.lines import blanks
from tests.bench.corpora import Sample, load, name_of
from tests.bench.lines.forms import ARTICLES, DUMPS, made
from tests.bench.lines.labels import Floats, labels_of
from tests.bench.train.examples import domain_of

DUMPS_A_PAGE = 2
GOLD, OWN = "gold", "newsclean"
"""Forms beside those of other tools: the gold as it is, and what newsclean makes of the HTML."""

MIN_PARAGRAPHS = 4
KNOWN_WEIGHT = 0.01
"""Of a known line, beside 0.3 at most of a line of a page."""


@dataclass(frozen=True, slots=True)
class Text:
    """A page in one form: its text, the paragraphs, if a blank line stands below each, their labels and weights."""

    corpus: str
    host: str
    form: str
    sample: Sample
    source: str
    texts: list[str]
    blanks: list[bool]
    labels: Floats
    weights: Floats

    @property
    def is_dump(self) -> bool:
        """Whether it is a whole page's."""
        return self.form in DUMPS


def read(paths: Sequence[Path], limit: int | None) -> Iterator[Text]:
    """Each page of corpora in `DUMPS_A_PAGE` forms of dump, as its gold, and as newsclean and another tool extract it.

    Which forms and which tool is drawn by the page's id.
    """
    for path in paths:
        for sample in load(path, limit):
            draw = random.Random(sample.id)
            forms = [*draw.sample([*DUMPS], DUMPS_A_PAGE), GOLD, OWN, draw.choice([*ARTICLES])]
            for form in forms:
                text = example(name_of(path), sample, form, _said(sample, form))
                if len(text.texts) >= MIN_PARAGRAPHS:
                    yield text


def example(corpus: str, sample: Sample, form: str, source: str) -> Text:
    """A page in a form. Of a gold, all is the article's."""
    page = parse_text(source)
    texts = [block.text for block in page.blocks]
    labels, weights = labels_of(texts, sample.golds[-1])
    if form == GOLD:
        labels[:] = 1
    host = domain_of(sample.url) or f"{corpus}/{sample.id}"
    sample = replace(sample, html=b"")
    return Text(corpus, host, form, sample, source, texts, blanks(page) if page.blocks else [], labels, weights)


def _said(sample: Sample, form: str) -> str:
    if form == GOLD:
        return sample.golds[0]
    if form == OWN:
        return clean(sample.html, url=sample.url).text
    return made({**DUMPS, **ARTICLES}[form], sample.html)


def known_lines() -> Iterator[Text]:
    """The footers that newsclean knows, and nothing else, a text a language: words to learn beside the corpora's."""
    for language, sections in languages("policies"):
        lines = [line for kind in ("policy", "widget", "notice") for line in sections.get(kind, ())]
        sample = Sample(language, None, b"", ("",))
        weights = np.full(len(lines), KNOWN_WEIGHT)
        yield Text("", language, "footers", sample, "", lines, [False] * len(lines), np.zeros(len(lines)), weights)
