"""Score newsclean on corpora, and optionally its peers.

    python -m tests.bench.score CORPUS... [--limit N] [--worst N] [--tools newsclean,trafilatura]

P, R and F1 are those of the article-extraction-benchmark: a text is a bag of shingles of four tokens, P and R are means
over the pages, and F1 is their harmonic mean. docF1 is the mean of the F1 of each page. exact is the share of pages
with exactly the tokens of the gold. dupes is the share of output lines of eight tokens or more that repeat an earlier
line of the page. If a corpus separates the summary in the lead from the article, the gold with the summary and the gold
without it are both accepted.
"""

from __future__ import annotations

import argparse
import logging
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import NamedTuple

from tests.bench.corpora import CorpusError, Sample, corpus_parser, count, load, name_of
from tests.bench.peers import NEWSCLEAN, TOOLS, Extract, load_tools

SHINGLE_TOKENS = 4
MIN_LINE_TOKENS = 8
"""A shorter line may well be said twice."""

_WORD = re.compile(r"\w+")
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Thai, kana, Han and Hangul: there each character is a token."""

Bag = Counter[tuple[str, ...]]


class Match(NamedTuple):
    """How one text agrees with one gold; `None` where there is nothing to take a share of."""

    precision: float | None
    recall: float | None
    f1: float


class Scores(NamedTuple):
    """One tool's figures on one corpus, in the order in which the table prints them."""

    P: float
    R: float
    F1: float
    docF1: float
    exact: float
    dupes: float


def tokens(text: str) -> list[str]:
    """The words of a text; in scripts without spaces, the characters.

    >>> tokens("It's 5 o'clock."), tokens("他说 yes")
    (['It', 's', '5', 'o', 'clock'], ['他', '说', 'yes'])
    """
    found: list[str] = []
    for word in _WORD.findall(text):
        found.extend(word if _UNSPACED.search(word) else (word,))
    return found


def shingles(words: Sequence[str]) -> Bag:
    """The bag of runs of four tokens; of fewer tokens, they are the one run.

    >>> sorted(shingles("a b c d e".split()))
    [('a', 'b', 'c', 'd'), ('b', 'c', 'd', 'e')]
    """
    if not words:
        return Counter()
    starts = range(max(1, len(words) - SHINGLE_TOKENS + 1))
    return Counter(tuple(words[at : at + SHINGLE_TOKENS]) for at in starts)


def match(said: Bag, gold: Bag) -> Match:
    """Precision, recall and F1 of one text; two empty texts agree."""
    both = (said & gold).total()
    spurious, missed = said.total() - both, gold.total() - both
    if not spurious and not missed:
        return Match(1.0, 1.0, 1.0)
    precision = both / (both + spurious) if said else None
    recall = both / (both + missed) if gold else None
    return Match(precision, recall, 2 * both / (2 * both + spurious + missed))


@dataclass(slots=True)
class Tally:
    """What one tool has scored so far."""

    pages: list[tuple[float, str, str | None]] = field(default_factory=list)
    """Each page's F1, id and URL."""
    precisions: list[float] = field(default_factory=list)
    recalls: list[float] = field(default_factory=list)
    exact: int = 0
    lines: int = 0
    repeats: int = 0
    failures: list[str] = field(default_factory=list)

    def add(self, sample: Sample, text: str) -> None:
        """Score one page's text against the gold that it agrees with most."""
        words = tokens(text)
        said = shingles(words)
        golds = [tokens(gold) for gold in sample.golds]
        best = max((match(said, shingles(gold)) for gold in golds), key=lambda each: each.f1)
        self.precisions += [] if best.precision is None else [best.precision]
        self.recalls += [] if best.recall is None else [best.recall]
        self.pages.append((best.f1, sample.id, sample.url))
        self.exact += words in golds
        self._count_repeats(text)

    def _count_repeats(self, text: str) -> None:
        seen: set[tuple[str, ...]] = set()
        for line in text.lower().split("\n"):
            words = tuple(tokens(line))
            if len(words) >= MIN_LINE_TOKENS:
                self.lines += 1
                self.repeats += words in seen
                seen.add(words)

    def scores(self) -> Scores:
        """The figures of the pages so far; 0 where there are none to take a mean of."""
        precision, recall = _mean(self.precisions), _mean(self.recalls)
        return Scores(
            P=precision,
            R=recall,
            F1=2 * precision * recall / (precision + recall) if precision + recall else 0.0,
            docF1=_mean([f1 for f1, _, _ in self.pages]),
            exact=self.exact / max(1, len(self.pages)),
            dupes=self.repeats / max(1, self.lines),
        )


def _mean(values: Sequence[float]) -> float:
    return fmean(values) if values else 0.0


def score(samples: Iterable[Sample], tools: Mapping[str, Extract]) -> dict[str, Tally]:
    """Give every page to every tool. One that raises has said nothing about the page, which its tally notes."""
    tallies = {name: Tally() for name in tools}
    for sample in samples:
        for name, extract in tools.items():
            text = ""
            try:
                text = extract(sample.html, sample.url)
            except Exception as error:  # whatever a peer may raise, the table must be printed
                tallies[name].failures.append(f"{sample.id}: {error!r}")
            tallies[name].add(sample, text)
    return tallies


def print_table(tallies: Mapping[str, Tally]) -> None:
    """A line a tool; on stderr, who failed on how many pages."""
    print(f"{'':18}" + "".join(f"{name:>7}" for name in Scores._fields))
    for name, tally in tallies.items():
        print(f"{name:18}" + "".join(f"{value:7.3f}" for value in tally.scores()))
        if tally.failures:
            print(f"{name} raised on {len(tally.failures)} pages, first on {tally.failures[0]}", file=sys.stderr)


def print_worst(name: str, tally: Tally, worst: int) -> None:
    """The pages on which a tool's F1 is lowest."""
    print(f"the lowest F1 of {name}:")
    for f1, page, url in sorted(tally.pages, key=lambda each: each[0])[:worst]:
        print(f"    {f1:.3f}  {page}  {url or ''}".rstrip())


def tool_names(text: str) -> tuple[str, ...]:
    """Names of tools with commas between them."""
    names = tuple(name.strip() for name in text.split(","))
    if unknown := sorted(set(names) - set(TOOLS)):
        raise argparse.ArgumentTypeError(f"no tool {', '.join(unknown)}; there are {', '.join(TOOLS)}")
    return names


def run(description: str | None, tools: tuple[str, ...]) -> None:
    """The command line; `tools` are asked unless `--tools` names others."""
    parser = corpus_parser(description)
    parser.add_argument(
        "--worst", metavar="N", type=count, help="print the N pages with the lowest F1 of the first tool"
    )
    parser.add_argument("--tools", metavar="NAME,...", type=tool_names, default=tools, help=f"of {', '.join(TOOLS)}")
    args = parser.parse_args()
    if not args.corpora:
        parser.error("no CORPUS given")
    logging.disable()
    installed = load_tools(args.tools)
    try:
        for path in args.corpora:
            tallies = score(load(path, args.limit), installed)
            pages = max((len(tally.pages) for tally in tallies.values()), default=0)
            print(f"\n{name_of(path)}: {pages} pages")
            print_table(tallies)
            for name, tally in [*tallies.items()][: 1 if args.worst else 0]:
                print_worst(name, tally, args.worst)
    except CorpusError as error:
        parser.error(str(error))


def main() -> None:
    """Score newsclean alone unless told otherwise."""
    run(__doc__, (NEWSCLEAN,))


if __name__ == "__main__":
    main()
