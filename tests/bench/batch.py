"""Measure the command line over many pages: a folder, JSON Lines, WARC and Parquet; one process and two.

    python -m tests.bench.batch CORPUS... [--pages N] [--forms folder jsonl warc parquet] [--jobs J...] [--rounds R]
        [--peer N] [--max-bytes BYTES] [--work DIR]

The pages of the corpora are used in turn until there are N (default: 100,000). Each is renamed, and its number makes it
different from the others. The command checks for each run that pages in = pages written + pages failed, and that there
are as many results. It then prints the pages a second, how much faster two processes are than one, and the peak memory
of the parent and of its largest worker. It also prints the parent's memory after a quarter of the run, so that growth
shows. At the end, `trafilatura --input-dir --parallel 2` and `newsclean -j 2` clean the same first 2,000 pages in turn.

Each form is written to DIR, measured and removed before the next one. A hundred thousand pages take about 20 GB. Other
work on the machine slows all runs. Before each run, the pages are read once to fill the file cache, and earlier writes
are flushed to the disk, so that no run pays for the one before. Outputs stay until all runs of a form are over, because
a file system (ext4) creates files slowly where many were just removed.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count, islice
from pathlib import Path

from tests.bench.corpora import CorpusError, corpus_parser, load
from tests.bench.tree import below, computed

COMMAND = [sys.executable, "-m", "newsclean"]
JOBS = (1, 2)
GROUP_ROWS = 64
MB = 1 << 20
SUMMARY = re.compile(r"newsclean: ([\d,]+) read, ([\d,]+) written, ([\d,]+) failed")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A page that is no other's copy."""

    name: str
    url: str
    html: bytes


def numbered(paths: Iterable[Path], number: int, max_bytes: int | None = None) -> Iterator[Numbered]:
    """So many pages out of the corpora's that are no larger than this."""
    pages = [sample.html for path in paths for sample in load(path)]
    pages = [each for each in pages if max_bytes is None or len(each) <= max_bytes]
    for at in range(number):
        html = pages[at % len(pages)].replace(b"</p>", b"</p><!-- %d -->" % at, 1)
        yield Numbered(f"{at // 1000:03}/{at:06}", f"https://news.example/{at}", html)


def write_folder(pages: Iterable[Numbered], path: Path) -> Path:
    for page in pages:
        file = path / f"{page.name}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(page.html)
    return path


def write_jsonl(pages: Iterable[Numbered], path: Path) -> Path:
    path = path.with_suffix(".jsonl")
    with path.open("w", encoding="utf-8") as file:
        for page in pages:
            row = {"id": page.name, "url": page.url, "html": page.html.decode("utf-8", "replace")}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path


def write_warc(pages: Iterable[Numbered], path: Path) -> Path:
    path = path.with_suffix(".warc")
    with path.open("wb") as file:
        for page in pages:
            http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page.html
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {page.url}\r\nWARC-Date: 2025-11-03T00:00:00Z\r\n"
                f"WARC-Record-ID: <urn:uuid:{len(page.name):08}-0000-0000-0000-000000000000>\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
            )
            file.write(head.encode() + http + b"\r\n\r\n")
    return path


def write_parquet(pages: Iterable[Numbered], path: Path) -> Path:
    import pyarrow
    import pyarrow.parquet

    path = path.with_suffix(".parquet")
    schema = pyarrow.schema([("id", pyarrow.string()), ("url", pyarrow.string()), ("html", pyarrow.binary())])
    waiting = iter(pages)
    with pyarrow.parquet.ParquetWriter(path, schema) as writer:
        while rows := [(page.name, page.url, page.html) for page in islice(waiting, GROUP_ROWS)]:
            writer.write_table(pyarrow.table(list(zip(*rows, strict=True)), schema=schema))
    return path


def rows_in(path: Path) -> int:
    """How many results a run has written."""
    if path.is_dir():
        return sum(1 for each in path.rglob("*") if each.is_file())
    if path.suffix == ".parquet":
        import pyarrow.parquet

        return int(pyarrow.parquet.ParquetFile(path).metadata.num_rows)
    with path.open("rb") as file:
        return sum(1 for _ in file)


@dataclass(frozen=True, slots=True)
class Form:
    """A way in which pages lie there, and where their articles go."""

    write: Callable[[Iterable[Numbered], Path], Path]
    output: str
    failed_too: bool = True


FORMS = {
    "folder": Form(write_folder, "out/", failed_too=False),
    "jsonl": Form(write_jsonl, "out.jsonl"),
    "warc": Form(write_warc, "out.jsonl"),
    "parquet": Form(write_parquet, "out.parquet"),
}


