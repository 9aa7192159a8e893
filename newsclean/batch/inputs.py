"""Paths to records: files and folders, in order; what cannot be read is named in its place."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path, PurePath

from newsclean.errors import InputError, MissingExtraError
from newsclean.page import Fields, Record
from newsclean.readers import ONE_PAGE, READERS, reader, reader_name
from newsclean.readers.files import is_page
from newsclean.readers.streams import STDIN, Meter, suffixes

MAX_DEPTH = 200
"""Folders, one in another."""


@dataclass(frozen=True, slots=True)
class Unread:
    """An input of which no record came, and why; or one that broke off."""

    name: str
    message: str


@dataclass(frozen=True, slots=True)
class Inputs:
    """What paths hold. `form` is a suffix of `readers.READERS` or "page", for all paths; `None` goes by each suffix."""

    form: str | None = None
    fields: Fields = field(default_factory=Fields)
    exclude: Sequence[str] = ()
    meter: Meter | None = None

    def records(self, paths: Sequence[str]) -> Iterator[Record | Unread]:
        """The records of all paths, one after the other. A folder's entries come in the order of their names."""
        for path in paths:
            if path != STDIN and os.path.isdir(path):  # noqa: PTH112  a Path would not take every name
                found = False
                for record in self.folder(path, ()):
                    found = True
                    yield record
                if not found:
                    yield Unread(path, "a folder without pages: name the files in it, as in folder/*")
            else:
                yield from self.file(path)

    def holds_many(self, path: str) -> bool:
        """Whether a file may hold many pages."""
        return reader_name(path, self.form) != ONE_PAGE

    def file(self, path: str) -> Iterator[Record | Unread]:
        """The records of one file."""
        try:
            yield from reader(path, self.form)(path, self.fields, self.meter)
        except (InputError, MissingExtraError) as error:
            yield Unread("<stdin>" if path == STDIN else path, str(error))

    def folder(self, path: str, around: Collection[tuple[int, int]]) -> Iterator[Record | Unread]:
        """The records of a folder's files, and of the folders in it; `around` are those that it stands in."""
        try:
            state = os.stat(path)  # noqa: PTH116
            entries = sorted(os.scandir(path), key=lambda each: each.name)
        except OSError as error:
            yield Unread(path, error.strerror or str(error))
            return
        here = (state.st_dev, state.st_ino)
        if here in around or len(around) >= MAX_DEPTH:
            yield Unread(path, "a link to a folder that it stands in" if here in around else "too many folders deep")
            return
        for entry in entries:
            if not entry.name.startswith(".") and not self.excluded(entry):
                yield from self.entry(entry, (*around, here))

    def entry(self, entry: os.DirEntry[str], around: Collection[tuple[int, int]]) -> Iterator[Record | Unread]:
        """The records of a folder's entry; none of a file that holds no pages by its name."""
        try:
            if entry.is_dir():
                yield from self.folder(entry.path, around)
            elif self.is_wanted(entry.name):
                if entry.is_file():
                    yield from self.file(entry.path)
                else:
                    yield Unread(entry.path, "a broken link" if entry.is_symlink() else "no regular file")
        except OSError as error:
            yield Unread(entry.path, error.strerror or str(error))

    def is_wanted(self, name: str) -> bool:
        """Whether a file in a folder is read."""
        last, packed = suffixes(name)
        return self.form is not None or last in READERS or is_page(PurePath(Path(name).stem if packed else name))

    def excluded(self, entry: os.DirEntry[str]) -> bool:
        """Whether the user does not want an entry: by its name, or by its path."""
        return any(fnmatch(entry.name, pattern) or fnmatch(entry.path, pattern) for pattern in self.exclude)
