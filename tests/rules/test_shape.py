"""newsclean/rules/shape.py: what a line looks like, whatever its language."""

from __future__ import annotations

import pytest

from newsclean.page import Block
from newsclean.rules.shape import ends_sentence, is_prose, opening


@pytest.mark.parametrize(
    "text",
    [
        "The tide turned.",
        "Did it?",
        "“It did!”",
        "港口关闭了。",
        "«Да.»",
        "وصلت السفن؟",
        "यह सच है।",
        "And so on…",
        "It did.*",
        "(It did.)",
        "It did. ",
    ],
)
def test_ends_a_sentence(text: str) -> None:
    assert ends_sentence(text)


@pytest.mark.parametrize("text", ["", "World", "The tide turned,", "Photo: Li Wen", "“Quoted”", "”", "港口", ")"])
def test_ends_none(text: str) -> None:
    assert not ends_sentence(text)


@pytest.mark.parametrize(
    ("text", "prose"), [("x" * 59, False), ("x" * 60, True), ("港" * 29, False), ("港" * 30, True), ("", False)]
)
def test_prose_is_long(text: str, prose: bool) -> None:
    assert is_prose(text) is prose


def test_the_opening_ends_at_the_first_prose() -> None:
    kept = [(at, Block(text)) for at, text in enumerate(["a", "b", "x" * 80, "c"])]
    assert [at for at, _ in opening(kept)] == [0, 1]
    assert list(opening([])) == []