@dataclass(slots=True)
class Seen:
    """Resident bytes of a process and of those below it, and the seconds of a core that they took."""

    parent: list[int] = field(default_factory=list)
    workers: dict[int, int] = field(default_factory=dict)
    seconds: dict[int, float] = field(default_factory=dict)

    def look(self, pid: int) -> None:
        self.parent.append(resident(pid))
        self.seconds[pid] = computed(pid) or self.seconds.get(pid, 0.0)
        for child in below(pid):
            self.seconds[child] = computed(child) or self.seconds.get(child, 0.0)
            self.workers[child] = max(self.workers.get(child, 0), resident(child))

    def said(self) -> str:
        early = self.parent[len(self.parent) // 4]
        worker = max(self.workers.values(), default=0)
        own, *others = self.seconds.values()
        return (
            f"parent {own:.1f} s, {max(self.parent) // MB} MB ({early // MB} MB at a quarter),"
            f" workers {sum(others):.1f} s, {worker // MB} MB"
        )


def resident(pid: int) -> int:
    """The resident bytes of a process; none where there is no /proc."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def settle(source: Path) -> None:
    """Let the pages be in the cache, and nothing wait for the disk."""
    for path in sorted(source.rglob("*")) if source.is_dir() else [source]:
        if path.is_file():
            with path.open("rb") as file:
                while file.read(MB):
                    pass
    if hasattr(os, "sync"):
        os.sync()


def run(source: Path, output: Path, jobs: int, form: Form, pages: int) -> tuple[float, Seen, str]:
    """Run the command; give its seconds, what was seen and what it counted. Ends the program if that is not right."""
    args = [*COMMAND, "-j", str(jobs), "-o", f"{output}/" if form.output.endswith("/") else str(output), str(source)]
    settle(source)
    seen, began = Seen(), time.perf_counter()
    with tempfile.TemporaryFile() as said:
        with subprocess.Popen(args, stderr=said) as process:
            while process.poll() is None:
                seen.look(process.pid)
                time.sleep(0.2)
        seconds = time.perf_counter() - began
        said.seek(0)
        text = said.read().decode("utf-8", "replace")
    found = SUMMARY.search(text)
    if found is None or process.returncode not in (0, 2):
        sys.exit(f"{' '.join(args)} ended with {process.returncode}:\n{text[-2000:]}")
    read, written, failed = (int(each.replace(",", "")) for each in found.groups())
    results = rows_in(output)
    if not (read == pages == written + failed and results == (read if form.failed_too else written)):
        sys.exit(f"{read} read, {written} written, {failed} failed, {results} results of {pages} pages")
    return seconds, seen, f"{read} = {written} written + {failed} failed"


def measure(name: str, source: Path, number: int, all_jobs: Sequence[int], rounds: int) -> None:
    """Run over pages in a form, in turn with each number of processes, and say what came of it."""
    outputs = source.parent / "outputs"
    best: dict[int, float] = {}
    for turn, jobs in enumerate([*all_jobs] * rounds):
        output = outputs / str(turn) / FORMS[name].output
        output.parent.mkdir(parents=True)
        seconds, seen, counted = run(source, output, jobs, FORMS[name], number)
        best[jobs] = min(seconds, best.get(jobs, seconds))
        print(f"{name} -j {jobs}: {counted}; {number / seconds:,.0f} pages a second; {seen.said()}", flush=True)
    remove(outputs)
    if len(best) > 1:
        one, *_, many = best
        print(f"{name}: -j {many} is {best[one] / best[many]:.2f} times as fast as -j {one}", flush=True)


def beside_trafilatura(pages: Iterable[Numbered], number: int, work: Path) -> None:
    """Time both on the same folder of pages, twice in turn."""
    command = shutil.which("trafilatura", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
    if command is None:
        print("trafilatura: not installed (pip install '.[bench]')")
        return
    source = write_folder(pages, work / "in")
    peer = [command, "--input-dir", str(source), "--parallel", "2", "-o"]
    times: dict[str, list[float]] = {"newsclean": [], "trafilatura": []}
    results: dict[str, int] = {}
    for turn, name in zip(count(), (*times, *times), strict=False):
        output = work / f"out-{turn}"
        args = (
            [*COMMAND, "-q", "-j", "2", str(source), "-o", f"{output}/"]
            if name == "newsclean"
            else [*peer, str(output)]
        )
        settle(source)
        began = time.perf_counter()
        subprocess.run(args, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        times[name].append(time.perf_counter() - began)
        results[name] = rows_in(output) if output.exists() else 0
    for name, seconds in times.items():
        print(f"{name}: {number / min(seconds):,.0f} pages a second, {results[name]} files of {number} pages")
    for each in work.glob("out-*"):
        remove(each)
    print(f"newsclean is {min(times['trafilatura']) / min(times['newsclean']):.1f} times as fast as trafilatura")
    remove(source)


def remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def main() -> None:
    parser = corpus_parser(__doc__)
    parser.add_argument("--pages", type=int, default=100_000, metavar="N")
    parser.add_argument("--forms", nargs="*", choices=[*FORMS], default=[*FORMS])
    parser.add_argument("--jobs", type=int, nargs="*", default=[*JOBS], metavar="J")
    parser.add_argument("--rounds", type=int, default=1, metavar="R", help="runs of each kind; the best counts")
    parser.add_argument(
        "--peer", type=int, default=2000, metavar="N", help="pages for trafilatura and newsclean; 0: none"
    )
    parser.add_argument("--max-bytes", type=int, metavar="BYTES", help="leave out larger pages")
    parser.add_argument("--work", type=Path, help="a folder on a disk with enough space")
    args = parser.parse_args()
    if not args.corpora:
        parser.error("no CORPUS given")
    try:
        with tempfile.TemporaryDirectory(dir=args.work) as folder:
            for name in args.forms:
                pages = numbered(args.corpora, args.pages, args.max_bytes)
                source = FORMS[name].write(pages, Path(folder) / "in")
                measure(name, source, args.pages, args.jobs, args.rounds)
                remove(source)
            if args.peer:
                beside_trafilatura(numbered(args.corpora, args.peer, args.max_bytes), args.peer, Path(folder))
    except CorpusError as error:
        parser.error(str(error))


if __name__ == "__main__":
    main()
