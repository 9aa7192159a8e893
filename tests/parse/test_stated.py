"""newsclean/parse/stated.py: the article that stands in a page's JSON-LD alone."""

from __future__ import annotations

import json

import pytest

from newsclean import clean
from newsclean.parse.stated import WARNING, cut

STORY = [
    f"The ferries of quay {number} stayed in the harbour on Tuesday as the pilots began week {number} of the strike."
    for number in range(8)
]


def page(body: str, displayed: str) -> str:
    data = json.dumps({"@type": "NewsArticle", "articleBody": body})
    return f"<html><head><script type='application/ld+json'>{data}</script></head><body>{displayed}</body></html>"


@pytest.mark.parametrize("body", ["\n\n".join(STORY), "".join(f"&lt;p&gt;{each}&lt;/p&gt;" for each in STORY)])
@pytest.mark.parametrize("displayed", ["", f"<p>{STORY[0]}</p>", "<p>Loading</p>"])
def test_it_is_taken_from_there(body: str, displayed: str) -> None:
    found = clean(page(body, displayed))
    assert [block.text for _, block in found.kept] == STORY
    assert WARNING in found.warnings
    assert found.kind == "article"


def test_an_article_that_is_displayed_is_not() -> None:
    found = clean(page("\n".join(STORY), "".join(f"<p>{each}</p>" for each in STORY)))
    assert [block.text for _, block in found.kept] == STORY
    assert found.warnings == ()


def test_paragraphs_are_cut_as_given() -> None:
    assert [*cut("One.\r\n\r\nTwo  words.\n")] == ["One.", "Two words."]
    assert [*cut("<p>One <b>bold</b>.</p><p>a &lt; b</p>")] == ["One bold.", "a < b"]
