"""newsclean/parse/metadata/head.py: the raw facts."""

from __future__ import annotations

from newsclean.parse.html import parse_html
from newsclean.parse.metadata import Head, HeadMetadata


def test_the_first_name_wins_then_the_first_value() -> None:
    head = Head(metas=[("b", "2"), ("a", " "), ("a", " 1  1 "), ("a", "3")])
    assert head.first("a", "b") == "1 1"
    assert head.first("b", "a") == "2"
    assert head.first("c") == ""
    assert list(head.named("a", "c", "b")) == [("a", "1 1"), ("a", "3"), ("b", "2")]


def test_items() -> None:
    items = [("author", "\u200b"), ("author", " Ada  Byron "), ("author", " "), ("headline", "x")]
    assert Head(items=items).items_named("author") == ["Ada Byron"]


def noted(html: str) -> Head:
    metadata = parse_html(html).metadata
    assert isinstance(metadata, HeadMetadata)
    return metadata.head


def test_what_elements_say_is_noted() -> None:
    head = noted(
        '<base href="/x/"><time datetime="2021-03-14">14 <b>March</b></time>'
        '<span itemprop="author"><b itemprop="name">Ada Byron</b> of the Post</span>'
        '<meta itemprop="datePublished" content="2021-03-14"><a rel="author nofollow" href="/a">Mary Shelley</a>'
        '<span class="post-Author">Jane Reed</span><a class="byline__link">Li Wen</a><p class="author">no</p>'
    )
    assert head.base == "/x/"
    assert head.times == [("2021-03-14", "14 March")]
    assert head.items == [
        ("author", "Ada Byron"),
        ("datepublished", "2021-03-14"),
        ("rel-author", "Mary Shelley"),
        ("class-author", "Jane Reed"),
        ("class-author", "Li Wen"),
    ]


def test_a_page_full_of_authors_is_noted_so_far() -> None:
    assert len(noted("<a rel=author>Ada Byron</a>" * 1000).items) == 40
    assert len(noted("<time datetime=2021-03-14>x</time>" * 1000).times) == 100
