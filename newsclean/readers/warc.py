"""Read the pages among the records of a WARC file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from http import HTTPStatus
from typing import NamedTuple

from newsclean.errors import EncodingError, InputError
from newsclean.page import Kind, Record, Unread
from newsclean.parse.encoding import web_codec
from newsclean.readers.framing import MAX_BODY_BYTES, Frame, Gap, fields_of, frames
from newsclean.readers.packing import Members
from newsclean.readers.streams import NAMELESS, STDIN, Reading, error_message, open_packed

KINDS: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "": "auto",
}
"""Media types of pages. Other responses (images, scripts, feeds) are skipped."""

NO_TYPES = ("unknown/unknown", "application/unknown", "*/*")
"""Media types that servers send for an unknown type."""

CONTENTS = ("response", "resource", "conversion")
"""Types of records that may contain a page."""

OTHERS = {
    "warcinfo": "warcinfo",
    **{name: f"warc {name}" for name in ("request", "metadata", "revisit", "continuation")},
}
MAX_TYPES = 100
"""Media types that are counted by name. Further ones are counted together."""

MAX_CODINGS = 8
_STATUS = re.compile(rb"HTTP\S*[ \t]+(\d{3})(?!\d)", re.IGNORECASE)
_FIELD = re.compile(rb"[\w-]{1,64}[ \t]*:")
_END = re.compile(rb"(?:^|\n)\r?\n")
_TYPE = re.compile(r"[\w!#$&^.+-]{1,40}/[\w!#$&^.+-]{1,60}")
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?\s*([\w.:+-]{1,40})", re.IGNORECASE)


class Content(NamedTuple):
    """The content of a record: the start of its body after the HTTP header, and the facts in that header."""

    start: int = 0
    status: int | None = None
    media: str = ""
    charset: str | None = None
    codings: tuple[str, ...] = ()


def read(path: str, reading: Reading) -> Iterator[Record | Unread]:
    """Yield a record for each page in a WARC file.

    Pages are successful responses, resources and conversions that are HTML or plain text. The first bytes show whether
    the file is compressed. Damage gives an `Unread` with its place, and reading continues. `reading.meter` counts
    skipped records. Raises `InputError` if the file cannot be read or is not a WARC file.
    """
    name = NAMELESS if path == STDIN else path
    number = 0
    with open_packed(path, reading.meter) as file:
        try:
            for frame in frames(Members(file, None)):
                if isinstance(frame, Gap):
                    yield Unread(name, f"{frame.place}: {frame.message}")
                    continue
                number += kind_of(frame) in CONTENTS
                record = _page(f"{name}:{number}", frame, reading.meter.passed)
                if record is not None:
                    yield record
        except OSError as error:
            raise InputError(f"after record {number}: {error_message(error)}") from None


def kind_of(frame: Frame) -> str:
    """Return the type of a record."""
    return frame.fields["warc-type"][0].lower()


def _page(name: str, frame: Frame, passed: Counter[str]) -> Record | Unread | None:
    """Return the page in a record; `None` if it has no page, which is counted in `passed`."""
    kind = kind_of(frame)
    if kind not in CONTENTS:
        passed[OTHERS.get(kind, "warc other")] += 1
        return None
    content = answer(frame) if kind == "response" else typed(frame.fields.get("content-type", []))
    why = no_page(content, passed)
    if why is not None:
        passed[why] += 1
        return None
    url = frame.fields.get("warc-target-uri", [""])[0].strip().removeprefix("<").removesuffix(">").strip() or None
    name = f"{name} {url}" if url else name
    if frame.size > MAX_BODY_BYTES:
        return Unread(name, f"{frame.place}: {frame.size:,} bytes are more than {MAX_BODY_BYTES:,}")
    if "warc-segment-number" in frame.fields:
        return Unread(name, f"{frame.place}: a page that is split into several records, which are not joined")
    encoding = "utf-8" if kind == "conversion" and content.media == "text/plain" else known(content.charset)
    body = frame.body[content.start :]
    return Record(name, body, url, encoding, KINDS[content.media], codings=content.codings)


def no_page(content: Content, passed: Counter[str]) -> str | None:
    """Return the kind under which a content that is not a page is counted; `None` for a page."""
    if content.status is not None and not 200 <= content.status < 300:
        return f"status {content.status}" if content.status in set(HTTPStatus) else "status other"
    if content.media in KINDS:
        return None
    name = f"type {content.media}"
    return name if name in passed or len(passed) < MAX_TYPES else "type other"


def answer(frame: Frame) -> Content:
    """Parse a server's response. Without an HTTP header, the whole body is its content.

    >>> answer(Frame({}, b"HTTP/1.1 200\\nContent-Type: text/html; charset=big5\\n\\n<p>", 52, ""))
    Content(start=52, status=200, media='text/html', charset='big5', codings=())
    """
    body, types = frame.body, frame.fields.get("content-type", [])
    over_http = not types or types[0].lower().startswith("application/http")
    if body[:4].upper() != b"HTTP" and not (over_http and _FIELD.match(body)):
        return Content() if over_http else typed(types)
    found = _END.search(body)
    start = found.end() if found is not None else len(body)
    head = body[:start] if body[:4].upper() == b"HTTP" else b"\n" + body[:start]
    status = _STATUS.match(head)
    fields = fields_of(head, "latin-1")
    codings = (*listed(fields.get("transfer-encoding", [])), *listed(fields.get("content-encoding", [])))
    content = typed(fields.get("content-type", []))
    return content._replace(start=start, status=int(status[1]) if status else None, codings=codings[:MAX_CODINGS])


def typed(values: list[str]) -> Content:
    """Return the media type and the charset of the last header that states a media type.

    >>> typed(["text/html; charset='UTF-8'", "nonsense"])
    Content(start=0, status=None, media='text/html', charset='UTF-8', codings=())
    """
    for value in reversed(values):
        found = _TYPE.match(value.strip())
        if found is not None:
            media, charset = found[0].lower(), _CHARSET.search(value)
            return Content(0, None, "" if media in NO_TYPES else media, charset[1] if charset else None)
    return Content()


def listed(values: list[str]) -> Iterator[str]:
    """Return codings, the outermost first. A header lists them in the order in which they were applied.

    >>> list(listed(["br, gzip", "Chunked"]))
    ['chunked', 'gzip', 'br']
    """
    names = [name.strip(" \t\"'").lower() for value in values for name in value.split(",")]
    return (name for name in reversed(names) if name not in ("", "identity"))


@lru_cache(1000)
def known(charset: str | None) -> str | None:
    """Return an encoding label if it is known, or else `None`."""
    if charset is None:
        return None
    try:
        web_codec(charset)
    except EncodingError:
        return None
    return charset
