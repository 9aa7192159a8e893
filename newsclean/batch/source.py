"""Read a record's page from its file or its row, as input for `clean`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from newsclean.batch.rows import Row, no_text, parse_row
from newsclean.errors import InputError, MissingExtraError, TooLargeError
from newsclean.limits import Failure
from newsclean.page import ERROR, Fields, Kind, Record
from newsclean.readers.codings import decode_codings
from newsclean.readers.streams import read_bytes

MAX_BYTES = 20_000_000
"""The default maximum number of bytes of one page after decompression.

The largest of a thousand real pages has 2.9 million.
"""


@dataclass(frozen=True, slots=True)
class Source:
    """The arguments for `clean`. If the page is in a row, also the row and its field with the page."""

    content: str | bytes
    url: str | None
    kind: Kind
    encoding: str | None
    row: Row | None = None
    field: str | None = None


def weigh(record: object) -> int:
    """Return the approximate memory of a record or an `Unread` in bytes."""
    source = getattr(record, "source", None)
    return len(source) if isinstance(source, bytes) else 1000


class EarlierError(InputError):
    """A row has no text, because an earlier run found none. The message is the error that this run wrote."""


def source_of(record: Record, max_bytes: int | None) -> Source | Failure:
    """Return the page of a record, or a `Failure` with the reason why it has no page."""
    try:
        return read_source(record, max_bytes)
    except EarlierError as error:
        return Failure("empty", str(error))
    except (InputError, MissingExtraError) as error:
        return Failure("too large" if isinstance(error, TooLargeError) else "unreadable", str(error))


def read_source(record: Record, max_bytes: int | None) -> Source:
    """Return the page of a record, with its HTTP codings decoded.

    Raises `InputError` if it has no page, `TooLargeError` if the page is larger than `max_bytes`, and
    `MissingExtraError` if decompression requires a package that is not installed.
    """
    file = record.source
    content = (
        read_bytes(str(file), max_bytes) if isinstance(file, Path) else decode_codings(file, record.codings, max_bytes)
    )
    if record.row is not None:
        return in_row(parse_row(content), record.row, max_bytes)
    if max_bytes is not None and len(content) > max_bytes:
        raise TooLargeError(f"{len(content):,} bytes are more than {max_bytes:,} (--max-bytes)")
    if record.cells is not None:
        return in_cells(record, content, record.cells.fields)
    return Source(content, record.url, record.kind, record.encoding)


def in_row(row: Row, fields: Fields, max_bytes: int | None) -> Source:
    """Return the page in a row: its HTML field if that is not empty, or else its text field."""
    url = row.get(fields.url)
    if not isinstance(url, str):
        url = None
    for field, kind in ((fields.html, "html"), (fields.text, "text")):
        content = row.get(field)
        if isinstance(content, str) and (content or kind == "text"):
            if max_bytes is not None and 4 * len(content) > max_bytes:
                size = len(content.encode("utf-8", "surrogatepass"))
                if size > max_bytes:
                    raise TooLargeError(f"{size:,} bytes in {field!r} are more than {max_bytes:,} (--max-bytes)")
            return Source(content, url, "html" if kind == "html" else "text", None, row, field)
    error = row.get(ERROR)
    if fields.text in row and isinstance(error, str) and error:
        raise EarlierError(error)
    raise no_text(fields, list(row))


def in_cells(record: Record, content: bytes, fields: Fields) -> Source:
    """Return the page in a row of a table, which the reader has found. A string column is UTF-8."""
    if record.kind == "auto":
        raise EarlierError(content.decode("utf-8", "replace")) if content else no_text(fields)
    if record.encoding is None:
        return Source(content, record.url, record.kind, None)
    return Source(content.decode("utf-8", "replace"), record.url, record.kind, None)
