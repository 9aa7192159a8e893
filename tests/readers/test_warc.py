"""WARC in."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import brotli
import pytest
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from newsclean.batch.source import read_source
from newsclean.errors import InputError
from newsclean.page import Record, Unread
from newsclean.readers.streams import Reading
from newsclean.readers.warc import read

PAGE = "<!doctype html><meta charset=windows-1252><p>Übung</p>".encode("windows-1252")


def record(kind: str, body: bytes, media: str = "", url: str = "https://a.example/", more: str = "") -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-11-03T00:00:00Z\r\n{more}"
    head += "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
    head += f"Content-Type: {media}\r\n" if media else ""
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n"


def response(url: str, head: bytes, body: bytes) -> bytes:
    http = b"HTTP/1.1 " + head + b"\r\n\r\n" + body
    return record("response", http, "application/http; msgtype=response", url)


class Writer(WARCWriter):
    """warcio's, with files in memory: those that it makes, it leaves open."""

    _create_temp_file = staticmethod(io.BytesIO)


def records(path: Path, content: bytes, reading: Reading | None = None) -> list[Any]:
    path.write_bytes(content)
    return list(read(str(path), reading or Reading()))


def pages(found: list[Any]) -> list[Any]:
    return [read_source(each, None).content for each in found]


HTML = b"200 OK\r\nContent-Type: text/html"


def test_pages_among_the_responses(tmp_path: Path) -> None:
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)
    found = records(
        tmp_path / "a.warc",
        response("https://a.example/1", HTML + b"; charset=windows-1252", PAGE)
        + response("https://a.example/2", b"200 OK\r\nContent-Type: image/png", b"\x89PNG")
        + response("https://a.example/3", b"404 Not Found\r\nContent-Type: text/html", PAGE)
        + response("https://a.example/4", HTML + b"\r\nTransfer-Encoding: chunked", chunked)
        + response("<https://a.example/5>", HTML + b"\r\nContent-Encoding: gzip", gzip.compress(PAGE)),
    )
    assert [each.url for each in found] == [f"https://a.example/{at}" for at in (1, 4, 5)]
    assert [each.name for each in found] == [f"{tmp_path}/a.warc:{at} https://a.example/{at}" for at in (1, 4, 5)]
    assert pages(found) == [PAGE] * 3
    assert found[0].encoding == "windows-1252"
    assert found[0].kind == "html"


def test_what_is_passed_over_is_counted(tmp_path: Path) -> None:
    reading = Reading()
    content = (
        record("warcinfo", b"software: x")
        + record("request", b"GET / HTTP/1.1\r\n\r\n")
        + record("metadata", b"a: b")
        + record("revisit", b"HTTP/1.1 200 OK\r\n\r\n")
        + record("continuation", b"x")
        + record("poem", b"x")
        + response("a", b"200 OK\r\nContent-Type: image/PNG; q=1", b"x")
        + response("a", b"404 Not Found", b"x")
        + response("a", b"999 Go Away", b"x")
        + record("response", b"1.2.3.4", "text/dns")
        + b"".join(response("a", b"200 OK\r\nContent-Type: a/%d" % at, b"") for at in range(500))
    )
    assert records(tmp_path / "a.warc", content, reading) == []
    said = [name for name in reading.meter.passed if not name.startswith("type a/")]
    assert said == [
        *("warcinfo", "warc request", "warc metadata", "warc revisit", "warc continuation", "warc other"),
        *("type image/png", "status 404", "status other", "type text/dns", "type other"),
    ]
    assert len(reading.meter.passed) <= 102
    assert reading.meter.passed.total() == 510


def test_resources_and_conversions(tmp_path: Path) -> None:
    found = records(
        tmp_path / "a.warc",
        record("resource", PAGE, "text/html; charset=windows-1252", "file:///a")
        + record("resource", b"\x89PNG", "image/png")
        + record("conversion", "Übung".encode(), "text/plain", "https://a.example/b"),
    )
    assert [(each.kind, each.encoding, each.url) for each in found] == [
        ("html", "windows-1252", "file:///a"),
        ("text", "utf-8", "https://a.example/b"),
    ]
    assert pages(found) == [PAGE, "Übung".encode()]
    assert [each.name.split()[0].rpartition(":")[2] for each in found] == ["1", "3"]


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200\r\nContent-Type: text/html\r\n\r\n",
        b"HTTP/1.0 200 OK\nContent-type:TEXT/HTML\n\n",
        b"HTTP/2 OK\r\nno field\r\ncontent-type: text/html; charset=nonsense\r\n\r\n",
        b"http/1.1 200 OK\r\nContent-Type: nonsense\r\nContent-Type: text/html\r\n folded\r\n\r\n",
        b"Content-Type: text/html\r\n\r\n",
    ],
)
def test_heads_of_all_kinds(tmp_path: Path, head: bytes) -> None:
    (found,) = records(tmp_path / "a.warc", record("response", head + PAGE, "application/http"))
    assert (found.kind, found.encoding, found.source) == ("html", None, PAGE)


def test_a_body_without_a_head(tmp_path: Path) -> None:
    (found,) = records(tmp_path / "a.warc", record("response", PAGE, "application/http"))
    assert (found.kind, found.source) == ("auto", PAGE)


