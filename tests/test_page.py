"""newsclean/page.py: what a page keeps, what it marks, and that it travels between processes."""

from __future__ import annotations

import copy
import pickle

import pytest

from newsclean import Block, Box, Page, Record, Removal, RuleError, clean
from newsclean.page import Stated
from newsclean.parse.html import parse_html
from newsclean.parse.text import parse_text


def page(*texts: str) -> Page:
    return Page(tuple(map(Block, texts)))


def test_a_fresh_page_keeps_everything() -> None:
    fresh = page("one", "two")
    assert [(at, block.text) for at, block in fresh.kept] == [(0, "one"), (1, "two")]
    assert fresh.removed == []
    assert fresh.text == "one\n\ntwo"


def test_removing_marks_and_deletes_nothing() -> None:
    marked = page("one", "two", "three")
    assert marked.remove([Removal(1, "furniture", "because")]) == 1
    assert [at for at, _ in marked.kept] == [0, 2]
    assert marked.removed == [Removal(1, "furniture", "because")]
    assert marked.text == "one\n\nthree"
    assert [block.text for block in marked.blocks] == ["one", "two", "three"]


def test_the_first_reason_stands() -> None:
    marked = page("one", "two")
    marked.remove([Removal(0, "label", "first")])
    assert marked.remove([Removal(0, "policy", "second"), Removal(0, "repeat")]) == 0
    assert marked.removed == [Removal(0, "label", "first")]


def test_the_first_reason_stands_within_one_rule() -> None:
    marked = page("one", "two")
    assert marked.remove([Removal(1, "label"), Removal(1, "policy")]) == 1
    assert marked.removed == [Removal(1, "label")]


def test_removed_is_in_page_order() -> None:
    marked = page("one", "two", "three")
    marked.remove([Removal(2, "a"), Removal(0, "b")])
    assert [removal.at for removal in marked.removed] == [0, 2]


def test_kept_follows_a_later_removal() -> None:
    marked = page("one", "two")
    assert len(marked.kept) == 2
    marked.remove([Removal(0, "label")])
    assert [at for at, _ in marked.kept] == [1]


def test_changing_the_list_of_kept_changes_no_page() -> None:
    fresh = page("one", "two")
    fresh.kept.clear()
    assert len(fresh.kept) == 2


def test_a_rule_may_look_at_the_page_while_it_yields() -> None:
    marked = page("one", "two", "three")
    marked.remove(Removal(at, "all") for at, _ in marked.kept)
    assert marked.kept == []
    assert marked.text == ""


@pytest.mark.parametrize("at", [-1, 2, 10_000])
def test_an_index_that_the_page_lacks_is_an_error(at: int) -> None:
    with pytest.raises(RuleError, match=f"no block {at}.*2 blocks"):
        page("one", "two").remove([Removal(at, "label")])


def test_an_empty_page() -> None:
    empty = Page(())
    assert (empty.kept, empty.removed, empty.text, empty.title, empty.authors) == ([], [], "", None, ())
    with pytest.raises(RuleError):
        empty.remove([Removal(0, "label")])


def test_metadata_shows_through() -> None:
    stated = Stated("T", ("T",), ("A B",), "2020-01-02", "en", "S", "https://example.org/")
    shown = Page((), stated)
    found = (shown.title, shown.authors, shown.date, shown.language, shown.site, shown.url)
    assert found == ("T", ("A B",), "2020-01-02", "en", "S", "https://example.org/")


def test_plain_text_states_nothing_but_its_url() -> None:
    shown = parse_text("one\n", "https://example.org/")
    assert (shown.title, shown.authors, shown.date, shown.url) == (None, (), None, "https://example.org/")


def test_box_names_are_lower_cased_tokens_of_its_naming_attributes() -> None:
    box = Box("div", {"class": "Story  BODY", "id": "Main", "role": "region", "itemprop": None, "style": "x y"})
    assert box.names == {"story", "body", "main", "region"}


def test_box_ancestors_begin_with_itself() -> None:
    outer = Box("body")
    inner = Box("div", {}, outer)
    assert list(inner.ancestors()) == [inner, outer]


def test_boxes_are_equal_only_if_the_same() -> None:
    assert Box("p") != Box("p")


