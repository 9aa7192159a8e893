"""newsclean/rules/body/features/structure.py: what is repeated."""

import numpy as np

from newsclean.rules.body.features import NAMES
from tests.rules.body.features.pages import CARDS, row, table_of


def test_what_is_repeated_is_counted() -> None:
    table = table_of(CARDS)
    assert [round(float(np.expm1(each))) for each in table[NAMES.index("kind_count")]] == [1, 2, 2, *[4, 4] * 4]
    assert row(table, "kind_link_share") == [0, 0, 0, *[1, 0] * 4]
    assert row(table, "is_most_kind") == [0, 1, 1, *[0, 0] * 4]
    assert row(table, "until_most_kind") == list(range(2, -9, -1))
    assert row(table, "since_most_box")[:3] == [-1, 0, 1]


def test_gaps_tell_what_is_not_judged() -> None:
    table = table_of(CARDS, [0, 2, 4])
    assert row(table, "gap") == [1, 1, 6]
    assert row(table, "gap_before") == [0, 1, 1]
    lengths = np.expm1(table[NAMES.index("gap_chars")]).round()
    assert lengths[1] == len("Another story of the harbour")
