"""newsclean/parse/metadata/titles.py: titles without what the site puts around them."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsclean.parse.html import parse_html
from newsclean.parse.metadata.titles import is_site, resembles, without_site


@pytest.mark.parametrize(
    ("title", "sites", "headings", "found"),
    [
        ("Pilots return | Quay Post", ["quaypost"], [], "Pilots return"),
        ("Pilots return – News – Quay Post", ["quaypost"], [], "Pilots return – News"),
        ("Pilots return | News | Quay Post", [], ["Pilots return"], "Pilots return"),
        ("Quay Post | Pilots return", ["quaypost"], [], "Pilots return"),
        ("Pilots return_Quay Post", ["quaypost"], [], "Pilots return"),
        ("Pilots - and cooks - return", ["quaypost"], [], "Pilots - and cooks - return"),
        ("Pilots return | The Quay Post Online", ["quaypost"], [], "Pilots return"),
        ("Quay Post", ["quaypost"], [], "Quay Post"),
        ("Quay Post | Quay Post", ["quaypost"], [], "Quay Post"),
        ("", ["quaypost"], [], ""),
    ],
)
def test_without_site(title: str, sites: list[str], headings: list[str], found: str) -> None:
    assert without_site(title, sites, headings) == found


def test_sites() -> None:
    assert is_site("Quay Post", ["quaypost"])
    assert not is_site("Pilots return to the Quay Post after a long strike of nine weeks", ["quaypost"])
    assert not is_site("", ["quaypost"])
    assert not is_site("News", [""])


def test_resembling() -> None:
    assert resembles("Pilots return to the harbour after nine weeks", "Pilots return to the harbour")
    assert resembles("今日", "今日")
    assert not resembles("Most read", "Pilots return to the harbour")


HEAD = '<meta property="og:title" content="{}"><meta property="og:site_name" content="Quay Post">'
HEAD += "<title>{} - Quay Post</title>"


@pytest.mark.parametrize(
    ("og", "body", "title"),
    [
        ("Pilots return", "<h1>Pilots return to the harbour</h1>", "Pilots return to the harbour"),
        ("Pilots return", "<h1>Quay Post</h1><h2>Other</h2>", "Pilots return"),
        ("Pilots return", "<h1></h1>", "Pilots return"),
        ("Pilots return", "<h1>Most read this week</h1>", "Pilots return"),
        ("Pilots return", "<h1>: return</h1>", "Pilots return"),
        ("Fish &amp;amp; chips", "", "Fish & chips"),
    ],
)
def test_the_heading_where_it_resembles_what_is_stated(og: str, body: str, title: str) -> None:
    assert parse_html(HEAD.format(og, og) + body + "<p>Text.").title == title


def test_a_page_that_states_nothing() -> None:
    assert parse_html(
        "<h1></h1><h2>Pilots return</h2><p>" + "The pilots went back to the harbour on Monday. " * 5
    ).title == ("Pilots return")


@given(st.text(max_size=60), st.text(max_size=12), st.lists(st.text(max_size=20), max_size=3))
@example("/|", "", [":"])
def test_nothing_raises(title: str, site: str, headings: list[str]) -> None:
    found = without_site(title, [site], headings)
    assert found == " ".join(found.split())
    assert bool(found) == bool(title.split())
