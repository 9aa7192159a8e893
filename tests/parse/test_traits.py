"""What a page's head and address show of its kind."""

from __future__ import annotations

import pytest

from newsclean import clean
from newsclean.parse.metadata import Head
from newsclean.parse.traits import NAMES, NOWHERE, path_traits, traits


def of(url: str | None = None, **facts: object) -> dict[str, float]:
    return dict(zip(NAMES, traits(Head(**facts), url), strict=True))  # type: ignore[arg-type]


def test_what_the_head_says() -> None:
    ld = '{"@graph": [{"@type": ["NewsArticle"]}, {"@type":"JobPosting"}, {"@type": "Product"}, {"@type": "Answer"}]}'
    found = of(
        metas=[("og:type", "Article "), ("article:published_time", "2025"), ("author", "A B")],
        linked_data=[ld],
        title="T",
    )
    assert (found["og"], found["article"], found["product"], found["question"]) == (1, 1, 1, 1)
    assert (found["dated"], found["authored"], found["metas"], found["title_chars"]) == (True, True, 3, 1)
    assert of()["depth"] == NOWHERE
    assert of(metas=[("og:type", "product.item")])["og"] == 3


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/", (0, 0, 0, False, True, 0, 0)),
        ("https://a.example/forum/t/12345", (3, 5, 0, False, False, 2, 0)),
        ("https://a.example/products.html?x=/news/", (1, 13, 0, False, False, 1, 0)),
        ("https://a.example/blog/what-a-product-is", (2, 17, 3, False, False, 0, 1)),
        ("http://[broken", (0, 0, 0, False, False, 0, 0)),
    ],
)
def test_addresses(url: str, expected: tuple[float, ...]) -> None:
    assert path_traits(url) == expected


def test_the_canonical_address_serves_where_none_is_given() -> None:
    html = "<head><link rel=canonical href=https://a.example/news/one-two-three></head><p>" + "word " * 50
    assert clean(html).metadata.traits == clean(html, "https://a.example/news/one-two-three").metadata.traits
    assert clean("A text alone, and nothing else.").metadata.traits == ()
