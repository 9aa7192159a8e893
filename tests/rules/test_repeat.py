"""newsclean/rules/repeat.py: paragraphs that stand on the page twice."""

from __future__ import annotations

import pytest

from newsclean.page import Block, Box, Page, Removal
from newsclean.parse.text import parse_text
from newsclean.rules import Repeats

STORY = [
    (
        "The ferries of Lower Quay stayed in the harbour on Tuesday as the pilots began the third week of their strike"
        " for higher wages, leaving hundreds of commuters to look for a bus across the long bridge instead."
    ),
    (
        "Mayor Odile Brandt said the town had done what it could, and that the company should return to the table"
        " before the summer guests arrive in the first days of June with their bags and bicycles."
    ),
    (
        "“Nobody here wants a quiet harbour,” said Tomas Ferrer, who has sold coffee on the landing stage since his"
        " father gave him the kiosk eleven years ago, and who has never seen so few customers."
    ),
    (
        "A spokesman for the company declined to say when talks might go on, but noted that two mediators from the"
        " capital had been asked to come and were reading the papers of both sides."
    ),
    (
        "The strike is the longest since the new terminal opened, when crane drivers stayed at home for nineteen days"
        " over a change to the night shifts that was later withdrawn without a word."
    ),
]
OTHER = (
    "In the meantime the fishermen have taken to carrying passengers themselves, six at a time, for the price of a"
    " sandwich; the harbour master looks the other way as long as everybody wears a vest."
)


def html(*texts: str, tag: str = "p") -> Page:
    return Page(tuple(Block(text, Box(tag)) for text in texts))


def removed(page: Page) -> list[int]:
    found = list(Repeats()(page))
    assert all(removal.reason == "repeat" for removal in found)
    return [removal.at for removal in found]


def both(*texts: str) -> list[int]:
    """The same of HTML and of plain text."""
    found = removed(html(*texts))
    assert removed(parse_text("\n\n".join(texts))) == found
    return found


def test_nothing_repeated() -> None:
    assert both(*STORY) == []
    assert removed(Page(())) == []


def test_a_body_doubled() -> None:
    assert both(*STORY, *STORY) == [5, 6, 7, 8, 9]


def test_a_body_three_times() -> None:
    assert both(*STORY, *STORY, *STORY) == list(range(5, 15))


def test_a_body_doubled_from_its_second_paragraph() -> None:
    assert both(*STORY, *STORY[1:]) == [5, 6, 7, 8]


def test_a_copy_in_other_case_and_punctuation() -> None:
    assert both(*STORY, *(text.upper().replace(",", " –") for text in STORY)) == [5, 6, 7, 8, 9]


def test_short_lines_within_a_run_go_with_it() -> None:
    story = [STORY[0], "No end in sight", STORY[1]]
    assert both(*story, OTHER, *story) == [4, 5, 6]


def test_one_long_paragraph_repeated() -> None:
    assert both(*STORY[:3], STORY[0]) == [3]
    assert both(STORY[0], STORY[0], *STORY[1:3]) == [1]


def test_the_first_copy_stays_and_the_evidence_names_it() -> None:
    found = list(Repeats()(html(STORY[0], OTHER, STORY[0], STORY[0])))
    assert [(removal.at, removal.evidence) for removal in found] == [(2, "same as block 0"), (3, "same as block 0")]


def test_a_near_copy() -> None:
    near = STORY[0].replace("instead", "anyway")
    page = html(*STORY, near)
    found = list(Repeats()(page))
    assert [removal.at for removal in found] == [5]
    assert found[0].evidence.endswith("like block 0")
    assert both(*STORY, near) == [5]


def test_a_near_copy_at_the_end_of_a_run() -> None:
    later = STORY[4].replace("nineteen days", "twenty days").replace("without a word", "in silence")
    assert both(*STORY, *STORY[:4], later) == [5, 6, 7, 8, 9]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Lower Quay", "Upper Quay"),
        ("Tuesday", "Friday"),
        ("52 weeks", "53 weeks"),
        ("21st", "22nd"),
        ("90kg", "80kg"),
        ("1960s", "1970s"),
    ],
)
def test_a_templated_paragraph_with_another_name_or_number_stays(old: str, new: str) -> None:
    template = (
        "The ferries of Lower Quay stayed in the harbour on Tuesday the 21st as pilots began another of the 52 weeks of"
        " their strike for higher wages, leaving 90kg of letters from the 1960s and hundreds of commuters to look for a"
        " bus across the long bridge instead."
    )
    assert template.count(old) == 1
    assert both(template, OTHER, template.replace(old, new)) == []


