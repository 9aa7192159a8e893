"""Detect the format of an input by its first bytes: rows, WARC, Parquet, a page, or another format."""

from __future__ import annotations

import io
import re
from typing import Any

from newsclean.errors import InputError
from newsclean.page import Fields
from newsclean.readers.compression import format_suffix

LOOKS = (4096, 1 << 16, 1 << 20)
"""The numbers of bytes that are read to detect the format, one after the other.

The next number is used if so few bytes decompress to nothing. The beginning of a row is enough.
"""

CELLS = re.compile(r"[,;\t]")
_OBJECT = re.compile(r'\{\s*(?:\}|"(?:[^"\\]|\\.){0,200}"\s*:)')
_ARRAY = re.compile(r'\[\s*(?:[\[{]|"(?:[^"\\]|\\.)*"\s*[,\]])')
_HTML = re.compile(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_OPENS = re.compile(
    r"<(?:html|head|body|title|meta|link|p|div|article|section|main|header|h[1-6]|span|table)[\s/>]", re.IGNORECASE
)

FROM_JSONL = "newsclean --from jsonl"
ARRAY = f"a JSON array, not JSON Lines: jq -c '.[]' FILE | {FROM_JSONL}"
DOCUMENT = f"a JSON document over several lines, not JSON Lines: jq -c . FILE | {FROM_JSONL}"
TABLE = f"a table of {{}}-separated values, not JSON Lines: mlr --{{}} --ojsonl cat FILE | {FROM_JSONL}"


class Peekable(io.RawIOBase):
    """A stream whose first bytes can be inspected before they are read."""

    def __init__(self, raw: io.RawIOBase) -> None:
        self.raw, self.head = raw, b""

    def readable(self) -> bool:
        return True

    def peek(self, count: int = 0) -> bytes:
        """Return the first `count` bytes, or fewer if the stream is shorter.

        Without a count, return enough bytes to detect the format.
        """
        while len(self.head) < (count or LOOKS[0]) and (count or not self.has_line()):
            piece = self.raw.read(count or LOOKS[0])
            if not piece:
                break
            self.head += piece
        return self.head

    def has_line(self) -> bool:
        """Return whether a line of text has been read. It is enough, and more input may take long to arrive."""
        return b"\n" in self.head.lstrip() and not format_suffix(self.head)

    def readinto(self, buffer: Any) -> int | None:
        if not self.head:
            return self.raw.readinto(buffer)
        count = min(len(buffer), len(self.head))
        buffer[:count], self.head = self.head[:count], self.head[count:]
        return count

    def close(self) -> None:
        self.raw.close()
        super().close()


def peekable(raw: io.RawIOBase) -> tuple[Peekable, io.BufferedReader]:
    """Return a stream that can be inspected, and a buffered reader of it."""
    looked = Peekable(raw)
    return looked, io.BufferedReader(looked, 1 << 16)


def form_of(head: bytes, suffix: str, fields: Fields) -> str:
    """Return the format of an input that begins with `head`, as a suffix in `READERS`; empty for a page.

    `suffix` is the suffix of its name. For JSON that is not JSON Lines, and for comma- or tab-separated values, raises
    `InputError` with a command that converts the input.

    >>> form_of(b'{"id": 1, "html": "<p>', "", Fields()), form_of(b"<p>{}", "", Fields())
    ('.jsonl', '')
    """
    if head.startswith(b"WARC/") and head[5:6].isdigit():
        return ".warc"
    if head.startswith(b"PAR1"):
        return ".parquet"
    text = head.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    line, ended, _ = text.partition("\n")
    if _OBJECT.match(text):
        if ended and not _is_object(line):
            raise InputError(DOCUMENT)
        return ".jsonl"
    if _ARRAY.match(text) or (suffix == ".json" and text.startswith("[")):
        raise InputError(ARRAY)
    if suffix in (".csv", ".tsv") or _names_columns(line, fields):
        kind = "tsv" if suffix == ".tsv" or "\t" in line else "csv"
        raise InputError(TABLE.format("tab" if kind == "tsv" else "comma", f"i{kind}"))
    return ""


def _is_object(line: str) -> bool:
    import json

    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _names_columns(line: str, fields: Fields) -> bool:
    """Return whether a line is the header of a table: one of its cells is the name of a field for pages.

    Programs write no blanks around the names; in a sentence, one stands after each comma.
    """
    cells = [cell.strip('"') for cell in CELLS.split(line.rstrip("\r"))]
    return len(cells) > 1 and any(name in cells for name in (fields.html, fields.text))


def looks_like_html(head: bytes) -> bool:
    """Return whether a file with an unknown suffix is a page: it begins with a tag and is not other XML.

    >>> looks_like_html(b"<!DOCTYPE html>"), looks_like_html(b"<?xml version='1.0'?><rss>"), looks_like_html(b"body {")
    (True, False, False)
    """
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = head.decode("utf-16", "ignore")
    else:
        text = head.decode("utf-8", "replace")
    text = text.lstrip("\ufeff \t\r\n")
    return text.startswith("<") and bool(_OPENS.match(text) or _HTML.search(text))
