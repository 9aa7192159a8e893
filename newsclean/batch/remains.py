"""Write the inputs again without their near-duplicates: unchanged rows and pages, in the order of the inputs.

Inputs are read a second time, because their texts are not kept in memory while they are compared.
"""

from __future__ import annotations

import os
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import count
from pathlib import Path
from shutil import copyfileobj
from typing import BinaryIO

from newsclean.batch.inputs import Inputs
from newsclean.batch.output_paths import identity_of
from newsclean.batch.outputs import FULL, draft
from newsclean.batch.rows import row_bytes
from newsclean.batch.single import form_of
from newsclean.batch.tree import common_folder
from newsclean.errors import InputError, MissingExtraError, OutputError
from newsclean.page import Cells, Record, Unread
from newsclean.readers import ONE_PAGE, PARQUET, ROWS
from newsclean.readers.streams import suffixes
from newsclean.writers.packing import Members

Drops = Mapping[int, str]
"""The names of the records to drop, by their numbers from 0 among all records of `Inputs.records`."""


class ChangedError(OutputError):
    """An input has changed since it was compared. The numbers of all later records may be wrong."""


class Remains:
    """The records of `paths` without `drops`. A record that was not compared remains if it can be read."""

    def __init__(self, inputs: Inputs, paths: Sequence[str], drops: Drops) -> None:
        self.inputs, self.paths, self.drops = inputs.silent(), paths, drops
        self.columns: Cells | None = None
        """The first row of a table since this was last `None`, even if it is dropped."""

    def files(self) -> Iterator[tuple[str, Iterator[Record]]]:
        """Yield each file with its remaining records. Read them all before you ask for the next file.

        Raises `ChangedError` if a record to drop has another name than before.
        """
        numbers = count()
        for path in self.inputs.files(self.paths):
            if isinstance(path, Unread):
                next(numbers)
            else:
                yield path, self._of_file(path, numbers)

    def _of_file(self, path: str, numbers: Iterator[int]) -> Iterator[Record]:
        for record, number in zip(self.inputs.file(path), numbers, strict=False):
            if self.columns is None and isinstance(record, Record):
                self.columns = record.cells
            if (name := self.drops.get(number)) is not None:
                if name != record.name:
                    raise ChangedError(f"{name}: changed since it was compared; it and later inputs are not written")
            elif isinstance(record, Record):
                yield record

    def print(self, file: BinaryIO | Members, as_rows: bool = False) -> None:
        """Write a line for each remaining record: a row, or the name of a page.

        With `as_rows`, the name of a page is written as a row.
        """
        for _, records in self.files():
            for record in records:
                file.write(line_of(record, as_rows))

    def write(self, output: Path) -> None:
        """Write all remaining records to one file: JSON Lines, Parquet or plain lines.

        Raises `OutputError` or `OSError` if the file cannot be written, and `ChangedError`.
        """
        form = form_of(str(output))
        with draft(output) as file:
            if form == "table":
                self._table(file, (record for _, records in self.files() for record in records))
                return
            members = Members(file, suffixes(str(output))[1])
            self.print(members, form == "rows")
            members.close()

    def write_folder(self, root: Path) -> Iterator[OutputError]:
        """Write the remaining records of each file to a file in the folder `root`.

        Paths are relative to the folder that all inputs have in common. Pages are copied. Yields an error for each file
        that could not be written. Raises `OutputError` if a result would overwrite an input or if the disk is full, and
        `ChangedError`.
        """
        self._check_targets(root)
        written: set[Path] = set()
        for path, records in self.files():
            target = self._target(root, path)
            if target in written:
                yield OutputError(f"{path}: its output {target} is taken by an earlier input")
            else:
                written.add(target)
                try:
                    self._file(path, records, target)
                except ChangedError:
                    raise
                except OutputError as error:
                    yield error
                except OSError as error:
                    failure = OutputError(f"{target}: {error.strerror or error}")
                    if error.errno in FULL:
                        raise failure from None
                    yield failure
            for _ in records:  # the numbers of the next file's records follow those of this file's
                pass

    def _check_targets(self, root: Path) -> None:
        """Check that no input is overwritten. Raises `OutputError`."""
        files = [path for path in self.inputs.files(self.paths) if isinstance(path, str)]
        inputs = {identity_of(path) for path in files} - {None}
        for path in files:
            if identity_of(str(self._target(root, path))) in inputs:
                raise OutputError(f"{path}: the output would overwrite this input: name another folder with -o")

    @cached_property
    def _common_folder(self) -> str:
        return common_folder(self.paths)

    def _target(self, root: Path, path: str) -> Path:
        """Return the path of the result for a file."""
        return root / os.path.relpath(os.path.abspath(path), self._common_folder)  # noqa: PTH100

    def _file(self, path: str, records: Iterator[Record], target: Path) -> None:
        """Write the remaining records of one file. A file that cannot be read, which was reported, has no result."""
        try:
            reader = self.inputs.reader(path)
        except (InputError, MissingExtraError):
            return
        if reader not in (ONE_PAGE, ROWS, PARQUET):
            raise OutputError(f"{path}: WARC records are not written to a folder: run newsclean -o FILE.jsonl first")
        if reader == ONE_PAGE and (next(records, None) is None or not os.access(path, os.R_OK)):
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        with draft(target) as file:
            if reader == PARQUET:
                self._table(file, records, path)
            elif reader == ROWS:
                members = Members(file, suffixes(path)[1])
                for record in records:
                    members.write(line_of(record, as_rows=True))
                members.close()
            else:
                with open(path, "rb") as page:  # noqa: PTH123  Path does not accept every name
                    copyfileobj(page, file)

    def _table(self, file: BinaryIO, records: Iterator[Record], path: str | None = None) -> None:
        """Write rows of Parquet files to one file. Raises `OutputError` for any other record.

        A result without rows has the columns of the first table, or of the table `path` if it is the only one.
        """
        from newsclean.writers.parquet import Rows

        table, self.columns = Rows(file), None
        try:
            for record in records:
                table.add({}, cells_of(record))
            empty = [cells for cells in self.inputs.reading.empty if path in (None, cells.group[0])]
            table.close([self.columns] if self.columns is not None else empty)
        except BaseException:
            table.drop()
            raise


def cells_of(record: Record) -> Cells:
    """Return a row of a Parquet file. Raises `OutputError` for any other record."""
    if record.cells is None:
        raise OutputError(f"{record.name}: is not a row of a Parquet file: use -o FILE.jsonl")
    return record.cells


def line_of(record: Record, as_rows: bool) -> bytes:
    """Return a remaining record as a line.

    A row of JSON Lines is returned unchanged, a row of a Parquet file as JSON, and a page as its name. With `as_rows`,
    the name is in a row of JSON, with the address if it is known.
    """
    if record.cells is not None:
        from newsclean.readers.parquet import row_of

        return row_bytes(row_of(record.cells))
    if record.row is not None and isinstance(record.source, bytes):
        line = record.source.removeprefix(BOM_UTF8)
        return line if line.endswith(b"\n") else line + b"\n"
    if as_rows:
        return row_bytes({"name": record.name, "url": record.url} if record.url else {"name": record.name})
    return record.name.encode("utf-8", "surrogateescape") + b"\n"