def test_a_segment_is_no_page(tmp_path: Path) -> None:
    content = record("response", b"HTTP/1.1 200 OK\r\n\r\n<p>", more="WARC-Segment-Number: 1\r\n")
    (found,) = records(tmp_path / "a.warc", content + record("continuation", b"more"))
    assert isinstance(found, Unread)
    assert "several records" in found.message


def test_damage_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    one = response("https://a.example/1", HTML, PAGE)
    found = records(tmp_path / "a.warc", one + one.replace(b"Content-Length: ", b"Content-Length: 9") + one + one[:-60])
    assert [type(each) for each in found] == [Record, Unread, Record, Unread]
    assert [each.name for each in found if isinstance(each, Unread)] == [f"{tmp_path}/a.warc"] * 2
    assert found[1].message.startswith(f"byte {len(one):,}: ")
    assert found[3].message == f"byte {3 * len(one) + 1:,}: the file ends in a record"


def test_an_empty_file_and_no_warc(tmp_path: Path) -> None:
    for name in ("a.warc", "a.warc.gz"):
        (found,) = records(tmp_path / name, b"")
        assert found.message == "byte 0: an empty file"
        with pytest.raises(InputError, match="not a WARC file"):
            records(tmp_path / name, b"<html>not found")


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("a.warc", bytes),
        ("a.warc.gz", gzip.compress),
        ("a.warc.gz", bytes),
        ("a.warc", gzip.compress),
        ("a.warc.zst", zstandard.compress),
        ("a.warc.bz2", bz2.compress),
        ("a.warc.xz", lzma.compress),
    ],
)
def test_packed_files_by_their_first_bytes(tmp_path: Path, name: str, pack: Callable[[bytes], bytes]) -> None:
    parts = [response(f"https://a.example/{at}", HTML, PAGE * at) for at in range(1, 4)]
    by_record, as_one = b"".join(map(pack, parts)), pack(b"".join(parts))
    assert pages(records(tmp_path / name, by_record)) == [PAGE, 2 * PAGE, 3 * PAGE]
    assert pages(records(tmp_path / name, as_one + by_record)) == [PAGE, 2 * PAGE, 3 * PAGE] * 2


@pytest.mark.parametrize("version", ["1.0", "1.1"])
@pytest.mark.parametrize("packed", [False, True])
def test_what_warcio_writes(tmp_path: Path, version: str, packed: bool) -> None:
    codings: dict[str, Callable[[bytes], bytes]] = {
        "": bytes,
        "gzip": gzip.compress,
        "deflate": zlib.compress,
        "br": brotli.compress,
        "zstd": zstandard.compress,
        "GZIP, br": lambda body: brotli.compress(gzip.compress(body)),
    }
    stream = io.BytesIO()
    writer = Writer(stream, gzip=packed, warc_version=version)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "warcio"}))
    for coding, pack in codings.items():
        for chunked in (False, True):
            body = pack(PAGE)
            headers = [("Content-Type", "text/html; charset=windows-1252"), ("Content-Encoding", coding)]
            if chunked:
                body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
                headers.append(("Transfer-Encoding", "chunked"))
            head = StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1")
            url = f"https://a.example/{coding}"
            answer = writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=head)
            ask = StatusAndHeaders("GET / HTTP/1.1", [("Host", "a.example")], is_http_request=True)
            writer.write_request_response_pair(writer.create_warc_record(url, "request", http_headers=ask), answer)
    reading = Reading()
    found = records(tmp_path / ("a.warc.gz" if packed else "a.warc"), stream.getvalue(), reading)
    assert pages(found) == [PAGE] * 12
    assert {each.encoding for each in found} == {"windows-1252"}
    assert reading.meter.passed == {"warcinfo": 1, "warc request": 12}
    assert reading.meter.read == len(stream.getvalue())


def test_the_command_line(tmp_path: Path) -> None:
    text = "The harbour council voted on Tuesday to keep the old drawbridge open to cars through the winter. "
    html = "".join(f"<p>{text}Paragraph {at} says so too, in its own words.</p>" for at in range(6)).encode()
    parts = [response(f"https://a.example/{at}", HTML + b"\r\nContent-Encoding: br", html) for at in range(20)]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"".join(map(gzip.compress, parts)))

    def run(*arguments: str, file: Path | None = None) -> subprocess.CompletedProcess[bytes]:
        with (file or path).open("rb") as stdin:
            command = [sys.executable, "-m", "newsclean", *arguments]
            return subprocess.run(command, stdin=stdin, capture_output=True, check=False, cwd=tmp_path)

    outputs = []
    for arguments in (("a.warc.gz",), ("--from", "warc"), ("-j", "2", "a.warc.gz")):
        done = run("-o", "out.jsonl", *arguments)
        assert done.returncode == 0, done.stderr
        outputs.append((tmp_path / "out.jsonl").read_bytes().replace(b"<stdin>", b"a.warc.gz"))
        (tmp_path / "out.jsonl").unlink()
    assert outputs[0].count(b"\n") == 20
    assert outputs[0] == outputs[1] == outputs[2]
    (tmp_path / "b.warc").write_bytes(html)
    done = run("b.warc")
    assert done.returncode == 2
    assert b"b.warc: not a WARC file" in done.stderr
