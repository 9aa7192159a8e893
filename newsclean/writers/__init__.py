"""Pages to text. A writer is a function of a page, in the module of its name."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from newsclean.page import Page

Writer = Callable[[Page], str]

WRITERS = {"text": "newsclean.writers.text", "markdown": "newsclean.writers.markdown", "json": "newsclean.writers.json"}
"""The writers' modules by the names that users call them by; each is imported when it is asked for."""


def writer(name: str) -> Writer:
    """The writer of this name. Raises `KeyError` for a name that is not in `WRITERS`."""
    write: Writer = import_module(WRITERS[name]).write
    return write
