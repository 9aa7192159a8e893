"""newsclean/rules/repeat/points.py: short lines at the top that the article says again."""

from __future__ import annotations

from newsclean.parse.text import parse_text
from newsclean.rules import Repeats
from tests.rules.test_repeat import STORY

POINTS = [
    "The pilots have begun the third week of their strike for wages.",
    "The town had done what it could, says the mayor of Lower Quay.",
]
BODY = [
    STORY[0],
    f"Hundreds look for a bus. {POINTS[0]} Nobody knows when it will end, and the kiosks have closed.",
    POINTS[1],
    *STORY[2:],
]


def gone(*texts: str) -> list[int]:
    return [removal.at for removal in Repeats()(parse_text("\n".join(texts)))]


def test_key_points_go_and_the_article_keeps_its_own_lines() -> None:
    assert gone(*POINTS, *BODY) == [0, 1]


def test_a_single_line_is_no_key_points() -> None:
    assert gone(POINTS[1], *BODY) == [3]


def test_lines_in_another_order_are_no_key_points() -> None:
    assert 0 not in gone(*reversed(POINTS), *BODY)


def test_a_lead_said_twice_is_no_key_points() -> None:
    assert gone(*POINTS, *POINTS, *STORY) == [2, 3]
