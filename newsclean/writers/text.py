"""Write a page as plain text: only the article."""

from __future__ import annotations

from newsclean.page import Page


def write(page: Page) -> str:
    """Return the kept blocks, separated by blank lines, and a final line end.

    A plain text keeps its own layout, without the removed lines.
    """
    text = page.text
    return text if page.layout is not None or not text else text + "\n"
