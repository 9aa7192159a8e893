"""Read a file or standard input that contains one page, HTML or text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from newsclean.page import Kind, Record
from newsclean.readers.streams import NAMELESS, STDIN, Reading, is_stream, read_bytes, suffixes

KINDS: dict[str, Kind] = {".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html"}
"""The kind of page by suffix. A `.txt` file may contain HTML, so its kind is detected from its content."""


def read(path: str, reading: Reading) -> Iterator[Record]:
    """Yield the one record of a file or a stream.

    A stream (`-` is standard input) is read here, a file later.
    """
    if is_stream(path):
        yield Record(NAMELESS if path == STDIN else path, read_bytes(path, reading.max_bytes))
    else:
        yield Record(path, Path(path))


def kind_of(name: str) -> Kind:
    """Return the kind of a page by its name. The suffix of compression is ignored.

    >>> kind_of("a/page.HTM.gz"), kind_of("notes.txt")
    ('html', 'auto')
    """
    return KINDS.get(suffixes(name)[0], "auto")


def is_page(suffix: str) -> bool:
    """Return whether a file in a folder is a page, by its suffix."""
    return suffix in KINDS or suffix in (".txt", ".text")
