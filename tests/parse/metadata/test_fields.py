"""newsclean/parse/metadata/fields.py: what else a page states."""

from __future__ import annotations

import json
from typing import Any

import pytest

from newsclean.page import Page
from newsclean.parse.html import parse_html

URL = "https://quay.example/news/a"


def page(linked: dict[str, Any] | None = None, **metas: str) -> Page:
    tags = "".join(f'<meta property="{name.replace("__", ":")}" content="{value}">' for name, value in metas.items())
    script = json.dumps({"@type": "NewsArticle", "headline": "x", **(linked or {})}) if linked is not None else "{}"
    return parse_html(f'<head>{tags}<script type="application/ld+json">{script}</script></head><p>Text.', URL)


@pytest.mark.parametrize(
    "image",
    [
        "/a.jpg",
        ["/a.jpg", "/b.jpg"],
        {"url": "/a.jpg"},
        [{"@type": "ImageObject", "contentUrl": "/a.jpg"}],
        {"@id": "/a.jpg"},
    ],
)
def test_the_picture(image: Any) -> None:
    assert page({"image": image}).image == "https://quay.example/a.jpg"
    assert page({}).image is None


def test_the_picture_of_open_graph_is_made_whole() -> None:
    assert page(og__image="//cdn.example/a.jpg").image == "https://cdn.example/a.jpg"
    assert page(og__image="data:image/png;base64,xx").image is None


def test_sections_and_tags() -> None:
    found = page({"articleSection": ["Harbour", "News"], "keywords": ["ferry", "quay &amp; pier", "ferry"]})
    assert found.section == "Harbour"
    assert found.tags == ("ferry", "quay & pier")
    assert page({"keywords": "ferry, quay;pier"}).tags == ("ferry", "quay", "pier")
    assert page({"keywords": [{"@type": "DefinedTerm", "name": "ferry"}, {"name": "quay"}]}).tags == ("ferry", "quay")
    assert page(article__section="Harbour", article__tag="ferry, quay").tags == ("ferry", "quay")
    assert page(article__section="https://quay.example/harbour").section is None
    assert parse_html('<meta name="keywords" content="ferry,quay"><p>Text.').tags == ("ferry", "quay")
    assert page().tags == ()


def test_the_publisher() -> None:
    assert page({"publisher": {"name": ["Quay Post", "Quay Media"]}}).publisher == "Quay Post"
    assert page(article__publisher="https://www.facebook.com/quay").publisher is None


def test_the_type() -> None:
    assert page({"@type": "https://schema.org/OpinionNewsArticle"}).type == "OpinionNewsArticle"
    assert page(og__type="article").type == "article"
    assert page().type is None


@pytest.mark.parametrize(
    ("stated", "free"),
    [
        (True, True),
        (False, False),
        ("True", True),
        ("http://schema.org/False", False),
        ("maybe", None),
        (None, None),
        (1, None),
    ],
)
def test_free(stated: Any, free: bool | None) -> None:
    assert page({"isAccessibleForFree": stated}).free is free


def test_the_tier() -> None:
    assert page(article__content_tier="locked").free is False
    assert page(article__content_tier="free").free is True


def test_when_it_was_changed() -> None:
    assert page({"dateModified": "2021-03-15T10:00:00Z"}).modified == "2021-03-15T10:00:00+00:00"
    assert page(article__modified_time="2021-03-15").modified == "2021-03-15"
    assert parse_html("<h1>Pilots return</h1><p>Updated 15 March 2021</p><p>Text.").modified == "2021-03-15"
    assert page().modified is None
