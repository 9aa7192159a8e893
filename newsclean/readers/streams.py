"""Bytes of a path: as they lie there, or unpacked, by its suffix."""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module
from pathlib import PurePath
from typing import BinaryIO, cast

from newsclean.errors import InputError, MissingExtraError, TooLargeError

STDIN = "-"
UNPACKING = {".gz": "gzip", ".bz2": "bz2", ".xz": "lzma"}
"""Suffixes of compressed files, and the modules that unpack them."""
PACKED = (*UNPACKING, ".zst")


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
    packed = suffixes(path)[1]
    try:
        if packed in UNPACKING:
            return cast(BinaryIO, import_module(UNPACKING[packed]).open(path))
        file = os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0)), "rb")
    except IsADirectoryError:
        raise InputError("is a directory") from None
    except FileNotFoundError:
        raise InputError("no such file") from None
    except (OSError, ValueError) as error:
        raise InputError(getattr(error, "strerror", None) or str(error)) from None
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
    with open_bytes(path) as file:
        try:
            content = file.read() if max_bytes is None else file.read(max_bytes + 1)
        except unpacking_errors() as error:
            raise InputError(what_broke(error)) from None
    if max_bytes is not None and len(content) > max_bytes:
        raise TooLargeError(f"larger than {max_bytes:,} bytes (--max-bytes)")
    return content


def unpacking_errors() -> tuple[type[Exception], ...]:
    """What reading and unpacking a stream may raise."""
    import lzma
    import zlib

    zstandard = sys.modules.get("zstandard")
    return (OSError, EOFError, zlib.error, lzma.LZMAError, *([zstandard.ZstdError] if zstandard is not None else []))


def what_broke(error: Exception) -> str:
    """What to say of a stream that could not be read to its end."""
    return getattr(error, "strerror", None) or str(error) or "broken off"
