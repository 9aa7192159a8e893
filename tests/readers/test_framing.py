"""Records of WARC files, whole and damaged."""

from __future__ import annotations

import gzip
import io
import tracemalloc

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean.errors import InputError
from newsclean.readers.framing import MAX_BODY_BYTES, Frame, Gap, frames
from newsclean.readers.packing import Members

END = b"\r\n\r\n"


def record(body: bytes, length: int | bytes | None = None, version: bytes = b"WARC/1.1") -> bytes:
    length = len(body) if length is None else length
    size = length if isinstance(length, bytes) else b"%d" % length
    return version + b"\r\nWARC-Type: resource\r\nContent-Length: " + size + END + body + END


BODIES = [
    b"<p>Page %d of the harbour's own paper.</p>\r\n\r\n<p>More news %d</p>" % (at, at) * (at + 1) for at in range(5)
]
"""Pages of such sizes that no flip of a byte in a length makes a record end where another one does."""

RECORDS = [record(each) for each in BODIES]


def found(content: bytes) -> list[Frame | Gap]:
    return list(frames(Members(io.BufferedReader(io.BytesIO(content)), None)))


def bodies(content: bytes) -> tuple[list[bytes], list[Gap]]:
    both = found(content)
    return [each.body for each in both if isinstance(each, Frame)], [each for each in both if isinstance(each, Gap)]


@pytest.mark.parametrize("version", [b"WARC/0.17", b"WARC/0.18", b"WARC/1.0", b"WARC/1.1"])
def test_versions(version: bytes) -> None:
    assert bodies(b"".join(record(each, version=version) for each in BODIES)) == (BODIES, [])


def test_what_writers_do_otherwise() -> None:
    plain = b"".join(RECORDS)
    heads = b"WARC/1.0\nwarc-type:resource\nX-Long: a\n  folded\n\tline\nno field at all\nCONTENT-LENGTH:\t2 \n\nok\n\n"
    assert bodies(heads + plain) == ([b"ok", *BODIES], [])
    assert bodies(plain.replace(END + b"WARC", END * 9 + b" \r\nWARC")) == (BODIES, [])
    assert bodies(plain.replace(END + b"WARC", b"WARC").removesuffix(END)) == (BODIES, [])
    assert bodies(plain + b"\n" * 100_000 + plain) == (2 * BODIES, [])


def test_a_page_about_warc_is_not_cut() -> None:
    body = b"<pre>\r\n\r\n" + RECORDS[0] + b"</pre>"
    assert bodies(record(body) + RECORDS[1]) == ([body, BODIES[1]], [])


@pytest.mark.parametrize(
    "length", [b"", b"many", b"-5", b"3", b"70", b"300", b"9999", b"300000000", b"9" * 19, b"9" * 30]
)
def test_a_wrong_length_costs_one_record(length: bytes) -> None:
    content = RECORDS[0] + RECORDS[1] + record(BODIES[2], length) + RECORDS[3] + RECORDS[4]
    whole, gaps = bodies(content)
    assert whole == [BODIES[0], BODIES[1], BODIES[3], BODIES[4]]
    assert [gap.place for gap in gaps] == [f"byte {len(RECORDS[0] + RECORDS[1]):,}"]


def test_a_record_without_a_length_or_a_type() -> None:
    for name in (b"Content-Length", b"WARC-Type"):
        whole, gaps = bodies(RECORDS[0] + RECORDS[1].replace(name, b"Other", 1) + RECORDS[2])
        assert whole == [BODIES[0], BODIES[2]]
        assert len(gaps) == 1


def test_a_torn_record_and_what_was_appended_to_it() -> None:
    for at in range(1, len(RECORDS[1]) - 4):
        whole, gaps = bodies(RECORDS[0] + RECORDS[1][:at] + RECORDS[2] + RECORDS[3])
        assert whole == [BODIES[0], BODIES[2], BODIES[3]], at
        assert len(gaps) == 1
        whole, gaps = bodies(RECORDS[0] + RECORDS[1][:at])
        assert whole == [BODIES[0]]
        assert gaps == [Gap(f"byte {len(RECORDS[0])}", "the file ends in a record")]


