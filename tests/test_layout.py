"""newsclean/layout.py: plain text printed as it stood."""

from __future__ import annotations

import pytest

from newsclean.layout import Layout

LAYOUT = Layout(("a\n", "b\n", "c"), ("\n", "\n\n", ""))


@pytest.mark.parametrize(
    ("kept", "joined"),
    [
        ([0, 1, 2], "a\n\nb\n\n\nc"),
        ([0, 2], "a\n\n\nc"),
        ([0, 1], "a\n\nb\n"),
        ([1, 2], "b\n\n\nc"),
        ([0], "a\n"),
        ([], ""),
    ],
)
def test_layout_leaves_the_longest_gap_between_and_none_at_the_end(kept: list[int], joined: str) -> None:
    assert LAYOUT.join(kept) == joined


def test_a_shortened_line_is_printed_and_the_source_is_not_lost() -> None:
    layout = Layout(("a\n", "b b\n", "", "c"), ("\n", "", "\n", ""), {1: "b\n"})
    assert layout.join([0, 1, 3]) == "a\n\nb\n\nc"
    assert layout.source == "a\n\nb b\n\nc"
