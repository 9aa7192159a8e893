"""Count how often what a page says twice comes out once, and what looks said twice stays.

    python -m tests.bench.repeats [CORPUS...] [--pages N] [--peers] [--kinds KIND,...] [--worst N]

Cases of each kind are composed of the first N articles of each corpus (of all, without `--pages`), of the samples if
no corpus is given: as HTML, as plain text with a blank line between paragraphs or without, in turn, and some as a dump
that links cut into pieces. A case is *once* if each paragraph stands in the output as often as it should, and nothing
else that the page repeats. A kind that must stay is right only if nothing of it goes as a repeat. Then each text that
cleans to another when cleaned again is counted, and all articles are cleaned as plain text: what goes is listed.
"""

from __future__ import annotations

import argparse
import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from newsclean import Page, clean
from tests.bench.corpora import SUFFIX, TRUTH, CorpusError, count, load
from tests.bench.peers import NEWSCLEAN, Extract, load_tools
from tests.bench.repeats.compose import Article, Case, article, is_once
from tests.bench.repeats.kinds import KINDS
from tests.bench.repeats.stays import STAYS

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
PEERS = ("trafilatura", "resiliparse")
DUMPED: tuple[str, ...] = (
    "doubled",
    "mobile and desktop",
    "nested article",
    "two articles",
    "print copy",
    "tripled",
    "pairs twice",
)
DUMPED += ("from the second on", "from the middle on", "lead as teaser", "summary", "tail", "scattered")
"""Kinds of pages that say the same twice, which are dumped too."""

Golds = list[tuple[str, str]]


def golds_of(paths: Iterable[Path], pages: int | None) -> Iterator[tuple[str, str]]:
    """The articles of corpora, or of the samples, each with a name."""
    for path in paths:
        for sample in load(path, pages):
            yield f"{path.name.split('.')[0]} {sample.id}", sample.golds[0]
    if not paths:
        yield "drawbridge", clean((SAMPLES / "scraped.txt").read_bytes()).text
        yield "ferries", clean((SAMPLES / "ferries.html").read_bytes()).text


class Table:
    """How many cases of each kind were right, by column, and which were not."""

    def __init__(self) -> None:
        self.right: Counter[tuple[str, str]] = Counter()
        self.all: Counter[tuple[str, str]] = Counter()
        self.wrong: defaultdict[tuple[str, str], list[str]] = defaultdict(list)

    def add(self, kind: str, column: str, name: str, right: bool) -> None:
        """Count a case."""
        self.all[kind, column] += 1
        self.right[kind, column] += right
        if not right:
            self.wrong[kind, column].append(name)

    def print(self) -> None:
        """A line a kind."""
        columns = list(dict.fromkeys(column for _, column in self.all))
        print(f"{'':26}{'cases':>7}" + "".join(f"{column:>13}" for column in columns))
        for kind in dict.fromkeys(kind for kind, _ in self.all):
            cases = max(self.all[kind, column] for column in columns)
            print(f"{kind:26}{cases:7}" + "".join(self.share(kind, column) for column in columns))

    def share(self, kind: str, column: str) -> str:
        """A cell: the share of a kind's cases that are right."""
        count = self.all[kind, column]
        return f"{self.right[kind, column] / count:13.1%}" if count else f"{'-':>13}"


def untouched(page: Page) -> bool:
    """Whether nothing went as a repeat."""
    return all(removal.reason != "repeat" for removal in page.removed)


