"""newsclean/rules/repeat/context.py: what confirms a copy in plain text."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from newsclean.page import Block
from newsclean.parse.lines import width
from newsclean.rules.repeat.context import MAX_AHEAD, Context, ends, is_plain
from newsclean.rules.repeat.parts import Part
from tests.rules.test_repeat import OTHER, STORY


def context(*texts: str, first_of: Mapping[int, int]) -> Context:
    return Context(list(map(Block, texts)), sum(map(width, texts)), first_of)


def test_a_copy_among_prose() -> None:
    assert context(STORY[0], OTHER, STORY[0], STORY[1], first_of={2: 0}).among_prose(2)
    assert context(STORY[0], OTHER, STORY[0], first_of={2: 0}).among_prose(2)


@pytest.mark.parametrize(
    "above", ["Goal", "What is the overall impact of this change to the pilots of the harbour?", "Let us repeat that:"]
)
def test_below_a_label_a_question_or_a_colon_something_may_be_said_again(above: str) -> None:
    assert not context(STORY[0], above, STORY[0], STORY[1], first_of={2: 0}).among_prose(2)


def test_what_is_said_again_and_again_is_no_prose_around_a_copy() -> None:
    texts = [STORY[0], STORY[1], OTHER, STORY[0], STORY[1], OTHER, STORY[0], STORY[1]]
    assert not context(*texts, first_of={3: 0, 4: 1, 5: 2, 6: 0, 7: 1}).among_prose(3)


def test_copies_right_below_one_another() -> None:
    found = context(STORY[0], STORY[0], STORY[0], OTHER, STORY[0], first_of={1: 0, 2: 0, 4: 0})
    assert [found.is_beside(at) for at in (1, 2, 4)] == [True, True, False]
    assert found.once == frozenset()
    assert context("Yes.", "Yes.", first_of={1: 0}).is_beside(1) is False


def test_the_share_of_a_text_that_is_said_once_more() -> None:
    assert context(STORY[0], OTHER, STORY[0], OTHER, first_of={2: 0, 3: 1}).share == 0.5
    assert context(STORY[0], STORY[0], STORY[0], first_of={1: 0, 2: 0}).share == 0.0


def test_more_paragraphs_may_say_more_again_by_chance() -> None:
    assert context(*STORY, first_of={}).chance < 10
    assert context(*STORY * 8, first_of={}).chance > 400


def test_what_opens_a_text_is_all_said_again_below() -> None:
    found = context(*STORY[:2], OTHER, *STORY[:2], first_of={3: 0, 4: 1})
    assert found.opens(3)
    assert found.opens(4)
    assert not context(OTHER, STORY[0], STORY[1], STORY[0], first_of={3: 1}).opens(3)


def test_parts_in_the_order_of_what_holds_them() -> None:
    found = context(*STORY, *(text[:80] for text in STORY[:3]), first_of={5: 0, 6: 1, 7: 4})
    assert [found.in_order(at) for at in (5, 6, 7)] == [True, True, False]


def test_a_run_of_two_paragraphs_that_is_there_once_more() -> None:
    texts = [STORY[0], STORY[1], *[OTHER] * 8, STORY[0], STORY[1]]
    assert context(*texts, first_of={10: 0, 11: 1}).is_sure([10, 11])
    assert not context(*texts, STORY[0], first_of={10: 0, 11: 1, 12: 0}).is_sure([10, 11])
    items = [STORY[0], "Yes.", *[OTHER] * 8, STORY[0], "Yes."]
    assert not context(*items, first_of={10: 0, 11: 1}).is_sure([10, 11])


def test_a_part_that_was_cut_off_needs_no_prose_around_it() -> None:
    found = context(STORY[0], "Goal", STORY[0][:90], "Risk", first_of={2: 0})
    assert found.confirms(2, Part(0, 0, 88, cut=True, holder_lines=False))
    assert not found.confirms(2, Part(0, 5, 93, cut=False, holder_lines=False))


def test_others_that_say_the_same() -> None:
    found = context(STORY[0], OTHER, STORY[0], "Yes.", STORY[0], "Yes.", first_of={2: 0, 4: 0, 5: 3})
    assert found.others({0, 3}) == [2, 4]


def test_lines() -> None:
    assert ends("„Nein.“")
    assert not ends("Nein")
    assert is_plain("No list")
    assert not is_plain("- a list")
    assert not is_plain("two\nlines")


def test_a_sentence_that_only_a_paragraph_far_below_takes_up_is_no_pull_quote() -> None:
    found = context(*STORY * 3, first_of={})
    found.chance = 0
    assert found.confirms(1, Part(MAX_AHEAD + 1, 3, 20, cut=False, holder_lines=False))
    assert not found.confirms(1, Part(MAX_AHEAD + 2, 3, 20, cut=False, holder_lines=False))


def test_lines_that_end_a_text_twice() -> None:
    tail = [
        "The boats will sail again on the first of May, weather allowing.",
        "- Tickets are sold on the landing stage.",
    ]
    first_of = {len(STORY) + 2: len(STORY), len(STORY) + 3: len(STORY) + 1}
    assert context(*STORY, *tail, *tail, first_of=first_of).closes([*first_of]) is False
    tail[1] += " Children ride for nothing."
    assert context(*STORY, *tail, *tail, first_of=first_of).closes([*first_of])
    assert context(*STORY, *tail, *tail, STORY[0], first_of=first_of).closes([*first_of]) is False


def test_items_that_open_a_text_need_one_another() -> None:
    items = [f"- {text}" for text in STORY[:2]]
    two = context(*items, STORY[2], *items, first_of={3: 0, 4: 1})
    one = context(items[0], STORY[2], items[0], first_of={2: 0})
    assert [two.opens(3), two.opens(4), one.opens(2)] == [True, True, False]
