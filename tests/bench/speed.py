"""Time newsclean, a bare parse and two peers in one run, and the stages of newsclean.

    python -m tests.bench.speed CORPUS... [--limit N]
    python -m tests.bench.speed CORPUS... --against CHECKOUT [--limit N]
    python -m tests.bench.speed --startup

Each page goes to each tool in turn, in a new random order for each page, so other work on the machine affects all tools
alike. A ratio of two of these times is meaningful; a single time is not. If a tool imports a module only when a page
needs it, that page pays for the import; with a small `--limit` it shows in p99. `--startup` times whole processes,
`newsclean PAGE` and `trafilatura < PAGE`, on each of two samples. `--against` times only `clean()`, of this checkout
and of another.
"""

from __future__ import annotations

import gc
import logging
import os
import random
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from newsclean import DEFAULT, Page, Removal, Rule, clean
from newsclean.parse import parse
from newsclean.pipeline import is_once, settle
from tests.bench.corpora import CorpusError, Sample, corpus_parser, load, name_of
from tests.bench.pair import compare, table
from tests.bench.peers import INSTALL, NEWSCLEAN, Extract, load_tools

PEERS = ("resiliparse", "trafilatura")
BARE_PARSE = "bare parse"
TOTAL = "all"
STARTS = 11
SAMPLES = tuple(Path(__file__).resolve().parents[2] / "samples" / name for name in ("doubled.html", "ferries.html"))
"""A page that the model judges, which takes numpy, and a smaller one that it does not."""

MIN_SHOWN = 100
"""Characters of the paragraph by which it is told that a command printed the article."""

Times = dict[str, list[float]]
"""Seconds a page, by what took them."""


class TimedRule:
    """A rule that adds up the seconds it takes; it is asked as often as the rule is."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.name = getattr(rule, "__name__", type(rule).__name__)
        self.once = is_once(rule)
        self.seconds = 0.0

    def __call__(self, page: Page) -> list[Removal]:
        start = perf_counter()
        removals = list(self.rule(page))
        self.seconds += perf_counter() - start
        return removals


def bare_parse() -> Extract:
    """What newsclean parses with, and nothing after it: no tool on this parser can be faster."""
    from selectolax.lexbor import LexborHTMLParser

    def extract(html: bytes, url: str | None) -> str:
        LexborHTMLParser(html, options=1, scripting=True)
        return ""

    return extract


def seconds(work: Callable[[], object]) -> float:
    """How long it takes. Earlier garbage is collected first, so that nobody pays for another's."""
    gc.collect()
    start = perf_counter()
    work()
    return perf_counter() - start


def time_tools(samples: Iterable[Sample], tools: Mapping[str, Extract]) -> tuple[Times, Times]:
    """Each tool's seconds a page; then those of newsclean's stages, from a run of their own on the same page."""
    times: Times = {name: [] for name in tools}
    stages: Times = {}
    draw = random.Random(0)
    for number, sample in enumerate(samples):
        turns = draw.sample(list(tools), len(tools))
        if not number:
            for name in turns:  # once for nothing: the first call of each fills its caches
                tools[name](sample.html, sample.url)
            gc.freeze()
        for name in turns:
            times[name].append(seconds(partial(tools[name], sample.html, sample.url)))
        for stage, taken in time_stages(sample):
            stages.setdefault(stage, []).append(taken)
    return times, stages


def time_stages(sample: Sample) -> Iterator[tuple[str, float]]:
    """The seconds of parsing, of each rule (however often it was asked), of the rest, and of all together."""
    gc.collect()
    rules = [TimedRule(rule) for rule in DEFAULT]
    start = perf_counter()
    page = parse(sample.html, sample.url)
    parsed = perf_counter()
    settle(page, rules)
    _ = page.text
    end = perf_counter()
    yield "parse", parsed - start
    for rule in rules:
        yield rule.name, rule.seconds
    yield "the rest", end - parsed - sum(rule.seconds for rule in rules)
    yield TOTAL, end - start


def percentile(values: Sequence[float], share: float) -> float:
    """The least value that at most this share of them lies below.

    >>> percentile([5.0, 1.0, 3.0], 0.99), percentile([5.0, 1.0, 3.0], 0.5)
    (5.0, 3.0)
    """
    return sorted(values)[int(share * len(values))]


