"""newsclean/rules/label.py: the name of a section, alone above the article."""

from __future__ import annotations

import pytest

from newsclean.page import Block, Page, Removal
from newsclean.rules import Labels

PROSE = "The pilots of the harbour went back to work on Monday after three weeks at home."


def removed(*texts: str) -> list[int]:
    return [removal.at for removal in Labels()(Page(tuple(map(Block, texts))))]


@pytest.mark.parametrize(
    "text",
    [
        "World",
        "WORLD",
        "Middle East",
        "World | Europe",
        "Home › Politics",
        "News / Business",
        "Wirtschaft",
        "Gündem",
        "Ekonomi",
        "Deutschland · Politik",
        "Politics:",
        "Science & Tech",
        "Health and education",
        "Politik und Wirtschaft",
        "国际",
        "스포츠",
        "विदेश",
        "هەواڵ",
    ],
)
def test_the_name_of_a_section_goes(text: str) -> None:
    assert removed(text, PROSE) == [0]


@pytest.mark.parametrize(
    "text",
    [
        "Harbours",
        "World of boats",
        "World | Harbours",
        "World and harbours",
        "A word on Europe",
        "Europe is closed.",
        "World\nEurope",
    ],
)
def test_other_words_stay(text: str) -> None:
    assert removed(text, PROSE) == []


def test_several_names_go() -> None:
    assert removed("World", "Europe", "Politics", PROSE) == [0, 1, 2]


def test_what_stays_ends_the_top() -> None:
    assert removed("World", "Pilots go back to work", "Europe", PROSE) == [0]


def test_a_name_below_prose_stays() -> None:
    assert removed(PROSE, "World", PROSE) == []


def test_a_page_of_names_keeps_the_last() -> None:
    assert removed("World") == []
    assert removed("World", "Europe") == [0]
    assert removed() == []


@pytest.mark.parametrize(
    "caption", ["Photo: Li Wen", "The empty quay on Sunday. Photo: Li Wen", "Foto: Ines Vandal", "The quay (AFP)"]
)
def test_a_few_words_above_a_caption_go(caption: str) -> None:
    assert removed("Harbour and tide", caption, PROSE) == [0]


@pytest.mark.parametrize(
    ("words", "below"),
    [
        ("Harbour and the tide", "Photo: Li Wen"),
        ("It rained.", "Photo: Li Wen"),
        ("Harbour and tide", "The empty quay on Sunday"),
    ],
)
def test_words_above_something_else_stay(words: str, below: str) -> None:
    assert removed(words, below, PROSE) == []


def test_removed_blocks_are_not_looked_at() -> None:
    page = Page(tuple(map(Block, ["Pilots go back", "World", PROSE])))
    assert list(Labels()(page)) == []
    page.remove([Removal(0, "title")])
    assert [removal.at for removal in Labels()(page)] == [1]
