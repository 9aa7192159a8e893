"""What comes of a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from newsclean.batch.rows import ERROR, LINE, fields_of, identity, renewed, row_bytes, salvaged
from newsclean.limits import Failure
from newsclean.page import Fields, Record

if TYPE_CHECKING:
    from newsclean.batch.job import Job
    from newsclean.writers.report import Entry


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a record: what is to be written, what is to be said, and what was counted.

    `output` is the text, or the row; a row that failed has one too. `removed` has blocks and characters by reason.
    """

    output: bytes | None = None
    failure: Failure | None = None
    changed: bool = False
    diff: str = ""
    kept: int = 0
    blocks: int = 0
    removed: dict[str, tuple[int, int]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    report: str = ""
    entry: Entry | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        """As its values alone, in a tenth of the time that dataclasses take."""
        return Outcome, tuple(getattr(self, name) for name in self.__slots__)


def failed(record: Record, failure: Failure, job: Job) -> Outcome:
    """The outcome of a record that could not be cleaned: a row comes back with its error and without a text.

    Of a row that is no JSON, the fields before the fault come back. A row that is rewritten in its place stays as it
    was. A page becomes a row where pages do.
    """
    fields = fields_of(record)
    if not job.makes_row(record):
        return Outcome(failure=failure)
    if job.in_place and isinstance(record.source, bytes):
        return Outcome(record.source, failure)
    values = {**identity(record, record.url), (fields or Fields()).text: None, ERROR: failure.message}
    if record.row is None or not isinstance(record.source, bytes):
        return Outcome(row_bytes(values), failure)
    row = salvaged(record.source)
    return Outcome(row_bytes(renewed(row, record.row, with_line(values, record, row), job.keep_html), row), failure)


def with_line(values: dict[str, Any], record: Record, row: Mapping[str, Any]) -> dict[str, Any]:
    """What a row that failed says: in which line of its file it stood, too."""
    line = record.name.rpartition(":")[2]
    if LINE in row:
        return {**values, ERROR: f"line {line}: {values[ERROR]}"}
    return {**values, LINE: int(line)} if line.isdecimal() else values
