"""Train the weights of `rules.policy.reading`.

    python -m tests.bench.footers.train CORPUS...

Footers are the known lines of `newsclean/data/policies`, each as it reads where the data lack it, and the lines of
`development` beside this file; articles are that folder's paragraphs and those of the corpora's gold. What the rule
would not read at all (too long, quoted, or with no word of footers) is left out. The weights are those of a logistic
regression with a ridge penalty. It prints for each language how well it is told by weights that were trained on all
others, then what to write into `reading.py`. The composed footers beside this file take no part.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsclean.data import names
from newsclean.rules import Policies
from newsclean.rules.policy.lexicon import script_of, tokens
from newsclean.rules.policy.reading import WEIGHTS, candidates, features
from newsclean.rules.policy.short import quotes
from newsclean.rules.policy.wordings import Language, language
from tests.bench.corpora import corpus_parser, load
from tests.bench.footers import DEVELOPMENT, lines_of
from tests.bench.footers.compile import stems_of

SEED = 4
RIDGE = 3.0
STEPS = 25
FOOTERS = 2.3
"""At an article's end, where most is read, a footer is likelier than amid all paragraphs."""

GOLD = 3000
"""Paragraphs of the corpora."""

Matrix = NDArray[np.float64]
Found = dict[str, float]


class Example(NamedTuple):
    """A text's features, whether it is a footer's, and how much it counts."""

    language: str
    found: dict[str, float]
    footer: bool
    weight: float


def read_as(name: str, lines: Sequence[str], *, own: int = 0, news: Counter[str] | None = None) -> Found | None:
    """The features of a paragraph of these lines in a language; `None` if the rule would not read it.

    `news` counts in how many articles each stem stands, if these lines are articles: their own do not count.
    """
    text = language(name).spaced.join(lines)
    one = language(name)
    if news is not None:
        others = news - Counter(stem for line in lines for stem in set(stems_of(name, line)))
        one = Language(name, one.script, one.lines)
        vars(one)["news"] = frozenset(others)
    if script_of(text) != one.script or len(text) > Policies().max_chars or quotes(text):
        return None
    said = tokens(text, one.script)
    about = dict(candidates(said, one.script)).get(name)
    return features(text, said, one, about, own) if about else None


def read_best(text: str) -> tuple[str, dict[str, float]] | None:
    """The same in the language of most words that footers are about."""
    script = script_of(text)
    if len(text) > Policies().max_chars or quotes(text):
        return None
    said = tokens(text, script)
    for name, about in candidates(said, script)[:1]:
        return name, features(text, said, language(name), about)
    return None


def composed() -> Iterator[Example]:
    """The lines that were written for this project, one by one and joined to paragraphs of two and three."""
    for name in names("policies"):
        for text in paragraphs(language(name).lines["policy"]):
            if found := read_as(name, text, own=1):
                yield Example(name, found, True, 1.0)
        lines = lines_of(name, DEVELOPMENT)
        for text in paragraphs(lines.get("policy", ())):
            if found := read_as(name, text):
                yield Example(name, found, True, 2.0)
        news = Counter(stem for line in lines["article"] for stem in set(stems_of(name, line)))
        for text in paragraphs(lines["article"]):
            if found := read_as(name, text, news=news):
                yield Example(name, found, False, 3.0)


def paragraphs(lines: Sequence[str]) -> Iterator[Sequence[str]]:
    """Each line; each second with the next one; each third with the next two."""
    for size in (1, 2, 3):
        for at in range(0, len(lines) - size + 1, size):
            yield lines[at : at + size]


def gold(texts: list[str]) -> Iterator[Example]:
    """The corpora's paragraphs."""
    for text in texts:
        if (best := read_best(text)) is not None:
            yield Example(best[0], best[1], False, 1.0)


def matrix(examples: list[Example]) -> tuple[Matrix, Matrix, Matrix]:
    """Features with a 1 for the bias; answers; weights, for all footers `FOOTERS` times those for all articles."""
    x = np.array([[*(each.found[what] for what in WEIGHTS), 1.0] for each in examples])
    y = np.array([float(each.footer) for each in examples])
    w = np.array([each.weight for each in examples])
    for answer, share in ((0.0, 1.0), (1.0, FOOTERS)):
        w[y == answer] *= len(examples) / 2 * share / w[y == answer].sum()
    return x, y, w


def fit(x: Matrix, y: Matrix, w: Matrix) -> Matrix:
    """The weights of a logistic regression, by Newton's method."""
    ridge = np.diag([RIDGE] * (x.shape[1] - 1) + [0.0])
    beta = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        slope = x.T @ (w * (y - p)) - ridge @ beta
        curve = (x.T * (w * p * (1 - p))) @ x + ridge
        beta += np.linalg.solve(curve, slope)
    return beta


def main() -> None:
    """Train, judge and print."""
    parser = corpus_parser(__doc__)
    args = parser.parse_args()
    texts = [line.strip() for path in args.corpora for sample in load(path) for line in sample.golds[0].split("\n")]
    texts = [text for text in texts if len(text) >= 60]
    examples = [*composed(), *gold(random.Random(SEED).sample(texts, min(len(texts), GOLD)))]
    print(f"{sum(each.footer for each in examples)} footers, {sum(not each.footer for each in examples)} paragraphs")
    for name in names("policies"):
        train = [each for each in examples if each.language != name]
        test = [each for each in examples if each.language == name]
        beta = fit(*matrix(train))
        x, y, _ = matrix(test)
        told = (x @ beta > 0) == (y > 0)
        print(f"{name:4}{told[y > 0].mean():8.1%} of {sum(y > 0):4}{told[y == 0].mean():8.1%} of {sum(y == 0):4}")
    beta = fit(*matrix(examples))
    print("\n".join(f'    "{what}": {weight:.2f},' for what, weight in zip(WEIGHTS, beta, strict=False)))
    print(f"BIAS = {beta[-1]:.2f}")


if __name__ == "__main__":
    main()
