"""newsclean/rules/body/topic.py: whether a text begins anew."""

from __future__ import annotations

from newsclean.rules.body.topic import is_anew, said

FERRY = said(
    ["The ferries stayed in the harbour while pilots and captains went on strike over wages, pensions, holidays."]
)


def test_words_in_common() -> None:
    assert not is_anew(
        said(["The pilots of the ferries want better pensions."]), FERRY | {b"filler%d" % n for n in range(9)}
    )


def test_none_in_common() -> None:
    assert is_anew(said(["Knitted seals amuse aquarium visitors."]), FERRY | {b"filler%d" % n for n in range(9)})


def test_too_few_words_tell_nothing() -> None:
    assert not is_anew({b"seals"}, {b"ferries"})


def test_pairs_of_letters_without_spaces() -> None:
    assert said(["渡轮停航"]) == {each.encode() for each in ("渡轮", "轮停", "停航")}


def test_marks_of_all_kinds_part_words() -> None:
    assert said(["“Ferries”—harbour… évacués’ Ostmark"]) == {b"ferries", b"harbour", "évacués".encode(), b"ostmark"}
