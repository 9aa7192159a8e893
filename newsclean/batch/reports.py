"""Write the report of one page, or the reports of many pages and an index of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from newsclean.batch.outcome import Outcome
from newsclean.batch.output_paths import REPORT_FOLDER
from newsclean.batch.outputs import draft
from newsclean.errors import OutputError

if TYPE_CHECKING:
    from newsclean.writers.report import Entry


class Reports:
    """The reports of a run.

    If `many` is false, `path` is the report of the one page. Else `path` is the index, which `finish` writes, and the
    reports are in the folder `path` + `.pages`. An entry of the index takes a few hundred bytes of memory.
    """

    def __init__(self, path: Path, many: bool) -> None:
        self.path = path
        self.folder = path.with_name(path.name + REPORT_FOLDER) if many else None
        self.entries: list[Entry] = []

    def add(self, name: str, outcome: Outcome) -> None:
        """Write the report of an input, if it has one. If there is an index, add an entry for the input.

        Raises `OutputError` if the report cannot be written.
        """
        from newsclean.writers.report import Entry

        if self.folder is None:
            if outcome.report:
                write(self.path, [outcome.report])
            return
        entry = outcome.entry or Entry(name)
        if outcome.failure is not None:
            entry = replace(entry, error=outcome.failure.message)
        if outcome.report:
            path = self.folder / f"{len(self.entries) + 1}.html"
            write(path, [outcome.report], make_folder=True)
            entry = replace(entry, report=f"{self.folder.name}/{path.name}")
        self.entries.append(entry)

    def finish(self) -> None:
        """Write the index, if there is one. Raises `OutputError` if it cannot be written."""
        from newsclean.writers.report import index

        if self.folder is not None:
            write(self.path, index(self.entries))


def write(path: Path, pieces: Iterable[str], make_folder: bool = False) -> None:
    """Write the pieces to a file atomically, as UTF-8. With `make_folder`, create the file's folder if it is missing.

    Raises `OutputError` if the file cannot be written.
    """
    try:
        if make_folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        with draft(path) as file:
            for piece in pieces:
                file.write(piece.encode("utf-8", "replace"))
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror or error}") from None
