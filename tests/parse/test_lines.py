"""newsclean/parse/lines.py: where a line ends, and when a line is a paragraph."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.parse.lines import MAX_WRAPPED, SPACES, is_blank, line_is_paragraph, split_lines, width


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("a", ["a"]),
        ("a\n", ["a\n"]),
        ("a\r\nb\rc\nd", ["a\r\n", "b\r", "c\n", "d"]),
        ("\n\r\n\n\r", ["\n", "\r\n", "\n", "\r"]),
        ("a\u2028b\x0bc\x0cd\x85e", ["a\u2028b\x0bc\x0cd\x85e"]),
    ],
)
def test_split_lines(text: str, lines: list[str]) -> None:
    assert split_lines(text) == lines


@given(st.text(alphabet=st.sampled_from("ab \r\n\u2028\u00a0"), max_size=60) | st.text())
def test_lines_joined_are_the_text(text: str) -> None:
    lines = split_lines(text)
    assert "".join(lines) == text
    assert all(not set(line.rstrip("\r\n")) & set("\r\n") for line in lines)


@pytest.mark.parametrize("text", ["", " ", "\t\r\n", "\u00a0", "\u200b\ufeff", "\u3000\u00ad\n", "\u200e\u200f"])
def test_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["a", " . ", "\u200b—", "\u0301", "0", "\ufffd"])
def test_not_blank(text: str) -> None:
    assert not is_blank(text)


def test_spaces_are_those_of_unicode() -> None:
    assert set(SPACES) == {chr(at) for at in range(sys.maxunicode + 1) if chr(at).isspace()} - {"\u2028", "\u2029"}


@pytest.mark.parametrize(
    ("line", "columns"), [("", 0), ("harbour", 7), ("café", 4), ("港口", 4), ("항구", 4), ("A港b", 4)]
)
def test_width(line: str, columns: int) -> None:
    assert width(line) == columns


@pytest.mark.parametrize(
    ("lines", "each"),
    [
        ([], False),
        (["x" * MAX_WRAPPED], False),
        (["short", "x" * (MAX_WRAPPED + 1)], True),
        (["港" * (MAX_WRAPPED // 2)], False),
        (["港" * (MAX_WRAPPED // 2 + 1), "短"], True),
    ],
)
def test_a_line_too_long_to_be_wrapped_makes_each_a_paragraph(lines: list[str], each: bool) -> None:
    assert line_is_paragraph(lines) is each
