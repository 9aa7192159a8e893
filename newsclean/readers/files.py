"""A file, or standard input, that holds one page."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from newsclean.errors import InputError
from newsclean.page import Record

STDIN = "-"


def read(path: str) -> Iterator[Record]:
    """The one record in a file; `-` is standard input. Raises `InputError` if it cannot be read."""
    if path == STDIN:
        yield Record("<stdin>", sys.stdin.buffer.read())
        return
    try:
        yield Record(path, Path(path).read_bytes())
    except IsADirectoryError:
        raise InputError("is a directory: name the files in it, as in folder/*.html") from None
    except FileNotFoundError:
        raise InputError("no such file") from None
    except (OSError, ValueError) as error:
        raise InputError(getattr(error, "strerror", None) or str(error)) from None
