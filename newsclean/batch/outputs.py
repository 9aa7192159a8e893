"""Where results are written: as they come, or into files that are put in their places once they are whole."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePath
from typing import BinaryIO

from newsclean.errors import OutputError
from newsclean.readers.streams import suffixes

SUFFIXES = {"text": ".txt", "markdown": ".md", "json": ".json"}
"""Of the files that hold one page, by the writer's name."""


@contextmanager
def draft(path: Path) -> Iterator[BinaryIO]:
    """A file to write into, that takes the place of `path` at the end; if that is not reached, nothing is changed.

    What is in its place is then wholly on the disk, so that a crash leaves the old file or the new. The new one has
    the permissions of the old.
    """
    draft_path = path.with_name(f".{os.getpid()}-{os.urandom(4).hex()}.draft")
    try:
        with draft_path.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, draft_path)
        draft_path.replace(path)
    finally:
        with suppress(OSError):
            draft_path.unlink(missing_ok=True)


class Tree:
    """A folder that mirrors its inputs: a file each. Two inputs are never written to one file."""

    def __init__(self, root: Path, form: str) -> None:
        self.root, self.suffix = root, SUFFIXES[form]
        self.claimed: dict[PurePath, str] = {}

    def place(self, name: str, within: str | None) -> Path:
        """Where an input's result belongs; `within` is the folder that the user named, if the input was found in it.

        Raises `OutputError` if another input's belongs there too, or if it is the input itself.
        """
        inner = PurePath(os.path.relpath(name, within)) if within is not None else PurePath(name)
        if inner.is_absolute() or ".." in inner.parts:
            inner = PurePath(inner.name)
        if suffixes(name)[1]:
            inner = inner.with_name(inner.stem)
        inner = inner.with_suffix(self.suffix) if inner.suffix else inner.with_name(inner.name + self.suffix)
        if inner in self.claimed:
            raise OutputError(f"its place {self.root / inner} is taken by {self.claimed[inner]}")
        path = self.root / inner
        if path.exists() and path.samefile(name):
            raise OutputError("would be written over itself; name another folder")
        self.claimed[inner] = name
        return path

    def write(self, path: Path, content: bytes) -> None:
        """Put a result in its place."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft(path) as file:
            file.write(content)
