"""Writers turn pages into text. A writer is a function of a page, in the module of its name."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from newsclean.page import Page

Writer = Callable[[Page], str]

WRITERS = {"text": "newsclean.writers.text", "markdown": "newsclean.writers.markdown", "json": "newsclean.writers.json"}
"""The module of each writer, by its public name. A module is imported on first use."""


def writer(name: str) -> Writer:
    """Return the writer with this name. Raises `KeyError` for a name that is not in `WRITERS`."""
    write: Writer = import_module(WRITERS[name]).write
    return write
