"""Parquet: a page a row, in columns of the user's choice. Other columns wait in their batch for whoever writes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from newsclean.errors import InputError, MissingExtraError
from newsclean.page import Cells, Fields, Kind, Record
from newsclean.readers.streams import STDIN, Meter, Reading, open_bytes, suffixes

if TYPE_CHECKING:
    import pyarrow

BATCH_ROWS = 16
"""So many rows are read at once; a row group may have a million. What is written of them waits for the last of them."""
BUFFER_BYTES = 1 << 20
"""Of a column's part of a row group, so much is read of the file at once, not all of it."""
RELEASED_BYTES = 64 << 20
"""Once so much was read, what the memory pool holds of it is given back: more often would cost more than reading."""


def read(path: str, reading: Reading) -> Iterator[Record]:
    """A record a row, named by its number, from 1. The file is read a part of a row group at a time.

    Raises `InputError` where the file cannot be read on, `MissingExtraError` where pyarrow is not installed.
    """
    try:
        from pyarrow import ArrowException
    except ImportError:
        raise MissingExtraError("reading Parquet files", "parquet") from None
    if path == STDIN:
        raise InputError("Parquet cannot be read from a stream: name the file")
    if suffixes(path)[1]:
        raise InputError("a Parquet file that is compressed as a whole: unpack it first")
    open_bytes(path).close()  # says why, if it cannot be
    number = 0
    try:
        for cells in _batches(path, reading.fields, reading.meter):
            yield from _records(f"{path}:", number, cells)
            number += len(cells.batch)
    except (ArrowException, OSError, ValueError) as error:
        where = f"after row {number}: " if number else ""
        raise InputError(f"{where}no Parquet: {str(error).splitlines()[0] if str(error) else error!r}") from None


def _batches(path: str, fields: Fields, meter: Meter) -> Iterator[Cells]:
    """The batches of a file, each as its first row."""
    from pyarrow import OSFile, default_memory_pool
    from pyarrow.parquet import ParquetFile

    waste = 0
    with OSFile(path) as file:
        table = ParquetFile(file, buffer_size=BUFFER_BYTES)
        for group in range(table.num_row_groups):
            part = table.metadata.row_group(group)
            size = sum(part.column(at).total_compressed_size for at in range(part.num_columns))
            for batch in table.iter_batches(BATCH_ROWS, [group], use_threads=False):
                meter.read += size * len(batch) // part.num_rows
                yield Cells(batch, 0, (path, group), fields)
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
        column, source = html, _bytes(html, at)
        if source:
            kind = "html"
        else:
            column, source = text, _bytes(text, at)
            kind = "auto" if source is None else "text"
        address = _bytes(url, at)
        yield Record(
            f"{name}{before + at + 1}",
            source or b"",
            address.decode("utf-8", "replace") if address else None,
            "utf-8" if column is not None and not column[1] else None,
            kind,
            cells=Cells(batch, at, cells.group, fields),
        )


def _column(batch: pyarrow.RecordBatch, name: str) -> tuple[Any, bool] | None:
    """A column's values as bytes, and whether they are bytes by themselves; nothing if there are none."""
    import pyarrow.types as types

    at = batch.schema.get_field_index(name)
    if at < 0:
        return None
    column = batch.column(at)
    if types.is_dictionary(column.type):
        column = column.dictionary_decode()
    binary = types.is_binary(column.type) or types.is_large_binary(column.type)
    if binary:
        return column, True
    if types.is_string(column.type):
        return column.view("binary"), False
    return (column.view("large_binary"), False) if types.is_large_string(column.type) else None


def _bytes(column: tuple[Any, bool] | None, at: int) -> bytes | None:
    return None if column is None else column[0][at].as_py()
