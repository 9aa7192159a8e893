"""newsclean/rules/caption.py: what is written under pictures, and who took them."""

from __future__ import annotations

import pytest

from newsclean.page import Block, Box, Page
from newsclean.parse.html import parse_html
from newsclean.parse.text import parse_text
from newsclean.rules import Captions
from newsclean.rules.caption import credit_phrases, credit_words, stems_of

PROSE = "The pilots of the harbour went back to work on Monday after three weeks at home."


def removed(*texts: str) -> list[int]:
    return [removal.at for removal in Captions()(Page(tuple(map(Block, texts))))]


def removed_from_text(*texts: str) -> list[int]:
    return [removal.at for removal in Captions()(parse_text("\n\n".join(texts)))]


CREDITS = [
    "Photo: Li Wen",
    "PHOTO: LI WEN",
    "Photo by Li Wen",
    "Foto: Ines Vandal/Hafenbild",
    "Fotoğraf: Deniz Kum",
    "Image courtesy of the harbour board",
    "File photo: Li Wen.",
]


@pytest.mark.parametrize("text", CREDITS)
def test_a_credit_above_the_prose_goes(text: str) -> None:
    assert removed(text, PROSE) == [0]
    assert removed_from_text(text, PROSE) == [0]


CAPTIONS = [
    "The empty quay on Sunday. Photo: Li Wen",
    "The empty quay on Sunday (Photo: Li Wen)",
    "The empty quay on Sunday | Foto: Ines Vandal",
    "Boats lie at the quay, as they have for weeks, while the pilots stay at home. Photo: Li Wen",
]


@pytest.mark.parametrize("text", CAPTIONS)
def test_a_caption_with_its_credit_goes_anywhere(text: str) -> None:
    assert removed(text, PROSE) == [0]
    assert removed(PROSE, text, PROSE) == [1]
    assert removed_from_text(PROSE, text, PROSE) == [1]


@pytest.mark.parametrize(
    "text",
    [
        "He kept a photo of the harbour on his desk for years, and nobody knew why he did.",
        "Photographs of the quay hung in every room of the house by the water that we saw.",
        "She took the picture from the bridge in the early hours of a cold Sunday morning.",
        "Nobody saw the photo",
        "The pilots were in the picture",
        "Photography",
    ],
)
def test_running_text_about_pictures_stays(text: str) -> None:
    assert removed(PROSE, text, PROSE) == []
    assert removed(text, PROSE) == []


def test_a_mere_credit_below_the_prose_stays_in_text_and_goes_in_html() -> None:
    assert removed_from_text(PROSE, "Photo: Li Wen", PROSE) == []
    assert [r.at for r in Captions()(Page((Block(PROSE, Box("p")), Block("Photo: Li Wen", Box("p")))))] == [1]


def test_a_long_block_is_no_caption() -> None:
    assert removed(PROSE * 5 + " Photo: Li Wen", PROSE) == []


def test_a_long_name_is_no_credit() -> None:
    assert removed("The quay. Photo: " + "Li Wen and so on " * 6, PROSE) == []


def in_page(inner: str) -> list[str]:
    page = parse_html(f"<article><p>{PROSE}</p>{inner}<p>{PROSE} Or so.</p></article>")
    return [page.blocks[removal.at].text for removal in Captions()(page)]


@pytest.mark.parametrize(
    "inner",
    [
        "<figure><img src=x><figcaption>The empty quay.</figcaption></figure>",
        "<figure><figcaption><p>The empty quay.</p></figcaption></figure>",
        "<div class=wp-caption><img src=x><p class=wp-caption-text>The empty quay.</p></div>",
        "<div class='photo-credit'>The empty quay.</div>",
        "<div class=caption><div><p>The empty quay.</p></div></div>",
    ],
)
def test_what_an_element_for_captions_holds_goes(inner: str) -> None:
    assert in_page(inner) == ["The empty quay."]


@pytest.mark.parametrize(
    "inner",
    [
        "<figure><p>The empty quay.</p></figure>",
        "<p class=capital>The empty quay.</p>",
        "<div class=caption><div><div><div><p>The empty quay.</p></div></div></div></div>",
    ],
)
def test_what_another_element_holds_stays(inner: str) -> None:
    assert in_page(inner) == []


def test_a_body_of_captions_is_not_believed() -> None:
    page = parse_html(f"<body class=caption><p>{PROSE}</p></body>")
    assert list(Captions()(page)) == []


def test_the_evidence_names_the_box_or_the_credit() -> None:
    page = parse_html("<figure><figcaption class='c d'>The quay.</figcaption></figure><p>Two. Photo: Li Wen</p>")
    assert [removal.evidence for removal in Captions()(page)] == ["in <figcaption> c d", "ends in the credit 'photo:'"]


def test_no_blocks() -> None:
    assert removed() == []


def test_where_no_stem_stands_no_word_does() -> None:
    for words in (credit_words(), credit_phrases()):
        assert len(stems_of(words)) < len(words)
        assert all(any(stem in word and word in those for stem, those in stems_of(words)) for word in words)


def test_captions_one_after_the_other_above_the_prose() -> None:
    first = "Boats lie at the quay, as they have for weeks, while the pilots stay at home. Photo: Li Wen"
    assert removed(first, "Photo by Ines Vandal", "Photo", PROSE, "Photo by Li Wen") == [0, 1]


def test_an_element_that_holds_most_of_the_text_is_no_caption() -> None:
    body = "".join(f"<p>{PROSE} {'abcdefghi'[at]}.</p>" for at in range(9))
    caption = "<div class='photo-credit'><p>The quay.</p></div>"
    page = parse_html(f"<body><h1>Pilots</h1><article class='story credits'>{body}</article>{caption}</body>")
    assert [removal.at for removal in Captions()(page)] == [10]
    assert [removal.at for removal in Captions(max_share=1.0)(page)] == list(range(1, 11))


def test_a_long_caption_alone_on_a_page_is_one() -> None:
    page = parse_html(f"<body><h1>The quay</h1><figure><figcaption>{PROSE} {PROSE}</figcaption></figure></body>")
    assert [removal.at for removal in Captions()(page)] == [1]
