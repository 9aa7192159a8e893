"""newsclean/parse/metadata/choice.py: which statement is taken."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsclean import clean
from newsclean.metadata import FIELDS
from newsclean.parse import parse
from newsclean.parse.metadata.choice import by_url


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://quay.example/2021/03/14/pilots", "2021-03-14"),
        ("https://quay.example/2021/3/4/pilots", "2021-03-04"),
        ("https://quay.example/2021-03-14/pilots", "2021-03-14"),
        ("https://quay.example/news/pilots-20210314.html", "2021-03-14"),
        ("https://quay.example/2021/mar/14/pilots", "2021-03-14"),
        ("https://quay.example/2021/march/14/pilots", "2021-03-14"),
        ("https://quay.example/2021/03/pilots", None),
        ("https://quay.example/2021/13/14/pilots", None),
        ("https://quay.example/a?day=2021/03/14", None),
        ("https://2021.example/a", None),
        ("", None),
    ],
)
def test_days_of_addresses(url: str, day: str | None) -> None:
    assert by_url(url) == day


LINKED = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Pilots return", %s}</script>'


def test_a_person_in_a_byline_beats_an_agency_that_is_stated() -> None:
    stated = LINKED % '"author": {"name": "Reuters"}'
    html = f"{stated}<h1>Pilots return</h1><p>By Ada Byron</p><p>Text."
    assert parse(html, kind="html").authors == ("Ada Byron",)
    assert parse(f"{stated}<h1>Pilots return</h1><p>Text.", kind="html").authors == ("Reuters",)


def test_the_site_that_is_stated_leaves_the_word_to_the_byline() -> None:
    stated = LINKED % '"author": {"name": "Quay Post"}, "publisher": {"name": "Quay Post"}'
    assert parse(f"{stated}<h1>Pilots return</h1><p>By Ada Byron</p><p>Text.", kind="html").authors == ("Ada Byron",)


def test_commenters_are_no_authors() -> None:
    comment = '<div class="comments"><p itemprop="author">Mary Shelley</p><a rel="author">Jane Reed</a></div>'
    html = f"<h1>Pilots return</h1><p>Text.</p><p>More.</p><p>And more.</p>{comment}"
    assert parse(html, kind="html").authors == ()


def test_a_page_written_anew_shows_when_it_was_written_first() -> None:
    stated = LINKED % '"datePublished": "2021-06-01", "dateModified": "2021-06-01"'
    html = f"{stated}<h1>Pilots return</h1><p>14 March 2021</p><p>Text."
    assert parse(html, kind="html").date == "2021-03-14"


def test_a_date_that_is_only_changed_is_the_last_resort() -> None:
    html = '<meta property="article:modified_time" content="2021-03-15"><h1>Pilots return</h1><p>%s</p>'
    assert parse(html % "Text.", kind="html").date == "2021-03-15"
    assert parse(html % "14 March 2021", kind="html").date == "2021-03-14"


def test_explain_tells_the_sources() -> None:
    page = clean("<title>Pilots return</title><h1>Pilots return</h1><p>By Ada Byron</p><p>Text.")
    assert page.metadata.sources["authors"] == "the line below the headline"


WORDS = ["By Ada Byron", "14 March 2021", "Updated", "03/04/2021", "<h1>", "</h1>", "<p>", "Pilots return", "\n", "<b>"]
TAGS = [
    "<time datetime=2021-03-14>",
    "<span class=author>",
    "<a rel=author>",
    "<div itemprop=author>",
    '<meta name=author content="Ada, Mary">',
    '<meta property="og:title" content="x | y">',
    "<title>",
    '<script type="application/ld+json">{"@type": "Article", "author": [',
    "</script>",
    "<base href='//[x'>",
    "<link rel=canonical href='http://[bad'>",
    "<html lang=en>",
    "</div>",
]


URLS = [None, "", "http://[", "https://a.b/2021/03/14/x"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS + TAGS) | st.text(max_size=8), max_size=30), st.sampled_from(URLS))
def test_no_metadata_raises_on_any_page(parts: list[str], url: str | None) -> None:
    page = parse("".join(parts), url, kind="html")
    for name in FIELDS:
        value = getattr(page, name)
        for text in value if isinstance(value, tuple) else [value]:
            assert not isinstance(text, str) or text.strip() or name == "url"
    assert set(page.metadata.sources) <= {"title", "authors", "date", "modified"}
