"""Inputs to records. A reader is a function `read(path)` in the module that its suffix names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from newsclean.page import Record

Reader = Callable[[str], Iterator[Record]]

READERS: dict[str, str] = {}
"""Readers' modules by suffix; what is not listed is a file that holds one page."""
ONE_PAGE = "newsclean.readers.files"


def reader(path: str) -> Reader:
    """The reader for a path, by its suffix."""
    read: Reader = import_module(READERS.get(Path(path).suffix.lower(), ONE_PAGE)).read
    return read
