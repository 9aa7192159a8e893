"""newsclean/parse/metadata: what a page says about itself."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsclean.page import Page
from newsclean.parse.html import parse_html
from newsclean.parse.metadata import Head, HeadMetadata
from newsclean.parse.metadata.json_ld import MAX_LINKED_DATA

STORY: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Pilots return to the harbour",
    "datePublished": "2021-03-14T07:05:00+01:00",
    "author": {"@type": "Person", "name": "Ines Vandal"},
    "publisher": {"@type": "Organization", "name": "Quay Courier"},
    "inLanguage": "en-GB",
    "url": "https://quay.example/pilots",
}


def linked(data: Any, url: str | None = None, head: str = "") -> Page:
    text = data if isinstance(data, str) else json.dumps(data)
    return parse_html(f'<head>{head}<script type="application/ld+json">{text}</script></head><p>Text.', url)


def meta(*pairs: tuple[str, str], attribute: str = "property", rest: str = "") -> Page:
    tags = "".join(f'<meta {attribute}="{name}" content="{value}">' for name, value in pairs)
    return parse_html(f"<head>{tags}{rest}</head><p>Text.")


def facts(page: Page) -> tuple[object, ...]:
    return (page.title, page.date, page.authors, page.site, page.language, page.url)


STATED = (
    "Pilots return to the harbour",
    "2021-03-14T07:05:00+01:00",
    ("Ines Vandal",),
    "Quay Courier",
    "en-GB",
    "https://quay.example/pilots",
)


# JSON-LD


@pytest.mark.parametrize(
    "data",
    [
        STORY,
        [STORY],
        {"@graph": [{"@type": "WebSite", "name": "Other"}, {"@type": "BreadcrumbList"}, STORY]},
        [{"@type": "Organization", "name": "Other"}, STORY],
        {"@type": "WebPage", "headline": "Other", "mainEntity": STORY},
        STORY | {"@type": ["Thing", "NewsArticle"]},
        STORY | {"@type": "ReportageNewsArticle"},
        STORY | {"@type": "https://schema.org/NewsArticle"},
        "<!--\n" + json.dumps(STORY) + "\n-->",
        "//<![CDATA[\n" + json.dumps(STORY) + "\n//]]>",
        json.dumps(STORY | {"articleBody": "a\nb"}).replace("\\n", "\n"),
    ],
)
def test_linked_data(data: Any) -> None:
    assert facts(linked(data)) == STATED


def test_the_more_telling_type_wins() -> None:
    assert linked([STORY | {"@type": "Report", "headline": "Other"}, STORY]).title == STATED[0]


@pytest.mark.parametrize("type_", ["Person", "Recipe", None, 7, {"a": 1}])
def test_linked_data_about_something_else(type_: object) -> None:
    assert facts(linked(STORY | {"@type": type_})) == (None, None, (), None, None, None)


@pytest.mark.parametrize(
    "broken",
    [
        "{",
        "",
        "null",
        "7",
        '"text"',
        "[[[]]]",
        "{'a': 1}",
        "[" * 100_000,
        "\ud83d".encode("utf-8", "ignore").decode(),
    ],
)
def test_broken_linked_data_is_as_none(broken: str) -> None:
    page = linked(broken, head="<title>From the tab</title>")
    assert (page.title, page.date, page.authors) == ("From the tab", None, ())


def test_a_broken_script_does_not_hide_a_good_one() -> None:
    page = linked(STORY, head='<script type="application/ld+json">{broken</script>')
    assert page.title == STATED[0]


def test_a_giant_script_is_passed_over() -> None:
    assert linked(json.dumps(STORY | {"articleBody": "x" * MAX_LINKED_DATA})).title is None


@pytest.mark.parametrize(
    "strange",
    [
        {"headline": 7, "datePublished": [1], "author": 3, "publisher": [], "inLanguage": {}, "url": None},
        {"headline": {}, "datePublished": {}, "author": {"name": {"a": 1}}, "publisher": {"name": 1}, "url": []},
        {"author": [None, [], {"name": None}], "publisher": "", "headline": "", "url": "http://[bad"},
    ],
)
def test_linked_data_of_strange_shapes_says_nothing(strange: dict[str, Any]) -> None:
    page = linked({"@type": "NewsArticle"} | strange)
    assert facts(page) == (None, None, (), None, None, None)


def test_entities_in_linked_data_are_read() -> None:
    assert linked(STORY | {"headline": "Fish &amp; chips &#8211; again"}).title == "Fish & chips – again"


def test_a_lone_surrogate_in_linked_data_is_no_trap() -> None:
    title = linked('{"@type": "NewsArticle", "headline": "bad \\ud83d end"}').title
    assert title is not None
    assert title.encode().startswith(b"bad ")


# Authors


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Ines Vandal", ("Ines Vandal",)),
        ("By Ines Vandal", ("Ines Vandal",)),
        ("by Ines Vandal and Omar Quist", ("Ines Vandal", "Omar Quist")),
        ("Ines Vandal, Omar Quist & Li Wen", ("Ines Vandal", "Omar Quist", "Li Wen")),
        ("Von Ines Vandal und Omar Quist", ("Ines Vandal", "Omar Quist")),
        (["Ines Vandal", "Omar Quist", "Ines Vandal"], ("Ines Vandal", "Omar Quist")),
        ([{"name": "Ines Vandal"}, {"name": ["Omar Quist"]}], ("Ines Vandal", "Omar Quist")),
        ("Ines Vandal, ines@quay.example", ("Ines Vandal",)),
        ("https://quay.example/ines", ()),
        ("12345", ()),
        ("x" * 100, ()),
        ("", ()),
        ({"url": "https://quay.example/ines"}, ()),
    ],
)
def test_authors(author: Any, names: tuple[str, ...]) -> None:
    assert linked(STORY | {"author": author}).authors == names


@pytest.mark.parametrize("key", ["author", "article:author", "parsely-author", "DC.creator", "byl"])
def test_authors_of_meta_tags(key: str) -> None:
    assert meta((key, "By Ines Vandal"), (key, "Omar Quist"), attribute="name").authors == ("Ines Vandal", "Omar Quist")


def test_authors_of_links_and_microdata() -> None:
    assert parse_html('<p><a rel="author" href="/x">Ines <b>Vandal</b></a> writes.').authors == ("Ines Vandal",)
    html = '<div itemprop="author"><span itemprop="name">Ines Vandal</span></div><p>Text.'
    assert parse_html(html).authors == ("Ines Vandal",)


# OpenGraph and meta


@pytest.mark.parametrize(
    ("key", "attribute"),
    [
        ("og:title", "property"),
        ("og:title", "name"),
        ("twitter:title", "name"),
        ("DC.title", "name"),
        ("headline", "itemprop"),
    ],
)
def test_titles_of_meta_tags(key: str, attribute: str) -> None:
    assert meta((key, " Pilots  return "), attribute=attribute).title == "Pilots return"


def test_the_first_key_wins_whatever_the_order() -> None:
    assert meta(("twitter:title", "Two"), ("og:title", "One")).title == "One"
    assert meta(("og:title", " "), ("twitter:title", "Two")).title == "Two"


def test_linked_data_beats_meta() -> None:
    page = linked(STORY, head="<meta property=og:title content=Other><meta name=author content=Other>")
    assert (page.title, page.authors) == (STATED[0], STATED[2])


@pytest.mark.parametrize(
    "key", ["article:published_time", "datePublished", "parsely-pub-date", "DC.date.issued", "pubdate", "date"]
)
def test_dates_of_meta_tags(key: str) -> None:
    assert meta((key, "2021-03-14")).date == "2021-03-14"


def test_site_and_language_of_meta_tags() -> None:
    page = meta(("og:site_name", "Quay Courier"), ("og:locale", "pt_BR"))
    assert (page.site, page.language) == ("Quay Courier", "pt-BR")


# Title


@pytest.mark.parametrize(
    ("title", "site", "shown"),
    [
        ("Pilots return to work | Quay Courier", "Quay Courier", "Pilots return to work"),
        ("Pilots return to work - Quay Courier", "Quay Courier", "Pilots return to work"),
        ("Pilots return to work – QUAY COURIER", "Quay Courier", "Pilots return to work"),
        ("Quay Courier: Pilots return to work", "Quay Courier", "Quay Courier: Pilots return to work"),
        ("Quay Courier | Pilots return to work", "Quay Courier", "Pilots return to work"),
        ("Pilots - and cooks - return to work", "Quay Courier", "Pilots - and cooks - return to work"),
        ("Pilots - and cooks - return | Quay Courier", "Quay Courier", "Pilots - and cooks - return"),
        ("Well-known pilots return", "Quay Courier", "Well-known pilots return"),
        ("Quay Courier", "Quay Courier", "Quay Courier"),
    ],
)
def test_the_title_without_the_sites_name(title: str, site: str, shown: str) -> None:
    assert meta(("og:site_name", site), rest=f"<title>{title}</title>").title == shown


def test_the_host_tells_the_sites_name() -> None:
    html = "<title>Pilots return to work | Quaycourier</title><p>Text."
    assert parse_html(html, "https://www.quaycourier.example/a").title == "Pilots return to work"


def test_the_heading_tells_where_the_title_ends() -> None:
    html = "<title>Pilots return to work | News | QC</title><h1>Pilots return to work</h1><h1>Other</h1>"
    assert parse_html(html).title == "Pilots return to work"


def test_the_only_h1_is_the_title() -> None:
    assert parse_html("<title>QC</title><h1>Pilots <i>return</i></h1>").title == "Pilots return"


def test_no_title() -> None:
    assert parse_html("<p>Text.").title is None
    assert parse_html("<title> </title><p>Text.").title is None


def test_headlines_are_the_ways_to_word_the_title() -> None:
    page = meta(("og:title", "Pilots are back"), rest="<title>Pilots return to work | Quay Courier</title>")
    assert page.metadata.headlines == (
        "Pilots are back",
        "Pilots return to work | Quay Courier",
        "Pilots return to work",
    )


# Date


@pytest.mark.parametrize("date", ["03/04/2021", "last week", "", "2021-99-99", "0000-00-00", "{date}"])
def test_an_unclear_date_is_none(date: str) -> None:
    assert meta(("article:published_time", date)).date is None


def test_an_unclear_date_leaves_the_word_to_the_next() -> None:
    page = linked(
        STORY | {"datePublished": "03/04/2021", "inLanguage": "en"}, head='<meta name="date" content="2021-03-14">'
    )
    assert page.date == "2021-03-14"


def test_dates_of_microdata_and_time() -> None:
    html = "<time datetime='2021-03-01'>1 March</time><span itemprop=datePublished content=2021-03-14>now</span>"
    assert parse_html(html).date == "2021-03-14"
    assert parse_html(
        "<p><time datetime='2021-03-14T07:05'>Sunday</time> <time datetime='2020-01-30'>x</time>"
    ).date == ("2021-03-14T07:05:00")


def test_a_later_time_element_is_not_the_date() -> None:
    assert parse_html("<time datetime='soon'>x</time><time datetime='2020-01-30'>x</time>").date is None


# Language


@pytest.mark.parametrize(
    ("lang", "language"),
    [
        ("en", "en"),
        ("en-US", "en-US"),
        ("pt_BR", "pt-BR"),
        (" de ", "de"),
        ("zh-Hans-CN", "zh-Hans-CN"),
        ("ckb", "ckb"),
    ],
)
def test_language(lang: str, language: str) -> None:
    assert parse_html(f'<html lang="{lang}"><p>Text.').language == language


@pytest.mark.parametrize("lang", ["", "x", "english", "undefined", "{{ lang }}", "1"])
def test_what_is_no_language(lang: str) -> None:
    assert parse_html(f'<html lang="{lang}"><p>Text.').language is None


def test_a_language_that_is_none_leaves_the_word_to_the_next() -> None:
    assert parse_html('<html lang=""><meta http-equiv=Content-Language content="tr, en"><p>x').language == "tr"


# URL


@pytest.mark.parametrize(
    ("canonical", "given_url", "url"),
    [
        ("https://quay.example/a", None, "https://quay.example/a"),
        ("https://quay.example/a", "https://quay.example/a?x=1", "https://quay.example/a"),
        ("https://www.quay.example/a", "http://m.quay.example/a", "https://www.quay.example/a"),
        ("/a", "https://quay.example/b/c?x=1", "https://quay.example/a"),
        ("//quay.example/a", "https://quay.example/b", "https://quay.example/a"),
        ("/a", None, None),
        ("https://other.example/a", "https://quay.test/a", "https://quay.test/a"),
        ("https://tide.co.uk/a", "https://quay.co.uk/a", "https://quay.co.uk/a"),
        ("javascript:void(0)", "https://quay.example/a", "https://quay.example/a"),
        ("http://[bad", "https://quay.example/a", "https://quay.example/a"),
        ("", "https://quay.example/a", "https://quay.example/a"),
    ],
)
def test_canonical_url(canonical: str, given_url: str | None, url: str | None) -> None:
    assert parse_html(f'<link rel="canonical" href="{canonical}"><p>Text.', given_url).url == url


def test_the_url_of_opengraph() -> None:
    assert meta(("og:url", "https://quay.example/a")).url == "https://quay.example/a"


# Laws

VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["@type", "@graph", "headline", "author", "name", "publisher", "url", "datePublished"]),
            inner,
        )
    ),
    max_leaves=12,
)


@pytest.mark.filterwarnings("ignore")
@given(VALUES)
def test_no_linked_data_raises(value: Any) -> None:
    data = {
        "@type": "NewsArticle",
        "author": value,
        "publisher": value,
        "headline": value,
        "url": value,
        "mainEntity": value,
    }
    found = HeadMetadata(Head(url="https://quay.example/", linked_data=[json.dumps(data)]))
    assert found.url is not None
    for stated in (found.title, found.site, found.date, found.language, *found.authors):
        assert stated is None or (stated == stated.strip() != "" and stated.encode())


@pytest.mark.filterwarnings("ignore")
@given(
    st.lists(
        st.tuples(st.sampled_from(["og:title", "author", "date", "og:url", "og:site_name", "og:locale"]), st.text())
    ),
    st.text(),
)
@example([], "0 \x08")
def test_no_meta_raises(metas: list[tuple[str, str]], title: str) -> None:
    found = HeadMetadata(Head(url="https://quay.example/", metas=metas, title=title, headings=[title]))
    assert (found.title or "").strip() == (found.title or "")
    assert isinstance(found.authors, tuple)
    assert all(found.headlines)
    assert found.url is not None
    assert found.url.startswith("http")


def test_a_name_holds_no_script_or_style() -> None:
    name = '<span itemprop="author">Ines <style>.a{color:red}</style>Vandal<script>let a = 1</script></span>'
    assert parse_html(f"<p>Text by {name}.").authors == ("Ines Vandal",)


def test_the_page_of_an_author_is_not_the_canonical_one() -> None:
    links = '<link rel="author" href="https://quay.example/ines"><link rel="Canonical" href="https://quay.example/p">'
    assert parse_html(f"{links}<p>Text.").url == "https://quay.example/p"


def test_a_picture_has_no_title_of_the_page() -> None:
    assert parse_html("<p>Text.<svg><title>Close</title></svg>").metadata.title is None
