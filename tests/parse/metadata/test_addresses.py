"""newsclean/parse/metadata/addresses.py: addresses made whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.parse.html import parse_html
from newsclean.parse.metadata.addresses import absolute, bare, canonical, host, name_of, same_site


@pytest.mark.parametrize(
    ("stated", "given_url", "base", "found"),
    [
        ("https://quay.example/a", None, "", "https://quay.example/a"),
        ("/a", "https://quay.example/b/c", "", "https://quay.example/a"),
        ("a.html", "https://quay.example/b/c", "https://quay.example/d/", "https://quay.example/d/a.html"),
        ("a.html", "https://quay.example/b/c", "/e/", "https://quay.example/e/a.html"),
        ("quay.example/a", "https://quay.example/b", "", "https://quay.example/a"),
        ("www.quay.example/a", "http://quay.example/b", "", "http://www.quay.example/a"),
        ("quay.example/a", None, "", "https://quay.example/a"),
        ("//quay.example/a", "https://quay.example/b", "", "https://quay.example/a"),
        ("", "https://quay.example/b", "", None),
        ("/a", None, "", None),
        ("mailto:ada@quay.example", "https://quay.example/b", "", None),
        ("http://[bad", None, "", None),
    ],
)
def test_absolute(stated: str, given_url: str | None, base: str, found: str | None) -> None:
    assert absolute(stated, given_url, base) == found


def test_canonical_is_on_the_site_or_what_was_given() -> None:
    assert canonical("https://tide.example/a", "https://quay.example/b") == "https://quay.example/b"
    assert canonical("https://www.quay.example/a", "https://quay.example/b") == "https://www.quay.example/a"
    assert canonical("", None) is None


def test_the_base_of_a_page() -> None:
    html = '<base href="https://quay.example/news/"><link rel="canonical" href="a.html"><p>Text.'
    assert parse_html(html, "https://quay.example/x").url == "https://quay.example/news/a.html"


def test_an_address_without_a_scheme() -> None:
    html = '<meta property="og:url" content="quay.example/a"><p>Text.'
    assert parse_html(html, "https://quay.example/a?x=1").url == "https://quay.example/a"


def test_hosts_and_names() -> None:
    assert host("https://www.quay.example/a") == "quay.example"
    assert name_of("https://m.quaypost.com") == "quaypost"
    assert name_of("http://[bad") == ""
    assert same_site("a.quay.example", "quay.example")
    assert not same_site("quay.example", "tide.example")
    assert bare("http://www.quay.example/a/?x=1#y") == "quay.example/a"


@given(st.text(max_size=40), st.none() | st.just("https://quay.example/a"), st.text(max_size=20))
def test_nothing_raises(stated: str, given_url: str | None, base: str) -> None:
    found = absolute(stated, given_url, base)
    assert found is None or found.startswith(("http", "HTTP"))
    canonical(stated, given_url, base)
