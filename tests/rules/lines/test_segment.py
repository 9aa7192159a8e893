"""newsclean/rules/lines/segment.py: the best segmentation under a price for each change."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.rules.lines.segment import article, segment


def worth(scores: list[float], marks: tuple[bool, ...], price: float) -> float:
    changes = sum(one != other for one, other in pairwise(marks))
    return sum(score for score, mark in zip(scores, marks, strict=True) if mark) - price * changes


@given(st.lists(st.integers(-5, 5).map(float), min_size=1, max_size=8), st.sampled_from([0.0, 0.5, 2.0, 9.0]))
def test_no_other_segmentation_is_worth_more(scores: list[float], price: float) -> None:
    found = worth(scores, tuple(segment(scores, price)), price)
    assert found == max(worth(scores, marks, price) for marks in product((False, True), repeat=len(scores)))


def test_without_a_price_each_line_stands_for_itself() -> None:
    assert segment([1, -1, 2, -2], 0.0) == [True, False, True, False]
    assert segment([], 1.0) == []


@pytest.mark.parametrize(("price", "kept"), [(0.4, False), (0.6, True)])
def test_a_change_has_its_price(price: float, kept: bool) -> None:
    assert segment([3, -1, 3], price)[1] is kept


def test_no_sentence_is_torn() -> None:
    texts = ["Home", "The ferries", "stayed in the harbour", ", he said.", "Share", "on the quay"]
    blanks = [False] * 4 + [True, False]
    assert article([-9, -9, 9, -9, -9, 9], texts, blanks, 0.0) == [False, True, True, True, False, True]
