"""JSON Lines: a page a row, in fields of the user's choice. Rows are not parsed here but where they are cleaned."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import BinaryIO

from newsclean.errors import InputError
from newsclean.page import Record, Unread
from newsclean.readers.streams import NAMELESS, STDIN, Reading, open_bytes, unpacking_errors, what_broke

MAX_LINE_BYTES = 256 << 20
"""No row is so long. Of a longer line the first `PART_BYTES` are read."""
PART_BYTES = 1 << 20


def read(path: str, reading: Reading) -> Iterator[Record | Unread]:
    """A record a line, blank lines left out, named by the line's number.

    A line that is too long is an `Unread`, and the next is read. Raises `InputError` where reading fails.
    """
    name = NAMELESS if path == STDIN else path
    with open_bytes(path, reading.meter) as file:
        for number, line, whole in lines(file):
            record = Record(f"{name}:{number}", line, row=reading.fields)
            if not whole:
                yield Unread(record.name, f"a row of more than {MAX_LINE_BYTES:,} bytes", "too large", record)
            elif not line.isspace():
                yield record


def lines(file: BinaryIO) -> Iterator[tuple[int, bytes, bool]]:
    """The lines of a file with their numbers, and whether each is whole. Raises `InputError` where reading fails."""
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
            raise InputError(f"after line {number - 1}: {what_broke(error)}") from None
        if not size:
            return
        yield number, b"".join(pieces), size <= MAX_LINE_BYTES
