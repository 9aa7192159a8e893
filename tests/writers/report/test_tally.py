"""Counts by reason."""

from __future__ import annotations

from newsclean import Block, Page, Removal
from newsclean.writers.report.tally import REASONS, Count, Tally, hue, tally


def page() -> Page:
    page = Page(tuple(map(Block, ["one", "three", "seven77", "11"])))
    page.remove([Removal(1, "repeat"), Removal(2, "zebra"), Removal(3, "furniture")])
    return page


def test_blocks_and_characters_by_reason_in_the_order_of_the_rules() -> None:
    count = tally(page())
    assert count.kept == Count(1, 3)
    assert list(count.removed.items()) == [("furniture", Count(1, 2)), ("repeat", Count(1, 5)), ("zebra", Count(1, 7))]
    assert (count.gone, count.whole) == (Count(3, 14), Count(4, 17))


def test_tallies_add_up() -> None:
    count = tally(page())
    assert (Tally() + count + count).whole == Count(8, 34)
    assert (count + Tally(Count(), {"hidden": Count(1, 1)})).removed["hidden"] == Count(1, 1)


def test_a_reason_of_a_users_own_has_a_colour_of_a_few() -> None:
    assert hue("repeat") == "repeat"
    assert hue('x" onclick="') == hue('x" onclick="')
    assert {hue(f"reason{at}") for at in range(100)} == {"other-0", "other-1", "other-2", "other-3"}
    assert not any(reason.startswith("other") for reason in REASONS)
