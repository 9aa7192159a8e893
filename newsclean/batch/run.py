"""A run over many inputs: what comes of each is written in order, and everything is counted."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from newsclean.batch.inputs import Inputs, Unread
from newsclean.batch.job import Job, Outcome, failed
from newsclean.batch.outputs import Tree, draft
from newsclean.batch.reports import Reports
from newsclean.batch.source import weigh
from newsclean.errors import OutputError
from newsclean.limits import Failure, Limits
from newsclean.page import Record
from newsclean.readers import reader_name
from newsclean.readers.streams import suffixes

Found = tuple["Record | Unread", Outcome]
ROWS = "newsclean.readers.jsonl"


@dataclass(slots=True)
class Tally:
    """What became of the inputs: `read` is `written` and `failed`; a failure is counted by its kind."""

    read: int = 0
    written: int = 0
    changed: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    blocks: Counter[str] = field(default_factory=Counter)
    chars: Counter[str] = field(default_factory=Counter)
    began: float = field(default_factory=time.monotonic)

    def count(self, outcome: Outcome) -> None:
        """Take in what came of a record."""
        self.read += 1
        self.changed += outcome.changed
        if outcome.failure is not None:
            self.failed[outcome.failure.kind] += 1
            return
        self.written += 1
        for reason, (blocks, chars) in outcome.removed.items():
            self.blocks[reason] += blocks
            self.chars[reason] += chars

    def summary(self) -> str:
        """One line on all."""
        failed = ", ".join(f"{kind} {number}" for kind, number in sorted(self.failed.items()))
        removed = ", ".join(
            f"{reason} {blocks} ({self.chars[reason]:,} characters)" for reason, blocks in sorted(self.blocks.items())
        )
        rate = self.read / max(time.monotonic() - self.began, 1e-9)
        return (
            f"{self.read} read, {self.written} written, {sum(self.failed.values())} failed"
            f"{f' ({failed})' if failed else ''}; blocks removed: {removed or 'none'}; {rate:,.0f} a second"
        )


@dataclass(slots=True)
class Run:
    """How inputs are cleaned: what is done with each, by how many processes (0: in this one), and who is told what.

    `say` is told a name and what is wrong with that input, or what is to be known of it.
    """

    job: Job
    inputs: Inputs
    say: Callable[[str, str, bool], None]
    jobs: int = 0
    limits: Limits = field(default_factory=Limits)
    verbose: bool = False
    reports: Reports | None = None
    tally: Tally = field(default_factory=Tally)

    def outcomes(self, paths: Sequence[str]) -> Iterator[Found]:
        """What comes of each record, in order; each is counted, and named if there is something to say."""
        for record, outcome in self.work(self.inputs.records(paths)):
            if outcome.failure is not None:
                self.say(record.name, outcome.failure.message, True)
            for note in outcome.notes:
                self.say(record.name, note, False)
            if self.verbose and outcome.failure is None:
                removed = ", ".join(f"{reason} {blocks}" for reason, (blocks, _) in sorted(outcome.removed.items()))
                said = f"{outcome.kept} of {outcome.blocks} blocks kept; removed: {removed or 'none'}"
                self.say(record.name, said, True)
            self.tally.count(outcome)
            if self.reports is not None:
                self.reports.add(record.name, outcome)
            yield record, outcome

    def work(self, records: Iterable[Record | Unread]) -> Iterator[Found]:
        if not self.jobs:
            for record in records:
                yield record, attempt(self.job, record)
            return
        from newsclean.workers import work_all

        task = Attempt(self.job)
        for record, found in work_all(task, records, self.jobs, self.limits, weigh):
            if isinstance(found, Failure):
                yield (
                    record,
                    failed(record, found, self.job.in_place) if isinstance(record, Record) else Outcome(failure=found),
                )
            else:
                yield record, found

    def fail(self, outcome: Outcome, name: str, message: str) -> None:
        """Count a record as failed after all: what came of it could not be written."""
        self.tally.written -= outcome.failure is None
        self.tally.failed["not written"] += outcome.failure is None
        self.say(name, message, True)

    def print(self, paths: Sequence[str], file: BinaryIO) -> None:
        """Write everything to one stream, in order; between two pages that are no rows stands a blank line."""
        last = b""
        for _, outcome in self.outcomes(paths):
            if outcome.output is None:
                continue
            if last and not last.startswith(b"{"):
                file.write(b"\n" if last.endswith(b"\n") else b"\n\n")
            file.write(outcome.output)
            file.flush()
            last = outcome.output[:1] + outcome.output[-1:]

    def gather(self, paths: Sequence[str], path: Path) -> None:
        """Write everything into one file, which is put in its place when all is done."""
        if path.exists() and not path.is_file():
            with path.open("wb") as file:
                self.print(paths, file)
            return
        with draft(path) as file:
            self.print(paths, file)
            if not file.tell() and self.tally.failed:
                raise OutputError(f"{path}: not written, since nothing came of the inputs")

    def mirror(self, paths: Sequence[str], root: Path) -> None:
        """Write a file for each input into a folder that mirrors them."""
        tree = Tree(root, self.job.form)
        folders = sorted((each for each in paths if Path(each).is_dir()), key=len, reverse=True)
        for record, outcome in self.outcomes(paths):
            if outcome.output is None:
                continue
            if not isinstance(record, Record) or not isinstance(record.source, Path):
                self.fail(outcome, record.name, "is not a file of its own; name a FILE.jsonl for the output")
                continue
            name = str(record.source)
            within = next((each for each in folders if name.startswith(os.path.join(each, ""))), None)  # noqa: PTH118
            try:
                tree.write(tree.place(name, within), outcome.output)
            except OutputError as error:
                self.fail(outcome, record.name, str(error))
            except OSError as error:
                self.fail(outcome, record.name, f"could not be written: {error.strerror or error}")

    def rewrite(self, paths: Sequence[str]) -> None:
        """Write each text or JSON Lines file again, in its place, if anything in it changes."""
        rows = [path for path in paths if self.holds_rows(path)]
        for record, outcome in self.outcomes([path for path in paths if path not in rows]):
            if not outcome.changed or outcome.output is None or not isinstance(record, Record):
                continue
            if isinstance(record.source, Path) and not suffixes(record.name)[1]:
                self.put(outcome, record.source)
            else:
                self.fail(outcome, record.name, "is no file of its own that could be rewritten; -o names an output")
        for path in rows:
            self.rewrite_rows(path)

    def put(self, outcome: Outcome, path: Path) -> None:
        """Write a changed text into the place where it was."""
        assert outcome.output is not None
        try:
            with draft(path) as file:
                file.write(outcome.output)
        except OSError as error:
            self.fail(outcome, str(path), f"could not be written: {error.strerror or error}")

    def holds_rows(self, path: str) -> bool:
        """Whether a file is JSON Lines, as it lies."""
        return reader_name(path, self.inputs.form) == ROWS and not suffixes(path)[1] and Path(path).is_file()

    def rewrite_rows(self, path: str) -> None:
        """Write a JSON Lines file again, unless it cannot be read to its end or no row changes."""
        before, broken = self.tally.changed, False
        with suppress(_Unchanged), draft(Path(path)) as file:
            for record, outcome in self.outcomes([path]):
                broken = broken or isinstance(record, Unread)
                file.write(outcome.output or b"")
            if broken or self.tally.changed == before:
                raise _Unchanged


class _Unchanged(Exception):  # noqa: N818
    """A file stays as it is."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """The job for workers."""

    job: Job

    def __call__(self, record: Record | Unread) -> Outcome:
        return attempt(self.job, record)


def attempt(job: Job, record: Record | Unread) -> Outcome:
    """What comes of a record, or of an input of which none came."""
    if isinstance(record, Unread):
        return Outcome(failure=Failure("unreadable", record.message))
    return job(record)
