"""Read JSON Lines: each row is a page, in fields that the user chooses.

Rows are parsed later, by the workers.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from itertools import count
from typing import BinaryIO

from newsclean.errors import InputError
from newsclean.page import Record, Unread
from newsclean.readers.streams import NAMELESS, STDIN, Reading, error_message, open_bytes, unpacking_errors

MAX_LINE_BYTES = 256 << 20
"""The maximum number of bytes of a row. Of a longer line, only the first `PART_BYTES` are kept."""

PART_BYTES = 1 << 20


def read(path: str, reading: Reading) -> Iterator[Record | Unread]:
    """Yield a record for each line that is not blank, named by the line's number.

    A line that is too long gives an `Unread`, and reading continues. Raises `InputError` if reading fails.
    """
    name = NAMELESS if path == STDIN else path
    with open_bytes(path, reading.meter) as file:
        for number, line, whole in lines(file):
            record = Record(f"{name}:{number}", line, row=reading.fields)
            if not whole:
                yield Unread(record.name, f"a row of more than {MAX_LINE_BYTES:,} bytes", "too large", record)
            elif not is_blank_row(line):
                yield record


def is_blank_row(line: bytes) -> bool:
    """Return whether a line has no row: nothing but white space and a byte-order mark."""
    return not line.removeprefix(BOM_UTF8).strip()


def lines(file: BinaryIO) -> Iterator[tuple[int, bytes, bool]]:
    """Yield the number and bytes of each line, and whether they are complete.

    Raises `InputError` if reading fails.
    """
    for number in count(1):
        pieces: list[bytes] = []
        size = 0
        try:
            while piece := file.readline(PART_BYTES):
                size += len(piece)
                if size <= MAX_LINE_BYTES:
                    pieces.append(piece)
                else:
                    del pieces[1:]
                if piece.endswith(b"\n"):
                    break
        except unpacking_errors() as error:
            raise InputError(f"after line {number - 1}: {error_message(error)}") from None
        if not size:
            return
        yield number, b"".join(pieces), size <= MAX_LINE_BYTES
