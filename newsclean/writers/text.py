"""Plain text: the article and nothing else."""

from __future__ import annotations

from newsclean.page import Page


def write(page: Page) -> str:
    """The kept blocks, a blank line between two, and a line end; plain text as it was, less the lines that went."""
    text = page.text
    return text if page.layout is not None or not text else text + "\n"
