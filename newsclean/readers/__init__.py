"""Inputs to records. A reader is a function `read(path, reading)` in the module that its suffix names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from newsclean.page import Record, Unread
from newsclean.readers.streams import Reading, suffixes

Reader = Callable[[str, Reading], Iterator["Record | Unread"]]

READERS: dict[str, str] = {
    ".jsonl": "newsclean.readers.jsonl",
    ".ndjson": "newsclean.readers.jsonl",
    ".warc": "newsclean.readers.warc",
    ".parquet": "newsclean.readers.parquet",
}
"""Readers' modules by suffix; what is not listed is a file that holds one page."""
ONE_PAGE, ROWS, PARQUET = (f"newsclean.readers.{name}" for name in ("files", "jsonl", "parquet"))


def reader_name(path: str, form: str | None = None) -> str:
    """The module of the reader for a path: by its suffix, that of a compressed file aside, or by `form`, a suffix."""
    return READERS.get(form or suffixes(path)[0], ONE_PAGE)


def reader(path: str, form: str | None = None) -> Reader:
    """The reader for a path."""
    return load(reader_name(path, form))


def load(module: str) -> Reader:
    """The reader in a module."""
    read: Reader = import_module(module).read
    return read
