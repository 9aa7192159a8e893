"""Bytes of files, compressed or not."""

from __future__ import annotations

import bz2
import gzip
import lzma
from pathlib import Path

import pytest

from newsclean import InputError
from newsclean.errors import TooLargeError
from newsclean.readers.streams import read_bytes

PACKED = [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)]
TEXT = b"The ferry stayed in the harbour.\n" * 1000


@pytest.mark.parametrize(
    ("suffix", "pack"), [("", bytes), (".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)]
)
def test_what_is_packed_is_unpacked(tmp_path: Path, suffix: str, pack: type[bytes]) -> None:
    path = tmp_path / f"a.txt{suffix}"
    path.write_bytes(pack(TEXT))
    assert read_bytes(str(path)) == TEXT


def test_zstd(tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard")
    path = tmp_path / "a.txt.zst"
    path.write_bytes(zstandard.compress(TEXT) + zstandard.compress(TEXT))
    assert read_bytes(str(path)) == 2 * TEXT


@pytest.mark.parametrize(("suffix", "pack"), PACKED)
def test_a_broken_archive_is_an_input_error(tmp_path: Path, suffix: str, pack: type[bytes]) -> None:
    for content in (pack(TEXT)[:-20], b"no archive at all"):
        path = tmp_path / f"a.txt{suffix}"
        path.write_bytes(content)
        with pytest.raises(InputError):
            read_bytes(str(path))


def test_a_bomb_stops_at_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.html.gz"
    path.write_bytes(gzip.compress(bytes(50_000_000)))
    with pytest.raises(TooLargeError, match="larger than 1,000 bytes"):
        read_bytes(str(path), 1000)


@pytest.mark.parametrize("name", ["", "missing.html", "a\0b"])
def test_what_cannot_be_read(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError):
        read_bytes(f"{tmp_path}/{name}")
