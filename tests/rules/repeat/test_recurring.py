"""newsclean/rules/repeat/recurring.py: what an article may well say twice."""

from __future__ import annotations

from newsclean.page import Block, Box
from newsclean.rules.repeat.recurring import in_other_lists, may_recur, may_recur_in_html


def test_rows_are_rare_and_items_may_stay() -> None:
    assert may_recur(Block("a\tb", Box("tr")))
    assert not may_recur(Block("a", Box("li")))
    assert may_recur_in_html(Block("a", Box("li")))
    assert not may_recur_in_html(Block("a", Box("p")))
    assert not may_recur_in_html(Block("a"))


def test_items_of_other_lists() -> None:
    one, other = Box("ul"), Box("ul")
    blocks = [Block("a", Box("li", parent=one)), Block("b"), Block("a", Box("li", parent=other))]
    assert in_other_lists(blocks, [2], {2: 0})
    assert not in_other_lists([blocks[0], blocks[0]], [1], {1: 0})
    assert not in_other_lists(blocks, [2, 1], {2: 0, 1: 1})
