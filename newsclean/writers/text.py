"""Write a page as plain text: only the article."""

from __future__ import annotations

from newsclean.page import Page


def write(page: Page) -> str:
    """Return the text of the kept blocks; empty if nothing was kept.

    The blocks of an HTML page are separated by blank lines, and the last one ends with a line end. A plain text keeps
    its own blank lines and line ends.
    """
    text = page.text
    is_html = page.layout is None
    return f"{text}\n" if is_html and text else text