def test_templates_with_other_numbers_stay() -> None:
    weather = [
        f"In {town} the morning begins with fog along the river, the wind comes from the west with gusts of {wind} and"
        f" the afternoon brings temperatures of up to {degrees} degrees with a few showers towards the late evening."
        for town, wind, degrees in [("Ghent", 41, 17), ("Bruges", 45, 16), ("Ostend", 52, 15)]
    ]
    assert both(*weather) == []


@pytest.mark.parametrize("short", ["What we know so far", "“No,” he said.", "* * *", "Question: And then?", "7 May"])
def test_short_lines_stay(short: str) -> None:
    assert both(short, STORY[0], short, STORY[1], short, STORY[2]) == []


def test_a_refrain_stays() -> None:
    refrain = ["And the tide comes in", "and the tide goes out", "and nobody counts the days"]
    verses = [
        ["The pilots sit at home", "and polish every shoe"],
        ["The ferries rock and dream", "of having much to do"],
    ]
    assert both(*verses[0], *refrain, *verses[1], *refrain) == []


@pytest.mark.parametrize("tag", ["tr", "pre", "dt"])
def test_rows_code_and_terms_may_be_said_twice(tag: str) -> None:
    line = "The ferries of Lower Quay and the pilots of the harbour"
    page = Page((Block(line, Box(tag)), Block(STORY[0], Box("p")), Block(line, Box(tag)), Block(STORY[1], Box("p"))))
    assert removed(page) == []
    paragraphs = Page(tuple(Block(block.text, Box("p")) for block in page.blocks))
    assert removed(paragraphs) == [2]


def test_a_paragraph_in_pre_is_a_paragraph() -> None:
    line = f"{STORY[0]} {STORY[1]}"
    assert len(line) > 120
    page = Page((Block(line, Box("p")), Block(STORY[2], Box("p")), Block(line, Box("pre")), Block(STORY[3], Box("p"))))
    assert removed(page) == [2]


def test_a_heading_said_twice() -> None:
    line = "The ferries of Lower Quay and the pilots of the harbour"
    page = [Block(line, Box("h2")), Block(STORY[0], Box("p")), Block(line, Box("h2")), Block(STORY[1], Box("p"))]
    assert removed(Page(tuple(page))) == [2]
    short = [block._replace(text="What we know") if block.text == line else block for block in page]
    assert removed(Page(tuple(short))) == []


def test_a_middling_line_goes_from_html_and_stays_in_text() -> None:
    line = "The ferries of Lower Quay stay in the harbour until further notice."
    texts = [line, *STORY, line]
    assert removed(html(*texts)) == [6]
    assert removed(parse_text("\n\n".join(texts))) == []


def test_a_small_part_of_a_long_text_stays_in_plain_text() -> None:
    long = [
        f"{STORY[at % 5][:150]} It was so in the case numbered {at}, and it was told by witness {at}."
        for at in range(60)
    ]
    assert removed(parse_text("\n\n".join([STORY[0], *long, STORY[0]]))) == []
    assert removed(html(STORY[0], *long, STORY[0])) == [61]


def test_chinese_is_measured_in_columns() -> None:
    one = "港口的工人昨天决定继续罢工，直到下个月底，市长对此表示失望。"
    other = "许多商人希望双方尽快回到谈判桌前，因为渔船已经三个星期没有出海了。"
    assert removed(html(one, other, one)) == [2]
    assert both(one * 4, other * 4, one * 4, other * 4) == [2, 3]


def test_what_is_removed_already_hides_nothing() -> None:
    page = html(STORY[0], STORY[1], STORY[0])
    page.remove([Removal(0, "furniture")])
    assert removed(page) == []


def test_thresholds_are_fields() -> None:
    line = "The ferries stay in."
    assert [r.at for r in Repeats(min_chars=10, min_words=3)(html(line, OTHER, line))] == [2]
    assert removed(html(line, OTHER, line)) == []
