"""newsclean/readers/compression.py: formats are told by their first bytes, and unpacked within a limit."""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Callable

import pytest
import zstandard

from newsclean.readers.compression import FORMATS, format_suffix, is_text, unpack_all

TEXT = b"The ferry stayed in the harbour.\n" * 1000
PACKERS = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress, ".zst": zstandard.compress}
packers = pytest.mark.parametrize(("suffix", "pack"), PACKERS.items())


@packers
def test_a_member_is_unpacked_and_what_follows_is_returned(suffix: str, pack: Callable[[bytes], bytes]) -> None:
    content = pack(TEXT)
    form = FORMATS[suffix]
    assert format_suffix(content) == suffix
    engines, _ = form.engines(None)
    assert unpack_all(engines(), content + b"next", form, None) == (TEXT, b"next")


@packers
def test_a_member_that_is_cut_off_or_too_large(suffix: str, pack: Callable[[bytes], bytes]) -> None:
    content = pack(TEXT)
    form = FORMATS[suffix]
    engines, _ = form.engines(None)
    with pytest.raises(EOFError):
        unpack_all(engines(), content[:-9], form, None)
    with pytest.raises(OverflowError):
        unpack_all(engines(), content, form, len(TEXT) - 1)


def test_text_has_no_format() -> None:
    assert format_suffix(b"BZ, the harbour's newsletter") == ""
    assert is_text("Die Fähre blieb".encode())
