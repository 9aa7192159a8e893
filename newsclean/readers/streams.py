"""Bytes of a path: as they lie there, or unpacked, by its suffix."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections import Counter
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, BinaryIO, cast

from newsclean.errors import InputError, MissingExtraError, TooLargeError
from newsclean.page import Cells, Fields
from newsclean.readers.peek import HEAD_BYTES, Peekable, peekable

STDIN, NAMELESS = "-", "<stdin>"
"""How users name standard input, and what it is called."""
UNPACKING = {".gz": "gzip", ".bz2": "bz2", ".xz": "lzma"}
"""Suffixes of compressed files, and the modules that unpack them."""
PACKED = (*UNPACKING, ".zst")
MAGIC = {b"\x1f\x8b": ".gz", b"BZh": ".bz2", b"\xfd7zXZ\x00": ".xz", b"\x28\xb5\x2f\xfd": ".zst"}
"""What compressed streams begin with. No page begins so, nor a row."""


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
    name = os.path.basename(path)  # noqa: PTH119  a folder has many files, and a Path takes its time
    last = suffix(name)
    if last.lower() in PACKED:
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
    """What a file holds; closing it closes the file too."""

    def __init__(self, content: BinaryIO, file: BinaryIO) -> None:
        self.content, self.file = content, file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self.content.readinto(buffer)  # type: ignore[attr-defined]

    def close(self) -> None:
        self.content.close()
        self.file.close()
        super().close()


def open_bytes(path: str, meter: Meter | None = None) -> BinaryIO:
    """Open a file, unpacked by its suffix, or a stream (`-` is standard input), unpacked by its first bytes.

    Raises `InputError` if it cannot be read.
    """
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
    return unpack(cast(BinaryIO, io.BufferedReader(file, BUFFER_BYTES)), suffixes(path)[1])


_streams: dict[str, tuple[Peekable, BinaryIO]] = {}
"""Streams that are open, by their paths: what was looked at of one cannot be read from its source again."""


def is_stream(path: str) -> bool:
    """Whether a path can be read once only: standard input, or a pipe that has a name."""
    try:
        return path == STDIN or stat.S_ISFIFO(os.stat(path).st_mode)  # noqa: PTH116
    except (OSError, ValueError):
        return False


def stream(path: str) -> tuple[Peekable, BinaryIO]:
    """A stream, unpacked by its first bytes: as what can be looked into, and how to read it."""
    if path not in _streams or _streams[path][1].closed:
        file = io.BufferedReader(io.FileIO(0, closefd=False) if path == STDIN else io.FileIO(path), 1 << 16)
        _streams[path] = peekable(unpack(cast(BinaryIO, file), packing(file.peek(8))))
    return _streams[path]


def head_of(path: str) -> bytes:
    """The first bytes of a file or of standard input, unpacked. Raises `InputError` if it cannot be read."""
    try:
        if is_stream(path):
            return stream(path)[0].peek()
        with open_bytes(path) as file:
            return file.read(HEAD_BYTES)
    except unpacking_errors() as error:
        raise InputError(what_broke(error)) from None


def packing(head: bytes) -> str:
    """How a stream is compressed that begins so, as a suffix.

    >>> packing(bytes.fromhex("1f8b08")), packing(b"<html>")
    ('.gz', '')
    """
    return next((suffix for magic, suffix in MAGIC.items() if head.startswith(magic)), "")


def unpack(file: BinaryIO, packed: str) -> BinaryIO:
    """A stream of what a file holds."""
    if packed in UNPACKING:
        unpacked = _Unpacked(import_module(UNPACKING[packed]).open(file), file)
        return cast(BinaryIO, io.BufferedReader(unpacked, 1 << 16))
    return unpack_zstd(file) if packed else file


def unpack_zstd(file: BinaryIO) -> BinaryIO:
    """A stream of what a file holds that is compressed so."""
    try:
        import zstandard
    except ImportError:
        file.close()
        raise MissingExtraError("reading .zst", "zstd") from None
    unpacked = zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True)
    return cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, unpacked)))


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
    import lzma
    import zlib

    zstandard = sys.modules.get("zstandard")
    return (OSError, EOFError, zlib.error, lzma.LZMAError, *([zstandard.ZstdError] if zstandard is not None else []))


def what_broke(error: Exception) -> str:
    """What to say of a stream that could not be read to its end."""
    return getattr(error, "strerror", None) or str(error) or "broken off"
