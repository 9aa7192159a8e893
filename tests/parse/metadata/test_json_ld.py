"""newsclean/parse/metadata/linked.py: every form of JSON-LD."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.parse.html import parse_html
from newsclean.parse.metadata.json_ld import JsonLd, unescaped, with_quotes

ADA = {"@type": "Person", "@id": "#ada", "name": "Ada Byron"}
STORY: dict[str, Any] = {
    "@type": "NewsArticle",
    "headline": "Pilots return",
    "datePublished": "2021-03-14",
    "author": ADA,
}


def linked(*data: Any, urls: tuple[str, ...] = (), titles: tuple[str, ...] = ()) -> JsonLd:
    return JsonLd([each if isinstance(each, str) else json.dumps(each) for each in data], lambda: (urls, titles))


@pytest.mark.parametrize(
    "author",
    [
        {"@id": "#ada"},
        [{"@id": "#ada"}],
        [[{"@id": "#ada"}]],
        {"@type": "Person", "givenName": "Ada", "familyName": "Byron"},
        {"@type": "Person", "name": ["Ada Byron"]},
        {"@type": "Person", "name": {"@value": "Ada Byron"}},
        {"@list": [{"name": "Ada Byron"}]},
        {"@type": "Role", "author": {"name": "Ada Byron"}},
        "Ada Byron",
        ["Ada Byron"],
    ],
)
def test_forms_of_authors(author: Any) -> None:
    assert linked({"@graph": [STORY | {"author": author}, {"@type": "WebPage"}, ADA]}).names("author") == ["Ada Byron"]


def test_a_reference_to_itself_ends() -> None:
    knot = {"@id": "#a", "author": {"@id": "#a"}, "@type": "Person"}
    assert linked(STORY | {"author": {"@id": "#a"}}, knot).names("author") == []


def test_of_several_articles_the_pages_own() -> None:
    other = STORY | {"headline": "Ferries rest", "url": "https://quay.example/b"}
    own = STORY | {"url": "https://quay.example/a?x=1"}
    assert linked([other, own], urls=("quay.example/a",)).text("headline") == "Pilots return"
    assert linked([other, own], titles=("pilotsreturn",)).text("headline") == "Pilots return"
    assert linked([other, own]).text("headline") == "Ferries rest"
    assert linked([{"@type": "NewsArticle", "@id": "#x"}, own]).text("headline") == "Pilots return"


SCRIPT = json.dumps(STORY)


@pytest.mark.parametrize(
    "script",
    [
        SCRIPT,
        f"{SCRIPT};",
        f"// about\n{SCRIPT}",
        f"/* about */ {SCRIPT}",
        f"/* <![CDATA[ */{SCRIPT}/* ]]> */",
        f"<!--{SCRIPT}-->",
        SCRIPT.replace("}", ",}"),
        SCRIPT.replace("Pilots return", "Pilots return").replace('"author"', '"about": "so "they" say", "author"'),
        SCRIPT.replace('"author"', '"about": "a\nb", "author"'),
        SCRIPT[:-1],
        SCRIPT.replace('"author"', '"n": [1 2], "author"'),
    ],
)
def test_scripts_with_slips(script: str) -> None:
    found = linked(script)
    assert found.text("headline") == "Pilots return"
    assert found.text("datePublished") == "2021-03-14"
    assert found.names("author") == ["Ada Byron"]


def test_slips_inside_strings_are_none() -> None:
    story = STORY | {"headline": "Go to https://quay.example/a, or /* do not */,]"}
    assert linked(json.dumps(story) + ";").text("headline") == story["headline"]


def test_quotes() -> None:
    assert with_quotes('{"a": "b", "c": ["d"]}') == '{"a": "b", "c": ["d"]}'
    assert json.loads(with_quotes('{"a": "he said "no"", "c": "d"}')) == {"a": 'he said "no"', "c": "d"}


def test_entities_escaped_twice() -> None:
    assert unescaped("Fish &amp;amp; chips &amp;#8211; again") == "Fish & chips – again"
    assert unescaped("AT&T") == "AT&T"


def test_what_describes_the_page() -> None:
    assert linked({"@type": "WebPage", "datePublished": "2021-03-14"}).page == {
        "@type": "WebPage",
        "datePublished": "2021-03-14",
    }
    assert linked({"@type": "JobPosting"}).article == {}


@pytest.mark.filterwarnings("ignore")
@given(st.text('{}[]":,;\\/* \nabe"', max_size=60) | st.text(max_size=40))
def test_no_script_raises(script: str) -> None:
    JsonLd([script, SCRIPT + script, script + SCRIPT], lambda: ((), ()))


def test_a_broken_script_on_a_page() -> None:
    page = parse_html(f'<script type="application/ld+json">{SCRIPT.replace("}", ",}")};</script><p>Text.')
    assert (page.title, page.date, page.authors) == ("Pilots return", "2021-03-14", ("Ada Byron",))


def test_the_site() -> None:
    found = linked({"@type": "WebSite", "name": "Quay Post"}, STORY)
    assert found.site == "Quay Post"
    assert (
        parse_html('<script type="application/ld+json">{"@type": "WebSite", "name": "Quay"}</script><p>T').site
        == "Quay"
    )
