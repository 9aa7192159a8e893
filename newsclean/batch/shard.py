"""Write the results of one file of many pages to one file: rows or a table."""

from __future__ import annotations

import os
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from newsclean.batch.outcome import Outcome
from newsclean.batch.outputs import draft, ends_run
from newsclean.batch.rows import parse_row
from newsclean.batch.run import Run
from newsclean.errors import OutputError
from newsclean.metadata import FIELDS
from newsclean.page import Record, Unread
from newsclean.readers.streams import suffixes
from newsclean.writers.packing import Members

if TYPE_CHECKING:
    from newsclean.writers.parquet import Table


class Shard:
    """The rows of one input. They are moved to `path` when all are written.

    If the input could not be read to its end, the file gets the time of its input, so that `--resume` makes it again.
    If rows have incompatible columns, the file is not written, and an error is reported.
    """

    def __init__(self, run: Run, source: str, path: Path) -> None:
        self.run, self.source, self.path = run, source, path
        self.stack = ExitStack()
        self.file: Members | None = None
        self.table: Table | None = None
        self.lines = self.written = 0
        self.broken = self.failed = False

    def write(self, record: Record | Unread, outcome: Outcome) -> None:
        """Add the outcome of a record."""
        self.broken = self.broken or isinstance(record, Unread)
        if self.failed:
            if outcome.failure is None:
                self.run.tally.lose()
            return
        self.written += outcome.failure is None
        try:
            self.open()
            self.add(record, outcome)
        except OutputError as error:
            self.fail(str(error))
        except OSError as error:
            self.end(error)

    def open(self) -> None:
        """Open the file before its first row."""
        if self.file is not None or self.table is not None:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = self.stack.enter_context(draft(self.path))
        content, packed = suffixes(str(self.path))
        if content == ".parquet":
            from newsclean.writers.parquet import Table

            self.table = Table(file, self.run.job.keep_html, FIELDS if self.run.job.metadata else ())
        else:
            self.file = Members(file, packed)

    def add(self, record: Record | Unread, outcome: Outcome) -> None:
        """Write the row of an outcome, if it has one."""
        if outcome.output is None:
            return
        self.lines += 1
        if self.table is not None:
            self.table.add(parse_row(outcome.output), record.cells if isinstance(record, Record) else None)
        elif self.file is not None:
            self.file.write(self.run.row(record, outcome) or b"")

    def finish(self) -> None:
        """Move the file into place, unless its input could not be read at all."""
        if self.failed:
            return
        if self.broken and not self.lines:
            self.drop()
            return
        try:
            self.open()
            if self.table is not None:
                self.table.close([cells for cells in self.run.inputs.reading.empty if cells.group[0] == self.source])
            elif self.file is not None:
                self.file.close()
            self.stack.close()
        except OutputError as error:
            self.fail(str(error))
        except OSError as error:
            self.end(error)
        if self.broken and not self.failed:
            with suppress(OSError):
                old = os.stat(self.source)  # noqa: PTH116
                os.utime(self.path, ns=(old.st_atime_ns, old.st_mtime_ns))

    def fail(self, message: str) -> None:
        """Discard the file and report the error."""
        self.drop()
        self.failed = True
        self.run.tally.lose(self.written)
        self.run.say(self.source, f"{self.path}: not written: {message}", True)

    def end(self, error: OSError) -> None:
        """Discard the file. Raises `OutputError` if the error ends the run."""
        self.fail(error.strerror or str(error))
        if ends_run(error):
            why = error.strerror or error
            raise OutputError(f"{self.path}: {why}; written results are kept: continue with --resume")

    def drop(self) -> None:
        """Remove an incomplete file."""
        if self.table is not None:
            self.table.drop()
        with suppress(Exception):
            self.stack.__exit__(OutputError, OutputError(), None)
