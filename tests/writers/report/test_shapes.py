"""Kept blocks in the shape that they had."""

from __future__ import annotations

import re

import pytest

from newsclean import Removal, clean
from newsclean.writers.report.shapes import MAX_DEPTH, Shapes, path


def body(html: str, gone: tuple[int, ...] = ()) -> str:
    """The blocks as HTML without attributes of their places; what is gone is a bar."""
    page = clean(f"<body>{html}", kind="html", rules=())
    page.remove(Removal(at, "x") for at in gone)
    shapes = Shapes()
    pieces: list[str] = []
    for at, block in enumerate(page.blocks):
        if at in gone:
            after = path(page.blocks[at + 1]) if at + 1 < len(page.blocks) else []
            pieces += shapes.gap("|", after)
        else:
            pieces += shapes.kept(at, block)
    pieces += shapes.close()
    plain = re.sub(r' (?:id|data-at|dir|tabindex|scope|role|aria-label|class)="[^"]*"', "", "".join(pieces))
    return plain.replace("\n", "")


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<h2>A</h2><p>b", "<h3>A</h3><p>b</p>"),
        ("<h2>A</h2><h4>B</h4><h5>C</h5><h2>D</h2>", "<h3>A</h3><h4>B</h4><h5>C</h5><h3>D</h3>"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "<ul><li><p>a</p><ul><li><p>b</p></li></ul></li><li><p>c</p></li></ul>"),
        ("<ol start=3><li>a<li>b</ol>", '<ol><li value="3"><p>a</p></li><li value="4"><p>b</p></li></ol>'),
        ("<li>a", "<ul><li><p>a</p></li></ul>"),
        ("<blockquote><p>a<p>b</blockquote><p>c", "<blockquote><p>a</p><p>b</p></blockquote><p>c</p>"),
        ("<p>a &lt;b&gt;<br>b", "<p>a &lt;b&gt;<br>b</p>"),
        ("<pre>x  &lt;y</pre>", "<pre>x  &lt;y</pre>"),
        (
            "<table><tr><th>a<th><tr><td>1<td>2</table>",
            "<div><table><tbody><tr><th>a</th></tr><tr><td>1</td><td>2</td></tr></tbody></table></div>",
        ),
    ],
)
def test_shapes(html: str, shown: str) -> None:
    assert body(html) == shown


def test_a_gap_parts_no_list_no_quotation_and_no_table() -> None:
    assert body("<ul><li>a<li>b<li>c</ul>", (1,)) == "<ul><li><p>a</p></li><li>|</li><li><p>c</p></li></ul>"
    assert body("<ol><li>a<li>b<li>c</ol>", (1,)).count('<li value="2">') == 1
    assert body("<blockquote><p>a<p>b<p>c</blockquote>", (1,)) == "<blockquote><p>a</p>|<p>c</p></blockquote>"
    rows = "<table><tr><th>a<th>b<tr><td>1<td>2<tr><td>3<td>4</table>"
    assert '</tr><tr><td colspan="99">|</td></tr><tr>' in body(rows, (1,))
    assert body(rows, (2,)).endswith("</table></div>|")
    assert body("<p>a<ul><li>b</ul>", (0,)).startswith("|<ul>")


def test_deep_nesting_is_cut() -> None:
    html = "<blockquote>" * 200 + "<p>a" + "<p>b"
    assert body(html) == "<blockquote>" * MAX_DEPTH + "<p>a</p><p>b</p>" + "</blockquote>" * MAX_DEPTH
