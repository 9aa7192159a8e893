"""Packed streams, member by member."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from newsclean.readers.compression import format_suffix
from newsclean.readers.packing import DamagedError, Members

TEXT = b"The ferry stayed in the harbour.\n" * 1000
PACKED = [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress), (".zst", zstandard.compress)]
packings = pytest.mark.parametrize(("suffix", "pack"), PACKED)


def members(content: bytes, packed: str | None = None) -> Members:
    return Members(io.BufferedReader(io.BytesIO(content)), packed)


def pieces(found: Members) -> tuple[bytes, list[str]]:
    """All that comes out, and what was said on the way."""
    whole, said = b"", []
    while True:
        try:
            piece = found.piece()
        except DamagedError as error:
            said.append(str(error))
            continue
        if not piece:
            return whole, said
        whole += piece


@packings
def test_members_follow_each_other(suffix: str, pack: Callable[[bytes], bytes]) -> None:
    content = pack(TEXT)
    assert format_suffix(content) == suffix
    assert pieces(members(content + pack(b"") + pack(b"end"), suffix)) == (TEXT + b"end", [])
    assert pieces(members(content * 50)) == (TEXT * 50, [])
    assert pieces(members(content + bytes(100_000) + content + bytes(20))) == (2 * TEXT, [])


def test_each_member_may_be_packed_in_its_own_way() -> None:
    assert pieces(members(b"".join(pack(TEXT) for _, pack in PACKED))) == (4 * TEXT, [])


@packings
def test_what_is_cut_off_says_so(suffix: str, pack: Callable[[bytes], bytes]) -> None:
    content = pack(TEXT)
    for end in range(len(content) + 11, 2 * len(content), 7):
        whole, said = pieces(members((content + content)[:end], suffix))
        assert whole.startswith(TEXT)
        assert len(said) == 1
        assert said[0].startswith("cut off:")
        assert f"at byte {len(content):,} " in said[0]


@packings
def test_after_a_damaged_member_comes_the_next(suffix: str, pack: Callable[[bytes], bytes]) -> None:
    content, middle = pack(TEXT), bytearray(pack(b"Some other text, of which little is left." * 9))
    middle[-9:-2] = b"damaged"
    whole, said = pieces(members(content + middle + content + content, suffix))
    assert whole.startswith(TEXT)
    assert whole.endswith(2 * TEXT)
    assert len(said) == 1 or suffix == ".zst"
    assert suffix == ".zst" or f"member at byte {len(content):,}" in said[0]


def test_what_stands_before_the_damage_is_there() -> None:
    content = bytearray(gzip.compress(b"".join(b"line %d\n" % at for at in range(100_000))))
    content[len(content) // 2] ^= 0xFF
    whole, said = pieces(members(bytes(content), ".gz"))
    assert len(said) == 1
    assert whole.startswith(b"".join(b"line %d\n" % at for at in range(40_000)))


def test_garbage_between_members() -> None:
    content = gzip.compress(TEXT)
    whole, said = pieces(members(content + b"garbage" * 30_000 + content))
    assert whole == 2 * TEXT
    assert said == [f"not gzip: no member begins at byte {len(content):,}"]


def test_plain_and_empty_files() -> None:
    assert pieces(members(TEXT)) == (TEXT, [])
    assert pieces(members(b"a")) == (b"a", [])
    assert pieces(members(b"")) == (b"", ["an empty file"])
    assert pieces(members(TEXT, ".gz")) == (b"", ["not gzip: no member begins at byte 0"])


def frame(content: bytes, number: int = 0xD) -> bytes:
    return bytes((0x50 + number,)) + b"\x2a\x4d\x18" + len(content).to_bytes(4, "little") + content


def test_zstd_with_a_dictionary_in_its_first_frame() -> None:
    samples = [b"The ferry of day %d stayed in the harbour of %d.\n" % (at, at * 7) for at in range(2000)]
    known = zstandard.train_dictionary(4096, samples)
    compressor = zstandard.ZstdCompressor(dict_data=known)
    rows = b"".join(compressor.compress(each) for each in samples)
    for dictionary in (known.as_bytes(), zstandard.compress(known.as_bytes())):
        content = frame(dictionary) + rows
        assert format_suffix(content) == ".zst"
        assert pieces(members(content)) == (b"".join(samples), [])
        assert pieces(members(content + frame(b"by the way", 3) + content)) == (2 * b"".join(samples), [])
    whole, said = pieces(members(frame(zstandard.compress(known.as_bytes())[:-9]) + zstandard.compress(TEXT)))
    assert (whole, len(said)) == (TEXT, 1)


def test_a_pipe_is_read_as_it_comes(tmp_path: Path) -> None:
    content = gzip.compress(TEXT) * 3

    class Dripping(io.RawIOBase):
        at = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:
            part = content[self.at : self.at + 7]
            buffer[: len(part)] = part
            self.at += len(part)
            return len(part)

    assert pieces(Members(io.BufferedReader(Dripping(), 16), None)) == (3 * TEXT, [])
