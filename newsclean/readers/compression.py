"""The compression formats gzip, bz2, xz and zstd: their magic numbers and their engines."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from typing import NamedTuple, Protocol

from newsclean.errors import MissingExtraError

OUT_BYTES = 1 << 20
"""The largest output of one step, for engines that accept a limit."""

MAX_WORKING_BYTES = 256 << 20
"""The maximum number of bytes of memory for decompressing xz."""


class Engine(Protocol):
    """A decompressor of one member."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /) -> bytes: ...


class CompressionFormat(NamedTuple):
    """A compression format: its name, the magic number of its members, and the input bytes of one step.

    `engines` returns a factory of engines and the type of their errors; a dictionary is for zstd only. `limit` bounds
    the output of a step. Without it, `step` is so small that a step gives at most about 16 MB.
    """

    name: str
    begins: re.Pattern[bytes]
    step: int
    engines: Callable[[bytes | None], tuple[Callable[[], Engine], type[Exception]]]
    limit: tuple[int, ...] = ()


def _gzip(dictionary: bytes | None) -> tuple[Callable[[], Engine], type[Exception]]:
    return lambda: zlib.decompressobj(31), zlib.error


def _bz2(dictionary: bytes | None) -> tuple[Callable[[], Engine], type[Exception]]:
    import bz2

    return bz2.BZ2Decompressor, OSError


def _xz(dictionary: bytes | None) -> tuple[Callable[[], Engine], type[Exception]]:
    import lzma

    return lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, MAX_WORKING_BYTES), lzma.LZMAError


def _zstd(dictionary: bytes | None) -> tuple[Callable[[], Engine], type[Exception]]:
    try:
        import zstandard
    except ImportError:
        raise MissingExtraError("reading zstd", "zstd") from None
    known = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
    return zstandard.ZstdDecompressor(dict_data=known).decompressobj, zstandard.ZstdError


FORMATS = {
    ".gz": CompressionFormat("gzip", re.compile(rb"\x1f\x8b\x08[\0-\x1f]"), 1 << 12, _gzip),
    ".bz2": CompressionFormat("bz2", re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"), 1 << 16, _bz2, (OUT_BYTES,)),
    ".xz": CompressionFormat("xz", re.compile(rb"\xfd7zXZ\0"), 1 << 16, _xz, (OUT_BYTES,)),
    ".zst": CompressionFormat("zstd", re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"), 512, _zstd),
}
"""The formats by file suffix. No page and no row begins like a member."""

ANY_MEMBER = re.compile(b"|".join(form.begins.pattern for form in FORMATS.values()))
_PRINTABLE = bytes(range(0x20, 0x7F)) + b"\t\r\n"


def is_text(head: bytes) -> bool:
    """Return whether these bytes are text, even if some are damaged.

    >>> is_text(b"WBRC/1.0 "), is_text(bytes.fromhex("1f8c0800"))
    (True, False)
    """
    return 4 * len(head.translate(None, _PRINTABLE)) < len(head)


def format_suffix(head: bytes) -> str:
    """Return the suffix of the format that begins with these bytes; empty for uncompressed data.

    >>> format_suffix(bytes.fromhex("1f8b0800")), format_suffix(b"<html>")
    ('.gz', '')
    """
    return next((suffix for suffix, form in FORMATS.items() if form.begins.match(head)), "")


def needs_input(engine: Engine) -> bool:
    """Return whether an engine needs more input."""
    return getattr(engine, "needs_input", True)


def unpack_all(engine: Engine, data: bytes, form: CompressionFormat, most: int | None) -> tuple[bytes, bytes]:
    """Decompress a member; return its content and the data after it.

    Raises `EOFError` if it is truncated, `OverflowError` if its content is larger than `most`, and its engine's errors.
    """
    pieces: list[bytes] = []
    size = at = 0
    while not engine.eof:
        step = data[at : at + form.step] if (hungry := needs_input(engine)) else b""
        if hungry and not step:
            raise EOFError("cut off")
        at += len(step)
        pieces.append(engine.decompress(step, *form.limit))
        size += len(pieces[-1])
        if most is not None and size > most:
            raise OverflowError("too large")
    return b"".join(pieces), engine.unused_data + data[at:]
