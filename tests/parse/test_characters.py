"""newsclean/parse/characters.py: control characters and noncharacters are not printed."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean import clean
from newsclean.page import Block
from newsclean.parse import parse
from newsclean.parse.characters import shown, shown_blocks, writable

NO_CHARACTERS = [chr(each) for each in range(sys.maxunicode + 1) if 0xFDD0 <= each <= 0xFDEF or each & 0xFFFE == 0xFFFE]
STORY = "The ferries stayed in the harbour on Tuesday, and the council met again over the price of the bridge."


def test_there_are_sixty_six_noncharacters() -> None:
    assert len(NO_CHARACTERS) == 66
    for each in NO_CHARACTERS:
        assert shown(f"a{each}") == writable(f"a{each}") == "a\ufffd"


@pytest.mark.parametrize("text", ["", "a\tb\nc", "ﷲ ﷺ", "\ufffd", "𐿽", "é\u0085", "\u0fff"])
def test_other_characters_stay(text: str) -> None:
    assert shown(text) == writable(text) == text


def test_a_block_of_nothing_else_is_none() -> None:
    assert shown_blocks([Block("\x1b\x08"), Block("a\0b", link_chars=3)]) == (Block("ab", link_chars=2),)


@pytest.mark.parametrize(
    "odd", ["&#27;[31m", "\x1b[31m", "&#xFDD0;", "&#x1FFFE;", "\uffff", "&#0;", "&#xD800;", "\x9b31m"]
)
def test_a_page_prints_nothing_odd(odd: str) -> None:
    html = f"<title>{odd} Pilots</title><p>{STORY} {odd}<p>{STORY[:50]} <b>{odd}</b>"
    for source in (html, html.encode()):
        page = clean(source)
        for text in (page.text, page.title or ""):
            assert shown(text) == text
        assert page.text.startswith(STORY)


@pytest.mark.parametrize("value", [r"a\u0000b", r"a\u001bb", r"a\ud83db", r"a\uffffb", "a&#27;b"])
def test_metadata_says_nothing_odd(value: str) -> None:
    data = f'{{"@type": "Article", "headline": "{value} c", "author": "Ada {value}", "publisher": "{value} d"}}'
    page = parse(f'<script type="application/ld+json">{data}</script><p>x')
    for text in (page.title, *page.authors, page.site):
        assert text
        assert shown(text) == text
        text.encode()


def test_plain_text_keeps_its_bytes_but_for_those() -> None:
    page = parse(f"{STORY}\x1b\n")
    assert (page.text, page.warnings) == (f"{STORY}\x1b\n", ())
    page = parse(f"{STORY}\0\ufdd0\n")
    assert page.text == f"{STORY}\ufffd\n"
    assert page.warnings == ("NUL characters were removed, or noncharacters replaced",)


@given(st.text())
def test_what_is_shown_is_shown_as_it_is(text: str) -> None:
    text = text.encode("utf-8", "replace").decode()
    assert shown(shown(text)) == shown(text)
    assert writable(writable(text)) == writable(text)
