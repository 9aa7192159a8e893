"""Read Parquet: each row is a page, in columns that the user chooses.

Other columns are kept for the writer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from newsclean.errors import InputError, MissingExtraError
from newsclean.page import ERROR, Cells, Kind, Record
from newsclean.readers.remote import is_remote, open_remote
from newsclean.readers.streams import STDIN, Reading, open_bytes, suffixes

if TYPE_CHECKING:
    import pyarrow

BATCH_ROWS = 16
"""The number of rows that are read at once. The writer waits for the last row of a batch.

A row group may have a million rows.
"""

MAX_NAMED = 12
"""The maximum number of columns that an error message lists."""

BUFFER_BYTES = 1 << 20
"""The number of bytes of a column chunk that are read at once. Without it, pyarrow reads the whole chunk."""

BYTES = {"string": "binary", "large_string": "large_binary", "string_view": "binary_view"}
"""pyarrow's text types, and the binary type of each."""

RELEASED_BYTES = 64 << 20
"""The number of bytes after which the memory pool releases unused memory. More often is too slow."""


def read(path: str, reading: Reading) -> Iterator[Record]:
    """Yield a record for each row, named by its number from 1. A part of a row group is read at a time.

    For a file without rows, an empty batch with its columns is added to `reading.empty`. Raises `InputError` if the
    file cannot be read, and `MissingExtraError` if pyarrow is not installed.
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
        open_bytes(path).close()  # raises an error with the reason if the file cannot be opened
    number = 0
    try:
        for cells in _batches(path, reading):
            yield from _records(f"{path}:", number, cells)
            number += len(cells.batch)
    except (ArrowException, OSError, ValueError) as error:
        where = f"after row {number}: " if number else ""
        reason = str(error).splitlines()[0] if str(error) else repr(error)
        raise InputError(f"{where}not a valid Parquet file: {reason}") from None


def _batches(path: str, reading: Reading) -> Iterator[Cells]:
    """Yield the batches of a file, each as its first row."""
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
    """Yield the records of a batch. `before` is the number of rows before it.

    A record without a page has the kind "auto". Its source is the error that an earlier run wrote, or empty.
    """
    batch, fields = cells.batch, cells.fields
    html, text, url, error = (_column(batch, each) for each in (fields.html, fields.text, fields.url, ERROR))
    for at in range(len(batch)):
        kind: Kind = "auto"
        column, source = html, html.bytes(at)
        if source:
            kind = "html"
        else:
            column, source = text, text.bytes(at)
            kind = "auto" if source is None else "text"
            if source is None and text.values is not None:
                source = error.bytes(at)
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
    """A column of bytes.

    If the column is dictionary-encoded, `values` is the dictionary and `places` the indices.
    """

    values: Any = None
    places: Any = None
    is_text: bool = False

    def bytes(self, at: int) -> bytes | None:
        """Return the value of a row."""
        place = at if self.places is None else self.places[at].as_py()
        return None if self.values is None or place is None else self.values[place].as_py()


def _column(batch: pyarrow.RecordBatch, name: str) -> _Column:
    """Return the column with this name; a column without values if it is missing or has another type."""
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
    """Return a row's values by column name, as Python values.

    A time that Python cannot represent is a string.
    """
    row = cells.batch.slice(cells.at, 1)
    return {name: _value(column) for name, column in zip(row.schema.names, row.columns, strict=True)}


def _without_pandas(value: Any) -> Any:
    """Return the value that pyarrow gives without pandas. Raises `ValueError` for a time with nanoseconds."""
    for plain, rest in (("to_pydatetime", "nanosecond"), ("to_pytimedelta", "nanoseconds")):
        if hasattr(value, plain):
            if getattr(value, rest):
                raise ValueError(value)
            return getattr(value, plain)()
    return value


def _value(column: pyarrow.Array) -> Any:
    """Return the value of a column that has one row."""
    from pyarrow import ArrowException

    try:
        return _without_pandas(column[0].as_py())
    except (ValueError, OverflowError):  # nanoseconds, or a year of five digits
        try:
            return column.cast("string")[0].as_py()
        except ArrowException:
            return column.to_string(skip_new_lines=True)
