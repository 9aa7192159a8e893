"""Escaping, links, direction, and the policy of the frame."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from newsclean.writers.report.markup import CLOSING, direction, escape, lang, link, opening, style

TEXTS = st.text(st.characters(exclude_categories=()), max_size=60)


@given(TEXTS)
def test_no_text_leaves_its_element_or_its_attribute(text: str) -> None:
    document = f'<p title="{escape(text)}">{escape(text)}</p><i></i>'
    document.encode()
    tree = LexborHTMLParser(document)
    body = tree.body
    assert body is not None
    assert [node.tag for node in body.iter()] == ["p", "i"]
    (paragraph, _) = body.iter()
    assert list(paragraph.attributes) == ["title"]
    assert list(paragraph.iter()) == []


@pytest.mark.parametrize("letter", ["\0", "\x1b", "\x7f", "\x85", "\u202e", "\u2066", "\udcff", "\uffff"])
def test_what_would_act_unseen_is_named(letter: str) -> None:
    assert escape(f"a{letter}b") == f"a⟨U+{ord(letter):04X}⟩b"


def test_line_ends_are_line_feeds() -> None:
    assert escape("a\r\nb\rc\n") == "a\nb\nc\n"


def test_joiners_and_direction_marks_that_words_need_stay() -> None:
    assert escape("می\u200cخواهم\u200f \u00a0é\n\t") == "می\u200cخواهم\u200f \u00a0é\n\t"


@pytest.mark.parametrize("url", ["https://courier.example/a?b=1&c=2", "HTTP://courier.example"])
def test_addresses_of_the_web_are_links(url: str) -> None:
    anchor = LexborHTMLParser(link(url)).css_first("a")
    assert anchor is not None
    assert anchor.attributes["href"] == anchor.text() == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>1</script>",
        "//courier.example/a",
        "/a",
        "vbscript:x",
        "https://a.example/\u202e",
        'https://a.example/" onclick="x',
        "https:",
    ],
)
def test_nothing_else_is(url: str) -> None:
    tree = LexborHTMLParser(link(url))
    assert tree.css_first("a") is None
    assert tree.css_first("bdi") is not None


def test_a_language_is_named_only_if_it_can_be_one() -> None:
    assert lang("pt-BR") == ' lang="pt-BR"'
    assert lang(None) == lang('en" onload="x') == lang("") == ""


def test_direction_is_that_of_most_letters() -> None:
    assert direction(["BBC:", "قال المسؤول يوم الثلاثاء"]) == "rtl"
    assert direction(["He said قال.", "12"]) == direction([]) == "ltr"


def test_the_policy_allows_the_two_style_sheets_and_nothing_else() -> None:
    document = opening("a <b>", ".x{}") + CLOSING
    tree = LexborHTMLParser(document)
    policy = tree.css_first("meta[http-equiv]").attributes["content"]
    sheets = re.findall("<style>(.*?)</style>", document, re.DOTALL)
    digests = [b64encode(sha256(sheet.encode()).digest()).decode() for sheet in sheets]
    assert len(sheets) == 2
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digests[0]}' 'sha256-{digests[1]}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert "<script" not in document
    assert "<" not in style()
    assert "url(" not in style()
