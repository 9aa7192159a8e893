"""HTTP's codings, undone."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Callable
from contextlib import suppress

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from newsclean.errors import InputError, TooLargeError
from newsclean.readers.codings import CODINGS, decode_codings

PAGE = "<!doctype html><title>Übung</title><p>The ferry stayed in the harbour.</p>".encode() * 20


def chunked(body: bytes, size: int = 100) -> bytes:
    chunks = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(each), each) for each in chunks) + b"0\r\n\r\n"


def raw_deflate(body: bytes) -> bytes:
    engine = zlib.compressobj(wbits=-15)
    return engine.compress(body) + engine.flush()


CODED: dict[str, Callable[[bytes], bytes]] = {
    "chunked": chunked,
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstandard.compress,
}
codings = pytest.mark.parametrize("coding", CODED)


@codings
def test_codings_are_undone(coding: str) -> None:
    assert decode_codings(CODED[coding](PAGE), (coding,), len(PAGE)) == PAGE
    assert set(CODED) == set(CODINGS)


def test_raw_deflate() -> None:
    assert decode_codings(raw_deflate(PAGE), ("deflate",), None) == PAGE


def test_several_at_once() -> None:
    assert decode_codings(chunked(gzip.compress(brotli.compress(PAGE))), ("chunked", "gzip", "br"), None) == PAGE
    assert decode_codings(gzip.compress(PAGE) + gzip.compress(PAGE), ("gzip",), None) == 2 * PAGE


@codings
@pytest.mark.parametrize("plain", [PAGE, b"", b"Server room\n" * 50, "\ufeffÜbung".encode("utf-16-le"), b"x^2 + y^2"])
def test_what_is_not_there_is_not_undone(coding: str, plain: bytes) -> None:
    assert decode_codings(plain, (coding,), None) == plain


def test_a_coding_that_nobody_knows_is_nothing() -> None:
    assert decode_codings(gzip.compress(PAGE), ("aes128gcm", "gzip"), None) == PAGE


@codings
def test_what_is_cut_off_is_named(coding: str) -> None:
    with pytest.raises(InputError, match=f"its {coding} coding is cut off"):
        decode_codings(CODED[coding](PAGE)[:-30], (coding,), None)


@codings
def test_what_is_damaged_is_named(coding: str) -> None:
    content = bytearray(CODED[coding](PAGE))
    content[len(content) // 2 - 5 : len(content) // 2 + 5] = bytes(10)
    if coding == "chunked":
        content = bytearray(chunked(PAGE).replace(b"\r\n64", b"\r\nno", 1))
    if coding == "zstd":
        content[5:] = b"\xff" * 20
    with pytest.raises(InputError, match=f"its {coding} coding is"):
        decode_codings(bytes(content), (coding,), None)


def test_the_last_chunk_may_be_missing() -> None:
    whole = chunked(PAGE)
    assert decode_codings(whole.removesuffix(b"0\r\n\r\n"), ("chunked",), None) == PAGE
    assert (
        decode_codings(whole.removesuffix(b"0\r\n\r\n") + b"0; last\r\nTrailer: x\r\n\r\n", ("chunked",), None) == PAGE
    )
    assert decode_codings(whole.replace(b"\r\n", b"\n"), ("chunked",), None) == PAGE


def test_a_text_that_begins_like_a_chunk() -> None:
    text = b"Dead\nlines are what the page is about, and it is no chunk.\n"
    assert decode_codings(text, ("chunked",), None) == text


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb_is_too_large(coding: str) -> None:
    content = CODED[coding](bytes(50_000_000))
    tracemalloc.start()
    try:
        with pytest.raises(TooLargeError, match=r"larger than 1,000,000 bytes \(--max-bytes\)"):
            decode_codings(content, (coding,), 1_000_000)
        assert tracemalloc.get_traced_memory()[1] < 25_000_000
    finally:
        tracemalloc.stop()


@given(st.binary(max_size=300), st.lists(st.sampled_from([*CODED, "lzma"]), max_size=4))
def test_any_bytes(content: bytes, codings: list[str]) -> None:
    with suppress(InputError):
        decode_codings(content, tuple(codings), 100_000)
