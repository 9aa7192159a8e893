"""WARC in."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from newsclean.readers import reader
from newsclean.readers.streams import Reading

pytest.importorskip("fastwarc")

PAGE = "<!doctype html><meta charset=windows-1252><p>Übung</p>".encode("windows-1252")


def response(url: str, head: bytes, body: bytes) -> bytes:
    http = b"HTTP/1.1 " + head + b"\r\n\r\n" + body
    return (
        (
            b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nWARC-Date: 2025-11-03T00:00:00Z\r\n"
            b"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
            b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
        )
        % (url.encode(), len(http))
        + http
        + b"\r\n\r\n"
    )


def test_pages_among_the_responses(tmp_path: Path) -> None:
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)
    packed = gzip.compress(PAGE)
    path = tmp_path / "a.warc"
    path.write_bytes(
        response("https://a.example/1", b"200 OK\r\nContent-Type: text/html; charset=windows-1252", PAGE)
        + response("https://a.example/2", b"200 OK\r\nContent-Type: image/png", b"\x89PNG")
        + response("https://a.example/3", b"404 Not Found\r\nContent-Type: text/html", PAGE)
        + response("https://a.example/4", b"200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked", chunked)
        + response("https://a.example/5", b"200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip", packed)
    )
    records = list(reader(str(path))(str(path), Reading()))
    assert [record.url for record in records] == [f"https://a.example/{at}" for at in (1, 4, 5)]
    assert {record.source for record in records} == {PAGE}
    assert records[0].encoding == "windows-1252"
    assert records[0].kind == "html"
