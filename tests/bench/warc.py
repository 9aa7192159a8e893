"""Clean WARC files of real pages in the forms that crawlers write, and compare each text with that of `clean()`.

    python -m tests.bench.warc CORPUS... [--pages 2000] [--work DIR]

The pages of the corpora are used in turn. They are written with all codings of HTTP: none, chunked, gzip, deflate with
and without its header, br, zstd, chunked over gzip, and headers that state a coding that the body does not have. They
have the charset of their server if it is known. Requests, metadata and revisits stand between them. The files are
`.warc`, `.warc.gz` with one member for each record and with one member in all, and `.warc.zst`.

newsclean cleans each file by its path, through a pipe and with `-j 2`. At the end, the time of reading alone is
compared with that of `gzip`. The exit code is 1 if a text differs or a page is missing.
"""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import brotli
import zstandard

from newsclean import clean
from newsclean.readers.streams import Reading
from newsclean.readers.warc import read
from tests.bench.corpora import CorpusError, Sample, corpus_parser, count, load

COMMAND = [sys.executable, "-m", "newsclean", "-q", "--doubtful"]
PAUSES = 3
"""Each so many pages, a revisit."""


def chunked(body: bytes) -> bytes:
    chunks = (body[at : at + 4000] for at in range(0, len(body), 4000))
    return b"".join(b"%x\r\n%s\r\n" % (len(each), each) for each in chunks) + b"0\r\n\r\n"


def raw_deflate(body: bytes) -> bytes:
    engine = zlib.compressobj(wbits=-15)
    return engine.compress(body) + engine.flush()


CODINGS: list[tuple[str, Callable[[bytes], bytes]]] = [
    ("", bytes),
    ("Transfer-Encoding: chunked\r\n", chunked),
    ("Content-Encoding: gzip\r\n", gzip.compress),
    ("Content-Encoding: deflate\r\n", zlib.compress),
    ("Content-Encoding: Deflate\r\n", raw_deflate),
    ("Content-Encoding: br\r\n", lambda body: brotli.compress(body, quality=4)),
    ("Content-Encoding: zstd\r\n", zstandard.compress),
    ("Transfer-Encoding: chunked\r\nContent-Encoding: x-gzip\r\n", lambda body: chunked(gzip.compress(body))),
    *(
        (f"Content-Encoding: {name}\r\nTransfer-Encoding: chunked\r\n", bytes)
        for name in ("gzip", "br", "deflate", "zstd")
    ),
]


def record(kind: str, url: str, body: bytes, media: str = "application/http") -> bytes:
    head = f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Type: {media}\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n"


def records(samples: list[Sample]) -> Iterator[bytes]:
    """The records of a crawl."""
    yield record("warcinfo", "a.warc", b"software: newsclean's bench\r\n", "application/warc-fields")
    for at, (sample, (header, pack)) in enumerate(zip(samples, cycle(CODINGS), strict=False)):
        url = url_of(at)
        charset = charset_of(at, sample)
        kind = "text/html" if charset is None else f"text/html; charset={charset}"
        head = f"HTTP/1.1 200 OK\r\nServer: x\r\nContent-Type: {kind}\r\n{header}\r\n".encode()
        yield record("request", url, b"GET / HTTP/1.1\r\nHost: news.example\r\n\r\n")
        yield record("response", url, head + pack(sample.html))
        yield record("metadata", url, b"fetchTimeMs: 12\r\n", "application/warc-fields")
        if at % PAUSES == 0:
            yield record("revisit", url, head)


def url_of(at: int) -> str:
    return f"https://news.example/{at}"


def charset_of(at: int, sample: Sample) -> str | None:
    """What a server says of every other page: UTF-8 where it is that, an unknown label of a few others."""
    if at % 2 and at % 5 == 0:
        return "none-such"
    try:
        sample.html.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "UTF-8" if at % 2 else None


def write(samples: list[Sample], folder: Path) -> list[Path]:
    """The crawl in all its forms."""
    paths = [folder / name for name in ("plain.warc", "members.warc.gz", "one.warc.gz", "frames.warc.zst")]
    packs: list[Callable[[bytes], bytes]] = [bytes, gzip.compress, bytes, zstandard.compress]
    for path, pack in zip(paths, packs, strict=True):
        with gzip.open(path, "wb") if path.name == "one.warc.gz" else path.open("wb") as file:
            for each in records(samples):
                file.write(pack(each))
    return paths


def texts(lines: bytes) -> dict[str, Any]:
    """The texts of rows, by their URLs."""
    rows = [json.loads(line) for line in lines.splitlines()]
    return {row["name"].rpartition(" ")[2]: row for row in rows}


def through(path: Path, way: str) -> bytes:
    """The rows that the command line makes of a file."""
    output = path.with_name("out.jsonl")
    command = [*COMMAND, "-o", str(output)]
    if way == "pipe":
        with subprocess.Popen(["cat", str(path)], stdout=subprocess.PIPE) as cat:
            subprocess.run([*command, "--from", "warc"], stdin=cat.stdout, stderr=subprocess.DEVNULL, check=False)
    else:
        more = ["-j", "2"] if way == "-j 2" else []
        subprocess.run([*command, *more, str(path)], stderr=subprocess.DEVNULL, check=False)
    rows = output.read_bytes()
    output.unlink()
    return rows


def wrong(found: dict[str, Any], expected: dict[str, str]) -> int:
    """How many pages are missing or differ."""
    return sum((found.get(url) or {"text": 0}).get("text") != (text or None) for url, text in expected.items())


def reading(path: Path) -> tuple[float, float]:
    """Seconds of processor time: to read all pages without cleaning them, and to unpack the file."""
    start = time.process_time()
    for _ in read(str(path), Reading()):
        pass
    middle = time.process_time()
    with gzip.open(path) as file:
        while file.read(1 << 16):
            pass
    return middle - start, time.process_time() - middle


def main() -> None:
    """Print counts, and pages a second."""
    parser = corpus_parser(__doc__)
    parser.add_argument("--pages", metavar="N", type=count, default=2000, help="number of pages (default: 2000)")
    parser.add_argument("--work", metavar="DIR", type=Path, help="folder for the files")
    args = parser.parse_args()
    if not args.corpora:
        parser.error("no CORPUS given")
    try:
        samples = [each for path in args.corpora for each in load(path, args.limit)]
    except CorpusError as error:
        parser.error(str(error))
    samples = list(islice(cycle(samples), args.pages))
    expected = {}
    for at, sample in enumerate(samples):
        charset = "utf-8" if charset_of(at, sample) == "UTF-8" else None
        expected[url_of(at)] = clean(sample.html, url=url_of(at), encoding=charset).text
    bad = 0
    with tempfile.TemporaryDirectory(dir=args.work) as folder:
        for path in write(samples, Path(folder)):
            for way in ("file", "pipe", "-j 2"):
                start = time.perf_counter()
                found = texts(through(path, way))
                seconds = time.perf_counter() - start
                differ = wrong(found, expected)
                bad += differ + (len(found) != len(samples))
                came = f"{len(found)} of {len(samples)} pages, {differ} differ, {len(found) / seconds:.0f}/s"
                print(f"{path.name} {way}: {came}", flush=True)
            if path.suffix == ".gz":
                ours, theirs = min(reading(path) for _ in range(3))
                print(
                    f"{path.name}: read in {ours:.2f} s, unpacked by gzip.open in {theirs:.2f} s: {ours / theirs:.2f}"
                )
    raise SystemExit(bool(bad))


if __name__ == "__main__":
    main()
