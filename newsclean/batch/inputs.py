"""Find the records in files and folders, in order. An unreadable input gives an `Unread` in its place."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch

from newsclean.batch.output_paths import OutputPaths
from newsclean.errors import InputError, MissingExtraError, TooLargeError
from newsclean.page import Record, Unread
from newsclean.readers import ONE_PAGE, READERS, load, reader_name
from newsclean.readers.files import is_page, kind_of
from newsclean.readers.peek import form_of, looks_like_html
from newsclean.readers.remote import is_remote
from newsclean.readers.streams import NAMELESS, STDIN, Meter, Reading, head_of, suffixes

MAX_DEPTH = 200
"""The maximum number of nested folders."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The inputs of a run.

    `form` is a suffix in `readers.READERS`, or "page", and applies to all paths. With `None`, the suffix of each path
    decides, or else its first bytes. `exclude` and `include` are patterns for entries of folders. An entry is skipped
    if it matches `exclude`, or if `include` is not empty and the entry does not match it. `stdin` is the name of
    standard input. `own` are the outputs of the run, which are skipped in folders. `tell` is called with the path of
    each skipped file and the reason.
    """

    form: str | None = None
    reading: Reading = field(default_factory=Reading)
    exclude: Sequence[str] = ()
    include: Sequence[str] = ()
    stdin: str | None = None
    own: OutputPaths = field(default_factory=OutputPaths)
    tell: Callable[[str, str], None] | None = None

    def silent(self) -> Inputs:
        """Return the same inputs for a second pass that counts and reports nothing."""
        return replace(self, reading=replace(self.reading, meter=Meter()), tell=None)

    def records(self, paths: Sequence[str]) -> Iterator[Record | Unread]:
        """Yield the records of all paths in order. The entries of a folder are sorted by name."""
        for path in self.files(paths):
            if isinstance(path, Unread):
                yield path
            else:
                yield from self.file(path)

    def files(self, paths: Sequence[str]) -> Iterator[str | Unread]:
        """Yield the files of all paths: the paths themselves and the files in folders."""
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
        """Return the reader's module for a file, by its name or its first bytes.

        Raises `InputError` for the address of a single page or an unsupported format.
        """
        shown = self.shown(path)
        name = reader_name(shown, self.form)
        if name == ONE_PAGE and is_remote(path):
            raise InputError(
                f"newsclean does not download pages: curl -sSL '{path}' | newsclean --url '{path}'"
                if path.lower().startswith("http")
                else "of an address, only files of many pages are read (.jsonl, .warc, .parquet): --from names the form"
            )
        if name != ONE_PAGE or self.form is not None or kind_of(shown) == "html":
            return name
        if not os.path.exists(path) and path != STDIN:  # noqa: PTH110
            return ONE_PAGE
        return READERS.get(form_of(head_of(path), suffixes(shown)[0], self.reading.fields), ONE_PAGE)

    def holds_many(self, path: str) -> bool:
        """Return whether a file contains many pages; `False` if that cannot be detected."""
        try:
            return self.reader(path) != ONE_PAGE
        except (InputError, MissingExtraError):
            return False

    def shown(self, path: str) -> str:
        """Return the name of an input for messages."""
        return path if path != STDIN else self.stdin or NAMELESS

    def file(self, path: str) -> Iterator[Record | Unread]:
        """Yield the records of one file."""
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
        """Return a record of standard input with the name that the user gave for it."""
        assert self.stdin is not None
        name = self.stdin + record.name.removeprefix(NAMELESS)
        if isinstance(record, Unread):
            return replace(record, name=name)
        kind = kind_of(self.stdin) if record.row is None and record.kind == "auto" else record.kind
        return replace(record, name=name, kind=kind)

    def folder(self, path: str, around: Collection[tuple[int, int]]) -> Iterator[str | Unread]:
        """Yield the files of a folder and its subfolders. `around` are the folders that contain it."""
        try:
            state = os.stat(path)  # noqa: PTH116
            names, others = listed(path)
        except OSError as error:
            yield Unread(path, error.strerror or str(error))
            return
        here = (state.st_dev, state.st_ino)
        if here in around or len(around) >= MAX_DEPTH:
            yield Unread(path, "a link to a folder that contains it" if here in around else "too many nested folders")
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
        """Yield the files of an entry that may be a folder, a link or a special file."""
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
                yield Unread(path, "not a regular file")
            else:
                self.pass_over(path, "no files")
        elif self.is_wanted(name, path):
            yield path

    def may_be_page(self, name: str) -> bool:
        """Return whether a file in a folder may contain pages, by its name only."""
        last, _ = suffixes(name)
        return self.form is not None or last in READERS or is_page(last)

    def is_asked(self, name: str, path: str) -> bool:
        """Return whether the name of an entry selects it, if it is a file."""
        return matches(name, path, self.include) if self.include else self.may_be_page(name)

    def is_wanted(self, name: str, path: str) -> bool:
        """Return whether a file in a folder is read: its name selects it, or it looks like HTML."""
        if self.is_asked(name, path):
            return True
        if not self.include:
            with suppress(InputError, MissingExtraError):
                if looks_like_html(head_of(path)):
                    return True
        self.pass_over(path, "not included" if self.include else "other files")
        return False

    def pass_over(self, path: str, what: str) -> None:
        """Count and report a skipped file."""
        self.reading.meter.passed[what] += 1
        if self.tell is not None:
            self.tell(path, f"passed over ({what})")

    def excluded(self, name: str, path: str) -> bool:
        """Return whether the name or the path of an entry matches an `exclude` pattern."""
        return matches(name, path, self.exclude)


def matches(name: str, path: str, patterns: Sequence[str]) -> bool:
    """Return whether a name or a path matches one of the patterns."""
    return any(fnmatch(name, pattern) or fnmatch(path, pattern) for pattern in patterns)


def listed(path: str) -> tuple[list[str], Collection[str]]:
    """Return the sorted names in a folder, and those of folders, links and special files."""
    names, others = [], set()
    with os.scandir(path) as entries:
        for entry in entries:
            names.append(entry.name)
            if not entry.is_file(follow_symlinks=False):
                others.add(entry.name)
    return sorted(names), others
