"""Bytes of a path: as they lie there, or unpacked, by its suffix."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import zlib
from collections.abc import Callable
from pathlib import PurePath
from typing import Any, BinaryIO, cast

from newsclean.errors import InputError, MissingExtraError, TooLargeError

STDIN = "-"
PACKED = (".gz", ".bz2", ".xz", ".zst")
"""Suffixes of compressed files."""
BROKEN = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile)
"""What unpacking raises, besides `OSError`."""


def suffixes(path: str) -> tuple[str, str]:
    """What a file holds and how it is compressed, as the lower-case suffixes of its name.

    >>> suffixes("a/News.JSONL.gz"), suffixes("page.html")
    (('.jsonl', '.gz'), ('.html', ''))
    """
    name = PurePath(path)
    last = name.suffix.lower()
    if last in PACKED:
        return PurePath(name.stem).suffix.lower(), last
    return last, ""


def open_bytes(path: str) -> BinaryIO:
    """Open a file, unpacked, or standard input for `-`. Raises `InputError` if it cannot be read."""
    if path == STDIN:
        return cast(BinaryIO, io.BufferedReader(io.FileIO(0, closefd=False), 1 << 16))
    try:
        number = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        file = os.fdopen(number, "rb")
    except IsADirectoryError:
        raise InputError("is a directory") from None
    except FileNotFoundError:
        raise InputError("no such file") from None
    except (OSError, ValueError) as error:
        raise InputError(getattr(error, "strerror", None) or str(error)) from None
    packed = suffixes(path)[1]
    return unpack(file, packed) if packed else file


def unpack(file: BinaryIO, packed: str) -> BinaryIO:
    """A stream of what a compressed stream holds."""
    if packed == ".zst":
        try:
            import zstandard
        except ImportError:
            raise MissingExtraError("reading .zst", "zstd") from None
        unpacked = zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True)
        return cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, unpacked)))
    opened: dict[str, Callable[[BinaryIO], Any]] = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}
    return cast(BinaryIO, opened[packed](file))


def read_bytes(path: str, max_bytes: int | None = None) -> bytes:
    """A file, unpacked. Raises `InputError` if it cannot be read, `TooLargeError` if it holds more than `max_bytes`."""
    with open_bytes(path) as file:
        try:
            content = file.read() if max_bytes is None else file.read(max_bytes + 1)
        except (OSError, *BROKEN) as error:
            raise InputError(what_broke(error)) from None
    if max_bytes is not None and len(content) > max_bytes:
        raise TooLargeError(f"larger than {max_bytes:,} bytes (--max-bytes)")
    return content


def what_broke(error: Exception) -> str:
    """What to say of a stream that could not be read to its end."""
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
