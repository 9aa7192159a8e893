"""What an input holds, by its first bytes."""

from __future__ import annotations

import io

import pytest

from newsclean import InputError
from newsclean.page import Fields
from newsclean.readers.peek import LOOKS, form_of, looks_like_html, peekable


@pytest.mark.parametrize(
    ("head", "form"),
    [
        (b'{"id": 1, "html": "<p>One."}\n{"id": 2}\n', ".jsonl"),
        (b'\n\n  {"text":"One."}\n', ".jsonl"),
        (b'\xef\xbb\xbf{"text": "One."}', ".jsonl"),
        (b'{"html": "' + b"x" * LOOKS[0], ".jsonl"),
        (b"{}\n", ".jsonl"),
        (b"WARC/1.1\r\nWARC-Type: warcinfo\r\n", ".warc"),
        (b"PAR1\x15\x04", ".parquet"),
        (b"<!doctype html><p>{}", ""),
        (b"{Update} The council has met.\n", ""),
        (b'[Photo] "So be it", he said, [laughing].\n', ""),
        (b'["I am here," he said]\n', ""),
        (b"Text, html and url are words, too.\n", ""),
        (b"WARC/s of old\n", ""),
        (b"", ""),
        (b"CSS, html, and JavaScript\n", ""),
    ],
)
def test_what_is_read(head: bytes, form: str) -> None:
    assert form_of(head, ".txt", Fields()) == form


@pytest.mark.parametrize(
    ("head", "suffix", "fields", "message"),
    [
        (b'[{"id": 1}]', "", Fields(), r"jq -c '.\[\]' FILE | newsclean --from jsonl"),
        (b'[\n  {"id": 1}\n]', "", Fields(), "a JSON array"),
        (b'["One.", "Two."]', "", Fields(), "a JSON array"),
        (b"[1, 2]", ".json", Fields(), "a JSON array"),
        (b'{\n  "id": 1\n}', "", Fields(), "over several lines, not JSON Lines: jq -c . FILE"),
        (b"url,html\nhttps://a.example,<p>\n", "", Fields(), "comma-separated values, .*mlr --icsv --ojsonl cat FILE"),
        (b"url,html\r\nhttps://a.example,<p>\r\n", "", Fields(), "comma-separated values"),
        (b'"url"\t"body"\n', "", Fields(text="body"), "tab-separated values, .*mlr --itsv"),
        (b"a;b\n", ".csv", Fields(), "comma-separated"),
    ],
)
def test_what_is_not_read_says_what_to_do(head: bytes, suffix: str, fields: Fields, message: str) -> None:
    with pytest.raises(InputError, match=message):
        form_of(head, suffix, fields)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"<!DOCTYPE html>", True),
        (b"\xef\xbb\xbf\r\n <HTML lang=de>", True),
        (b"<!-- saved by hand -->\n<html>", True),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x">', True),
        (b"<div class=article><p>One.", True),
        ("<html><p>Eins.".encode("utf-16"), True),
        (b'<?xml version="1.0"?><rss><channel><title>', False),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", False),
        (b"<?php echo 1;", False),
        (b"body { color: red }", False),
        (b"var page = '<html>';", False),
        (b"\x89PNG\r\n", False),
        (b"", False),
    ],
)
def test_what_looks_like_html(head: bytes, expected: bool) -> None:
    assert looks_like_html(head) is expected


def test_what_was_looked_at_is_still_read() -> None:
    content = b"<p>" + b"word " * 5000
    raw, stream = peekable(io.BytesIO(content))  # type: ignore[arg-type]
    assert content.startswith(raw.peek())
    assert len(raw.peek()) >= LOOKS[0]
    assert stream.read() == content


def test_a_line_is_enough_to_look_at() -> None:
    class Slow(io.RawIOBase):
        def __init__(self) -> None:
            self.pieces = [b"\n", b'{"a"', b": 1}\n"]

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            piece = self.pieces.pop(0)  # a fourth look would fail
            buffer[: len(piece)] = piece
            return len(piece)

    raw, _ = peekable(Slow())
    assert raw.peek() == b'\n{"a": 1}\n'
