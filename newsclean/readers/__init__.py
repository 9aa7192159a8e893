"""Readers turn inputs into records.

A reader is a function `read(path, reading)` in the module for a file suffix.
"""

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
"""The module of the reader for each suffix. A file with any other suffix contains one page."""

ONE_PAGE, ROWS, PARQUET = (f"newsclean.readers.{name}" for name in ("files", "jsonl", "parquet"))


def reader_name(path: str, form: str | None = None) -> str:
    """Return the reader's module for a path.

    It is given by `form`, a suffix, or else by the suffix of the path before that of compression.
    """
    return READERS.get(form or suffixes(path)[0], ONE_PAGE)


def reader(path: str, form: str | None = None) -> Reader:
    """Return the reader for a path."""
    return load(reader_name(path, form))


def load(module: str) -> Reader:
    """Return the reader in a module."""
    read: Reader = import_module(module).read
    return read
