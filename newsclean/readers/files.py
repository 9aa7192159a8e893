"""A file that holds one page, HTML or text; or standard input."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from newsclean.page import Kind, Record
from newsclean.readers.streams import NAMELESS, STDIN, Reading, is_stream, read_bytes, suffixes

KINDS: dict[str, Kind] = {".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html"}
"""What is known by a suffix. A `.txt` may well be a page that was saved so, so that is told by looking."""


def read(path: str, reading: Reading) -> Iterator[Record]:
    """The one record in a file, which is not read yet; in a stream (`-` is standard input), which is read here."""
    if is_stream(path):
        yield Record(NAMELESS if path == STDIN else path, read_bytes(path, reading.max_bytes))
    else:
        yield Record(path, Path(path))


def kind_of(name: str) -> Kind:
    """What a page is by its name, that of a compressed file aside.

    >>> kind_of("a/page.HTM.gz"), kind_of("notes.txt")
    ('html', 'auto')
    """
    return KINDS.get(suffixes(name)[0], "auto")


def is_page(suffix: str) -> bool:
    """Whether a file in a folder is taken for a page, by its suffix."""
    return suffix in KINDS or suffix in (".txt", ".text")
