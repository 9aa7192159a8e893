"""Check what engines do with a page that hangs, exceeds the memory, or ends its process."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from newsclean import DEFAULT, Page, Removal, Rule
from tests.bench.site import composed

PAGES, BAD = 20, "Story 7"
TIMEOUT = 5.0
"""Seconds of a page."""

PATIENCE = 90
"""Seconds after which an engine that has not ended is taken to hang."""

MB = 1 << 20
MEMORY = 3072 * MB
"""Of address space that the processes of an engine may take in these runs, as a machine or `ulimit -v` sets it."""


def hangs(page: Page) -> Iterable[Removal]:
    """A rule for which one page takes forever."""
    while page.title == BAD:
        time.sleep(0.1)
    return ()


def eats(page: Page) -> Iterable[Removal]:
    """A rule for which one page takes all memory."""
    held = []
    while page.title == BAD:
        held.append(bytearray(256 * MB))
    return ()


def dies(page: Page) -> Iterable[Removal]:
    """A rule for which one page ends the process."""
    if page.title == BAD:
        os.kill(os.getpid(), signal.SIGKILL)
    return ()


FAULTS = {"hangs": hangs, "eats memory": eats, "dies": dies}


def limit_memory() -> None:
    """Take no more than `MEMORY`, nor let the processes that this one starts."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def eats_within(page: Page) -> Iterable[Removal]:
    """`eats`, in a process that may not take all memory."""
    if page.title == BAD:
        limit_memory()
    return eats(page)


def with_fault(fault: str) -> tuple[Rule, ...]:
    """The rules, and one at which a page is at fault."""
    return (*DEFAULT, eats_within if fault == "eats memory" else FAULTS[fault])


def spark(fault: str, folder: Path) -> str:
    """`clean_pages`, each task tried twice."""
    from newsclean.integrations.spark import clean_pages
    from tests.bench.engines.runs import session

    running = session(2, failures=2)
    rows = [(sample.url, bytearray(sample.html)) for sample in composed(PAGES, html=True)]
    frame = running.createDataFrame(rows, "url string, html binary").repartition(2)
    try:
        found = clean_pages(frame, rules=with_fault(fault), timeout=TIMEOUT).collect()
    except Exception as error:
        tried = re.search(r"failed \d+ times", str(error))
        return f"the job fails: a task {tried.group() if tried else error!r}"
    finally:
        running.stop()
    return counted([row["error"] for row in found])


def counted(errors: list[str | None]) -> str:
    """How many pages are clean, and what is said of others."""
    said = [error for error in errors if error]
    return f"{len(errors) - len(said)} of {PAGES} articles; {', '.join(said) or 'nothing said'}"


def datatrove(fault: str, folder: Path) -> str:
    """The pipeline step, in one process."""
    from newsclean.integrations.datatrove import Newsclean

    return piped(Newsclean(with_fault(fault), timeout=TIMEOUT), folder, 1)


def pool(fault: str, folder: Path) -> str:
    """The pipeline step, in two processes."""
    from newsclean.integrations.datatrove import Newsclean

    return piped(Newsclean(with_fault(fault), timeout=TIMEOUT), folder, 2)


def sandbox(fault: str, folder: Path) -> str:
    """datatrove's sandbox around the extractor."""
    from newsclean.integrations.datatrove import NewscleanExtractor

    return piped(NewscleanExtractor(with_fault(fault)), folder, 1)


def piped(step: object, folder: Path, jobs: int) -> str:
    """What comes of a pipeline with a step, in so many processes."""
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    rows = [{"id": each.id, "url": each.url, "html": each.html.decode()} for each in composed(PAGES, html=True)]
    for part in range(jobs):
        lines = "".join(json.dumps(row) + "\n" for row in rows[part::jobs])
        (folder / f"pages{part}.jsonl").write_text(lines, "utf-8")
    out = JsonlWriter(str(folder / "out"), compression=None)
    reader = JsonlReader(str(folder), text_key="html", glob_pattern="pages*.jsonl")
    LocalPipelineExecutor([reader, step, out], tasks=jobs, workers=jobs, logging_dir=str(folder / "logs")).run()
    rows_out = [line for path in (folder / "out").glob("*") for line in path.open("rb")]
    steps = json.loads((folder / "logs" / "stats.json").read_text("utf-8"))
    names = ("dropped_timeout", "dropped_error", "timeout", "broken_process", "clean_error")
    said = {name for each in steps if "newsclean" in each["name"] for name in names if name in each["stats"]}
    return f"{len(rows_out)} of {PAGES} articles; {', '.join(sorted(said)) or 'nothing said'}"


def newsclean(fault: str, folder: Path) -> str:
    """`clean_all`, in two processes."""
    from newsclean import Limits, Record, clean_all

    records = [Record(each.id, each.html, each.url) for each in composed(PAGES, html=True)]
    limits = Limits(timeout=TIMEOUT)
    rules = (*DEFAULT, FAULTS[fault])
    return counted([each.failure and each.failure.message for each in clean_all(records, rules, jobs=2, limits=limits)])


ENGINES = {"newsclean": newsclean, "Spark": spark, "datatrove": datatrove, "its pool": pool, "its sandbox": sandbox}


def print_faults() -> None:
    """Print a line for each fault in each engine, which runs in a process of its own."""
    for fault in FAULTS:
        for name in ENGINES:
            with tempfile.TemporaryDirectory() as folder:
                print(f"a page that {fault}, {name}: {told(name, fault, folder)}", flush=True)


def told(name: str, fault: str, folder: str) -> str:
    """The last line that an engine's run has printed, or how it ended."""
    command = [sys.executable, "-m", "tests.bench.engines.faults", name, fault, folder]
    with tempfile.TemporaryFile("w+") as out:  # a pipe would be held open by what an engine leaves behind
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            code = process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            return f"has not ended after {PATIENCE} seconds"
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        out.seek(0)
        return f"the whole run ends with status {code}" if code else out.read().strip().splitlines()[-1]


if __name__ == "__main__":
    print(ENGINES[sys.argv[1]](sys.argv[2], Path(sys.argv[3])))