def test_a_broken_member_costs_one_record() -> None:
    packed = [bytearray(gzip.compress(each)) for each in RECORDS]
    packed[2][len(packed[2]) // 2] ^= 0xFF
    whole, gaps = bodies(b"".join(packed))
    assert whole == BODIES[:2] + BODIES[3:]
    member, unpacked = sum(map(len, packed[:2])), sum(map(len, RECORDS[:2]))
    assert len(gaps) == 1
    assert gaps[0].place in (f"byte {member} ({unpacked} unpacked)", f"byte {member}")
    assert f"damaged: the gzip member at byte {member}" in gaps[0].message


def test_a_file_in_one_member_that_is_cut_off() -> None:
    content = gzip.compress(b"".join(RECORDS))
    whole, gaps = bodies(content[:-12])
    assert whole in (BODIES[:4], BODIES[:3])
    assert "cut off: the gzip member at byte 0 has no end" in gaps[0].message


@pytest.mark.parametrize(
    "content", [b"<html>" * 9999, b"\n" * 99, gzip.compress(b"<html>", mtime=0), zstandard.compress(b"{}")]
)
def test_no_warc(content: bytes) -> None:
    with pytest.raises(InputError, match="not a WARC file"):
        found(content)


def test_an_empty_file() -> None:
    assert found(b"") == [Gap("byte 0", "an empty file")]


def test_a_file_that_is_neither_text_nor_packed() -> None:
    assert found(b"\x89PNG\0\xff" * 99) == [Gap("byte 0", "neither text nor compressed: no member begins at byte 0")]


def test_a_body_that_is_too_large_is_passed_over_in_little_memory() -> None:
    size = MAX_BODY_BYTES + 10

    class Large(io.RawIOBase):
        parts = iter([RECORDS[0], record(b"", size)[:-4], *[bytes(1 << 16)] * 4096, bytes(10), END, RECORDS[1]])

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:
            part = next(self.parts, b"")
            buffer[: len(part)] = part
            return len(part)

    tracemalloc.start()
    try:
        first, large, last = frames(Members(io.BufferedReader(Large(), 2 << 20), None))
        assert tracemalloc.get_traced_memory()[1] < 32 << 20
    finally:
        tracemalloc.stop()
    assert isinstance(large, Frame)
    assert large.size == size
    assert [getattr(each, "body", None) for each in (first, last)] == BODIES[:2]


def lost(content: bytes) -> int:
    """How many of the records are not there."""
    try:
        whole = bodies(content)[0]
    except InputError:
        whole = []
    return sum(each not in whole for each in BODIES)


CONTENTS = [
    (b"".join(RECORDS), len),
    (b"".join(map(gzip.compress, RECORDS)), lambda each: len(gzip.compress(each))),
    (b"".join(map(zstandard.compress, RECORDS)), lambda each: len(zstandard.compress(each))),
]


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(CONTENTS), st.floats(0, 0.999), st.integers(1, 255))
def test_a_flip_costs_one_record(content: tuple[bytes, object], where: float, flip: int) -> None:
    damaged = bytearray(content[0])
    damaged[int(where * len(damaged))] ^= flip
    assert lost(bytes(damaged)) <= 1


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(CONTENTS), st.floats(0, 1))
def test_a_cut_costs_what_follows_it(content: tuple[bytes, object], where: float) -> None:
    whole, size = content
    end = int(where * len(whole))
    sizes = [size(each) for each in RECORDS]  # type: ignore[operator]
    before = sum(sum(sizes[: at + 1]) <= end for at in range(5))
    assert lost(whole[:end]) <= 5 - before


@settings(max_examples=100, deadline=None)
@given(st.floats(0, 0.999), st.integers(1, 255))
def test_a_flip_in_one_member_costs_what_follows_it_too(where: float, flip: int) -> None:
    damaged = bytearray(gzip.compress(b"".join(RECORDS), 0))
    at = int(where * len(damaged))
    damaged[at] ^= flip
    before = sum(sum(map(len, RECORDS[: each + 1])) + 15 <= at for each in range(4))
    assert lost(bytes(damaged)) <= 5 - before


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from([*RECORDS, b"WARC/1.0\r\n", b"WARC/1", END, gzip.compress(RECORDS[0]), b"WARC-Type: x"]))
)
def test_any_order_of_parts_comes_to_an_end(parts: list[bytes]) -> None:
    lost(b"".join(parts))
