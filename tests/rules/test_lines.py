"""newsclean/rules/lines: what is not the article's, in a text that was dumped from a whole page."""

from __future__ import annotations

import pytest

from newsclean import Lines, Page, clean
from newsclean.parse.html import parse_html
from newsclean.parse.text import parse_text
from newsclean.rules.lines import MAX_LINES, MIN_LINES, MIN_RUN, WARNING, blanks, longest_run
from tests.rules.test_repeat import STORY

TITLE = "Ferries stayed in the harbour as pilots strike"
ABOVE = ["Skip to content", "The Halden Courier", "Sign in", "Subscribe", "Home", "Town", "Sport", "Weather", "Opinion"]
ABOVE += ["Most read", "Why the lighthouse went dark", "Ten soups for cold evenings", "Advertisement", "Home / Town"]
BYLINE = [TITLE, "By Ines Varga", "4 November 2025, 18:20", "Share", "Copy link"]
BELOW = [
    "Related topics",
    "Harbour",
    "More from Town",
    "Divers find an anchor",
    "Newsletter",
    "E-mail address",
    "Sign up",
]
BELOW += ["About us", "Contact", "Privacy", "Terms", "Cookies", "© 2025 The Halden Courier"]
DUMP = [*ABOVE, *BYLINE, *STORY, *BELOW]
CHINESE = [
    "港口的工人昨天决定继续罢工，直到下个月底。市长对此表示失望，他说去年夏天码头也曾经空空荡荡，附近的咖啡馆不得不提前关门。",
    "公司发言人拒绝透露双方何时恢复谈判，但指出已经邀请了来自首都的两名调解员，他们正在阅读双方提交的全部文件和说明。",
    "这是新码头启用以来持续时间最长的一次罢工，当时起重机司机因为夜班安排的变动在家里待了十九天，后来公司收回了这项安排。",
]
CHINESE_MENU = ["首页", "新闻", "体育", "财经", "娱乐", "汽车", "房产", "登录", "注册", "搜索", "专题", "视频"]


def removed(text: str) -> list[str]:
    page = clean(text, kind="text")
    return [page.blocks[removal.at].text for removal in page.removed if removal.reason == "furniture"]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_the_article_out_of_a_dump(between: str) -> None:
    page = clean(between.join(DUMP), kind="text")
    assert page.text.rstrip().split(between) == STORY
    assert page.title == TITLE
    assert page.warnings == (WARNING,)
    assert all("log-odds" in removal.evidence for removal in page.removed if removal.reason == "furniture")


def test_paragraphs_that_inline_elements_cut_into_pieces() -> None:
    words = [text.split() for text in STORY]
    pieces = [" ".join(part) for each in words for part in (each[:14], each[14:17], each[17:])]
    text = clean("\n".join([*ABOVE, *BYLINE, *pieces, *BELOW]), kind="text").text
    assert text.rstrip().split("\n") == pieces


def test_in_markdown() -> None:
    marked = [f"  * {text}" for text in ABOVE] + [f"# {TITLE}"] + STORY + [f"  * {text}" for text in BELOW]
    page = clean("\n\n".join(marked), kind="text")
    assert page.text.rstrip().split("\n\n") == STORY
    assert page.title == TITLE


def test_in_a_script_without_spaces() -> None:
    assert clean("\n".join([*CHINESE_MENU, *CHINESE, *CHINESE_MENU]), kind="text").text.rstrip().split("\n") == CHINESE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n".join(STORY),
        "\n\n".join(STORY * 3),
        "\n".join([TITLE, "By Ines Varga", *STORY]),
        "\n".join(f"Line {at} of the poem" for at in range(MIN_LINES)),
        "\n".join([*STORY, "Who voted", *(f"{name}: yes" for name in "Ada Bo Cy Di Ed".split()), *STORY]),
    ],
)
def test_a_text_that_is_an_article_is_left_alone(text: str) -> None:
    assert removed(text) == []
    assert WARNING not in clean(text, kind="text").warnings


def test_html_is_left_alone() -> None:
    assert list(Lines()(parse_html("".join(f"<p>{text}</p>" for text in DUMP)))) == []


def test_what_was_taken_out_of_a_dump_is_no_dump() -> None:
    once = clean("\n".join(DUMP), kind="text").text
    again = clean(once, kind="text")
    assert (again.text, again.removed, again.warnings) == (once, [], ())


def test_a_higher_gate_touches_fewer_texts() -> None:
    page = parse_text("\n".join(DUMP))
    assert len(list(Lines()(page))) == len(DUMP) - len(STORY)
    assert list(Lines(min_gate=99.0)(page)) == []


def test_longest_run() -> None:
    assert longest_run([*["Home"] * MIN_RUN, *STORY * 5]) == MIN_RUN
    assert longest_run(["\n".join(["Home"] * MIN_LINES)]) == MIN_LINES
    assert longest_run(["Home"] * (MIN_LINES - 1)) == 0
    assert longest_run(["Home"] * (MAX_LINES + 1)) == longest_run(["Home\n" * MAX_LINES]) == 0


def test_html_and_text_are_looked_at_by_rules_of_their_own() -> None:
    text = parse_text("\n\n".join(DUMP))
    page = Page(text.blocks)
    assert [each.at for each in Lines()(text)] == [each.at for each in Lines(of_html=True)(page)] != []
    assert [*Lines(of_html=True)(text)] == [*Lines()(page)] == []


def test_blanks_stand_where_they_will_be_printed() -> None:
    page = parse_text(f"{STORY[0]}\n\nHome\n{STORY[1]}\n{STORY[2]}\n")
    assert blanks(page) == [True, False, False, False]
