"""newsclean/pipeline.py: the laws that hold for every page, and the order in which rules are asked."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import ClassVar

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsclean import DEFAULT, Block, EncodingError, Page, Removal, Repeats, clean
from newsclean.data import languages
from newsclean.parse import parse
from newsclean.parse.lines import is_blank, split_lines
from newsclean.pipeline import settle

LONG = [
    (
        "The ferries of Lower Quay stayed in the harbour on Tuesday as the pilots began the third week of their strike"
        " for higher wages, leaving hundreds of commuters to look for a bus across the long bridge instead."
    ),
    (
        "The ferries of Lower Quay stayed in the harbour on Tuesday as the pilots began the third week of their strike"
        " for higher wages, leaving hundreds of commuters to look for a bus across the long bridge anyway."
    ),
    (
        "Mayor Odile Brandt said the town had done what it could, and that the company should return to the table"
        " before the summer guests arrive in the first days of June with their bags and bicycles."
    ),
    "“Nobody here wants a quiet harbour,” said Tomas Ferrer, who has sold coffee on the landing stage for 11 years.",
    "港口的工人昨天决定继续罢工，直到下个月底。市长对此表示失望，他说去年夏天码头也曾经空空荡荡，附近的咖啡馆不得不提前关门。",
    "Die Fähren blieben am Dienstag im Hafen, weil die Lotsen für höhere Löhne streiken; der Bürgermeister klagte.",
    "The paper will close its comments in June, said the editor, whose staff had spent hours a day deleting insults.",
]
SHORT = [
    "Nobody came.",
    "And then?",
    "“No.”",
    "What we know",
    "* * *",
    "Harbour and tide",
    "Ines Vandal in Ghent",
    "The ferries of Lower Quay and all the pilots of the harbour",
    "第一",
]
SECTIONS = ["World", "Middle East", "Politics | Europe", "Wirtschaft", "Gündem"]
CREDITS = [
    "Photo: Li Wen",
    "The empty quay on Sunday. Photo: Li Wen",
    "Foto: Ines Vandal",
    "He kept a photo of the quay.",
    "Boats at the quay | Fotoğraf: Deniz Kum",
]
POLICY = [line for _, sections in languages("policies") for line in sections["policy"][:6]]
WIDGETS = [
    line
    for _, sections in languages("policies")
    for kind in ("widget", "notice")
    for line in sections.get(kind, ())[:6]
]
REWORDED = [
    "Please note that all comments on our website are moderated by our team before they are published.",
    "Our readers are welcome to send us their comments, your letters and your photos.",
]

PARAGRAPHS = st.sampled_from(LONG) | st.sampled_from(SHORT) | st.sampled_from(SECTIONS) | st.sampled_from(CREDITS)
PARAGRAPHS |= st.sampled_from(POLICY) | st.sampled_from(WIDGETS + REWORDED)


@st.composite
def pages(draw: st.DrawFn) -> list[str]:
    """Paragraphs in any order; often some of them once more, in the same order."""
    paragraphs = draw(st.lists(PARAGRAPHS, max_size=9))
    if paragraphs and draw(st.booleans()):
        begin = draw(st.integers(0, len(paragraphs) - 1))
        paragraphs += paragraphs[begin:]
        paragraphs += draw(st.lists(PARAGRAPHS, max_size=3))
    return paragraphs


BLANK = st.sampled_from(["\n\n", "\n\n\n", "\r\n\r\n"])
ENDS = st.sampled_from(["\n", ""])
TEXTS = st.builds(lambda texts, between, end: between.join(texts) + end, pages(), BLANK | st.just("\n"), ENDS)
LOOSE_TEXTS = st.lists(st.tuples(PARAGRAPHS, st.sampled_from(["\n", "\n\n", "\n\n\n"])), max_size=10).map(
    lambda pairs: "".join(text + end for text, end in pairs)
)
UNSEEN = st.sampled_from(["", "", "", "\u200b", "\ufeff", "\u200e", "\u00ad", "\u3000", "\t"])
UNSEEN_LINES = st.tuples(UNSEEN, PARAGRAPHS, UNSEEN, st.sampled_from(["\n", "\n\n", "\r\n"])).map("".join)
UNSEEN_TEXTS = st.lists(UNSEEN_LINES, max_size=10).map("".join)
TAGS = st.sampled_from(["p", "p", "p", "div", "li", "h2"])
HTMLS = st.builds(
    lambda texts, tags, box: (
        f"<{box}>" + "".join(f"<{t}>{x}</{t}>" for x, t in zip(texts, tags * 9, strict=False)) + f"</{box}>"
    ),
    pages(),
    st.lists(TAGS, min_size=3, max_size=9),
    st.sampled_from(["article", "div", "body", "main"]),
)
THOROUGH = settings(max_examples=300)


def marks(page: Page) -> list[Removal]:
    return page.removed


# Laws


@THOROUGH
@given(TEXTS)
@example("Photo: Li Wen\n")
@example(
    "Nobody came.\n\nAdvertisement\n\nAll comments are moderated before they are published on our site.\n\n"
    "Please be civil and respectful of other readers.\n"
)
def test_cleaning_a_text_twice_changes_nothing(text: str) -> None:
    once = clean(text, kind="text").text
    again = clean(once, kind="text")
    assert (again.text, marks(again)) == (once, [])


@THOROUGH
@given(UNSEEN_TEXTS)
@example(f"{LONG[0]}\n\n{LONG[2]}\n\n{LONG[0]}\n\u200bFirst short line here\n\u200bSecond short line here\n\nTail")
@example(
    f"By Ann Lee, 5 May\u200e\n\ufeffRead more\n\ufeff{LONG[2][:110]}.\nComments\u00ad\n\u200e{LONG[2][:110]}.\n"
    "\n- item\u200b\nComments\n"
)
def test_characters_that_are_not_seen_change_nothing(text: str) -> None:
    once = clean(text, kind="text").text
    assert clean(once, kind="text").text == once


@THOROUGH
@given(LOOSE_TEXTS)
@example(f"World\n\nWorld\n{LONG[3]}\n")
def test_cleaning_a_text_of_both_conventions_twice_changes_nothing(text: str) -> None:
    once = clean(text, kind="text").text
    again = clean(once, kind="text")
    assert (again.text, marks(again)) == (once, [])


@THOROUGH
@given(HTMLS)
@example("<article>" + f"<h2>{LONG[2]}</h2><p>{LONG[0]}</p>" * 2 + f"<p>{LONG[3]}</p></article>")
@example(f"<article><p>{LONG[0]}</p><li>Comments</li><p>{LONG[1]}</p></article>")
@example(f"<article><p>{LONG[0]}</p><h2>التعليقات</h2><p>{LONG[1]}</p></article>")
def test_cleaning_the_text_of_a_cleaned_page_changes_nothing(html: str) -> None:
    once = clean(html, kind="html").text
    again = clean(once, kind="text")
    assert (again.text, marks(again)) == (once, [])


@given(TEXTS | LOOSE_TEXTS | HTMLS)
def test_every_block_is_kept_or_removed_once(source: str) -> None:
    page = clean(source)
    kept = [at for at, _ in page.kept]
    gone = [removal.at for removal in page.removed]
    assert sorted(kept + gone) == list(range(len(page.blocks)))
    assert kept == sorted(kept)
    assert gone == sorted(gone)
    assert all(removal.reason.isalpha() and removal.reason.islower() and removal.evidence for removal in page.removed)
    lines = [line for block in page.blocks for line in block.text.split("\n")]
    assert lines == [line for block in parse(source).blocks for line in block.text.split("\n")]


@given(TEXTS | LOOSE_TEXTS)
def test_kept_text_is_the_inputs_own_lines_in_order(text: str) -> None:
    page = clean(text, kind="text")
    source = iter(split_lines(text))
    assert all(line in source for line in split_lines(page.text))
    kept = [line for _, block in page.kept for line in block.text.split("\n")]
    assert [line.strip() for line in split_lines(page.text) if not is_blank(line)] == kept
    if not page.removed and page.blocks:
        assert page.text == text


@given(HTMLS)
def test_kept_html_is_the_pages_own_text_in_order(html: str) -> None:
    page = clean(html, kind="html")
    at = 0
    for _, block in page.kept:
        at = html.index(block.text, at) + len(block.text)
    assert page.text == "\n\n".join(block.text for _, block in page.kept)


@given(TEXTS | HTMLS)
def test_the_same_again(source: str) -> None:
    one, other = clean(source), clean(source)
    assert (one.text, marks(one)) == (other.text, marks(other))
    data = clean(source.encode())
    assert (data.text, marks(data)) == (one.text, marks(one))


@settings(max_examples=20)
@given(st.lists(TEXTS | HTMLS, min_size=4, max_size=8))
def test_the_same_from_four_threads(sources: list[str]) -> None:
    def found(source: str) -> tuple[str, list[Removal]]:
        page = clean(source)
        return page.text, marks(page)

    alone = [found(source) for source in sources]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(found, sources * 4)) == alone * 4


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_no_source_raises(source: bytes | str) -> None:
    clean(source).text.encode()


@pytest.mark.parametrize("line", ["Reklam", "Leave a reply", "Advertisement"])
def test_a_text_may_lose_all_its_lines_to_a_rule(line: str) -> None:
    page = clean(f"{line}\n\n{line}\n", rules=[lambda of: [Removal(at, "all") for at, _ in of.kept]])
    assert page.kept == []
    assert page.text == ""


# Group pages


def test_a_doubled_page_with_all_that_stands_around_it() -> None:
    story = [LONG[0], LONG[2], LONG[3]]
    text = "\n\n".join(["World", "Photo: Li Wen", *story, *story, "12 Comments", POLICY[0], "Leave a reply"]) + "\n"
    page = clean(text)
    assert page.text == "\n\n".join(story) + "\n"
    assert [removal.reason for removal in page.removed] == ["label", "caption", *["repeat"] * 3, *["policy"] * 3]


def test_a_footer_between_two_copies_goes() -> None:
    story = [LONG[0], LONG[2], LONG[3]]
    text = "\n".join([*story, "Comments", POLICY[0], *story, "Comments", POLICY[0]]) + "\n"
    assert clean(text).text == "\n".join(story) + "\n"


def test_nothing_goes_from_a_clean_text() -> None:
    text = "\n\n".join(LONG[2:]) + "\n"
    assert clean(text).text == text


# Arguments


def test_no_rules() -> None:
    assert clean(f"World\n\n{LONG[0]}\n\n{LONG[0]}\n", rules=()).removed == []


def test_rules_may_be_any_iterable() -> None:
    text = f"{LONG[0]}\n\n{LONG[2]}\n\n{LONG[0]}\n"
    assert [r.at for r in clean(text, rules=iter([Repeats()])).removed] == [2]
    assert [r.at for r in clean(text, rules=(rule for rule in DEFAULT)).removed] == [2]


def test_the_kind_is_obeyed() -> None:
    assert clean("<p>one</p>", kind="text").text == "<p>one</p>"
    assert clean("one\n\ntwo", kind="html").blocks[0].text == "one two"


def test_the_encoding_is_obeyed() -> None:
    assert clean("Мэр молчал.\n".encode("cp1251"), encoding="windows-1251").text == "Мэр молчал.\n"
    with pytest.raises(EncodingError):
        clean(b"x", encoding="rot13")


def test_arguments_that_are_unknown_are_said_whatever_the_source_is() -> None:
    for source in ("text", b"text", b"\xef\xbb\xbftext"):
        with pytest.raises(EncodingError, match="unknown encoding 'bogus'"):
            clean(source, encoding="bogus")
        with pytest.raises(ValueError, match="unknown kind 'xml': use auto, html, text"):
            clean(source, kind="xml")  # type: ignore[arg-type]


def test_the_url_helps_and_nothing_is_fetched() -> None:
    assert clean("<link rel=canonical href=/a><p>x", "https://quay.invalid/b").url == "https://quay.invalid/a"


# Asking


@dataclass(frozen=True)
class Last:
    """Removes the last kept block, as long as there are more than `least`."""

    least: int
    reason: str = "last"

    def __call__(self, page: Page) -> Iterable[Removal]:
        if len(page.kept) > self.least:
            yield Removal(page.kept[-1][0], self.reason)


def five() -> Page:
    return Page(tuple(map(Block, "abcde")))


def test_rules_are_asked_until_nothing_more_goes() -> None:
    page = five()
    settle(page, [Last(1)])
    assert [block.text for _, block in page.kept] == ["a"]


def test_rules_are_asked_in_their_order() -> None:
    page = five()
    settle(page, [Last(3, "one"), Last(1, "two")])
    assert page.removed[-1].reason == "one"
    assert {removal.reason for removal in page.removed[:2]} <= {"one", "two"}
    assert len(page.kept) == 1


def test_a_rule_sees_what_others_removed_after_it() -> None:
    def lonely(page: Page) -> Iterable[Removal]:
        return [Removal(page.kept[0][0], "lonely")] if len(page.kept) == 1 else []

    page = five()
    settle(page, [lonely, Last(1)])
    assert page.kept == []


@pytest.mark.parametrize(("is_once", "times"), [(True, 1), (False, 2)])
def test_a_rule_may_ask_to_be_asked_once(is_once: bool, times: int) -> None:
    calls = []

    class First:
        once: ClassVar[bool] = is_once

        def __call__(self, page: Page) -> Iterable[Removal]:
            calls.append(len(page.kept))
            return [Removal(0, "first")]

    settle(five(), [First()])
    assert len(calls) == times
    calls.clear()
    settle(five(), [First(), Last(3)])
    assert len(calls) == times


def test_a_rule_may_cut_a_paragraph_and_the_others_see_the_rest() -> None:
    class Cutter:
        def __call__(self, page: Page) -> Iterable[Removal]:
            return []

        def cut(self, page: Page) -> Page:
            if page.blocks[0].text != "a":
                return page
            cut = Page((Block("A"), Block("a"), *page.blocks[1:]))
            cut.remove([Removal(1, "cut")])
            return cut

    def capitals(page: Page) -> Iterable[Removal]:
        return [Removal(at, "capital") for at, block in page.kept if block.text == "A"]

    page = clean("a\n\nb\n", rules=[Cutter(), capitals], kind="text")
    assert [(removal.at, removal.reason) for removal in page.removed] == [(0, "capital"), (1, "cut")]


def test_a_rule_that_never_ends_is_stopped() -> None:
    page = Page(tuple(Block(str(at)) for at in range(1000)))
    settle(page, [Last(0)])
    assert 0 < len(page.removed) < 1000


def test_the_default_rules_keep_no_state() -> None:
    text = f"{LONG[0]}\n\n{LONG[2]}\n"
    assert [clean(text).text for _ in range(3)] == [text] * 3


def test_lines_that_become_one_paragraph_are_seen_as_one() -> None:
    long = (
        "The ferries stayed in the harbour on Tuesday as the pilots began the third week of their strike for wages, "
        * 2
    )
    text = f"{long}\n\n{long}\nتخضع جميع التعليقات للمراجعة قبل نشرها على موقعنا.\nNobody came.\n"
    once = clean(text, kind="text").text
    assert clean(once, kind="text").text == once
