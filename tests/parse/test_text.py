"""newsclean/parse/text.py: plain text to blocks, and back again byte for byte."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsclean.page import Removal
from newsclean.parse.lines import is_blank, split_lines
from newsclean.parse.text import parse_text

LONG = "The harbour master spoke for a while about the tide and the pilots, and what both had cost the town this year."
LONGER = LONG + " Nobody asked him anything."


def texts(text: str) -> list[str]:
    return [block.text for block in parse_text(text).blocks]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("one", ["one"]),
        ("one\n", ["one"]),
        ("one\ntwo\nthree\n", ["one", "two", "three"]),
        ("one\r\ntwo\r\n", ["one", "two"]),
        ("one\rtwo", ["one", "two"]),
        ("\n\none\ntwo\n\n\n", ["one", "two"]),
        ("  one  \n\ttwo\t\n", ["one", "two"]),
    ],
)
def test_without_blank_lines_each_line_is_a_block(text: str, blocks: list[str]) -> None:
    assert texts(text) == blocks


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("one\n\ntwo", ["one", "two"]),
        ("one\ntwo\n\nthree\n", ["one\ntwo", "three"]),
        ("one\r\ntwo\r\n\r\nthree\r\n", ["one\ntwo", "three"]),
        ("one\n \t\u00a0\ntwo", ["one", "two"]),
        ("one\n\u200b\n\n\ntwo\n\n", ["one", "two"]),
        ("\nRose\n  Tulip\n\nOak", ["Rose\nTulip", "Oak"]),
    ],
)
def test_with_blank_lines_what_stands_between_two_is_a_block(text: str, blocks: list[str]) -> None:
    assert texts(text) == blocks


def test_a_long_line_makes_the_lines_around_it_blocks() -> None:
    assert texts(f"Head\n{LONGER}\nTail\n\none\ntwo\n") == ["Head", LONGER, "Tail", "one\ntwo"]


def test_hard_wrapped_lines_are_one_block() -> None:
    assert texts(f"{LONG}\n{LONG}\n\nend") == [f"{LONG}\n{LONG}", "end"]


@pytest.mark.parametrize("text", ["", "\n", " \n\r\n\t", "\u200b\n"])
def test_a_text_of_nothing_has_no_blocks(text: str) -> None:
    page = parse_text(text)
    assert page.blocks == ()
    assert is_blank(page.text)


@pytest.mark.parametrize(
    "text",
    [
        "one",
        "one\n",
        "one\n\n\n",
        "\n\n one \n\n\n\ttwo\n",
        "one\r\n\r\ntwo\r\n",
        "one\rtwo\n\nthree\r\n\nfour",
        "one\u2028two\n\u200b\nthree\x0c\n",
        "one\n \t \ntwo  \n",
    ],
)
def test_text_that_loses_nothing_is_byte_for_byte_itself(text: str) -> None:
    assert parse_text(text).text == text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_line_ends_and_the_last_lines_own_end_stay(end: str, last: bool) -> None:
    source = end.join(["one", "", "two", "", "three"]) + end * last
    page = parse_text(source)
    page.remove([Removal(1, "mine")])
    assert page.text == end.join(["one", "", "three"]) + end * last


@pytest.mark.parametrize(
    ("gone", "left"),
    [
        ([0], "two\n\n\n\nthree\n\nfour\n"),
        ([1], "one\n\n\n\nthree\n\nfour\n"),
        ([2], "one\n\ntwo\n\n\n\nfour\n"),
        ([3], "one\n\ntwo\n\n\n\nthree\n"),
        ([1, 2], "one\n\n\n\nfour\n"),
        ([2, 3], "one\n\ntwo\n"),
        ([0, 1, 2], "four\n"),
        ([0, 1, 2, 3], ""),
    ],
)
def test_gaps_after_removal(gone: list[int], left: str) -> None:
    page = parse_text("one\n\ntwo\n\n\n\nthree\n\nfour\n")
    page.remove(Removal(at, "mine") for at in gone)
    assert page.text == left


def test_paragraphs_do_not_run_together() -> None:
    page = parse_text(f"{LONGER}\n{LONGER}\ngone\n\nlast\n")
    page.remove([Removal(2, "mine")])
    assert page.text == f"{LONGER}\n{LONGER}\n\nlast\n"


LINES = st.sampled_from(["one", " two ", "three four", LONGER, "\u3000五", "", "", " ", "\u200b", "\x0b", "-"])
SOURCES = st.lists(st.tuples(LINES, st.sampled_from(["\n", "\n", "\r\n", "\r"])), max_size=12).map(
    lambda pairs: "".join(line + end for line, end in pairs)
)


def is_seen(text: str) -> bool:
    return not is_blank(text)


@given(SOURCES.filter(is_seen) | st.text(min_size=1).filter(is_seen))
@example("a\x1c\n\nb")
@example("a\n\u2028\nb")
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert parse_text(text).text == text


@given(SOURCES, st.data())
def test_removal_only_deletes(text: str, data: st.DataObject) -> None:
    page = parse_text(text)
    gone = data.draw(st.sets(st.sampled_from(range(len(page.blocks))))) if page.blocks else set()
    page.remove(Removal(at, "mine") for at in gone)
    source = iter(text)
    assert all(char in source for char in page.text)
    whole = iter(line.rstrip("\r\n") for line in split_lines(text))
    assert all(line.rstrip("\r\n") in whole for line in split_lines(page.text))
    seen = [line for line in split_lines(page.text) if not is_blank(line)]
    expected = [line for at, block in page.kept for line in block.text.split("\n")]
    assert [line.strip().strip("\u200b") for line in seen] == [line.strip() for line in expected]


@given(SOURCES)
def test_every_line_that_is_seen_is_in_a_block(text: str) -> None:
    lines = [line.strip() for line in split_lines(text) if not is_blank(line)]
    assert "\n".join(texts(text)).split("\n") == (lines or [""])


def test_a_gap_stays_a_blank_line_after_a_line_that_ends_in_another_way() -> None:
    page = parse_text(f"one\rtwo\n{'long ' * 30}\n\nthree\n")
    page.remove([Removal(1, "mine"), Removal(2, "mine")])
    assert page.text == "one\n\nthree\n"
