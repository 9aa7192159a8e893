"""Bytes of a path: as they lie there, or unpacked, by its suffix."""

from __future__ import annotations

import io
import os
import stat
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, BinaryIO, cast

from newsclean.errors import InputError, TooLargeError
from newsclean.page import Cells, Fields
from newsclean.readers.packing import PACKINGS, DamagedError, Members, packing
from newsclean.readers.peek import LOOKS, Peekable, peekable
from newsclean.readers.remote import is_remote, open_remote, without_query

STDIN, NAMELESS = "-", "<stdin>"
"""How users name standard input, and what it is called."""
BUFFER_BYTES = 1 << 20
"""Read of a file at once. Rows have some hundred thousand bytes: with a sixteenth, reading them takes twice as long."""


@dataclass(slots=True)
class Meter:
    """How far files that hold many pages have been read: bytes as they lie there, and records that were in them.

    `passed` counts what was passed over, by what it is: a WARC file's requests, a folder's images.
    """

    read: int = 0
    records: int = 0
    passed: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader is asked for: the fields of rows, the most bytes of a page on standard input, who keeps count.

    `empty` takes, of each table without rows, an empty batch, which says what columns it has.
    """

    fields: Fields = field(default_factory=Fields)
    max_bytes: int | None = None
    meter: Meter = field(default_factory=Meter)
    empty: list[Cells] = field(default_factory=list)


class _Metered(io.FileIO):
    """A file that tells a meter what is read from it."""

    meter: Meter

    def readinto(self, buffer: Any) -> int | None:
        count = super().readinto(buffer)
        self.meter.read += count or 0
        return count


def suffixes(path: str) -> tuple[str, str]:
    """What a file holds and how it is compressed, as the lower-case suffixes of its name.

    >>> suffixes("a/News.JSONL.gz"), suffixes("page.html")
    (('.jsonl', '.gz'), ('.html', ''))
    """
    name = os.path.basename(without_query(path))  # noqa: PTH119  a folder has many files, and a Path takes its time
    last = suffix(name)
    if last.lower() in PACKINGS:
        return suffix(name[: -len(last)]).lower(), last.lower()
    return last.lower(), ""


def suffix(name: str) -> str:
    """The last suffix of a file's name, as paths have it.

    >>> suffix("a.tar.gz"), suffix(".profile"), suffix("a.")
    ('.gz', '', '')
    """
    at = name.rfind(".")
    return name[at:] if 0 < at < len(name) - 1 else ""


class _Unpacked(io.RawIOBase):
    """What a packed file holds, as a file; closing it closes that one too. After a damage, nothing more is read."""

    def __init__(self, file: io.BufferedReader, packed: str) -> None:
        self.members, self.rest = Members(file, packed), memoryview(b"")
        self.error: DamagedError | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self.rest:
            self.rest = memoryview(b"")  # lets go of the last piece
            self.rest = memoryview(self.piece())
        count = min(len(buffer), len(self.rest))
        buffer[:count] = self.rest[:count]
        self.rest = self.rest[count:]
        return count

    def readall(self) -> bytes:
        first, self.rest = bytes(self.rest), memoryview(b"")
        return first + b"".join(iter(self.piece, b""))

    def piece(self) -> bytes:
        if self.error is not None:
            raise self.error
        try:
            return self.members.piece()
        except DamagedError as error:
            self.error = error
            raise

    def close(self) -> None:
        self.members.file.close()
        super().close()


def open_bytes(path: str, meter: Meter | None = None) -> BinaryIO:
    """Open a file, unpacked by its suffix, or a stream (`-` is standard input), unpacked by its first bytes.

    Raises `InputError` if it cannot be opened; reading it may raise what `unpacking_errors` lists.
    """
    file = open_packed(path, meter)
    packed = packing(stream(path)[0].peek()) if is_stream(path) else suffixes(path)[1]
    return cast(BinaryIO, io.BufferedReader(_Unpacked(file, packed), 1 << 16) if packed else file)


def open_packed(path: str, meter: Meter | None = None) -> io.BufferedReader:
    """Open a file, or a stream (`-` is standard input), as it is. Raises `InputError` if it cannot be opened."""
    if is_remote(path):
        return cast(io.BufferedReader, open_remote(path, meter))
    try:
        if is_stream(path):
            return stream(path)[1]
        file = _Metered(path)
    except IsADirectoryError:
        raise InputError("is a directory") from None
    except FileNotFoundError:
        raise InputError("no such file") from None
    except (OSError, ValueError) as error:
        raise InputError(getattr(error, "strerror", None) or str(error)) from None
    file.meter = meter or Meter()
    return io.BufferedReader(file, BUFFER_BYTES)


_streams: dict[str, tuple[Peekable, io.BufferedReader]] = {}
"""Streams that are open, by their paths: what was looked at of one cannot be read from its source again."""


def is_stream(path: str) -> bool:
    """Whether a path can be read once only: standard input, or a pipe that has a name."""
    try:
        return path == STDIN or stat.S_ISFIFO(os.stat(path).st_mode)  # noqa: PTH116
    except (OSError, ValueError):
        return False


def stream(path: str) -> tuple[Peekable, io.BufferedReader]:
    """A stream as it is: as what can be looked into, and how to read it."""
    if path not in _streams or _streams[path][1].closed:
        _streams[path] = peekable(io.FileIO(0, closefd=False) if path == STDIN else io.FileIO(path))
    return _streams[path]


def head_of(path: str) -> bytes:
    """The first bytes of a file or of a stream, unpacked. Raises `InputError` if it cannot be read."""
    try:
        if is_stream(path):
            return unpacked_head(stream(path)[0])
        with open_bytes(path) as file:
            return file.read(LOOKS[0])
    except unpacking_errors() as error:
        raise InputError(what_broke(error)) from None


def unpacked_head(raw: Peekable) -> bytes:
    """The first bytes of what a stream holds."""
    head = raw.peek()
    packed = packing(head)
    if not packed:
        return head
    for look in LOOKS:
        with suppress(DamagedError):
            if piece := Members(io.BufferedReader(io.BytesIO(raw.peek(look))), packed).piece():
                return piece
    return b""


def read_bytes(path: str, max_bytes: int | None = None) -> bytes:
    """A file, unpacked. Raises `InputError` if it cannot be read, `TooLargeError` if it holds more than `max_bytes`."""
    whole = max_bytes is None or 0 < size_of(path) <= max_bytes  # so no room is made for all that it might hold
    with open_bytes(path) as file:
        try:
            content = file.read(-1 if whole or max_bytes is None else max_bytes + 1)
        except unpacking_errors() as error:
            raise InputError(what_broke(error)) from None
    if max_bytes is not None and len(content) > max_bytes:
        raise TooLargeError(f"larger than {max_bytes:,} bytes (--max-bytes)")
    return content


def size_of(path: str) -> int:
    """The bytes that a file has which lies there as it is; 0 if that is not known."""
    try:
        return 0 if is_stream(path) or suffixes(path)[1] else os.stat(path).st_size  # noqa: PTH116
    except (OSError, ValueError):
        return 0


def unpacking_errors() -> tuple[type[Exception], ...]:
    """What reading and unpacking a stream may raise."""
    return (OSError, EOFError)


def what_broke(error: Exception) -> str:
    """What to say of a stream that could not be read to its end."""
    return getattr(error, "strerror", None) or str(error) or "broken off"