class Bench:
    """The tables, and what is not the same when cleaned again."""

    def __init__(self, kinds: Iterable[str], peers: dict[str, Extract]) -> None:
        self.kinds = tuple(kinds)
        self.peers = peers
        self.once, self.stays = Table(), Table()
        self.unsettled: list[str] = []

    def run(self, source: Article, blank_lines: bool) -> None:
        """Compose and score every kind of one article."""
        for kind in self.kinds:
            stay = kind in STAYS
            source.draw.seed(f"{source.name} {kind}")
            case = (STAYS if stay else KINDS)[kind](source)
            if case is not None:
                pages = {"html": clean(case.html(), kind="html"), "text": clean(case.text(blank_lines), kind="text")}
                if kind in DUMPED:
                    pages["dump"] = clean(case.dump(), kind="text")
                for form, page in pages.items():
                    if stay:
                        self.stays.add(kind, form, source.name, untouched(page))
                    else:
                        self.once.add(kind, form, source.name, is_once(case, page.text))
                    self.settle(f"{kind} {form} {source.name}", page.text)
                self.ask_peers(kind, source.name, case)

    def settle(self, name: str, text: str) -> None:
        """Clean again."""
        if clean(text, kind="text").text != text:
            self.unsettled.append(name)

    def ask_peers(self, kind: str, name: str, case: Case) -> None:
        """Score the peers' HTML."""
        for peer, extract in self.peers.items() if kind in KINDS else ():
            self.once.add(kind, peer, name, is_once(case, extract(case.html(), None)))

    def report(self, worst: int) -> None:
        """Print both tables and what is wrong."""
        for table, title in ((self.once, "once"), (self.stays, "nothing gone")):
            if table.all:
                print(f"\n{title}")
                table.print()
            for (kind, column), names in table.wrong.items() if worst else ():
                if column not in PEERS:
                    print(f"    {kind}, {column}: {', '.join(names[:worst])}")
        print(f"\nnot the same when cleaned again: {len(self.unsettled)}", *self.unsettled[:20], sep="\n    ")


def false_removals(golds: Golds) -> None:
    """Clean the articles themselves as plain text, and list what goes."""
    blocks, found = 0, []
    for name, text in golds:
        page = clean(text, kind="text")
        blocks += len(page.blocks)
        found += [(name, removal, page.blocks[removal.at].text) for removal in page.removed]
    repeats = sum(removal.reason == "repeat" for _, removal, _ in found)
    print(f"\n{blocks} paragraphs of {len(golds)} articles: {len(found)} go, {repeats} of them as repeats")
    for name, removal, text in found:
        print(f"    {name} {removal.at} {removal.reason} ({removal.evidence[:48]}): {text[:80]!r}")


def kind_names(text: str) -> list[str]:
    """Names of kinds with semicolons between them."""
    names = [name.strip() for name in text.split(";")]
    if unknown := set(names) - {*KINDS, *STAYS}:
        raise argparse.ArgumentTypeError(f"no kind {', '.join(sorted(unknown))}")
    return names


def each_article(golds: Golds) -> Iterator[Article]:
    """Those that have enough paragraphs."""
    make: Callable[[str, str], Article | None] = article
    yield from filter(None, (make(name, text) for name, text in golds))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = f"a file NAME{SUFFIX} or a folder with {TRUTH}"
    parser.add_argument("corpora", metavar="CORPUS", nargs="*", type=Path, help=what)
    parser.add_argument("--pages", metavar="N", type=count, help="take the first N articles of each corpus")
    parser.add_argument("--peers", action="store_true", help=f"score {' and '.join(PEERS)} beside {NEWSCLEAN}")
    parser.add_argument("--kinds", metavar="KIND;...", type=kind_names, default=[*KINDS, *STAYS])
    parser.add_argument("--worst", metavar="N", type=count, default=0, help="name N wrong cases a kind")
    args = parser.parse_args()
    logging.disable()
    bench = Bench(args.kinds, load_tools(PEERS) if args.peers else {})
    try:
        golds = list(golds_of(args.corpora, args.pages))
    except CorpusError as error:
        parser.error(str(error))
    for at, each in enumerate(each_article(golds)):
        bench.run(each, blank_lines=at % 2 == 0)
    bench.report(args.worst)
    false_removals(golds)


if __name__ == "__main__":
    main()
