"""Compressed outputs."""

from __future__ import annotations

import io
from importlib import import_module
from pathlib import Path

import pytest

from newsclean.readers.streams import read_bytes
from newsclean.writers.packing import Members, compressed

MODULES = {".gz": "gzip", ".bz2": "bz2", ".xz": "lzma", ".zst": "zstandard"}


@pytest.mark.parametrize("suffix", MODULES)
def test_members_follow_one_another(tmp_path: Path, suffix: str) -> None:
    if suffix == ".zst":
        pytest.importorskip("zstandard")
    file = io.BytesIO()
    members = Members(file, suffix)
    pieces = [b"%d " % at * 200_000 for at in range(12)]
    for piece in pieces:
        members.write(piece)
    members.close()
    (tmp_path / f"a{suffix}").write_bytes(file.getvalue())
    assert read_bytes(str(tmp_path / f"a{suffix}")) == b"".join(pieces)
    assert compressed(b"x" * 99, suffix) == compressed(b"x" * 99, suffix)


@pytest.mark.parametrize("suffix", MODULES)
def test_nothing_is_a_member_too(suffix: str) -> None:
    file = io.BytesIO()
    Members(file, suffix).close()
    assert import_module(MODULES[suffix]).decompress(file.getvalue()) == b""


def test_what_is_not_compressed_is_written_at_once() -> None:
    file = io.BytesIO()
    Members(file, "").write(b"a row\n")
    assert file.getvalue() == b"a row\n"
