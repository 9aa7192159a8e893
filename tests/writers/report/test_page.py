"""One page's report: every block once, in its place, with its reason; nothing of the page gets out of its text."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsclean import Block, Page, Removal, clean
from newsclean.page import Stated
from newsclean.writers.report import report
from newsclean.writers.report.markup import escape
from tests.writers.report.tree import parsed, written

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
TEXTS = st.text(st.characters(exclude_categories=()), max_size=40)
MARKUP = st.sampled_from(
    [
        "<script>x()</script>",
        "--><img src=x onerror=x()>",
        "</del></div></article>",
        "</style><b>",
        "\"' onclick=x",
        "<!--",
    ]
)
WORDS = TEXTS | MARKUP
TAGS = st.sampled_from(
    "<ul> </ul> <ol> </ol> <li> <blockquote> </blockquote> <table><tr><td> <tr> <td> </table> <p> <h2> <h4> <pre>"
    " </pre> <div> </div> <dl><dt> <dd> </dl>".split()
)


def only(document: str, selector: str) -> LexborNode:
    (node,) = LexborHTMLParser(document).css(selector)
    return node


def seen(text: str) -> str:
    """A text as an HTML parser gives it back."""
    return html.unescape(escape(text))


@pytest.mark.parametrize("name", ["scraped.txt", "doubled.html", "ferries.html"])
def test_each_block_of_a_sample_stands_once_in_its_order(name: str) -> None:
    page = clean((SAMPLES / name).read_bytes())
    document = report(page, name)
    nodes = LexborHTMLParser(document).css("article [data-at]")
    assert [node.attributes["id"] for node in nodes] == [f"block-{at}" for at in range(len(page.blocks))]
    gone = [int(node.attributes["data-at"] or "") for node in nodes if node.tag == "del"]
    assert gone == [removal.at for removal in page.removed]
    assert written(document) == parsed(document)
    for node, block in zip(nodes, page.blocks, strict=True):
        assert "".join(node.text().split()) == "".join(block.text.split())


@given(st.lists(st.tuples(WORDS, st.none() | st.tuples(WORDS, WORDS)), max_size=8), WORDS, WORDS)
def test_no_text_reason_evidence_name_or_metadata_becomes_markup(
    blocks: list[tuple[str, tuple[str, str] | None]], name: str, said: str
) -> None:
    stated = Stated(said, (), (said, name), said, said, said, said)
    page = Page(tuple(Block(text) for text, _ in blocks), stated, warnings=(said,), encoding=name)
    page.remove(Removal(at, *why) for at, (_, why) in enumerate(blocks) if why is not None)
    document = report(page, name)
    document.encode()
    assert written(document) == parsed(document)
    assert not LexborHTMLParser(document).css("script, img, b b, [onclick], [onerror]")
    for at, (text, why) in enumerate(blocks):
        node = only(document, f"#block-{at}")
        assert node.tag == ("p" if why is None else "del")
        assert node.text() == (seen(text).replace("\n", "") if why is None else seen(text))


@given(st.lists(st.tuples(TAGS, st.sampled_from(["", "one", "two three"])), max_size=25), st.sets(st.integers(0, 12)))
def test_any_shape_is_written_as_browsers_read_it(parts: list[tuple[str, str]], gone: set[int]) -> None:
    page = clean("<body>" + "".join(tag + text for tag, text in parts), kind="html", rules=())
    page.remove(Removal(at, "furniture" if at % 2 else "hidden") for at in gone if at < len(page.blocks))
    document = report(page)
    assert written(document) == parsed(document)
    ids = [node.attributes["data-at"] for node in LexborHTMLParser(document).css("article [data-at]")]
    assert ids == [str(at) for at in range(len(page.blocks))]


@pytest.mark.parametrize("evidence", ["same as block 0", "0.93 like block 0", "1.00 like block 0"])
def test_a_repeat_is_linked_to_its_copy(evidence: str) -> None:
    page = Page((Block("one"), Block("one")))
    page.remove([Removal(1, "repeat", evidence)])
    node = only(report(page), ".why a")
    assert (node.attributes["href"], node.text()) == ("#block-0", "block 0")
    assert only(report(page), ".why").text().endswith(evidence)


@pytest.mark.parametrize(
    "evidence", ["same as block 7", "read with the lines around it: same as block 0", "block 0", ""]
)
def test_what_names_no_block_of_this_page_is_no_link(evidence: str) -> None:
    page = Page((Block("one"), Block("one")))
    page.remove([Removal(1, "repeat", evidence)])
    assert not LexborHTMLParser(report(page)).css(".why a")


def test_a_long_run_of_furniture_is_folded_and_a_run_of_repeats_is_not() -> None:
    page = Page(tuple(Block(f"line {at}") for at in range(20)))
    page.remove(Removal(at, "hidden" if at == 2 else "furniture", "in <nav>") for at in range(8))
    page.remove(Removal(at, "repeat", "said") for at in range(8, 16))
    document = report(page)
    folded = only(document, "details")
    assert len(folded.css("del")) == 8
    assert [" ".join(node.text().split()) for node in folded.css("summary, .why")] == [
        "Removed: furniture hidden 8 blocks, 48 characters",
        "Removed: furniture in <nav>",
        "Removed: hidden in <nav>",
        "Removed: furniture in <nav>",
    ]
    assert len(LexborHTMLParser(document).css("del")) == 16


def test_totals_and_boxes_by_reason() -> None:
    page = clean((SAMPLES / "scraped.txt").read_bytes())
    rows = [
        " ".join(row.text(separator=" ").split()) for row in LexborHTMLParser(report(page)).css(".summary tbody tr")
    ]
    assert rows == [
        "kept the article 9 1,530",
        "removed show all that was 16 1,869",
        "label the name of a section 1 6",
        "caption captions and photo credits 1 98",
        "policy comment policies, sign-up and legal lines 6 451",
        "repeat what an earlier paragraph said 8 1,314",
    ]


def test_what_the_page_says_of_itself_is_shown() -> None:
    page = clean((SAMPLES / "doubled.html").read_bytes(), url="https://courier.example/x")
    document = report(page, "samples/doubled.html")
    facts = {node.text(): node.next.text() for node in LexborHTMLParser(document).css("dt") if node.next}
    assert facts["By"] == "Ines Varga"
    assert facts["Site"] == "The Halden Courier"
    assert facts["Date"] == "2025-11-04T18:20:00+01:00"
    assert facts["Confidence"].endswith(" of 1")
    assert only(document, "dd a").attributes["href"] == "https://courier.example/europe/drawbridge-stays-open"
    assert only(document, "h1").text() == page.title
    assert only(document, "article").attributes["lang"] == "en"


def test_an_input_that_is_no_page_says_why() -> None:
    document = report(clean(b"%PDF-1.7"), "a.pdf")
    assert only(document, ".warnings").text() == "not a page but a PDF document"
    assert only(document, "article").text().strip() == "Nothing was read from this input."
    assert only(document, "h1").text() == "a.pdf"


def test_text_from_right_to_left_runs_so() -> None:
    document = report(clean("<p>قال المسؤول يوم الثلاثاء إن الجسر سيبقى مفتوحا.", rules=()))
    assert only(document, "article").attributes["dir"] == "rtl"
    assert only(document, "#block-0").attributes["dir"] == "auto"
