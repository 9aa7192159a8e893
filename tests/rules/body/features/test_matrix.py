"""newsclean/rules/body/features/: a row a feature, a column a block."""

import numpy as np
import pytest

from newsclean.parse.html import parse_html
from newsclean.rules.body.features import NAMES, NOWHERE, OF_NEIGHBOURS, ROWS
from newsclean.rules.body.features.around import BEYOND
from tests.rules.body.features.pages import PAGE, row, table_of


def test_a_row_a_feature_and_a_column_a_block() -> None:
    blocks = parse_html(PAGE).blocks
    table = table_of(PAGE)
    assert table.shape == (ROWS, len(blocks))
    assert np.isfinite(table).all()
    assert row(table, "tag") == [12, 7, 0, 0, 0, 12]
    assert row(table, "heading") == [0, 1, 0, 0, 0, 0]
    assert row(table, "links") == [1, 0, 0, 0, round(len("the pilots' letter") / len(blocks[4].text), 3), 0]
    assert row(table, "repeated") == [0, 0, 0, 0, 1, 0]
    assert row(table, "since_h1") == [-1, 0, 1, 2, 3, 4]
    assert row(table, "since_prose") == [-2, -1, 0, 1, 2, 3]
    assert row(table, "until_prose") == [4, 3, 2, 1, 0, -1]
    assert row(table, "count1") == [1, 4, 3, 3, 3, 1]
    assert row(table, "steps") == [1, 1, 1, 1, 1, 1]
    assert row(table, "prose1") == [0, 1, 1, 1, 1, 0]


def test_neighbours_stand_beside() -> None:
    table = table_of(PAGE)
    width = len(OF_NEIGHBOURS)
    own = table[[NAMES.index(name) for name in OF_NEIGHBOURS]]
    before, after = table[len(NAMES) :][:width], table[len(NAMES) + width :][:width]
    assert (before[:, 1:] == own[:, :-1]).all()
    assert (after[:, :-1] == own[:, 1:]).all()
    assert (before[:, 0] == BEYOND).all()
    assert (after[:, -1] == BEYOND).all()


def test_what_is_not_judged_is_no_neighbour() -> None:
    whole, some = table_of(PAGE), table_of(PAGE, [1, 2, 4])
    assert some.shape == (ROWS, 3)
    for name in ("chars", "tag", "prose1", "size1", "part", "before", "article_share", "common", "below", "verdict"):
        assert row(some, name) == [row(whole, name)[at] for at in (1, 2, 4)], name
    assert row(some, "since_h1") == [0, 1, 2]
    width = len(OF_NEIGHBOURS)
    assert (some[len(NAMES) :][:width][:, 2] == whole[[NAMES.index(name) for name in OF_NEIGHBOURS]][:, 2]).all()


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_pages_of_few_blocks(count: int) -> None:
    table = table_of("<body>" + "<p>Ports</p>" * count)
    assert table.shape == (ROWS, count)
    assert np.isfinite(table).all()
    assert row(table, "since_h1") == [NOWHERE] * count
    assert row(table, "since_prose") == [NOWHERE] * count
