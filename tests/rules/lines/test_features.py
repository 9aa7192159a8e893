"""newsclean/rules/lines/features.py: paragraphs as numbers."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from newsclean.rules.lines.features import NAMES, ROWS, columns_of, matrix
from tests.rules.test_repeat import STORY

DUMP = ["Home", "World", "* Sport", STORY[0], STORY[1], "Share", "Home", "4 November 2025, 18:20", "a|b|c"]


def row(name: str, texts: list[str] = DUMP) -> list[float]:
    found = matrix(texts, [False] * len(texts), columns_of(texts), np.zeros(len(texts)))
    return found[NAMES.index(name)].tolist()


@given(st.lists(st.text(), min_size=1, max_size=12))
def test_any_texts_give_finite_numbers(texts: list[str]) -> None:
    found = matrix(texts, [True] * len(texts), columns_of(texts), np.zeros(len(texts)))
    assert found.shape == (ROWS, len(texts))
    assert np.isfinite(found).all()


def test_prose_and_what_stands_around_it() -> None:
    assert row("prose") == [0, 0, 0, 1, 1, 0, 0, 0, 0]
    assert row("in_best") == [0, 0, 0, 1, 1, 0, 0, 0, 0]
    assert row("prose_before")[:4] == [0, 0, 0, 0]
    assert row("prose_after")[4:] == [0, 0, 0, 0, 0]


def test_signs() -> None:
    assert row("twice") == [1, 0, 0, 0, 0, 0, 1, 0, 0]
    assert row("mark")[2] == 0
    assert row("mark")[0] == -1
    assert row("parts")[8] == 2
    assert row("digit_words")[7] == 0.75


def test_wrapped_lines_are_prose_and_a_list_of_short_ones_is_none() -> None:
    wrapped = "\n".join(STORY[0][at : at + 70].strip() for at in range(0, len(STORY[0]), 70))
    menu = "\n".join(["Home", "World", "Sport"] * 9)
    assert row("prose", [wrapped, menu]) == [1, 0]
