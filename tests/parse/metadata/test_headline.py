"""newsclean/parse/metadata/headline.py: which block displays the headline."""

from __future__ import annotations

import pytest

from newsclean.page import Block, Box
from newsclean.parse.metadata.headline import first_prose, headline_at

H1 = Box("h1")
TITLE = "Council keeps the night ferries"
PROSE = Block("The harbour council voted on Tuesday to keep the night ferries for another year. " * 3 + "It is so.")


def h1(text: str) -> Block:
    return Block(text, H1)


@pytest.mark.parametrize(
    ("blocks", "titles", "at"),
    [
        ([h1("Halden Courier"), h1("Council keeps night ferries"), PROSE], [TITLE], 1),
        ([Block(TITLE), Block("12 March"), Block(TITLE), PROSE], [TITLE], 2),
        ([Block("Home"), Block("Council keeps the ferries night"), PROSE], [TITLE], 1),
        ([h1("Two ferries"), h1("Halden Courier"), PROSE], [f"{TITLE} - Halden Courier"], 0),
        ([Block("Home"), Block("Local"), PROSE], [TITLE], 1),
        ([Block("Home"), Block("Local")], [TITLE], -1),
        ([PROSE, h1("More ferries")], [], -1),
        ([], [TITLE], -1),
    ],
)
def test_the_headline(blocks: list[Block], titles: list[str], at: int) -> None:
    assert headline_at(blocks, titles) == at


def test_the_first_prose() -> None:
    assert first_prose([Block("Home"), PROSE]) == 1
    assert first_prose([Block("Home")]) == 1
