"""Paths to records: files and folders, in order; what cannot be read is named in its place."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch

from newsclean.batch.own import Own
from newsclean.errors import InputError, MissingExtraError, TooLargeError
from newsclean.page import Record, Unread
from newsclean.readers import ONE_PAGE, READERS, load, reader_name
from newsclean.readers.files import is_page, kind_of
from newsclean.readers.peek import form_of, looks_like_html
from newsclean.readers.remote import is_remote
from newsclean.readers.streams import NAMELESS, STDIN, Meter, Reading, head_of, suffixes

MAX_DEPTH = 200
"""Folders, one in another."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What paths hold. `form` is a suffix of `readers.READERS` or "page", for all paths; `None` goes by each suffix,
    and by the first bytes where that says nothing.

    `exclude` and `include` are patterns for the entries of folders: what matches the first is passed over; if there is
    one of the second, what matches none of them is. `stdin` is what standard input is called, and known by. `own` is
    what the run writes, which no folder contains. `tell` is told of each file of a folder that is passed over.
    """

    form: str | None = None
    reading: Reading = field(default_factory=Reading)
    exclude: Sequence[str] = ()
    include: Sequence[str] = ()
    stdin: str | None = None
    own: Own = field(default_factory=Own)
    tell: Callable[[str, str], None] | None = None

    def silent(self) -> Inputs:
        """The same, to look at them once more: nothing is counted or told."""
        return replace(self, reading=replace(self.reading, meter=Meter()), tell=None)

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
                yield Unread(path, "a folder without pages: --include PATTERN takes files by their names")

    def reader(self, path: str) -> str:
        """The module of the reader for a file: by its name, or by its first bytes. Raises `InputError`."""
        shown = self.shown(path)
        name = reader_name(shown, self.form)
        if name == ONE_PAGE and is_remote(path):
            raise InputError(
                f"nothing is fetched: curl -sSL '{path}' | newsclean --url '{path}'"
                if path.lower().startswith("http")
                else "of an address, only files of many pages are read (.jsonl, .warc, .parquet): --from names the form"
            )
        if name != ONE_PAGE or self.form is not None or kind_of(shown) == "html":
            return name
        if not os.path.exists(path) and path != STDIN:  # noqa: PTH110
            return ONE_PAGE
        return READERS.get(form_of(head_of(path), suffixes(shown)[0], self.reading.fields), ONE_PAGE)

    def holds_many(self, path: str) -> bool:
        """Whether a file holds many pages, as far as can be seen."""
        try:
            return self.reader(path) != ONE_PAGE
        except (InputError, MissingExtraError):
            return False

    def shown(self, path: str) -> str:
        """What an input is called."""
        return path if path != STDIN else self.stdin or NAMELESS

    def file(self, path: str) -> Iterator[Record | Unread]:
        """The records of one file."""
        try:
            name = self.reader(path)
            many = name != ONE_PAGE
            for record in load(name)(path, self.reading):
                self.reading.meter.records += many
                yield self.named(record) if path == STDIN and self.stdin else record
        except TooLargeError as error:
            yield Unread(self.shown(path), str(error), "too large")
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
        real = os.path.realpath(path)
        for name in names:
            inner = os.path.join(path, name)  # noqa: PTH118
            if self.own.holds(real, name, inner):
                continue
            if name.startswith(".") or self.excluded(name, inner):
                self.pass_over(inner, "hidden" if name.startswith(".") else "excluded")
            elif name in others:
                yield from self.entry(name, inner, (*around, here))
            elif self.is_wanted(name, inner):
                yield inner

    def entry(self, name: str, path: str, around: Collection[tuple[int, int]]) -> Iterator[str | Unread]:
        """The files of a folder's entry that may be no file; none if it holds no pages by its name."""
        try:
            mode = os.stat(path).st_mode  # noqa: PTH116
        except OSError as error:
            if self.is_asked(name, path):
                link = os.path.islink(path)  # noqa: PTH114
                yield Unread(path, "a broken link" if link else error.strerror or str(error))
            else:
                self.pass_over(path, "broken links")
            return
        if stat.S_ISDIR(mode):
            yield from self.folder(path, around)
        elif not stat.S_ISREG(mode):
            if self.is_asked(name, path):
                yield Unread(path, "no regular file")
            else:
                self.pass_over(path, "no files")
        elif self.is_wanted(name, path):
            yield path

    def may_be_page(self, name: str) -> bool:
        """Whether a file in a folder may hold pages, by its name alone."""
        last, _ = suffixes(name)
        return self.form is not None or last in READERS or is_page(last)

    def is_asked(self, name: str, path: str) -> bool:
        """Whether an entry would be read by its name, were it a file."""
        return matches(name, path, self.include) if self.include else self.may_be_page(name)

    def is_wanted(self, name: str, path: str) -> bool:
        """Whether a file in a folder is read: by its name, else by whether it looks like HTML."""
        if self.is_asked(name, path):
            return True
        if not self.include:
            with suppress(InputError, MissingExtraError):
                if looks_like_html(head_of(path)):
                    return True
        self.pass_over(path, "not included" if self.include else "other files")
        return False

    def pass_over(self, path: str, what: str) -> None:
        """Count a file that is not read."""
        self.reading.meter.passed[what] += 1
        if self.tell is not None:
            self.tell(path, f"passed over ({what})")

    def excluded(self, name: str, path: str) -> bool:
        """Whether the user does not want an entry: by its name, or by its path."""
        return matches(name, path, self.exclude)


def matches(name: str, path: str, patterns: Sequence[str]) -> bool:
    """Whether a name or a path matches one of some patterns."""
    return any(fnmatch(name, pattern) or fnmatch(path, pattern) for pattern in patterns)


def listed(path: str) -> tuple[list[str], Collection[str]]:
    """The names in a folder, sorted, and those of them that may be no files: folders, links, and what else there is."""
    names, others = [], set()
    with os.scandir(path) as entries:
        for entry in entries:
            names.append(entry.name)
            if not entry.is_file(follow_symlinks=False):
                others.add(entry.name)
    return sorted(names), others
