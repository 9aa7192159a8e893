"""Decode HTTP transfer and content codings, if they are present.

Many crawlers decode the body but store the original header.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable

from newsclean.errors import InputError, MissingExtraError, TooLargeError
from newsclean.readers.compression import FORMATS, OUT_BYTES, CompressionFormat, Engine, unpack_all

PLAIN_BYTES = 512
"""The number of bytes that are checked for control characters. Text has none in them; compressed data has some."""

MAX_REST_BYTES = 8
"""The maximum number of bytes after the end of a coding without a magic number: those of a checksum."""

_MARKS = (b"\xff\xfe", b"\xfe\xff")
_NO_TEXT = re.compile(rb"[\0-\x08\x0e-\x1a\x1c-\x1f]")
_CHUNK = re.compile(rb"(?:\r?\n){0,2}[ \t]{0,9}([0-9a-fA-F]{1,15})[ \t]{0,9}(?:;[^\r\n]{0,1000})?(\r?\n)")


class _Brotli:
    """The decompressor of brotli, with the attributes of the others."""

    unused_data = b""

    def __init__(self) -> None:
        import brotli

        self.engine = brotli.Decompressor()

    @property
    def needs_input(self) -> bool:
        return bool(self.engine.can_accept_more_data())

    @property
    def eof(self) -> bool:
        return bool(self.engine.is_finished())

    def decompress(self, data: bytes, /) -> bytes:
        return bytes(self.engine.process(data, output_buffer_limit=OUT_BYTES))


def _br(dictionary: bytes | None) -> tuple[Callable[[], Engine], type[Exception]]:
    try:
        import brotli
    except ImportError:
        raise MissingExtraError("a page in the br coding", "warc") from None
    return _Brotli, brotli.error


def _inflate(dictionary: bytes | None) -> tuple[Callable[[], Engine], type[Exception]]:
    return zlib.decompressobj, zlib.error


def _inflate_raw(dictionary: bytes | None) -> tuple[Callable[[], Engine], type[Exception]]:
    return lambda: zlib.decompressobj(-15), zlib.error


_ANY = re.compile(b"")
_ZLIB, _RAW = (
    CompressionFormat("deflate", _ANY, 1 << 13, _inflate),
    CompressionFormat("deflate", _ANY, 1 << 13, _inflate_raw),
)
_BROTLI = CompressionFormat("br", _ANY, 1 << 16, _br)


class _NotThereError(Exception):
    """The content does not have the coding."""


def decode_codings(content: bytes, codings: tuple[str, ...], max_bytes: int | None) -> bytes:
    """Decode a page. `codings` lists its codings, the outermost first.

    Unknown and absent codings are ignored. Raises `InputError` for a truncated or damaged coding, `TooLargeError` if
    the decoded page is larger than `max_bytes`, and `MissingExtraError` if a required package is not installed.
    """
    for coding in codings:
        try:
            content = CODINGS.get(coding, _unknown)(content, max_bytes)
        except _NotThereError:
            continue
        except OverflowError:
            raise TooLargeError(f"larger than {max_bytes:,} bytes (--max-bytes)") from None
        except EOFError:
            raise InputError(f"its {coding} coding is cut off") from None
        except ValueError as error:
            raise InputError(f"its {coding} coding is damaged: {error}") from None
    return content


def _unknown(content: bytes, most: int | None) -> bytes:
    raise _NotThereError


def _chunked(content: bytes, most: int | None) -> bytes:
    """Join the chunks of a content. The last chunk may be missing.

    A text may begin like a chunk. Its line ends with LF alone, and it is shorter than the size of the chunk.
    """
    chunks: list[bytes] = []
    at = 0
    while at < len(content):
        head = _CHUNK.match(content, at)
        if head is None:
            if not chunks:
                raise _NotThereError
            if not content[at:].strip(b"\r\n"):
                break
            raise ValueError(f"no chunk begins at byte {at:,}")
        size, start = int(head[1], 16), head.end()
        if not size:
            break
        if start + size > len(content):
            if not chunks and head[2] == b"\n":
                raise _NotThereError
            raise EOFError
        chunks.append(content[start : start + size])
        at = start + size
    return b"".join(chunks)


def _packed(form: CompressionFormat) -> Callable[[bytes, int | None], bytes]:
    """Return a decoder for a format with a magic number.

    It decodes consecutive members and ignores other data.
    """

    def decode(content: bytes, most: int | None) -> bytes:
        if not form.begins.match(content):
            raise _NotThereError
        try:
            engines, broke = form.engines(None)
        except MissingExtraError:
            raise MissingExtraError("a page in the zstd coding", "warc") from None
        whole = b""
        while form.begins.match(content):
            try:
                piece, content = unpack_all(engines(), content, form, None if most is None else most - len(whole))
            except broke as error:
                raise ValueError(error) from None
            whole = whole + piece if whole else piece
        return whole

    return decode


def _unmarked(*forms: CompressionFormat) -> Callable[[bytes, int | None], bytes]:
    """Return a decoder for a coding without a magic number, in one of several formats.

    The coding is present if a format can be decoded to its end, or if the content does not look like text.
    """

    def decode(content: bytes, most: int | None) -> bytes:
        failed: list[Exception] = []
        for form in forms:
            try:
                engines, broke = form.engines(None)
            except ImportError as error:
                failed.append(error)
                continue
            try:
                whole, rest = unpack_all(engines(), content, form, most)
            except (broke, EOFError) as error:
                failed.append(error if isinstance(error, EOFError) else ValueError(error))
            else:
                if len(rest) <= MAX_REST_BYTES:
                    return whole
        if is_plain(content):
            raise _NotThereError
        raise max(failed, key=lambda error: isinstance(error, EOFError), default=ValueError("data follows its end"))

    return decode


def is_plain(content: bytes) -> bool:
    """Return whether a content looks like text and not like compressed data.

    >>> is_plain(b"<p>text"), is_plain(zlib.compress(b"<p>text"))
    (True, False)
    """
    return content.startswith(_MARKS) or not _NO_TEXT.search(content[:PLAIN_BYTES])


CODINGS: dict[str, Callable[[bytes, int | None], bytes]] = {
    "chunked": _chunked,
    "gzip": _packed(FORMATS[".gz"]),
    "x-gzip": _packed(FORMATS[".gz"]),
    "deflate": _unmarked(_ZLIB, _RAW),
    "br": _unmarked(_BROTLI),
    "zstd": _packed(FORMATS[".zst"]),
}
