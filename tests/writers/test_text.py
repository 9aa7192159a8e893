"""Plain text out."""

from __future__ import annotations

from newsclean import Block, Page, clean
from newsclean.writers.text import write


def test_html_gets_blank_lines_and_a_line_end() -> None:
    assert write(Page((Block("a"), Block("b")))) == "a\n\nb\n"


def test_nothing_is_nothing() -> None:
    assert write(Page(())) == ""


def test_plain_text_is_not_touched() -> None:
    assert write(clean("a\r\nb", kind="text")) == "a\r\nb"
