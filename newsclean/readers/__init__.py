"""Inputs to records. A reader is a function `read(path, fields)` in the module that its suffix names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from newsclean.page import Fields, Record
from newsclean.readers.streams import suffixes

Reader = Callable[[str, "Fields | None"], Iterator[Record]]

READERS: dict[str, str] = {
    ".jsonl": "newsclean.readers.jsonl",
    ".ndjson": "newsclean.readers.jsonl",
    ".warc": "newsclean.readers.warc",
}
"""Readers' modules by suffix; what is not listed is a file that holds one page."""
ONE_PAGE = "newsclean.readers.files"


def reader(path: str, form: str | None = None) -> Reader:
    """The reader for a path: by its suffix, with or without that of a compressed file, or by `form`, a suffix."""
    read: Reader = import_module(READERS.get(form or suffixes(path)[0], ONE_PAGE)).read
    return read
