"""A file that holds one page, HTML or text; or standard input."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath

from newsclean.page import Fields, Kind, Record
from newsclean.readers.streams import STDIN, Meter, read_bytes

KINDS: dict[str, Kind] = {".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html"}
"""What is known by a suffix. A `.txt` may well be a page that was saved so, so that is told by looking."""


def read(path: str, fields: Fields | None = None, meter: Meter | None = None) -> Iterator[Record]:
    """The one record in a file, which is not read yet; `-` is standard input."""
    if path == STDIN:
        yield Record("<stdin>", read_bytes(path))
    else:
        yield Record(path, Path(path))


def is_page(path: PurePath) -> bool:
    """Whether a file in a folder is taken for a page."""
    return path.suffix.lower() in (*KINDS, ".txt", ".text")
