"""Small files that hold much: they are read to the limit, and no further."""

from __future__ import annotations

import bz2
import gzip
import lzma
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from newsclean.errors import InputError, TooLargeError
from newsclean.readers.streams import Reading, read_bytes
from newsclean.readers.warc import read
from tests.hostile.inputs import PAGE

HELD = 200_000_000
LIMIT = 1_000_000


def zstd(data: bytes) -> bytes:
    return bytes(pytest.importorskip("zstandard").compress(data))


@pytest.mark.parametrize(
    ("suffix", "pack"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress), (".zst", zstd)]
)
def test_a_bomb_is_not_unpacked(tmp_path: Path, suffix: str, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / f"a.html{suffix}"
    path.write_bytes(pack(bytes(HELD)))
    tracemalloc.start()
    try:
        with pytest.raises(TooLargeError):
            read_bytes(str(path), LIMIT)
        assert tracemalloc.get_traced_memory()[1] < 20 * LIMIT
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("length", [0, 7, 10**7, 10**12, -5])
def test_a_record_with_a_false_length_ends_in_an_error_or_a_page(tmp_path: Path, length: int) -> None:
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {length}\r\n\r\n{PAGE}".encode()
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\nContent-Length: {length}\r\n"
    path = tmp_path / "a.warc"
    path.write_bytes(head.encode() + b"Content-Type: application/http; msgtype=response\r\n\r\n" + http + b"\r\n\r\n")
    try:
        records = list(read(str(path), Reading()))
    except InputError:
        return
    assert len(records) <= 1
