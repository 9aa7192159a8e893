"""newsclean/rules/body/groups.py: tables and lists; the golden pages `wholes--*` show more."""

from __future__ import annotations

import numpy as np

from newsclean.parse.html import parse_html
from newsclean.rules.body.groups import Group, groups_of, scored_by_group
from newsclean.rules.body.outline import outline


def test_tables_and_lists_are_found() -> None:
    html = "<p>The county published these papers:</p><ul><li>One<li>Two</ul><table><tr><td>a<td>b<tr><td>c</table>"
    blocks = parse_html(html).blocks
    assert groups_of(blocks, outline(blocks)) == [Group(1, 3, False, True), Group(3, 5, True, False)]


def test_a_list_has_one_score() -> None:
    scores = scored_by_group(
        [Group(1, 3, False, False)], [0, 1, 2], np.array([0.9, 0.2, 0.6]), np.array([9.0, 1.0, 1.0])
    )
    assert scores.tolist() == [0.9, 0.4, 0.4]


def test_a_sentence_that_leads_to_it_counts() -> None:
    scores = scored_by_group(
        [Group(1, 3, False, True)], [0, 1, 2], np.array([0.9, 0.2, 0.6]), np.array([9.0, 1.0, 1.0])
    )
    assert scores.tolist() == [0.9, 0.9, 0.9]
