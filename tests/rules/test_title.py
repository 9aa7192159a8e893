"""newsclean/rules/title.py: the headline, repeated above the article that it heads."""

from __future__ import annotations

import pytest

from newsclean.page import Block, Box, Page, Removal, Stated
from newsclean.parse.text import parse_text
from newsclean.rules import Title

PROSE = "The pilots of the harbour went back to work on Monday after three weeks at home."
HEADLINE = "Pilots go back to work after three weeks"


def removed(*blocks: Block | str, headlines: tuple[str, ...] = (HEADLINE,)) -> list[int]:
    page = Page(tuple(Block(b) if isinstance(b, str) else b for b in blocks), Stated(headlines=headlines))
    return [removal.at for removal in Title()(page)]


@pytest.mark.parametrize(
    "text",
    [
        HEADLINE,
        HEADLINE.upper(),
        f"“{HEADLINE}”",
        "Pilots go back to work after three long weeks",
        "Pilots go back to work after weeks",
    ],
)
def test_a_block_that_reads_as_the_title_goes(text: str) -> None:
    assert removed(text, PROSE) == [0]


@pytest.mark.parametrize("text", ["Pilots at work", "Harbour news", "Three weeks at home"])
def test_a_block_that_does_not_stays(text: str) -> None:
    assert removed(text, PROSE) == []


def test_every_h1_above_the_prose_goes() -> None:
    assert removed(Block("Something else", Box("h1")), "World", Block("And more", Box("h1")), PROSE) == [0, 2]


def test_other_headings_stay() -> None:
    assert removed(Block("Something else", Box("h2")), PROSE) == []


def test_what_stands_below_the_first_prose_stays() -> None:
    assert removed(PROSE, HEADLINE, Block("One more", Box("h1"))) == []


def test_a_title_as_long_as_prose_goes() -> None:
    long = "The pilots of the harbour went back to work on Monday after three weeks at home, and so did the cooks"
    assert removed(
        long, "Nobody knows what the company promised them, or for how long it means to.", headlines=(long,)
    ) == [0]


def test_any_wording_of_the_title_counts() -> None:
    assert removed(HEADLINE, PROSE, headlines=("Other words here", HEADLINE)) == [0]


def test_without_a_title_nothing_goes() -> None:
    assert removed(HEADLINE, PROSE, headlines=()) == []


def test_a_title_is_not_looked_for_far_down() -> None:
    short = [f"Line {chr(97 + at)}" for at in range(12)]
    assert removed(*short, HEADLINE) == []
    assert removed(*short[:11], HEADLINE) == [11]


def test_plain_text_has_no_title() -> None:
    assert list(Title()(parse_text(f"{HEADLINE}\n\n{PROSE}\n"))) == []


def test_the_evidence() -> None:
    page = Page((Block(HEADLINE), Block("x", Box("h1"))), Stated(headlines=(HEADLINE,)))
    assert list(Title()(page)) == [
        Removal(0, "title", "1.00 like the page's title"),
        Removal(1, "title", "the page's <h1>"),
    ]


def test_the_threshold_is_a_field() -> None:
    page = Page((Block("Pilots go back to work"), Block(PROSE)), Stated(headlines=(HEADLINE,)))
    assert list(Title()(page)) == []
    assert [removal.at for removal in Title(min_jaccard=0.6)(page)] == [0]


def test_a_long_sentence_is_no_title() -> None:
    sentence = f"{HEADLINE} at home, and nobody in the town can say what they have won by it in all this time."
    assert removed(sentence, PROSE, headlines=(sentence,)) == []
    assert removed(sentence.rstrip("."), PROSE, headlines=(sentence,)) == [0]
