"""newsclean/rules/repeat.py: paragraphs that stand on the page twice."""

from __future__ import annotations

import subprocess
import sys
from random import Random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean import clean
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


MANY_COPIES = """
import sys
from random import Random
from time import process_time
from newsclean.page import Block, Box, Page
from newsclean.rules import Repeats

draw = Random(1)
letters = "abcdefghijklmnopqrstuvwxyz"
said = [["".join(draw.choices(letters, k=7)) for _ in range(80)] for _ in range(200)]
again = [[*words[:40], "anyway", *words[41:]] for words in draw.sample(said, len(said))]
page = Page(tuple(Block(" ".join(words).capitalize() + ".", Box("p")) for words in said + again))
removed = [removal.at for removal in Repeats()(page)]
assert removed == list(range(200, 400)), removed
print("datasketch" in sys.modules, "scipy" in sys.modules)
"""


def test_near_copies_of_many_paragraphs_are_found_by_datasketch() -> None:
    done = subprocess.run([sys.executable, "-c", MANY_COPIES], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("True True\n", "")


def test_near_copies_of_few_paragraphs_are_found_without() -> None:
    code = MANY_COPIES.replace("200", "20").replace("400", "40")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("False False\n", "")


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
    said = " ".join(STORY).replace(".", "").lower().split()
    prose = [" ".join(Random(day).sample(said, 18)).capitalize() + "." for day in range(20)]
    texts = [line, *prose[:8], line, *prose[8:]]
    blocks = [Block(text, Box(tag if text == line else "p")) for text in texts]
    assert removed(Page(tuple(blocks))) == []
    assert removed(Page(tuple(Block(text, Box("p")) for text in texts))) == [9]


def test_what_goes_from_plain_text_goes_from_a_page() -> None:
    line = "def moor(ferry, quay): return harbour.office.tell(ferry.pilot, quay)"
    page = Page((Block(line, Box("p")), Block(line, Box("pre"))))
    assert removed(page) == removed(parse_text("\n\n".join([line, line]))) == [1]


def test_a_tables_row_stays_in_plain_text() -> None:
    row = "The harbour office of the Lower Quay in Westmark\ttwelve ferries and one boat"
    assert removed(parse_text("\n\n".join([STORY[0], row, row, STORY[1]]))) == []


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


def removed_from_text(*texts: str) -> list[int]:
    return removed(parse_text("\n\n".join(texts)))


LONGER = [f"{text} {other}" for text, other in zip(STORY, [*STORY[2:], *STORY[:2]], strict=True)]


@pytest.mark.parametrize("above", ["Half Dome", "Now read that sentence once more:", "Why was nobody told about it?"])
def test_in_text_an_article_may_say_something_again(above: str) -> None:
    line = f"{OTHER[:110]}."
    texts = [LONGER[0], line, *LONGER[1:], above, line]
    assert removed(html(*texts)) == [7]
    assert removed_from_text(*texts) == []


def test_in_text_a_notice_below_each_of_several_pictures_stays() -> None:
    notice = ["This picture is shown by courtesy of the harbour board of Lower Quay.", "Give to the board if you can."]
    pictures = ["The old landing stage at dawn", "The new terminal in the rain", "A crane on the long bridge"]
    texts = [line for at, each in enumerate(pictures) for line in (each, STORY[at], *notice)]
    assert removed_from_text(*texts) == []


def test_in_text_a_line_strewn_among_prose_goes() -> None:
    caption = "A crane lifts the last of the old gates out of the lock while schoolchildren watch."
    texts = [STORY[0], caption, STORY[1], caption, STORY[2], caption, STORY[3], STORY[4]]
    assert removed_from_text(*texts) == [3, 5]


def test_a_long_text_whose_paragraphs_are_all_there_twice() -> None:
    long = [f"{STORY[at % 5][:120]} in the case that was numbered {at} by the clerk of the town." for at in range(120)]
    twice = [each for text in long for each in (text, text)]
    assert removed_from_text(*twice) == list(range(1, 240, 2))
    assert removed_from_text(*long, *reversed(long)) == list(range(120, 240))


def test_in_text_a_list_said_again_stays() -> None:
    pros = ["A quiet cabin and a wide deck", "Room for sixty bicycles below", "Coffee that is worth the trip"]
    assert removed_from_text(*pros, *STORY, *pros) == []


def test_two_pull_quotes_that_are_a_whole_paragraph() -> None:
    whole = f"{STORY[1]} {STORY[3]}"
    texts = [STORY[0], STORY[1], STORY[2], STORY[4], STORY[3], OTHER, whole]
    assert both(*texts) == [1, 4]


def test_a_run_goes_on_over_a_line_that_was_edited_more() -> None:
    line = "Most of the wells that the wells office drilled are dry or half full of sand by now."
    edited = "Most of the wells that were ever drilled there are dry and nearly full of mud by now."
    later = STORY[4].replace("without a word", "in silence")
    assert both(*STORY[:4], line, STORY[4], *STORY[:4], edited, later) == [6, 7, 8, 9, 10, 11]


EDITS = ((" on ", " early on "), (" had done ", " did "), (" here ", " around "), (" might go on", " would begin"))


def test_a_body_said_again_in_slightly_other_words_throughout() -> None:
    short = [text[:130].rsplit(" ", 1)[0] + "." for text in STORY[:4]]
    edited = [text.replace(*edit) for text, edit in zip(short, EDITS, strict=True)]
    assert not set(short) & set(edited)
    assert both(*short, *edited) == [4, 5, 6, 7]


def test_near_copies_in_another_order_stay() -> None:
    short = [text[:130].rsplit(" ", 1)[0] + "." for text in STORY[:4]]
    edited = [text.replace(*edit) for text, edit in zip(short, EDITS, strict=True)]
    assert both(*short, *edited[::-1]) == []


def test_a_near_copy_that_ends_in_a_colon() -> None:
    line = f"{STORY[0][:-1]}, as a witness said:"
    assert removed(html(line, *STORY[1:], line.replace("third week", "fourth round"))) == [5]


def test_in_text_a_copy_of_which_some_paragraphs_are_cut_into_sentences() -> None:
    sentences = [
        "Nobody had been told of it on the evening before.",
        "The kiosk on the landing stage stayed shut all day.",
    ]
    texts = [*STORY[:2], " ".join(sentences), *STORY[2:]]
    assert both(*texts, *STORY[:2], *sentences, *STORY[2:]) == [6, 7, 8, 9, 10, 11, 12]


def test_a_middling_line_goes_from_html_and_stays_in_text() -> None:
    line = "The ferries of Lower Quay stay in the harbour until May."
    texts = [line, *STORY, line]
    assert removed(html(*texts)) == [6]
    assert removed(parse_text("\n\n".join(texts))) == []


def test_a_line_of_a_long_text_stays_in_plain_text() -> None:
    long = [
        f"{STORY[at % 5][:150]} It was so in the case numbered {at}, and it was told by witness {at}."
        for at in range(60)
    ]
    line = "The ferries of Lower Quay stay in the harbour until further notice, and so do the pilots"
    assert removed(parse_text("\n\n".join([line, *long, line]))) == []
    assert removed(html(line, *long, line)) == [61]
    item = f"- {OTHER[:110]}."
    assert removed(parse_text("\n\n".join([item, *long, item]))) == []


def test_a_paragraph_strewn_in_again() -> None:
    assert both(STORY[0], STORY[1], STORY[3], STORY[2], STORY[1], STORY[4]) == [4]


@pytest.mark.parametrize("end", ["", "…", " ...", "… Read more", " Read more"])
def test_a_teaser_that_was_cut_off_goes_and_the_paragraph_stays(end: str) -> None:
    teaser = " ".join(STORY[0].split()[:16]) + end
    assert both(teaser, *STORY) == [0]
    assert both(*STORY, teaser) == [5]


def test_a_short_line_whose_words_another_goes_on_from_stays() -> None:
    line = "Where to board the ferry: all along the quay!"
    other = "Where to board the ferry: all along the quay, the long bridge and the old customs house"
    assert both(STORY[0], line, STORY[1], other, STORY[2]) == []


def test_in_text_a_heading_that_the_paragraph_below_begins_with_stays() -> None:
    heading = "Nobody on the landing stage could say how long it would last"
    below = f"{heading}. {STORY[3]}"
    assert removed(parse_text("\n\n".join([*STORY[:3], heading, below, STORY[4]]))) == []
    assert removed(parse_text("\n\n".join([*STORY[:3], f"{heading[:-5]} ...", below, STORY[4]]))) == [3]


def test_pull_quotes() -> None:
    story = [*STORY[:2], f"{STORY[2]} {OTHER}", *STORY[3:]]
    assert both(*story, STORY[2]) == [5]
    assert both(story[0], OTHER, *story[1:]) == [1]
    assert both(*story, "Nobody here wants a quiet harbour") == []


def test_a_paragraph_quoted_later_stays() -> None:
    analysis = f"What was meant by “{STORY[1]}” is a question on which the lawyers of both sides have begun to differ."
    assert both(*STORY, analysis) == []


def test_a_copy_glued_into_one() -> None:
    assert both(*STORY, " ".join(STORY)) == [5]
    assert both(*STORY, f"{STORY[0]} {STORY[1]}", f"{STORY[2]} {STORY[3]}") == [5, 6]
    pairs = [f"{STORY[0]} {STORY[1]}", f"{STORY[2]} {STORY[3]}"]
    assert both(" ".join(pairs), *pairs) == [0]


def test_a_copy_cut_into_sentences() -> None:
    whole = [f"{STORY[0]} Nobody came. {STORY[1]}", f"{STORY[2]} {STORY[3]}"]
    assert both(*whole, STORY[0], "Nobody came.", STORY[1], STORY[2], STORY[3]) == [2, 3, 4, 5, 6]


def test_a_summary_box_gives_way_to_the_article() -> None:
    box, body = Box("ul"), Box("article")
    page = [Block(STORY[3], Box("li", parent=box)), *(Block(text, Box("p", parent=body)) for text in STORY)]
    assert removed(Page(tuple(page))) == [0]


@pytest.mark.parametrize(
    ("template", "towns"),
    [
        (
            (
                "يبدأ الصباح في {} بضباب على امتداد النهر، وتهب الرياح من الغرب،"
                " المساء المتأخر، ودعت دائرة الأرصاد السكان إلى توخي الحذر على الطرق الساحلية وقرب الموانئ."
            ),
            ("القلعة", "الميناء", "المدينة"),
        ),
        (
            (
                "{}早晨沿河有雾，西风较大，下午气温略有回升，傍晚以后有零星小雨，气象台提醒市民出门时带好雨具，并注意道路湿滑。"
                "山区部分路段可能结冰，司机应当减速慢行，渔船最好留在港内，等风浪平息以后再出海；学校照常上课，公园提前关门，"
                "游客可以改到室内参观，博物馆和图书馆的开放时间不变，市场上午营业，下午休息，渡轮班次减少一半，请提前查询时刻表。"
            ),
            ("海门镇", "河口镇", "山前镇"),
        ),
    ],
)
def test_where_there_are_no_capitals_any_word_may_be_a_name(template: str, towns: tuple[str, ...]) -> None:
    assert both(*(template.format(town) for town in towns)) == []


def test_a_run_goes_on_over_a_copy_with_updated_counts() -> None:
    counts = (
        "Some {} passengers were left on the quay by noon on Tuesday, and the company gave {} of them a bus ticket."
    )
    story = [*STORY[:2], counts.format(120, 40), *STORY[2:]]
    assert both(*story, *STORY[:2], counts.format(180, 95), *STORY[2:]) == [6, 7, 8, 9, 10, 11]


PIECES = [*STORY, OTHER, "Nobody came.", STORY[0][:90] + "…", f"{STORY[1]} {STORY[3]}", " ".join(STORY), STORY[4][:80]]


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_cleaning_twice_changes_nothing(pieces: list[str]) -> None:
    for source, kind in (("\n\n".join(pieces), "text"), ("".join(f"<p>{each}</p>" for each in pieces), "html")):
        once = clean(source, kind=kind).text
        assert clean(once, kind="text").text == once


def test_lines_said_again_and_again_are_looked_at_once() -> None:
    assert len(removed(parse_text("\n".join([STORY[0]] * 20_000)))) == 19_999


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
    assert [r.at for r in Repeats(min_columns=10, min_words=3)(html(line, OTHER, line))] == [2]
    assert removed(html(line, OTHER, line)) == []


def test_where_one_pull_quote_is_sure_a_short_one_goes_too() -> None:
    short = "Nobody had asked the pilots what they wanted."
    holder = f"{short} {STORY[3]} The talks went on for two nights in the town hall, and ended without a vote."
    quote = "The talks went on for two nights in the town hall, and ended without a vote."
    lone = [STORY[0], "What do they want?", short, STORY[1], holder]
    assert removed(parse_text("\n\n".join(lone))) == []
    assert removed(parse_text("\n\n".join([*lone[:4], quote, STORY[2], holder]))) == [2, 4]


def test_lines_that_end_a_text_twice_go() -> None:
    tail = [
        "- The boats will sail again on the first of May, weather allowing",
        "- Tickets are sold on the landing stage, for cash",
    ]
    assert removed(parse_text("\n".join([*STORY, *tail, *tail]))) == []
    tail.append("- Children below the age of ten ride for nothing on Sundays")
    assert removed(parse_text("\n".join([*STORY, *tail, *tail]))) == [8, 9, 10]


# Repeats as they are found on real pages


def test_short_sentences_between_the_parts_of_a_copy_go_with_them() -> None:
    cut = "The ferries have won. The buses have not."
    short = ["The ferries have won.", "The buses have not."]
    assert both(STORY[0], cut, *STORY[1:], STORY[0], *short, *STORY[1:]) == [6, 7, 8, 9, 10, 11, 12]


def test_copies_that_were_cut_off_go_though_they_stand_above() -> None:
    whole = [f"{text} Tickets are sold at the kiosk on the quay." for text in STORY[:2]]
    cut = [f"{text} Tickets are sold at the... more" for text in STORY[:2]]
    events = [("Friday", 0), ("Saturday", 1)]
    above = [each for head, at in events for each in (head, "At seven, on the quay", cut[at])]
    below = [each for head, at in events for each in (head, "At seven, on the quay", whole[at])]
    assert removed(html(*STORY[2:], *above, OTHER, *below)) == [3, 4, 5, 6, 7, 8]


def test_an_item_beside_equal_ones_that_has_another_thing_in_it_stays() -> None:
    same = [
        "Breakfast: bread from the day before with butter, a boiled egg, and tea with a spoon of honey in it",
        "Dinner: herring with potatoes and dill, a bowl of cucumbers with vinegar, and plums with a spoon of cream",
    ]
    late = "Late: 1 scoop of oats, {}1 cup of strawberries, 1 cup of milk (or 1 spoon of butter and 1 cup of water)"
    first, second = late.format(""), late.format("1 cup of spinach, 1 cup of carrots, ")
    found = removed(html(STORY[0], *same, first, STORY[1], *same, second, STORY[2]))
    assert 3 not in found
    assert 7 not in found


def test_a_long_line_that_lacks_a_sentence_of_another_goes() -> None:
    article = " ".join(STORY)
    caption = "Photo: The empty quay of Port Halden on Sunday."
    more = f"{STORY[0]} {caption} {' '.join(STORY[1:])}"
    assert both(more, article) == [1]
    assert both(article, more) == [0]


def test_a_sentence_that_trails_off_and_is_taken_up_again_stays() -> None:
    line = "So we were twenty and had our first bad winter on the quay"
    again = f"{line} - a broken motor and no money for another. We sold the bicycle and mended what we could."
    assert removed_from_text(*STORY[:2], f"{line}…", STORY[2], again, STORY[3]) == []


def test_what_opens_a_text_and_sums_it_up_does_not_stand_for_its_paragraphs() -> None:
    summary = f"What there is to know. Keep away from the quay. {STORY[3]}"
    assert removed_from_text(summary, *STORY[:3], STORY[3], STORY[4]) == []


def test_an_article_and_its_copy_in_one_line_with_headings_and_items() -> None:
    items = ["What is new", STORY[0], "1. The motors", "Fast", "Made here", STORY[1], "Who pays", "The town", STORY[2]]
    assert removed_from_text(*items, " ".join(items)) == [9]
    assert removed_from_text(" ".join(items), *items) == [0]


def test_items_of_a_list_that_are_items_of_another_stay() -> None:
    body, one, other = Box("article"), Box("ul"), Box("ul")
    one.parent = other.parent = body
    items = [
        "Free basic version, with fewer functions and with advertising",
        "A month costs 14 crowns, a year 119 crowns",
    ]
    first, again = ([Block(text, Box("li", parent=box)) for text in items] for box in (one, other))
    prose = [Block(text, Box("p", parent=body)) for text in STORY]
    assert removed(Page((*prose[:2], *first, *prose[2:], *again))) == []
    assert removed(Page((*prose, *first, *prose, *again))) == [*range(7, 14)]


def test_a_text_that_is_a_flood_of_near_copies_is_said_once() -> None:
    draw = Random(1)
    letters = "abcdefghijklmnop"
    known = ["".join(draw.choices(letters, k=6)) for _ in range(200)]
    frame = draw.choices(known, k=40)
    lines = []
    for _ in range(2000):
        own = frame.copy()
        own[draw.randrange(40)] = draw.choice(known)
        lines.append(" ".join(own) + ".")
    start = process_time()
    page = clean("\n".join(lines) + "\n", kind="text")
    assert len(page.kept) < 10
    assert process_time() - start < 2
