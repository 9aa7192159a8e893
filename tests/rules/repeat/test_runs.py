"""newsclean/rules/repeat/runs.py: copies in the order of their originals, and which of them stays."""

from __future__ import annotations

from newsclean.page import Block, Box
from newsclean.rules.repeat.runs import best_places, firsts, runs


def test_runs_follow_one_another_on_both_sides() -> None:
    assert list(runs({5: 0, 6: 1, 8: 3, 9: 1})) == [[5, 6], [8], [9]]
    assert list(runs({})) == []


def test_the_first_of_a_chain() -> None:
    assert firsts({1: 0, 2: 1, 3: 2, 9: 7}) == {1: 0, 2: 0, 3: 0, 9: 7}


def test_the_copy_in_the_better_place_stays() -> None:
    box, body = Box("ul"), Box("article")
    blocks = [Block("An entry of the day", Box("li", parent=box))]
    blocks += [Block(f"An entry of the day {at}", Box("p", parent=body)) for at in range(5)]
    assert best_places(blocks, {3: (0, "same as")}) == {0: (3, "same as")}
    assert best_places(blocks, {3: (1, "same as")}) == {3: (1, "same as")}
