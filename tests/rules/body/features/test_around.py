"""newsclean/rules/body/features/around.py: what stands before and after."""

from tests.rules.body.features.pages import CARDS, row, table_of


def test_what_stands_before_and_after() -> None:
    table = table_of(CARDS)
    assert row(table, "all_links_next")[-1] == row(table, "all_links_before")[0] == 0
    assert row(table, "all_prose_before")[2] > row(table, "all_prose_before")[1] == 0
    assert row(table, "after_share")[-1] == 1
    assert row(table, "before_share")[0] == 0
    assert row(table, "heading_since")[:5] == [0, 1, 2, 0, 1]
    assert row(table, "heading_alike")[:5] == [1, 1, 1, 4, 4]
    assert row(table, "heading_after") == [4, 4, 4, 3, 3, 2, 2, 1, 1, 0, 0]
    assert row(table, "heading_section_links")[0] == 0 < row(table, "heading_section_links")[3]
