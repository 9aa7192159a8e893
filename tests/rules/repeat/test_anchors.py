"""newsclean/rules/repeat/anchors.py: which blocks may say the same."""

from __future__ import annotations

from newsclean.rules.repeat.anchors import alike
from tests.rules.test_repeat import OTHER, STORY


def test_different_paragraphs_share_nothing() -> None:
    assert alike([*STORY, OTHER]) == []
    assert alike([]) == alike(["", "...", "Yes."]) == []


def test_copies_parts_and_blobs_are_proposed() -> None:
    cut = " ".join(STORY[1].split()[:12])
    quote = STORY[3][STORY[3].index("two mediators") :]
    pairs = alike([*STORY, STORY[0], cut, quote, f"{STORY[2]} {STORY[4]}"])
    assert {(0, 5), (1, 6), (3, 7), (2, 8), (4, 8)} <= set(pairs)


def test_typography_and_case_do_not_matter() -> None:
    styled = STORY[2].replace("“", '"').replace("”", '"').replace("quiet", "qui\u00adet").upper()
    assert alike([STORY[2], styled]) == [(0, 1)]


def test_scripts_without_spaces_are_compared_by_clauses() -> None:
    one = "港口的工人昨天决定继续罢工，直到下个月底，市长对此表示失望。"
    assert alike([one, "许多商人希望双方尽快回到谈判桌前。", one[:20]]) == [(0, 2)]
