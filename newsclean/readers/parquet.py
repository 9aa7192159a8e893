"""Parquet: a page a row, in columns of the user's choice. Other columns wait in their batch for whoever writes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from newsclean.errors import InputError, MissingExtraError
from newsclean.page import Cells, Kind, Record
from newsclean.readers.remote import is_remote, open_remote
from newsclean.readers.streams import STDIN, Reading, open_bytes, suffixes

if TYPE_CHECKING:
    import pyarrow

BATCH_ROWS = 16
"""So many rows are read at once; a row group may have a million. What is written of them waits for the last of them."""
MAX_NAMED = 12
"""Columns that a message names."""
BUFFER_BYTES = 1 << 20
"""Of a column's part of a row group, so much is read of the file at once, not all of it."""
BYTES = {"string": "binary", "large_string": "large_binary", "string_view": "binary_view"}
"""The types of texts, by pyarrow's names, and what each is as bytes."""
RELEASED_BYTES = 64 << 20
"""Once so much was read, what the memory pool holds of it is given back: more often would cost more than reading."""


def read(path: str, reading: Reading) -> Iterator[Record]:
    """A record a row, named by its number, from 1. The file is read a part of a row group at a time.

    What columns a file without rows has is noted in `reading.empty`. Raises `InputError` where the file cannot be read
    on, `MissingExtraError` where pyarrow is not installed.
    """
    try:
        from pyarrow import ArrowException
    except ImportError:
        raise MissingExtraError("reading Parquet files", "parquet") from None
    if path == STDIN:
        raise InputError("Parquet cannot be read from a stream: name the file")
    if suffixes(path)[1]:
        raise InputError("a Parquet file that is compressed as a whole: unpack it first")
    if not is_remote(path):
        open_bytes(path).close()  # says why, if it cannot be
    number = 0
    try:
        for cells in _batches(path, reading):
            yield from _records(f"{path}:", number, cells)
            number += len(cells.batch)
    except (ArrowException, OSError, ValueError) as error:
        where = f"after row {number}: " if number else ""
        raise InputError(f"{where}no Parquet: {str(error).splitlines()[0] if str(error) else error!r}") from None


def _batches(path: str, reading: Reading) -> Iterator[Cells]:
    """The batches of a file, each as its first row."""
    from pyarrow import OSFile, PythonFile, RecordBatch, default_memory_pool
    from pyarrow.parquet import ParquetFile

    waste = 0
    with PythonFile(open_remote(path), "r") if is_remote(path) else OSFile(path) as file:
        table = ParquetFile(file, buffer_size=BUFFER_BYTES)
        names, fields = table.schema_arrow.names, reading.fields
        if table.metadata.num_rows and not {fields.html, fields.text} & set(names):
            raise InputError(
                f"has no column {fields.html!r} or {fields.text!r}, but {', '.join(map(repr, names[:MAX_NAMED]))}"
                " (--html-field and --text-field name other columns)"
            )
        if not table.metadata.num_rows:
            batch = RecordBatch.from_pylist([], schema=table.schema_arrow)
            reading.empty.append(Cells(batch, 0, (path, 0), reading.fields))
        for group in range(table.num_row_groups):
            part = table.metadata.row_group(group)
            size = sum(part.column(at).total_compressed_size for at in range(part.num_columns))
            for batch in table.iter_batches(BATCH_ROWS, [group], use_threads=False):
                reading.meter.read += size * len(batch) // part.num_rows
                yield Cells(batch, 0, (path, group), reading.fields)
                waste += batch.nbytes
                if waste >= RELEASED_BYTES:
                    default_memory_pool().release_unused()
                    waste = 0


def _records(name: str, before: int, cells: Cells) -> Iterator[Record]:
    """The records of a batch; `before` rows stand before it."""
    batch, fields = cells.batch, cells.fields
    html, text, url = (_column(batch, each) for each in (fields.html, fields.text, fields.url))
    for at in range(len(batch)):
        kind: Kind = "auto"
        column, source = html, html.bytes(at)
        if source:
            kind = "html"
        else:
            column, source = text, text.bytes(at)
            kind = "auto" if source is None else "text"
        address = url.bytes(at)
        yield Record(
            f"{name}{before + at + 1}",
            source or b"",
            address.decode("utf-8", "replace") if address else None,
            "utf-8" if column.is_text else None,
            kind,
            cells=Cells(batch, at, cells.group, fields),
        )


class _Column(NamedTuple):
    """A column whose values are bytes; of one that is encoded by a dictionary, that and where in it each value is."""

    values: Any = None
    places: Any = None
    is_text: bool = False

    def bytes(self, at: int) -> bytes | None:
        """A row's value."""
        place = at if self.places is None else self.places[at].as_py()
        return None if self.values is None or place is None else self.values[place].as_py()


def _column(batch: pyarrow.RecordBatch, name: str) -> _Column:
    """The column of this name; one without values if there is none, or if it is of another type."""
    from pyarrow.types import is_dictionary

    at = batch.schema.get_field_index(name)
    if at < 0:
        return _Column()
    values, places = batch.column(at), None
    if is_dictionary(values.type):
        values, places = values.dictionary, values.indices
    kind = str(values.type)
    if kind in BYTES:
        return _Column(values.view(BYTES[kind]), places, is_text=True)
    return _Column(values, places) if kind in BYTES.values() else _Column()


def row_of(cells: Cells) -> dict[str, Any]:
    """All of a row by its columns' names, as Python's values; a time that Python has no form for is a text."""
    row = cells.batch.slice(cells.at, 1)
    return {name: _value(column) for name, column in zip(row.schema.names, row.columns, strict=True)}


def _without_pandas(value: Any) -> Any:
    """A value as pyarrow gives it where pandas is not installed. Raises `ValueError` for a time with nanoseconds."""
    for plain, rest in (("to_pydatetime", "nanosecond"), ("to_pytimedelta", "nanoseconds")):
        if hasattr(value, plain):
            if getattr(value, rest):
                raise ValueError(value)
            return getattr(value, plain)()
    return value


def _value(column: pyarrow.Array) -> Any:
    """The value of a column of one row."""
    from pyarrow import ArrowException

    try:
        return _without_pandas(column[0].as_py())
    except (ValueError, OverflowError):  # nanoseconds, or a year of five digits
        try:
            return column.cast("string")[0].as_py()
        except ArrowException:
            return column.to_string(skip_new_lines=True)
