"""A run over many inputs: results are written in order, and everything is counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsclean.batch.inputs import Inputs
from newsclean.batch.job import Job
from newsclean.batch.outcome import Outcome, failed_outcome
from newsclean.batch.rows import fields_of, line_of, parse_row
from newsclean.batch.source import weigh
from newsclean.batch.tally import Tally
from newsclean.limits import Failure, Limits
from newsclean.page import Record, Unread

if TYPE_CHECKING:
    from newsclean.batch.reports import Reports

JSON_ROWS = "--to json is for pages: rows stay rows; use --metadata to add title, authors, date and so on to them"
Found = tuple["Record | Unread", Outcome]


@dataclass(slots=True)
class Run:
    """The settings and the state of a run.

    `job` is applied to each record. `jobs` is the number of processes; with 0, this process does the work. `say` is
    called with the name of an input, a message, and whether it is shown even with `--quiet`.
    """

    job: Job
    inputs: Inputs
    say: Callable[[str, str, bool], None]
    jobs: int = 0
    limits: Limits = field(default_factory=Limits)
    verbose: bool = False
    reports: Reports | None = None
    about: str = ""
    """A description of this run's options. A resumed run must have the same description."""
    step: Callable[[Tally], None] | None = None
    """Called after each record."""
    tally: Tally = field(default_factory=Tally)
    misused: bool = False
    """Whether `--to json`, which is for pages, was used with rows."""

    def outcomes(self, records: Iterable[Record | Unread]) -> Iterator[Found]:
        """Yield each record with its outcome, in order. Outcomes are counted, and their messages are reported."""
        for record, outcome in self.work(records):
            if self.job.form == "json" and not self.misused and isinstance(record, Record) and fields_of(record):
                self.misused = True
                self.say(record.name, JSON_ROWS, True)
            if outcome.failure is not None:
                self.say(record.name, outcome.failure.message, True)
            for note in outcome.notes:
                self.say(record.name, note, False)
            if self.verbose and outcome.failure is None:
                removed = ", ".join(f"{reason} {blocks}" for reason, (blocks, _) in sorted(outcome.removed.items()))
                said = f"{outcome.kept_blocks} of {outcome.all_blocks} blocks kept; removed: {removed or 'none'}"
                self.say(record.name, said, True)
            self.tally.count(outcome)
            if self.reports is not None:
                self.reports.add(record.name, outcome)
            if self.step is not None:
                self.step(self.tally)
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
                yield record, self.lost(record, found)
            else:
                yield record, found

    def lost(self, record: Record | Unread, failure: Failure) -> Outcome:
        """Return the outcome of a record whose worker was lost."""
        return failed_outcome(record, failure, self.job) if isinstance(record, Record) else Outcome(failure=failure)

    def fail(self, outcome: Outcome, name: str, message: str) -> None:
        """Count a record as failed because its output could not be written."""
        if outcome.failure is None:
            self.tally.lose()
        self.say(name, message, True)

    def rows(self, records: Iterable[Record | Unread]) -> Iterator[tuple[Record | Unread, bytes | None]]:
        """Yield each record with its output, in order."""
        for record, outcome in self.outcomes(records):
            yield record, self.row(record, outcome)

    def row(self, record: Record | Unread, outcome: Outcome) -> bytes | None:
        """Return the output of a record, if it has one. A row of a table is returned completely, as JSON."""
        if outcome.output is None or not isinstance(record, Record) or record.cells is None:
            return outcome.output
        return line_of(record.cells, parse_row(outcome.output), self.job.keep_html)

    def print(self, paths: Sequence[str], write: Callable[[bytes], object]) -> None:
        """Write all outputs in order. A blank line separates pages that are not rows."""
        page = b""
        for record, line in self.rows(self.inputs.records(paths)):
            if line is None:
                continue
            if page:
                write(b"\n" if page.endswith(b"\n") else b"\n\n")
            write(line)
            page = b"" if self.is_line(record) else line

    def is_line(self, record: Record | Unread) -> bool:
        """Return whether the output of a record is one line: a row, or a page as JSON."""
        part = record.part if isinstance(record, Unread) else record
        return self.job.form == "json" or (part is not None and self.job.makes_row(part))


@dataclass(frozen=True, slots=True)
class Attempt:
    """The function that workers apply to each record."""

    job: Job

    def __call__(self, record: Record | Unread) -> Outcome:
        return attempt(self.job, record)


def attempt(job: Job, record: Record | Unread) -> Outcome:
    """Return the outcome of a record, or of an input that could not be read."""
    if isinstance(record, Record):
        return job(record)
    failure = Failure(record.kind, record.message)
    return Outcome(failure=failure) if record.part is None else failed_outcome(record.part, failure, job)
