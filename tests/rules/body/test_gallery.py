"""newsclean/rules/body/gallery.py: numbered photo galleries."""

from __future__ import annotations

from newsclean.page import Block
from newsclean.rules.body.gallery import gallery


def places(*texts: str) -> list[int]:
    return [at for at, _ in gallery([Block(text) for text in texts])]


def test_captions_of_a_gallery() -> None:
    assert places("A story.", "1/9 The quay", "2/9 The mole", "3 / 9 The pier", "The end.") == [1, 2, 3]
    assert places("1/9", "The quay", "2/9", "The mole", "3/9", "The pier") == [0, 1, 2, 3, 4, 5]


def test_fractions_are_none() -> None:
    assert places("1/2 cup of flour", "1/4 cup of sugar", "3/4 cup of milk") == []
    assert places("12/5 was the day.", "1/9 The quay", "2/9 The mole") == []