def test_record_holds_what_a_reader_found() -> None:
    record = Record("a.html", b"<p>x")
    assert (record.name, record.source, record.url) == ("a.html", b"<p>x", None)


HTML = (
    '<html lang="en"><title>A quiet harbour</title><article class="story" id="top"><h2>A quiet harbour</h2>'
    "<p>The ferries lay at the quay all week because <a href='/x'>the pilots</a> were <b>on strike</b>.</p>"
    "<p hidden>Not shown.</p></article>"
)


def facts(of: Page) -> list[tuple[object, ...]]:
    """All that blocks and boxes say, without the boxes' identity."""
    found: list[tuple[object, ...]] = []
    for block in of.blocks:
        chain = [] if block.box is None else [(b.tag, dict(b.attributes), b.hidden) for b in block.box.ancestors()]
        found.append((block.text, block.link_chars, block.bold_chars, chain))
    return found


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_a_page_pickles(protocol: int) -> None:
    before = clean(HTML, "https://example.org/a")
    after = pickle.loads(pickle.dumps(before, protocol))
    assert facts(after) == facts(before)
    assert (after.removed, after.text) == (before.removed, before.text)
    assert (after.title, after.language, after.url) == ("A quiet harbour", "en", "https://example.org/a")


def test_a_text_page_pickles_with_its_layout() -> None:
    before = clean("World\n\nThe pilots went back to work on Monday, and the ferries sailed again at noon.\r\n")
    after = pickle.loads(pickle.dumps(before))
    assert before.removed
    assert (after.blocks, after.layout, after.removed, after.text) == (
        before.blocks,
        before.layout,
        before.removed,
        before.text,
    )


def test_a_pickled_page_keeps_encoding_and_warnings() -> None:
    before = clean(b"<p>port \xe9 quay", encoding="shift_jis")
    after = pickle.loads(pickle.dumps(before))
    assert after.encoding == before.encoding == "cp932"
    assert after.warnings == before.warnings != ()


def test_a_pickled_page_shares_its_boxes_as_before() -> None:
    after = pickle.loads(pickle.dumps(parse_html("<article><h2>one</h2><p>two</p></article>")))
    one, two = (block.box for block in after.blocks)
    assert one is not two
    assert one.parent is two.parent
    assert one.parent.tag == "article"


def test_a_pickled_page_can_be_marked_further() -> None:
    before = page("one", "two")
    before.remove([Removal(0, "label")])
    after = pickle.loads(pickle.dumps(before))
    after.remove([Removal(1, "policy")])
    assert (len(after.kept), len(before.kept)) == (0, 1)


def test_a_chain_of_5000_boxes_pickles() -> None:
    box = Box("body")
    for at in range(5000):
        box = Box("div", {"id": str(at)}, box)
    deep = Page((Block("at the bottom", box), Block("and again", box)))
    after = pickle.loads(pickle.dumps(deep))
    last = after.blocks[0].box
    assert last is after.blocks[1].box
    assert sum(1 for _ in last.ancestors()) == 5001
    assert [each.attributes.get("id") for each in last.ancestors()][:2] == ["4999", "4998"]


def test_a_page_can_be_copied() -> None:
    before = clean(HTML)
    after = copy.deepcopy(before)
    assert facts(after) == facts(before)
    assert after.remove([Removal(0, "mine")]) + len(before.removed) == len(after.removed)


def test_a_rule_of_ones_own() -> None:
    def no_weather(of: Page) -> list[Removal]:
        return [Removal(at, "weather") for at, block in of.kept if block.text.startswith("Weather")]

    cleaned = clean("The quay was empty.\n\nWeather: rain.\n\nNo ferry left.\n", rules=[no_weather])
    assert cleaned.removed == [Removal(1, "weather")]
    assert cleaned.text == "The quay was empty.\n\nNo ferry left.\n"


def test_a_rule_of_ones_own_that_marks_too_far_is_told() -> None:
    with pytest.raises(RuleError):
        clean("one\n\ntwo\n", rules=[lambda of: [Removal(len(of.blocks), "oops")]])


def test_what_a_rule_of_ones_own_raises_comes_through() -> None:
    def broken(of: Page) -> list[Removal]:
        raise ZeroDivisionError(str(len(of.blocks)))

    with pytest.raises(ZeroDivisionError, match="2"):
        clean("one\n\ntwo\n", rules=[broken])
