"""newsclean/rules/lines/headline.py: the line above an article that is surely its headline."""

from __future__ import annotations

import pytest

from newsclean.rules.lines.headline import headline
from tests.rules.test_repeat import STORY

TITLE = "Ferries stayed in the harbour as pilots strike"


def test_the_line_that_says_what_the_article_is_about() -> None:
    assert headline(["Home", "World", TITLE, "By Ines Varga", "4 November 2025, 18:20"], STORY) == TITLE
    assert headline([f"# {TITLE}"], STORY) == TITLE
    assert headline([TITLE, TITLE], STORY) == TITLE


@pytest.mark.parametrize(
    "above",
    [
        [],
        ["Home", "World"],
        ["Ten soups for cold evenings in the mountains"],
        [TITLE, "The pilots of the harbour and their strike on the quay"],
        [f"{TITLE}."],
        [f"[{TITLE}](https://example.org/ferries)"],
        [TITLE, *["Menu"] * 12],
    ],
)
def test_where_there_is_doubt_there_is_none(above: list[str]) -> None:
    assert headline(above, STORY) is None
