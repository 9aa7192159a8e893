"""What remains of inputs once near copies are dropped: rows and pages as they lie there, in their order.

Inputs are read a second time, for what they hold is not kept while texts are compared.
"""

from __future__ import annotations

import os
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from shutil import copyfileobj
from typing import BinaryIO

from newsclean.batch.inputs import Inputs
from newsclean.batch.outputs import draft
from newsclean.batch.own import identity_of
from newsclean.batch.rows import row_bytes
from newsclean.batch.single import form_of
from newsclean.batch.tree import common_folder
from newsclean.errors import InputError, MissingExtraError, OutputError
from newsclean.page import Cells, Record, Unread
from newsclean.readers import ONE_PAGE, PARQUET, ROWS
from newsclean.readers.streams import suffixes
from newsclean.writers.packing import Members

Drops = Mapping[int, str]
"""The records to drop: their names, by their places among all that `Inputs.records` gives."""


class Remains:
    """What remains of `paths` without `drops`. What could not be compared remains, too, where it can be read."""

    def __init__(self, inputs: Inputs, paths: Sequence[str], drops: Drops) -> None:
        self.inputs, self.paths, self.drops = inputs.silent(), paths, drops

    def files(self) -> Iterator[tuple[str, Iterator[Record]]]:
        """Each file with its records that remain, which must be taken before the next file is."""
        at = count()
        for path in self.inputs.files(self.paths):
            if isinstance(path, Unread):
                next(at)
            else:
                yield path, self._of_file(path, at)

    def _of_file(self, path: str, at: Iterator[int]) -> Iterator[Record]:
        for record, place in zip(self.inputs.file(path), at, strict=False):
            if (name := self.drops.get(place)) is not None:
                if name != record.name:
                    raise OutputError(f"{name}: has changed since it was read: nothing is written")
            elif isinstance(record, Record):
                yield record

    def print(self, file: BinaryIO | Members, as_rows: bool = False) -> None:
        """Write a line for each record: a row, or a page's name, with `as_rows` as a row of its own."""
        for _, records in self.files():
            for record in records:
                file.write(line_of(record, as_rows))

    def write(self, output: Path) -> None:
        """Write what remains into one file: JSON Lines, Parquet, or lines. Raises `OutputError`."""
        form = form_of(str(output))
        with draft(output) as file:
            if form == "table":
                self._table(file, (record for _, records in self.files() for record in records))
                return
            members = Members(file, suffixes(str(output))[1])
            self.print(members, form == "rows")
            members.close()

    def spread(self, root: Path) -> Iterator[OutputError]:
        """Write what remains of each file into a file of a folder, below the folder that all have in common.

        Pages are copied. Yields why something could not be written where the others can be. Raises `OutputError` if a
        place is that of an input.
        """
        self._spare(root)
        written: set[Path] = set()
        for path, records in self.files():
            place = self._place(root, path)
            if place in written:
                yield OutputError(f"{path}: its place {place} is taken by an input before it")
            else:
                written.add(place)
                try:
                    self._file(path, records, place)
                except OutputError as error:
                    yield error
            for _ in records:  # so that the places of the next file's records are right
                pass

    def _spare(self, root: Path) -> None:
        """See that no input is written over."""
        files = [path for path in self.inputs.files(self.paths) if isinstance(path, str)]
        there = {identity_of(path) for path in files} - {None}
        for path in files:
            if identity_of(str(self._place(root, path))) in there:
                raise OutputError(f"{path}: would be written over: -o names another folder")

    def _place(self, root: Path, path: str) -> Path:
        """Where what remains of a file is written."""
        return root / os.path.relpath(os.path.abspath(path), common_folder(self.paths))  # noqa: PTH100

    def _file(self, path: str, records: Iterator[Record], place: Path) -> None:
        """Write what remains of one file; nothing of one that cannot be read."""
        try:
            reader = self.inputs.reader(path)
        except (InputError, MissingExtraError):
            return
        if reader not in (ONE_PAGE, ROWS, PARQUET):
            raise OutputError(f"{path}: records of WARC are not written into a folder: newsclean -o FILE.jsonl first")
        if reader == ONE_PAGE and (next(records, None) is None or not os.access(path, os.R_OK)):
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        with draft(place) as file:
            if reader == PARQUET:
                self._table(file, records)
            elif reader == ROWS:
                members = Members(file, suffixes(path)[1])
                for record in records:
                    members.write(line_of(record, as_rows=True))
                members.close()
            else:
                with open(path, "rb") as page:  # noqa: PTH123  a Path would not take every name
                    copyfileobj(page, file)

    def _table(self, file: BinaryIO, records: Iterator[Record]) -> None:
        """Write rows of Parquet files into one. Raises `OutputError` for a record that is none."""
        from newsclean.writers.parquet import Rows

        table = Rows(file)
        try:
            for record in records:
                table.add({}, cells_of(record))
            table.close(self.inputs.reading.empty)
        except BaseException:
            table.drop()
            raise


def cells_of(record: Record) -> Cells:
    """A table's row. Raises `OutputError` for a record that is none."""
    if record.cells is None:
        raise OutputError(f"{record.name}: is no row of a Parquet file: -o FILE.jsonl takes others")
    return record.cells


def line_of(record: Record, as_rows: bool) -> bytes:
    """A row as it was written, a table's row as JSON; of a page its name."""
    if record.cells is not None:
        from newsclean.readers.parquet import row_of

        return row_bytes(row_of(record.cells))
    if record.row is not None and isinstance(record.source, bytes):
        line = record.source.removeprefix(BOM_UTF8)
        return line if line.endswith(b"\n") else line + b"\n"
    if as_rows:
        return row_bytes({"name": record.name, "url": record.url} if record.url else {"name": record.name})
    return record.name.encode("utf-8", "surrogateescape") + b"\n"
