"""newsclean/metadata.py: what is known about a page, at hand on it."""

from __future__ import annotations

import pickle

import pytest

from newsclean import Page, clean
from newsclean.metadata import FIELDS, Described, Stated


def test_a_page_has_each_field_of_its_metadata() -> None:
    stated = Stated(title="Pilots return", authors=("Ada Byron",), tags=("harbour",), free=False, modified="2021-03-15")
    page = Page((), stated)
    assert isinstance(page, Described)
    for name in FIELDS:
        assert getattr(page, name) == getattr(stated, name), name


@pytest.mark.parametrize("name", FIELDS)
def test_nothing_is_said_by_default(name: str) -> None:
    assert getattr(clean("A line of text."), name) in (None, ())


def test_pickled_metadata_says_the_same() -> None:
    html = "<title>Pilots return</title><h1>Pilots return</h1><p>By Ada Byron</p><p>14 March 2021</p><p>Text."
    page = clean(html, "https://quay.example/a")
    again = pickle.loads(pickle.dumps(page))
    for name in (*FIELDS, "kind"):
        assert getattr(again, name) == getattr(page, name), name
    assert again.metadata.sources == page.metadata.sources
    assert again.metadata.headlines == page.metadata.headlines
