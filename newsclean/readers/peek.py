"""What an input holds, by its first bytes: rows, WARC, Parquet, a page; or what newsclean does not read."""

from __future__ import annotations

import io
import re
from typing import Any

from newsclean.errors import InputError
from newsclean.page import Fields
from newsclean.readers.packing import packing

LOOKS = (4096, 1 << 16, 1 << 20)
"""Bytes looked at; more where nothing can be unpacked from fewer. A row may be longer: how it begins must do."""
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
TABLE = f"a table of {{}}-separated values, which is not read: mlr --{{}} --ojsonl cat FILE | {FROM_JSONL}"


class Peekable(io.RawIOBase):
    """A stream whose first bytes can be looked at before they are read."""

    def __init__(self, raw: io.RawIOBase) -> None:
        self.raw, self.head = raw, b""

    def readable(self) -> bool:
        return True

    def peek(self, count: int = 0) -> bytes:
        """The first `count` bytes, or fewer if the stream ends before; without a count, enough to tell what it is."""
        while len(self.head) < (count or LOOKS[0]) and (count or not self.is_told()):
            piece = self.raw.read(count or LOOKS[0])
            if not piece:
                break
            self.head += piece
        return self.head

    def is_told(self) -> bool:
        """Whether a line of text is there, which is enough: more may be long in coming."""
        return b"\n" in self.head.lstrip() and not packing(self.head)

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
    """A stream that can be looked into, and how to read it."""
    looked = Peekable(raw)
    return looked, io.BufferedReader(looked, 1 << 16)


def form_of(head: bytes, suffix: str, fields: Fields) -> str:
    """What an input holds that begins so, as a suffix of `READERS`; empty for a page.

    `suffix` is that of its name. Raises `InputError`, which says what to do, for JSON that is no JSON Lines and for
    tables of comma-separated values.

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
    """Whether a line is the head of a table: one of its cells is a field that holds pages."""
    cells = [cell.strip().strip('"') for cell in CELLS.split(line)]
    return len(cells) > 1 and any(name in cells for name in (fields.html, fields.text))


def looks_like_html(head: bytes) -> bool:
    """Whether a file whose name says nothing is a page: it begins with a tag, and is no other XML.

    >>> looks_like_html(b"<!DOCTYPE html>"), looks_like_html(b"<?xml version='1.0'?><rss>"), looks_like_html(b"body {")
    (True, False, False)
    """
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = head.decode("utf-16", "ignore")
    else:
        text = head.decode("utf-8", "replace")
    text = text.lstrip("\ufeff \t\r\n")
    return text.startswith("<") and bool(_OPENS.match(text) or _HTML.search(text))
