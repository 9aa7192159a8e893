"""JSON Lines: a page a row, in fields of the user's choice. Rows are not parsed here but where they are cleaned."""

from __future__ import annotations

from collections.abc import Iterator

from newsclean.errors import InputError
from newsclean.page import Record
from newsclean.readers.streams import NAMELESS, STDIN, Reading, open_bytes, unpacking_errors, what_broke

MAX_LINE_BYTES = 256 << 20
"""A longer line is cut off here; no row is so long."""


def read(path: str, reading: Reading) -> Iterator[Record]:
    """A record a line, blank lines left out, named by the line's number. Raises `InputError` where reading fails."""
    name = NAMELESS if path == STDIN else path
    with open_bytes(path, reading.meter) as file:
        number = 0
        while True:
            try:
                line = rest = file.readline(MAX_LINE_BYTES)
                while len(rest) == MAX_LINE_BYTES and not rest.endswith(b"\n"):
                    rest = file.readline(MAX_LINE_BYTES)
            except unpacking_errors() as error:
                raise InputError(f"after line {number}: {what_broke(error)}") from None
            if not line:
                return
            number += 1
            if not line.isspace():
                yield Record(f"{name}:{number}", line, row=reading.fields)
