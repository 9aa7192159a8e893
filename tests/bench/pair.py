"""Time `clean()` of two checkouts on the same pages, page by page in turn, each in a process of its own.

`python -m tests.bench.speed CORPUS... --against CHECKOUT` prints the result of `compare`.
"""

from __future__ import annotations

import os
import pickle
import random
import statistics
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, cast

from tests.bench.corpora import Sample

OWN = Path(__file__).resolve().parents[2]
TURNS = 3
"""Through all pages, so that nothing that is remembered of a page helps with it. Of each page's times the least counts,
for what else the machine does only adds to it; they are the processor's, in which other processes have no share."""

CLOCK = """
import gc, pickle, sys
from pathlib import Path
from time import process_time
import newsclean
pages, times = sys.stdin.buffer, sys.stdout.buffer
pickle.dump(str(Path(newsclean.__file__).resolve().parent.parent), times)
times.flush()
first = True
while True:
    try:
        html, url = pickle.load(pages)
    except EOFError:
        break
    if first:
        newsclean.clean(html, url)
        gc.collect()
        gc.freeze()
        first = False
    gc.collect()
    start = process_time()
    newsclean.clean(html, url).text
    pickle.dump(process_time() - start, times)
    times.flush()
"""
"""What a process runs: it takes pages on its standard input, and gives the seconds of each on its standard output."""


class Clock:
    """A process that times `clean()` as one checkout has it."""

    def __init__(self, checkout: Path, pages: IO[bytes], times: IO[bytes]) -> None:
        self.checkout, self.pages, self.times = checkout, pages, times

    def seconds(self, sample: Sample) -> float:
        """How long the checkout takes for a page. Raises `RuntimeError` if its process ended."""
        try:
            pickle.dump((sample.html, sample.url), self.pages)
            self.pages.flush()
            return cast(float, pickle.load(self.times))
        except (EOFError, BrokenPipeError) as error:
            raise RuntimeError(f"{self.checkout}: its process ended on page {sample.id}") from error


@contextmanager
def clock(checkout: Path) -> Iterator[Clock]:
    """Start a checkout's process. Raises `RuntimeError` where there is no newsclean to import."""
    environment = os.environ | {"PYTHONPATH": str(checkout)}
    command = [sys.executable, "-c", CLOCK]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, cwd=checkout
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            imported = pickle.load(process.stdout)
        except EOFError:
            imported = ""
        if imported != str(checkout.resolve()):
            process.kill()
            raise RuntimeError(f"{checkout}: no newsclean to import there")
        yield Clock(checkout, process.stdin, process.stdout)


def compare(samples: Iterable[Sample], other: Path) -> tuple[list[float], list[float]]:
    """The seconds that this checkout and another take for each page."""
    draw = random.Random(0)
    pages = list(samples)
    with ExitStack() as stack:
        clocks = [stack.enter_context(clock(each)) for each in (OWN, other)]
        best = [[float("inf")] * len(pages) for _ in clocks]
        for _ in range(TURNS):
            for place, sample in enumerate(pages):
                for at in draw.sample(range(len(clocks)), len(clocks)):
                    best[at][place] = min(best[at][place], clocks[at].seconds(sample))
    return best[0], best[1]


def table(own: Sequence[float], other: Sequence[float]) -> str:
    """Median and mean of both, and how many times the other's this checkout's are."""
    lines = [f"{'ms a page':18}{'this':>10}{'other':>10}{'ratio':>10}"]
    for name, of in (("median", statistics.median), ("mean", statistics.fmean)):
        this, that = of(own), of(other)
        lines.append(f"{name:18}{1e3 * this:10.3f}{1e3 * that:10.3f}{this / that:10.3f}")
    ratio = statistics.median(this / that for this, that in zip(own, other, strict=True))
    lines.append(f"{'median of ratios':38}{ratio:10.3f}")
    return "\n".join(lines)
