"""Paths to records: files and folders, in order; what cannot be read is named in its place."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch

from newsclean.errors import InputError, MissingExtraError
from newsclean.page import Record, Unread
from newsclean.readers import ONE_PAGE, READERS, reader, reader_name
from newsclean.readers.files import is_page, kind_of
from newsclean.readers.streams import NAMELESS, STDIN, Reading, suffixes

MAX_DEPTH = 200
"""Folders, one in another."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What paths hold. `form` is a suffix of `readers.READERS` or "page", for all paths; `None` goes by each suffix.

    `stdin` is what standard input is called, and known by.
    """

    form: str | None = None
    reading: Reading = field(default_factory=Reading)
    exclude: Sequence[str] = ()
    stdin: str | None = None

    def records(self, paths: Sequence[str]) -> Iterator[Record | Unread]:
        """The records of all paths, one after the other. A folder's entries come in the order of their names."""
        for path in self.files(paths):
            if isinstance(path, Unread):
                yield path
            else:
                yield from self.file(path)

    def files(self, paths: Sequence[str]) -> Iterator[str | Unread]:
        """The files of all paths: themselves, and those in folders."""
        for path in paths:
            if path == STDIN or not os.path.isdir(path):  # noqa: PTH112  a Path would not take every name
                yield path
                continue
            found = False
            for each in self.folder(path, ()):
                found = True
                yield each
            if not found:
                yield Unread(path, "a folder without pages: name the files in it, as in folder/*")

    def holds_many(self, path: str) -> bool:
        """Whether a file may hold many pages."""
        return reader_name(self.shown(path), self.form) != ONE_PAGE

    def shown(self, path: str) -> str:
        """What an input is called."""
        return path if path != STDIN else self.stdin or NAMELESS

    def file(self, path: str) -> Iterator[Record | Unread]:
        """The records of one file."""
        many = self.holds_many(path)
        try:
            for record in reader(self.shown(path), self.form)(path, self.reading):
                self.reading.meter.records += many
                yield self.named(record) if path == STDIN and self.stdin else record
        except (InputError, MissingExtraError) as error:
            yield Unread(self.shown(path), str(error))

    def named(self, record: Record | Unread) -> Record | Unread:
        """A record of standard input, by the name that the user gave it."""
        assert self.stdin is not None
        name = self.stdin + record.name.removeprefix(NAMELESS)
        if isinstance(record, Unread):
            return replace(record, name=name)
        kind = kind_of(self.stdin) if record.row is None and record.kind == "auto" else record.kind
        return replace(record, name=name, kind=kind)

    def folder(self, path: str, around: Collection[tuple[int, int]]) -> Iterator[str | Unread]:
        """The files of a folder, and of the folders in it; `around` are those that it stands in."""
        try:
            state = os.stat(path)  # noqa: PTH116
            names, others = listed(path)
        except OSError as error:
            yield Unread(path, error.strerror or str(error))
            return
        here = (state.st_dev, state.st_ino)
        if here in around or len(around) >= MAX_DEPTH:
            yield Unread(path, "a link to a folder that it stands in" if here in around else "too many folders deep")
            return
        for name in names:
            inner = os.path.join(path, name)  # noqa: PTH118
            if not name.startswith(".") and not self.excluded(name, inner):
                if name in others:
                    yield from self.entry(name, inner, (*around, here))
                elif self.is_wanted(name):
                    yield inner

    def entry(self, name: str, path: str, around: Collection[tuple[int, int]]) -> Iterator[str | Unread]:
        """The files of a folder's entry; none if it holds no pages by its name."""
        try:
            mode = os.stat(path).st_mode  # noqa: PTH116
        except OSError as error:
            if self.is_wanted(name):
                link = os.path.islink(path)  # noqa: PTH114
                yield Unread(path, "a broken link" if link else error.strerror or str(error))
            return
        if stat.S_ISDIR(mode):
            yield from self.folder(path, around)
        elif self.is_wanted(name):
            yield path if stat.S_ISREG(mode) else Unread(path, "no regular file")

    def is_wanted(self, name: str) -> bool:
        """Whether a file in a folder is read."""
        last, _ = suffixes(name)
        return self.form is not None or last in READERS or is_page(last)

    def excluded(self, name: str, path: str) -> bool:
        """Whether the user does not want an entry: by its name, or by its path."""
        return any(fnmatch(name, pattern) or fnmatch(path, pattern) for pattern in self.exclude)


def listed(path: str) -> tuple[list[str], Collection[str]]:
    """The names in a folder, sorted, and those of them that may be no files: folders, links, and what else there is."""
    names, others = [], set()
    with os.scandir(path) as entries:
        for entry in entries:
            names.append(entry.name)
            if not entry.is_file(follow_symlinks=False):
                others.add(entry.name)
    return sorted(names), others
