"""newsclean/rules/repeat/anchors.py: which blocks may say the same."""

from __future__ import annotations

import unicodedata

from newsclean.rules.repeat.anchors import MAX_HOLDERS, MAX_SOUGHT, alike
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


def test_a_teaser_of_half_ascii_is_read_as_the_script_of_its_paragraph() -> None:
    whole = "港の工事では、2018年7月から2020年2月まで、新しい埠頭の建設をめぐって長い交渉が続いた。町長は三度も訪ねた。"
    teaser = whole[: whole.index("新しい") + 5] + "… Read more"
    assert alike([teaser, "漁師たちは来週の月曜日から再び海に出る予定だと組合の代表が記者団に語った。", whole]) == [
        (0, 2)
    ]


def test_full_width_and_composed_letters_do_not_matter() -> None:
    wide = STORY[0].translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    assert alike([STORY[0], wide]) == [(0, 1)]
    german = "Die Fähren blieben am Dienstag im Hafen, weil die Lotsen für höhere Löhne streiken und niemand nachgibt."
    assert alike([german, unicodedata.normalize("NFD", german)]) == [(0, 1)]


def test_short_texts_and_a_phrase_in_common_are_no_candidates() -> None:
    line = "The ferries of Lower Quay stay in"
    assert alike([line, STORY[1], line]) == []
    assert alike([line, STORY[1], line], min_columns=20, min_words=4) == [(0, 2)]
    phrase = "the longest strike of harbour pilots"
    assert alike([f"{STORY[1]} It was {phrase}. {OTHER}", f"{STORY[3]} Nobody had seen {phrase}. {STORY[4]}"]) == []


def test_equal_texts_are_proposed_with_the_first_alone() -> None:
    assert alike([STORY[0]] * 9) == [(0, at) for at in range(1, 9)]


def test_many_anchors_and_many_holders_are_bounded() -> None:
    many = [f"{STORY[at % 5][:90]} and so it was in year {at} of the count." for at in range(5 * MAX_SOUGHT)]
    assert 0 < len(alike(many)) <= len(many) * (MAX_HOLDERS + 1) * 3
