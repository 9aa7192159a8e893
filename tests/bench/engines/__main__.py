"""Measure newsclean in engines for many pages, and check that their results equal those of one machine.

    python -m tests.bench.engines [CORPUS...] [--pages N] [--jobs J] [--only NAME...]
    python -m tests.bench.engines --equal
    python -m tests.bench.engines --faults

The pages of the corpora are used in turn until there are N. Without a corpus, pages are composed. They are written as
Parquet, JSON Lines and files. Each installed engine cleans all of them in a process of its own; engines that are not
installed are named. The command prints a line for each engine: the number of articles, the processor time of its whole
process tree with its start, reading and writing, and pages a second. Processor times can be compared; wall times can be
compared only on an idle machine. Spark needs Java 17.

`--equal` compares Spark's `similar` on 10,000 texts and `site_counts` on 2,000 pages with `newsclean.similar` and a
`SiteIndex`. The exit code is 1 if they differ. `--faults` prints what Spark and datatrove do with a page that hangs,
with one that takes more memory than there is, and with one that ends its process.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from tests.bench.batch import Numbered, numbered, write_jsonl, write_parquet
from tests.bench.engines.runs import RUNS
from tests.bench.site import composed
from tests.bench.tree import spent


def is_there(package: str) -> bool:
    """Whether an engine can run here."""
    try:
        found = find_spec(package) is not None
    except ImportError:
        return False
    return found and (package != "pyspark" or shutil.which("java") is not None)


def pages_of(corpora: Sequence[Path], count: int) -> Iterator[Numbered]:
    """The pages to clean."""
    if corpora:
        yield from numbered(corpora, count)
    else:
        for at, sample in enumerate(composed(count, html=True)):
            yield Numbered(str(at), sample.url or "", sample.html)


def written(folder: Path, corpora: Sequence[Path], count: int, jobs: int) -> None:
    """Pages in all forms that engines read; as JSON Lines a part for each process."""
    found = pages_of(corpora, count)
    pages = [replace(page, html=page.html.decode("utf-8", "replace").encode()) for page in found]
    write_parquet(pages, folder / "pages")
    for name in ("shards", "pages"):
        (folder / name).mkdir()
    for part in range(jobs):
        write_jsonl(pages[part::jobs], folder / "shards" / str(part))
    for at, page in enumerate(pages):
        (folder / "pages" / f"{at}.html").write_bytes(page.html)


def table(corpora: Sequence[Path], count: int, jobs: int, names: Sequence[str]) -> None:
    """Print what each engine takes."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        written(folder, corpora, count, jobs)
        print(f"{count} pages\n{'':12}{'articles':>10}{'CPU s':>9}{'ms a page':>11}{'pages/s':>9}{'over':>7}")
        first = 0.0
        for name in names:
            if not is_there(RUNS[name][1]):
                print(f"{name:12}is not installed")
                continue
            done = spent([sys.executable, "-m", "tests.bench.engines.runs", name, place, str(jobs)])
            if done.code:
                print(f"{name:12}failed: {(done.error.strip().splitlines() or ['?'])[-1]}")
                continue
            first = first or done.cpu
            articles = int(done.out.split()[-1])
            print(
                f"{name:12}{articles:10}{done.cpu:9.1f}{1000 * done.cpu / count:11.1f}{count / done.wall:9.0f}"
                f"{done.cpu / first:7.2f}",
                flush=True,
            )


def main() -> int:
    """Do what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="*", type=Path, metavar="CORPUS")
    parser.add_argument("--pages", type=int, default=2000, metavar="N")
    parser.add_argument("--jobs", type=int, default=2, metavar="J")
    parser.add_argument("--only", nargs="+", choices=list(RUNS), default=list(RUNS), metavar="NAME")
    parser.add_argument("--equal", action="store_true")
    parser.add_argument("--faults", action="store_true")
    args = parser.parse_args()
    if args.equal:
        from tests.bench.engines.equal import differ

        return int(differ(args.jobs))
    if args.faults:
        from tests.bench.engines.faults import print_faults

        print_faults()
        return 0
    table(args.corpora, args.pages, args.jobs, args.only)
    return 0


if __name__ == "__main__":
    sys.exit(main())
