"""newsclean/rules/repeat/parts.py: blocks that another holds, and blocks that are several others."""

from __future__ import annotations

import pytest

from newsclean.rules.repeat.parts import Blocks, covered, invitations
from tests.rules.test_repeat import OTHER, STORY


@pytest.mark.parametrize("end", ["…", " ...", " [...]", "… Read more", " Read more"])
def test_a_core_lacks_what_invites_to_read_on(end: str) -> None:
    assert Blocks([f"The ferries of Lower Quay stayed{end}"]).core(0) == ("the ferries of lower quay stayed", True)


def test_a_plain_block_is_its_own_core() -> None:
    text = "The ferries ... stayed in the harbour for weeks."
    assert Blocks([text]).core(0) == ("the ferries stayed in the harbour for weeks", False)


def test_parts() -> None:
    blocks = Blocks(
        [STORY[0], STORY[0][:70], STORY[0][5:70].strip(), OTHER, STORY[0].replace("Tuesday", "Friday")[:90]]
    )
    part = blocks.part(1, 0, 8)
    assert part is not None
    assert part.start == 0
    assert blocks.part(0, 1, 8) is None
    assert blocks.part(3, 0, 8) is None
    assert blocks.part(4, 0, 8) is None
    assert blocks.part(1, 0, 30) is None


def test_a_last_word_may_be_cut() -> None:
    part = Blocks([STORY[0], f"{STORY[0][:83]}…"]).part(1, 0, 8)
    assert part is not None
    assert part.cut


def test_pieces() -> None:
    blocks = Blocks([*STORY, f"{STORY[0]} {STORY[1]}", f"{STORY[0]} {OTHER}"])
    assert blocks.pieces(5, range(5)) == [0, 1]
    assert blocks.pieces(6, range(5)) == []


def test_covered() -> None:
    assert covered(" a b c d ", ["a b", "c d"]) == 1
    assert covered(" a b c d ", ["a b", "d"]) == 0.75
    assert covered(" a b c d ", []) == 0


def test_pieces_with_the_headings_and_items_among_them() -> None:
    items = ["What is new", STORY[0], "Fast", STORY[1], "Who pays", "The town of Lower Quay and the company"]
    assert Blocks([*items, " ".join(items)]).pieces(6, [1, 3]) == [0, 1, 2, 3, 4, 5]


def test_without_sentences() -> None:
    short = " ".join(STORY)
    more = f"{STORY[0]} Photo: The quay on Sunday. {' '.join(STORY[1:])}"
    blocks = Blocks([short, more, short.replace("Tuesday", "Tuesday and on Friday")])
    assert blocks.without_sentences(0, 1) is not None
    assert blocks.without_sentences(1, 0) is None
    assert blocks.without_sentences(0, 2) is None


def test_quoted() -> None:
    blocks = Blocks([STORY[1], f"What “{STORY[1]}” meant was anybody's guess.", f"So {STORY[1]}"])
    assert blocks.quoted(0, 1)
    assert not blocks.quoted(0, 2)


def test_invitations_are_short() -> None:
    assert "read more" in invitations()
    assert all(line.count(" ") < 4 for line in invitations())


def test_the_same_but_for_numbers() -> None:
    texts = Blocks(
        ["From 1 July to 31 August we closed 90,000 accounts.", "From 2 July to 4 August we closed 9 accounts."]
    )
    assert texts.same_but_figures(0, 1)
    assert not Blocks(["In 2021 we met.", "In 2021 we won."]).same_but_figures(0, 1)


def test_a_holder_that_ends_with_a_block() -> None:
    before = "The pilots met on the quay on Monday evening and voted to strike for a third week."
    end = "They did not say when they would meet again (nz)"
    assert Blocks([end, f"{before} {end}"]).closes(0, 1)
    assert not Blocks([end, f"1. {end}"]).closes(0, 1)
    assert not Blocks([end, f"{before} {end}, or where."]).closes(0, 1)
