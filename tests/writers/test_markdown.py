"""Markdown: rendered by a real renderer, it reads as the article."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from newsclean import Block, Box, Page, clean
from newsclean.writers.markdown import escape, write

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
RENDER = MarkdownIt("commonmark").enable("table")


def body(html: str) -> str:
    return RENDER.render(write(clean(f"<body>{html}", kind="html", rules=())))


def seen(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


def test_the_sample_is_what_readme_shows() -> None:
    assert write(clean((SAMPLES / "ferries.html").read_bytes())) == (SAMPLES / "ferries.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("html", "rendered"),
    [
        ("<h2>A</h2><p>b", "<h2>A</h2>\n<p>b</p>\n"),
        ("<ul><li>a<li>b</ul>", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("<ol start=3><li>a<li>b</ol>", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>\n'),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n<li>c</li>\n</ul>\n"),
        (
            "<ul><li><p>a<p>b<li>c</ul><p>d",
            "<ul>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n<li>\n<p>c</p>\n</li>\n</ul>\n<p>d</p>\n",
        ),
        ("<blockquote><p>a<p>b</blockquote><p>c", "<blockquote>\n<p>a</p>\n<p>b</p>\n</blockquote>\n<p>c</p>\n"),
        ("<p>a<br>b", "<p>a<br />\nb</p>\n"),
        ("<pre>x  y\n\n  z</pre>", "<pre><code>x  y\n\n  z\n</code></pre>\n"),
    ],
)
def test_shapes(html: str, rendered: str) -> None:
    assert body(html) == rendered


def test_a_table_has_its_rows() -> None:
    html = body("<table><tr><th>a<th>b|c<tr><td>1<td><tr><td>2<td>3</table>")
    assert re.findall(r"<t[hd]>(.*?)</t[hd]>", html) == ["a", "b|c", "1", "", "2", "3"]


def test_two_lists_stay_two() -> None:
    assert body("<ul><li>a</ul><p>x<ul><li>b</ul>").count("<ul>") == 2


@given(st.text(st.sampled_from("ab 1.)#*_`~[]()<>&!|\\-+=:;'\"xé"), min_size=1, max_size=30))
def test_words_that_look_like_markup_read_as_they_stand(text: str) -> None:
    text = " ".join(text.split())
    if text:
        page = Page((Block(text, Box("p")),))
        assert seen(RENDER.render(write(page))) == text


def test_escaping_leaves_plain_words_alone() -> None:
    assert escape("A snake_case word, 3.5 % & more - really.") == "A snake_case word, 3.5 % & more - really."


def test_no_blocks_no_lines() -> None:
    assert write(Page(())) == ""
