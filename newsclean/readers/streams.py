"""Open and read files and streams, decompressed according to their suffix or first bytes."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, BinaryIO, cast

from newsclean.errors import InputError, TooLargeError
from newsclean.page import Cells, Fields
from newsclean.readers.compression import FORMATS, format_suffix
from newsclean.readers.packing import DamagedError, Members
from newsclean.readers.peek import LOOKS, Peekable, peekable
from newsclean.readers.remote import is_remote, open_remote, without_query

STDIN, NAMELESS = "-", "<stdin>"
"""The path that means standard input, and its name in messages."""

BUFFER_BYTES = 1 << 20
"""The number of bytes that one read of a file takes.

Rows have about 100,000 bytes. With 1 << 16, reading them takes twice as long.
"""


@dataclass(slots=True)
class Meter:
    """Progress in files with many pages: bytes read, before decompression, and records found.

    `passed` counts skipped items by kind, such as requests in a WARC file or images in a folder.
    """

    read: int = 0
    records: int = 0
    passed: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Reading:
    """Settings of a reader: the fields of rows, the largest page on a stream in bytes, and the meter.

    For each table without rows, the reader adds an empty batch with its columns to `empty`.
    """

    fields: Fields = field(default_factory=Fields)
    max_bytes: int | None = None
    meter: Meter = field(default_factory=Meter)
    empty: list[Cells] = field(default_factory=list)


class _Metered(io.FileIO):
    """A file that adds the bytes read from it to a meter."""

    meter: Meter

    def readinto(self, buffer: Any) -> int | None:
        count = super().readinto(buffer)
        self.meter.read += count or 0
        return count


def suffixes(path: str) -> tuple[str, str]:
    """Return the suffix of a file's content and the suffix of its compression, in lower case.

    >>> suffixes("a/News.JSONL.gz"), suffixes("page.html")
    (('.jsonl', '.gz'), ('.html', ''))
    """
    name = os.path.basename(without_query(path))  # noqa: PTH119  a folder has many files, and Path is slow
    last = suffix(name)
    if last.lower() in FORMATS:
        return suffix(name[: -len(last)]).lower(), last.lower()
    return last.lower(), ""


def suffix(name: str) -> str:
    """Return the last suffix of a file's name, as `pathlib` defines it.

    >>> suffix("a.tar.gz"), suffix(".profile"), suffix("a.")
    ('.gz', '', '')
    """
    at = name.rfind(".")
    return name[at:] if 0 < at < len(name) - 1 else ""


class _Unpacked(io.RawIOBase):
    """The content of a compressed file, as a file. Closing it closes that file too.

    Reading stops at damage.
    """

    def __init__(self, file: io.BufferedReader, packed: str) -> None:
        self.members, self.rest = Members(file, packed), memoryview(b"")
        self.error: DamagedError | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self.rest:
            self.rest = memoryview(b"")  # releases the last piece
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
    """Open a path for reading decompressed bytes.

    The suffix of a file gives its compression; for a stream (`-` is standard input), the first bytes do. Raises
    `InputError` if the path cannot be opened. Reading may raise the errors of `unpacking_errors`.
    """
    file = open_packed(path, meter)
    packed = format_suffix(stream(path)[0].peek()) if is_stream(path) else suffixes(path)[1]
    return cast(BinaryIO, io.BufferedReader(_Unpacked(file, packed), 1 << 16) if packed else file)


def open_packed(path: str, meter: Meter | None = None) -> io.BufferedReader:
    """Open a file or a stream (`-` is standard input) without decompression.

    Raises `InputError` if it cannot be opened.
    """
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
"""The open streams by path. The inspected bytes of a stream cannot be read from its source again."""


def is_stream(path: str) -> bool:
    """Return whether a path can be read only once: standard input or a named pipe."""
    try:
        return path == STDIN or stat.S_ISFIFO(os.stat(path).st_mode)  # noqa: PTH116
    except (OSError, ValueError):
        return False


def stream(path: str) -> tuple[Peekable, io.BufferedReader]:
    """Return a stream that can be inspected, and its buffered reader. Nothing is decompressed."""
    if path not in _streams or _streams[path][1].closed:
        _streams[path] = peekable(io.FileIO(0, closefd=False) if path == STDIN else io.FileIO(path))
    return _streams[path]


def head_of(path: str) -> bytes:
    """Return the first decompressed bytes of a file or a stream. Raises `InputError` if it cannot be read."""
    try:
        if is_stream(path):
            return unpacked_head(stream(path)[0])
        with open_bytes(path) as file:
            return file.read(LOOKS[0])
    except unpacking_errors() as error:
        raise InputError(error_message(error)) from None


def unpacked_head(raw: Peekable) -> bytes:
    """Return the first decompressed bytes of a stream."""
    head = raw.peek()
    packed = format_suffix(head)
    if not packed:
        return head
    for look in LOOKS:
        with suppress(DamagedError):
            if piece := Members(io.BufferedReader(io.BytesIO(raw.peek(look))), packed).piece():
                return piece
    return b""


def is_directory(path: str) -> bool:
    """Return whether a path is a folder. A path that cannot be looked at is none; reading it gives the error."""
    return os.path.isdir(path)  # noqa: PTH112  Path.is_dir raises for some paths


def read_bytes(path: str, max_bytes: int | None = None) -> bytes:
    """Return the decompressed content of a file.

    Raises `InputError` if it cannot be read, and `TooLargeError` if it is larger than `max_bytes`.
    """
    pieces: list[bytes] = []
    left = sys.maxsize if max_bytes is None else max_bytes + 1
    with open_bytes(path) as file:
        try:
            while left > 0 and (piece := file.read(min(left, BUFFER_BYTES))):
                pieces.append(piece)
                left -= len(piece)
        except unpacking_errors() as error:
            raise InputError(error_message(error)) from None
    if left <= 0:
        raise TooLargeError(f"larger than {max_bytes:,} bytes (--max-bytes)")
    return b"".join(pieces)


def unpacking_errors() -> tuple[type[Exception], ...]:
    """Return the errors that reading and decompressing a stream may raise."""
    return (OSError, EOFError)


def error_message(error: Exception) -> str:
    """Return the message for a stream that could not be read to its end."""
    return getattr(error, "strerror", None) or str(error) or "broken off"
