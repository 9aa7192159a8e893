"""newsclean/rules/repeat/inside.py: what a paragraph says twice in a row."""

from __future__ import annotations

import pytest

from newsclean import clean
from newsclean.rules.repeat.inside import doubled
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
    ((start, end),) = doubled(text, 60)
    assert text[start:end] == cut


@pytest.mark.parametrize("text", [f"{ONE} {TWO}", f"{ONE} {TWO} {ONE}", "No. No. No. " * 20, f"{ONE}\n{ONE}"])
def test_the_rest_stays(text: str) -> None:
    assert doubled(text, 60) == []


def test_a_page_loses_the_copy_and_nothing_else() -> None:
    page = clean(f"<article><p>{STORY[0]}</p><p>{ONE} {ONE} {TWO}</p><p>{STORY[1]}</p></article>", kind="html")
    assert [block.text for _, block in page.kept] == [STORY[0], f"{ONE} {TWO}", STORY[1]]
    assert [(page.blocks[each.at].text, each.reason) for each in page.removed] == [(ONE, "repeat")]
    assert clean(page.text, kind="text").text == page.text


def test_plain_text_keeps_its_lines() -> None:
    text = f"{STORY[0]}\n\n{ONE} {ONE} {TWO}\n"
    assert clean(text, kind="text").text == text