def print_tools(times: Times) -> None:
    """Median and 99th percentile, and how many times another's median newsclean's is."""
    print(f"{'':18}{'median ms':>10}{'p99 ms':>10}{'newsclean is':>14}")
    own = statistics.median(times[NEWSCLEAN])
    for name, taken in times.items():
        median = statistics.median(taken)
        ratio = "" if name == NEWSCLEAN else f"{own / median:12.2f} x"
        print(f"{name:18}{1e3 * median:10.2f}{1e3 * percentile(taken, 0.99):10.1f}{ratio:>14}")


def print_stages(stages: Times) -> None:
    """Each stage's median, its 99th percentile and its share of all time."""
    print(f"\n{'stage':18}{'median ms':>10}{'p99 ms':>10}{'share':>14}")
    whole = sum(stages[TOTAL])
    for name, taken in stages.items():
        middle, high = statistics.median(taken), percentile(taken, 0.99)
        print(f"{name:18}{1e3 * middle:10.3f}{1e3 * high:10.2f}{sum(taken) / whole:14.1%}")


def startup(page: Path) -> str:
    """The medians of `STARTS` processes of each command, one after the other in turn, after one of each for nothing.

    That first one writes the byte code of both, which an installed command has. Raises `RuntimeError` if a command is
    missing or fails.
    """
    commands = {name: [command(name)] for name in ("newsclean", "trafilatura")}
    commands["newsclean"].append(str(page))
    shown = next(block.text for _, block in clean(page.read_bytes()).kept if len(block.text) >= MIN_SHOWN)
    times: Times = {name: [] for name in commands}
    with TemporaryDirectory() as folder:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = folder
        for _ in range(1 + STARTS):
            for name, line in commands.items():
                times[name].append(seconds(partial(run_once, line, page, shown, environment)))
    own, peer = (statistics.median(taken[1:]) for taken in times.values())
    lines = [f"{name:22}{1e3 * median:8.0f} ms" for name, median in zip(commands, (own, peer), strict=True)]
    head = f"whole processes on {page.name}, {page.stat().st_size} bytes, median of {STARTS}"
    return "\n".join([head, *lines, f"newsclean takes {own / peer:.2f} of trafilatura's time"])


def command(name: str) -> str:
    """Where a command is: beside this Python, else on the path. Raises `RuntimeError` without one."""
    found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
    if found is None:
        raise RuntimeError(f"no {name} command: {INSTALL}")
    return found


def run_once(line: Sequence[str], page: Path, shown: str, environment: Mapping[str, str]) -> None:
    """Give a process a page. Raises `RuntimeError` unless it prints what is to be shown and ends well."""
    with page.open("rb") as file:
        done = subprocess.run(line, stdin=file, capture_output=True, check=False, env=environment)
    printed = " ".join(done.stdout.decode(errors="replace").split())
    if done.returncode or shown not in printed:
        complaint = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["no article in what it printed"]
        raise RuntimeError(f"{' '.join(line)} ended with {done.returncode}: {complaint[0]}")


def main() -> None:
    """Time corpora, or starts, or both."""
    parser = corpus_parser(__doc__)
    parser.add_argument("--startup", action="store_true", help="time whole processes on two samples")
    parser.add_argument(
        "--against", metavar="CHECKOUT", type=Path, help="compare its clean() with that of this checkout"
    )
    args = parser.parse_args()
    if not args.corpora and (args.against or not args.startup):
        parser.error("no CORPUS given" if args.against else "neither a CORPUS nor --startup given")
    logging.disable()
    try:
        if args.against:
            report_pairs(args.corpora, args.limit, args.against)
        elif args.corpora:
            tools = load_tools([NEWSCLEAN]) | {BARE_PARSE: bare_parse()} | load_tools(PEERS)
            for path in args.corpora:
                report(path, args.limit, tools)
        if args.startup:
            print("\n".join(map(startup, SAMPLES)))
    except (CorpusError, RuntimeError) as error:
        parser.error(str(error))


def report_pairs(paths: Sequence[Path], limit: int | None, other: Path) -> None:
    """Time this checkout and another on corpora and print a table each."""
    for path in paths:
        own, others = compare(load(path, limit), other)
        print(f"\n{name_of(path)}: {len(own)} pages")
        if own:
            print(table(own, others))


def report(path: Path, limit: int | None, tools: Mapping[str, Extract]) -> None:
    """Time a corpus and print both tables."""
    times, stages = time_tools(load(path, limit), tools)
    pages = len(times[NEWSCLEAN])
    print(f"\n{name_of(path)}: {pages} pages")
    if pages:
        print_tools(times)
        print_stages(stages)


if __name__ == "__main__":
    main()
