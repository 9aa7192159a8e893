"""The index of many reports."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from newsclean import Block, Page, Removal
from newsclean.writers.report import Entry, index
from newsclean.writers.report.index import CHUNK
from tests.writers.report.tree import parsed, written

TEXTS = st.text(st.characters(exclude_categories=()), max_size=30) | st.sampled_from(
    ["<script>x()</script>", '" onclick="x', "javascript:x()", "//other.example/x", "</li></ol>"]
)


def page() -> Page:
    page = Page((Block("A paragraph that is long enough to be taken for an article of its own."), Block("Home")))
    page.remove([Removal(1, "furniture", "in <nav>")])
    return page


def test_each_input_with_its_figures_and_the_totals() -> None:
    entries = [Entry.of(page(), "a.html", "a.report.html"), Entry.of(Page(()), "b.html"), Entry("c.html", error="gone")]
    document = "".join(index(entries))
    assert written(document) == parsed(document)
    tree = LexborHTMLParser(document)
    assert [node.attributes["class"] for node in tree.css(".entries > li")] == ["article", "other", "failed"]
    assert [node.attributes["href"] for node in tree.css("a")] == ["./a.report.html"]
    assert [" ".join(node.text().split()) for node in tree.css(".figures, .error, .removed > li")] == [
        "1 of 2 blocks and 70 of 74 characters kept",
        "furniture 1 block, 4 characters",
        "0 of 0 blocks and 0 of 0 characters kept · probably no article",
        "failed gone",
    ]
    assert [" ".join(node.text(separator=" ").split()) for node in tree.css(".summary tbody tr")] == [
        "articles 1",
        "probably no article 1",
        "failed 1",
        "kept the articles 1 70",
        "furniture outside the article 1 4",
    ]


def test_confidence_and_warnings_are_named() -> None:
    document = "".join(index([Entry("a", kind="article", confidence=0.934, warnings=("odd bytes",))]))
    text = LexborHTMLParser(document).css(".entries")[0].text()
    assert "confidence 0.93" in text
    assert "odd bytes" in text


@given(st.lists(st.builds(Entry, TEXTS, TEXTS, TEXTS, error=st.none() | TEXTS, warnings=st.tuples(TEXTS)), max_size=4))
def test_no_name_title_or_error_becomes_markup_or_leads_elsewhere(entries: list[Entry]) -> None:
    document = "".join(index(entries, entries[0].name if entries else ""))
    document.encode()
    assert written(document) == parsed(document)
    tree = LexborHTMLParser(document)
    assert not tree.css("script, [onclick]")
    assert len(tree.css(".entries > li")) == len(entries)
    for anchor in tree.css("a"):
        link = anchor.attributes["href"] or ""
        assert link.startswith("./")
        assert ":" not in link


def test_file_names_that_are_no_utf8_are_linked_by_their_bytes() -> None:
    assert 'href="./%FF%20a%23b.html"' in "".join(index([Entry("x", "\udcff a#b.html")]))


def test_pieces_come_as_the_entries_do() -> None:
    asked = 0

    def entries() -> Iterator[Entry]:
        nonlocal asked
        for at in range(10 * CHUNK):
            asked = at + 1
            yield Entry(f"page {at}", kind="article")

    pieces = index(entries())
    next(pieces)
    next(pieces)
    assert asked == CHUNK
    assert "".join(pieces).count("<li ") == 9 * CHUNK


def test_memory_does_not_grow_with_the_entries() -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        for _ in index(Entry(f"page {at}", kind="article") for at in range(count)):
            pass
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    peak(CHUNK)
    assert peak(40 * CHUNK) < 1.5 * peak(4 * CHUNK)
