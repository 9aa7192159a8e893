"""Write rows into a Parquet file. Each row group of the input becomes a row group of the output."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, BinaryIO

from newsclean.errors import MissingExtraError, OutputError
from newsclean.page import ERROR, LINE, Cells, Fields
from newsclean.writers.columns import Columns, encodable

MAX_ROWS, MAX_CHARS = 1000, 32 << 20
"""The maximum numbers of rows and of characters in a row group of rows that do not come from a table."""

Values = dict[str, Any]


class Table:
    """A Parquet file that is being written. The first row group determines its columns.

    A row of a table keeps its other columns and their types. The article's column replaces the HTML column; it has the
    type of the text column if there is one. Each row has the columns `names` and `error`, which is null on success. A
    row that does not come from a table also has `line`.
    `close()` writes the last rows and the footer of the file. Raises `MissingExtraError` if pyarrow is not installed,
    and `OutputError` for rows with incompatible columns.
    """

    def __init__(self, file: BinaryIO, keep_html: bool = False, names: Iterable[str] = ()) -> None:
        if not _is_there("pyarrow"):
            raise MissingExtraError("writing Parquet files", "parquet")
        self.file, self.keep_html, self.names = file, keep_html, (*names, ERROR)
        self.columns = Columns()
        self.writer: Any = None
        self.schema: Any = None
        self.cells: list[tuple[Cells, Values]] = []
        self.rows: list[Values] = []
        self.chars = 0
        self.group: tuple[str, int] | None = None
        self.parts: list[Any] = []

    @property
    def arrow(self) -> Any:
        """The module pyarrow."""
        return self.columns.arrow

    def add(self, values: Values, cells: Cells | None = None) -> None:
        """Add a row. With `cells`, a row of a table, `values` are only the new values."""
        group = cells.group if cells is not None else None
        if group != self.group or (group is None and (len(self.rows) >= MAX_ROWS or self.chars >= MAX_CHARS)):
            self.flush()
            self.group = group
        if cells is None:
            self.rows.append(values)
            self.chars += sum(len(value) for value in values.values() if isinstance(value, str))
            return
        if self.cells and self.cells[-1][0].batch is not cells.batch:
            self.convert()
        self.cells.append((cells, values))

    def close(self, empty: Sequence[Cells] = ()) -> None:
        """Write the last rows and the footer. A file without rows has the columns of the first empty table."""
        self.flush()
        if self.writer is None:
            self.write(self._of_cells(empty[0], []) if empty else self._of_rows([{"text": None}]).slice(0, 0))
        self.writer.close()

    def drop(self) -> None:
        """Close the writer and ignore its errors. Otherwise pyarrow closes it after the file is closed, and fails."""
        if self.writer is not None:
            with suppress(Exception):
                self.writer.close()
            self.writer.is_open = False

    def flush(self) -> None:
        """Write the buffered row group."""
        self.convert()
        if self.parts:
            self.write(self.arrow.concat_tables(self.parts))
            self.parts = []

    def convert(self) -> None:
        """Convert the buffered rows to columns."""
        if not self.cells and not self.rows:
            return
        table = self._of_cells(self.cells[0][0], self.cells) if self.cells else self._of_rows(self.rows)
        self.parts.append(self.conformed(table))
        self.cells, self.rows, self.chars = [], [], 0

    def write(self, table: Any) -> None:
        """Write a row group."""
        try:
            if self.writer is None:
                from pyarrow.parquet import ParquetWriter

                self.writer = ParquetWriter(self.file, table.schema, compression="zstd")
            self.writer.write_table(table, row_group_size=max(len(table), 1))
        except self.arrow.ArrowException as error:
            raise OutputError(f"Parquet cannot store these rows: {error}") from None

    def conformed(self, table: Any) -> Any:
        """Return a table with the columns and types of the first one. A missing column is filled with nulls.

        Raises `OutputError` for a further column, and for values that do not fit the type of their column.
        """
        if self.schema is None:
            self.schema = table.schema
        if table.schema.equals(self.schema):
            return table
        odd = sorted(set(table.schema.names) - set(self.schema.names))
        if odd:
            raise OutputError(f"a row has a column that earlier rows do not have: {', '.join(odd)}")
        for name in table.schema.names:
            column, known = table.column(name), self.schema.field(name).type
            if not self.columns.fits(column, known):
                raise OutputError(
                    f"a row does not match the columns of earlier rows: {name!r} is {column.type}, not {known}"
                )
        try:
            columns = [
                table.column(field.name).cast(field.type)
                if field.name in table.schema.names
                else self.arrow.nulls(len(table), field.type)
                for field in self.schema
            ]
        except self.arrow.ArrowException as error:
            raise OutputError(f"a row does not match the columns of earlier rows: {error}") from None
        return self.arrow.Table.from_arrays(columns, schema=self.schema)

    def _of_cells(self, first: Cells, rows: Sequence[tuple[Cells, Values]]) -> Any:
        batch, fields = first.batch, first.fields
        if len(rows) != len(batch):
            batch = self.arrow.Table.from_batches([batch.slice(cells.at, 1) for cells, _ in rows])
        values = [each for _, each in rows]
        columns = list(self._carried(batch, fields, values))
        there = {name for name, _ in columns}
        for name in dict.fromkeys([*(name for each in values for name in each), *self.names]):
            if name not in there:
                columns.append((name, self.columns.column(name, [each.get(name) for each in values])))
        # `huggingface` states the types of the input's columns
        metadata = {key: value for key, value in (batch.schema.metadata or {}).items() if key != b"huggingface"}
        about = {each.name: each.metadata for each in batch.schema if each.name != fields.text}
        schema = self.arrow.schema(
            [self.arrow.field(name, column.type, metadata=about.get(name)) for name, column in columns],
            metadata,
        )
        return self.arrow.Table.from_arrays([column for _, column in columns], schema=schema)

    def _carried(self, batch: Any, fields: Fields, values: Sequence[Values]) -> Iterator[tuple[str, Any]]:
        """Yield the columns of a batch, with the article in place of the HTML or text."""
        text = [each.get(fields.text) for each in values]
        names = batch.schema.names
        for at, name in enumerate(names):
            if name == fields.html and name != fields.text:
                if self.keep_html:
                    yield name, batch.column(at)
                if fields.text not in names:
                    yield fields.text, self.columns.strings(text)
            elif name == fields.text:
                yield name, self.columns.texts(text, batch.column(at).type)
            elif name == ERROR:
                yield name, self._errors(batch.column(at), [each.get(name) for each in values])
            else:
                yield name, self._filled(name, batch.column(at), [each.get(name) for each in values])

    def _errors(self, column: Any, found: list[str | None]) -> Any:
        """Replace the error messages of an earlier run.

        A value that is not text is not newsclean's. It is kept as a string, unless there is a new error.
        """
        if self.columns.is_text(column.type) or column.type == self.arrow.null():
            return self.columns.texts(found, column.type)
        pairs = zip(found, column.to_pylist(), strict=True)
        return self.columns.strings([new if new is not None or was is None else str(was) for new, was in pairs])

    def _filled(self, name: str, column: Any, found: list[Any]) -> Any:
        """Fill the nulls, empty texts and empty lists of a column.

        The column is unchanged if the new values have another type.
        """
        if column.type == self.arrow.null() and name in self.names:
            return self.columns.column(name, found)
        if not any(value is not None for value in found):
            return column
        try:
            merged = [
                new if was in (None, "", []) and new is not None else was
                for new, was in zip(found, column.to_pylist(), strict=True)
            ]
            return self.arrow.array(merged, column.type)
        except (self.arrow.ArrowException, TypeError, ValueError, OverflowError):
            return column

    def _of_rows(self, rows: Sequence[Values]) -> Any:
        names = list(dict.fromkeys([*(name for row in rows for name in row), *self.names, LINE]))
        columns = [(encodable(name), self.columns.column(name, [row.get(name) for row in rows])) for name in names]
        if len(dict(columns)) < len(columns):
            raise OutputError("two columns of a row have one name, when lone surrogates are replaced")
        return self.arrow.table(dict(columns))


class Rows(Table):
    """A Parquet file of rows that are copied unchanged from tables. The first row group determines its columns."""

    def _of_cells(self, first: Cells, rows: Sequence[tuple[Cells, Values]]) -> Any:
        whole = len(rows) == len(first.batch)
        parts = [first.batch] if whole else [cells.batch.slice(cells.at, 1) for cells, _ in rows]
        return self.arrow.Table.from_batches(parts, first.batch.schema)


def _is_there(package: str) -> bool:
    """Return whether a package is installed, without loading it."""
    from importlib.util import find_spec

    try:
        return find_spec(package) is not None
    except ValueError:
        return False
