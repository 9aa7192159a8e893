"""WARC: the pages among its response records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from newsclean.errors import InputError, MissingExtraError
from newsclean.page import Kind, Record
from newsclean.readers.streams import NAMELESS, STDIN, Reading, open_bytes

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

KINDS: dict[str | None, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    None: "auto",
}
"""Media types of pages; other responses (images, scripts, feeds) are passed over."""
MAX_RECORD_BYTES, PIECE_BYTES = 256 << 20, 1 << 19


def read(path: str, reading: Reading) -> Iterator[Record]:
    """A record a response that succeeded and is a page; chunked and compressed bodies are decoded.

    Raises `InputError` where the file cannot be read on, `MissingExtraError` where FastWARC is not installed.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise MissingExtraError("reading WARC files", "warc") from None
    name = NAMELESS if path == STDIN else path
    with open_bytes(path, reading.meter) as stream:
        number = 0
        try:
            for response in ArchiveIterator(stream, record_types=WarcRecordType.response, auto_decode="all"):
                number += 1
                record = _record(f"{name}:{number}", response)
                if record is not None:
                    yield record
        except (OSError, ValueError) as error:
            raise InputError(f"after response {number}: {error}") from None


def _record(name: str, response: WarcRecord) -> Record | None:
    http = response.http_headers
    if http is None or http.status_code is None or not 200 <= http.status_code < 300:
        return None
    media = (response.http_content_type or "").split(";")[0].strip().lower() or None
    if media not in KINDS:
        return None
    url = response.headers.get("WARC-Target-URI")
    return Record(f"{name} {url}" if url else name, _body(response), url, response.http_charset, KINDS[media])


def _body(response: WarcRecord) -> bytes:
    """What was answered, unpacked; a piece at a time, since a reader makes room for all that it is asked for."""
    pieces: list[bytes] = []
    size = 0
    while size < MAX_RECORD_BYTES and (piece := response.reader.read(PIECE_BYTES)):
        pieces.append(piece)
        size += len(piece)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)[:MAX_RECORD_BYTES]
