"""newsclean/rules/repeat/inside.py: what a paragraph says twice in a row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean import clean
from newsclean.rules.repeat.inside import repeated_spans
from tests.rules.test_repeat import STORY

ONE = "The museum of clocks will open on Sundays from the first week of May."
TWO = "“People work on the other six days of the week,” said its director."


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        (f"{ONE} {ONE} {TWO}", f"{ONE} "),
        (f"{TWO} {ONE} {ONE}", ONE),
        (f"{ONE} {TWO} {ONE} {TWO} Entry stays free.", f"{ONE} {TWO} "),
        (f"{ONE} {ONE}", ONE),
    ],
)
def test_what_follows_on_itself_is_found(text: str, cut: str) -> None:
    ((start, end),) = repeated_spans(text, 60)
    assert text[start:end] == cut


def test_what_is_said_three_times_stays_once() -> None:
    assert clean(f"{ONE} {ONE} {ONE} {TWO}\n", kind="text").text == f"{ONE} {TWO}\n"
    assert clean(f"{ONE} {TWO} {ONE} {TWO} {ONE} {TWO}\n", kind="text").text == f"{ONE} {TWO}\n"
    assert clean(" ".join([ONE, TWO, ONE] * 2 + [TWO]), kind="text").text == f"{ONE} {TWO}"


@pytest.mark.parametrize(
    "text",
    [
        f"{ONE} {TWO}",
        f"{ONE} {TWO} {ONE}",
        "No. No. No. " * 20,
        " ".join(["la"] * 64),
        " ".join(["We shall not move!"] * 8),
        f"{ONE}\n{ONE}",
    ],
)
def test_the_rest_stays(text: str) -> None:
    assert repeated_spans(text, 60) == []


def test_a_page_loses_the_copy_and_nothing_else() -> None:
    page = clean(f"<article><p>{STORY[0]}</p><p>{ONE} {ONE} {TWO}</p><p>{STORY[1]}</p></article>", kind="html")
    assert [block.text for _, block in page.kept] == [STORY[0], f"{ONE} {TWO}", STORY[1]]
    assert [(page.blocks[each.at].text, each.reason) for each in page.removed] == [(ONE, "repeat")]
    assert clean(page.text, kind="text").text == page.text


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_of_plain_text_the_line_is_shortened_and_all_else_stays(end: str) -> None:
    text = f"{STORY[0]}\n\n  {ONE} {ONE} {TWO}  {end}"
    page = clean(text, kind="text")
    assert page.text == f"{STORY[0]}\n\n  {ONE} {TWO}  {end}"
    assert [block.text for _, block in page.kept] == [STORY[0], f"{ONE} {TWO}"]
    assert [(page.blocks[each.at].text, each.reason) for each in page.removed] == [(ONE, "repeat")]
    assert page.layout is not None
    assert page.layout.source == text
    assert clean(page.text, kind="text").text == page.text


def test_a_line_is_shortened_more_than_once_and_so_are_others() -> None:
    last = "A ticket that was bought for a Saturday is good on the Sunday after it."
    page = clean(f"{ONE} {ONE} {TWO} {TWO}\n{STORY[0]}\n{last} {last}\n", kind="text")
    assert page.text == f"{ONE} {TWO}\n{STORY[0]}\n{last}\n"
    assert len(page.removed) == 3


def test_no_space_comes_in_where_none_was() -> None:
    one = (
        "港口管理局周二决定，考虑到冬季可能结冰，"
        "渡轮服务将提前三周停止，直至明年四月为止，届时将视航道情况另行公布新的时刻表。"
    )
    two = "码头上的人们对此并不感到意外。"
    assert clean(f"{one}{one}{two}\n", kind="text").text == f"{one}{two}\n"


def test_numbers_of_a_list_end_no_sentence() -> None:
    steps = "2. Run for five minutes at an easy pace along the old canal and back, 3."
    assert repeated_spans(f"{steps} {steps} Rest.", 60) == []


SENTENCES = st.sampled_from([ONE, TWO, "Yes.", "“No,” she said.", *STORY, "The ferry came at 10.15 a.m. on No. 3."])
LINES = st.lists(st.lists(SENTENCES, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=6)


@given(LINES, st.sampled_from(["\n", "\n\n", "\r\n"]), st.sampled_from(["", "\n"]))
def test_laws_of_what_is_cut(lines: list[str], between: str, end: str) -> None:
    text = between.join(lines) + end
    page = clean(text, kind="text")
    assert page.layout is not None
    assert page.layout.source == text
    assert clean(page.text, kind="text").text == page.text
    said = sorted(" ".join(block.text for block in page.blocks).split())
    assert said == sorted(text.split()), "nothing is lost: what is not kept is told"
    assert not any(repeated_spans(line, 60) for line in page.text.splitlines())


@pytest.mark.parametrize("indent", ["\u3000\u3000", "\u00a0", "\u2003", "\u200e"])
def test_an_indented_sentence_that_follows_on_itself(indent: str) -> None:
    said = "Officials said that the decision would save the town nearly four million crowns in every year now."
    text = f"{indent}{said} {said} Nobody minded at all."
    assert [text[start:end].strip() for start, end in repeated_spans(text, 40)] == [said]
