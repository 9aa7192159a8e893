"""Parquet: rows into a file, a row group of the input at a time."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import accumulate
from typing import Any, BinaryIO

from newsclean.errors import MissingExtraError, OutputError
from newsclean.page import Cells, Fields

MAX_ROWS, MAX_CHARS = 1000, 32 << 20
"""Rows that come from no table are a row group when they are so many, or when they hold so many characters."""
ERROR = "error"
REMOVAL = ("reason", "evidence", "text")
TEXTS = ("string", "large_string", "string_view", "binary", "large_binary", "binary_view")
"""The types that hold texts, by pyarrow's names."""
Values = dict[str, Any]


class Table:
    """Rows on their way into a Parquet file; the first row group says what columns it has.

    A row of a table keeps its other columns with their types; the article's column takes the place of the HTML's, and
    has the type of the text's if there is one. Each row has the columns `names` and `error`, which is null where all
    went well. `close()` writes the rest and what readers need to read the file. Raises `MissingExtraError` if pyarrow
    is not installed, `OutputError` for rows that do not fit together.
    """

    def __init__(self, file: BinaryIO, keep_html: bool = False, names: Iterable[str] = ()) -> None:
        if not _is_there("pyarrow"):
            raise MissingExtraError("writing Parquet files", "parquet")
        self.file, self.keep_html, self.names = file, keep_html, (*names, ERROR)
        self.writer: Any = None
        self.schema: Any = None
        self.cells: list[tuple[Cells, Values]] = []
        self.rows: list[Values] = []
        self.chars = 0
        self.group: tuple[str, int] | None = None
        self.parts: list[Any] = []

    @cached_property
    def arrow(self) -> Any:
        """pyarrow, which takes a third of a second to load: not before the workers are at work."""
        import pyarrow

        return pyarrow

    def add(self, values: Values, cells: Cells | None = None) -> None:
        """Add a row: all of it, or what is new of a table's row."""
        group = cells.group if cells is not None else None
        if group != self.group or (group is None and (len(self.rows) >= MAX_ROWS or self.chars >= MAX_CHARS)):
            self.flush()
            self.group = group
        if cells is None:
            self.rows.append(values)
            self.chars += sum(len(value) for value in values.values() if isinstance(value, str))
            return
        if self.cells and self.cells[-1][0].batch is not cells.batch:
            self.settle()
        self.cells.append((cells, values))

    def close(self, empty: Sequence[Cells] = ()) -> None:
        """Write what is left, and the end of the file. Without a row, it has the columns of the first empty table."""
        self.flush()
        if self.writer is None:
            self.write(self._of_cells(empty[0], []) if empty else self._of_rows([{"text": None}]).slice(0, 0))
        self.writer.close()

    def drop(self) -> None:
        """Let go of a file that is given up: pyarrow would write its end once it is closed, and complain."""
        if self.writer is not None:
            with suppress(Exception):
                self.writer.close()
            self.writer.is_open = False

    def flush(self) -> None:
        """Write the row group that has come together."""
        self.settle()
        if self.parts:
            self.write(self.arrow.concat_tables(self.parts))
            self.parts = []

    def settle(self) -> None:
        """Make columns of the rows that wait."""
        if not self.cells and not self.rows:
            return
        table = self._of_cells(self.cells[0][0], self.cells) if self.cells else self._of_rows(self.rows)
        self.parts.append(self.fitted(table))
        self.cells, self.rows, self.chars = [], [], 0

    def write(self, table: Any) -> None:
        """Write a row group."""
        try:
            if self.writer is None:
                from pyarrow.parquet import ParquetWriter

                self.schema = table.schema
                self.writer = ParquetWriter(self.file, table.schema, compression="zstd")
            self.writer.write_table(table, row_group_size=max(len(table), 1))
        except self.arrow.ArrowException as error:
            raise OutputError(f"Parquet does not hold such rows: {error}") from None

    def fitted(self, table: Any) -> Any:
        """A table with the columns of those before it."""
        if self.schema is None:
            self.schema = table.schema
        if table.schema.equals(self.schema):
            return table
        odd = sorted(set(table.schema.names) - set(self.schema.names))
        if odd:
            raise OutputError(f"a row brings a column that those before it do not have: {', '.join(odd)}")
        try:
            columns = [
                table.column(field.name).cast(field.type)
                if field.name in table.schema.names
                else self.arrow.nulls(len(table), field.type)
                for field in self.schema
            ]
        except self.arrow.ArrowException as error:
            raise OutputError(f"a row does not fit the columns of those before it: {error}") from None
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
                columns.append((name, self.column(name, [each.get(name) for each in values])))
        metadata = {key: value for key, value in (batch.schema.metadata or {}).items() if key != b"huggingface"}
        about = {each.name: each.metadata for each in batch.schema if each.name != fields.text}
        schema = self.arrow.schema(
            [self.arrow.field(name, column.type, metadata=about.get(name)) for name, column in columns], metadata
        )
        return self.arrow.Table.from_arrays([column for _, column in columns], schema=schema)

    def _carried(self, batch: Any, fields: Fields, values: Sequence[Values]) -> Iterator[tuple[str, Any]]:
        """The columns of a batch, the article in its place."""
        text = [each.get(fields.text) for each in values]
        names = batch.schema.names
        for at, name in enumerate(names):
            if name == fields.html and name != fields.text:
                if self.keep_html:
                    yield name, batch.column(at)
                if fields.text not in names:
                    yield fields.text, self.strings(text)
            elif name == fields.text:
                yield name, self.texts(text, batch.column(at).type)
            elif name == ERROR:
                yield name, self._errors(batch.column(at), [each.get(name) for each in values])
            else:
                yield name, self._filled(name, batch.column(at), [each.get(name) for each in values])

    def _errors(self, column: Any, found: list[str | None]) -> Any:
        """What went wrong in place of what an earlier run said; what is no text is of someone else, and stays."""
        if self._is_text(column.type) or column.type == self.arrow.null():
            return self.texts(found, column.type)
        pairs = zip(found, column.to_pylist(), strict=True)
        return self.strings([new if new is not None or was is None else str(was) for new, was in pairs])

    def _filled(self, name: str, column: Any, found: list[Any]) -> Any:
        """A column, with what was found where it has nothing; as it was if that is of another type."""
        if column.type == self.arrow.null() and name in self.names:
            return self.column(name, found)
        if not any(value is not None for value in found):
            return column
        try:
            merged = [was or new for new, was in zip(found, column.to_pylist(), strict=True)]
            return self.arrow.array(merged, column.type)
        except (self.arrow.ArrowException, TypeError, ValueError, OverflowError):
            return column

    def _of_rows(self, rows: Sequence[Values]) -> Any:
        names = list(dict.fromkeys([*(name for row in rows for name in row), *self.names]))
        columns = [(name, self.column(name, [row.get(name) for row in rows])) for name in names]
        return self.arrow.table(dict(columns))

    def column(self, name: str, values: list[Any]) -> Any:
        """Values as a column; of one that holds nothing yet, the type is known by its name, or is a string's."""
        null, string = self.arrow.null(), self.arrow.string()
        if all(value is None for value in values):
            return self.arrow.nulls(len(values), self._types().get(name, string))
        if len(values) <= MAX_ROWS and all(value is None or type(value) is str for value in values):
            return self.strings(values)
        try:
            column = self.arrow.array(values)
            if column.type in (null, self.arrow.list_(null)):
                known = self._types().get(name, string if column.type == null else self.arrow.list_(string))
                column = self.arrow.array(values, known)
        except UnicodeEncodeError:
            return self.column(name, [_encodable(value) for value in values])
        except (self.arrow.ArrowException, OverflowError) as error:
            raise OutputError(
                f"the values of {name!r} are of several types, which a column cannot be: {error}"
            ) from None
        return column

    def texts(self, values: Sequence[str | None], kind: Any) -> Any:
        """Texts as a column of a type that holds texts, or of strings where it holds others.

        A dictionary gets the largest indices: each article is another.
        """
        if not self._is_text(kind):
            return self.strings(values)
        if hasattr(kind, "value_type"):
            kind = self.arrow.dictionary(self.arrow.int32(), kind.value_type)
        return self.strings(values).cast(kind)

    def _is_text(self, kind: Any) -> bool:
        """Whether a type holds texts, by themselves or as bytes, or a dictionary of them."""
        from pyarrow.types import is_dictionary

        return str(kind.value_type if is_dictionary(kind) else kind) in TEXTS

    def strings(self, values: Sequence[str | None]) -> Any:
        """Texts as a column. From a list, pyarrow would make one too, but loads pandas for it where that is there."""
        texts = [(value or "").encode("utf-8", "backslashreplace") for value in values]
        offsets = array("i", accumulate(map(len, texts), initial=0))
        known = sum(1 << at for at, value in enumerate(values) if value is not None)
        buffers = [known.to_bytes(len(values) // 8 + 1, "little"), offsets, b"".join(texts)]
        string, buffer = self.arrow.string(), self.arrow.py_buffer
        return self.arrow.Array.from_buffers(string, len(values), [buffer(each) for each in buffers])

    def _types(self) -> dict[str, Any]:
        """The types of what newsclean says of a page, for when the first pages say nothing of it."""
        strings = self.arrow.list_(self.arrow.string())
        removal = [("index", self.arrow.int64()), *((name, self.arrow.string()) for name in REMOVAL)]
        return {
            "authors": strings,
            "tags": strings,
            "free": self.arrow.bool_(),
            "paragraphs": strings,
            "confidence": self.arrow.float64(),
            "removed": self.arrow.list_(self.arrow.struct(removal)),
        }


class Rows(Table):
    """Rows of tables as they were, on their way into a Parquet file; the first row group says what columns it has."""

    def _of_cells(self, first: Cells, rows: Sequence[tuple[Cells, Values]]) -> Any:
        whole = len(rows) == len(first.batch)
        parts = [first.batch] if whole else [cells.batch.slice(cells.at, 1) for cells, _ in rows]
        return self.arrow.Table.from_batches(parts, first.batch.schema)


def _is_there(package: str) -> bool:
    """Whether a package is installed, which is not loaded for that."""
    from importlib.util import find_spec

    try:
        return find_spec(package) is not None
    except ValueError:
        return False


def _encodable(value: Any) -> Any:
    """A value without the halves of letters that file names may hold."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, list):
        return [_encodable(each) for each in value]
    return {key: _encodable(each) for key, each in value.items()} if isinstance(value, dict) else value
