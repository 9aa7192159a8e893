"""Write the report of a run: the report of one page, or an index of the reports of many pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from newsclean.batch.outcome import Outcome
from newsclean.batch.outputs import draft
from newsclean.batch.own import PAGES
from newsclean.errors import OutputError

if TYPE_CHECKING:
    from newsclean.writers.report import Entry


class Reports:
    """The reports of a run.

    With many inputs, `path` is the index, and the reports are in the folder `path` + `.pages`. The index is written
    when all entries are known. An entry takes a few hundred bytes of memory.
    """

    def __init__(self, path: Path, many: bool) -> None:
        self.path = path
        self.folder = path.with_name(path.name + PAGES) if many else None
        self.entries: list[Entry] = []

    def add(self, name: str, outcome: Outcome) -> None:
        """Write an input's report, and keep its entry for the index."""
        from newsclean.writers.report import Entry

        if self.folder is None:
            write(self.path, iter([outcome.report]))
            return
        entry = outcome.entry or Entry(name)
        if outcome.failure is not None:
            entry = replace(entry, error=outcome.failure.message)
        if outcome.report:
            own = self.folder / f"{len(self.entries) + 1}.html"
            write(own, iter([outcome.report]), self.folder)
            entry = replace(entry, report=f"{self.folder.name}/{own.name}")
        self.entries.append(entry)

    def finish(self) -> None:
        """Write the index."""
        from newsclean.writers.report import index

        if self.folder is not None:
            write(self.path, index(self.entries))


def write(path: Path, pieces: Iterator[str], folder: Path | None = None) -> None:
    """Write the pieces to a file atomically. `folder` is created if it is missing.

    Raises `OutputError` if the file cannot be written.
    """
    try:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        with draft(path) as file:
            for piece in pieces:
                file.write(piece.encode("utf-8", "replace"))
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror or error}") from None
