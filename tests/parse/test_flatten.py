"""newsclean/parse/flatten.py: pages over a limit, in a form that a parser reads in linear time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from newsclean import Guarded, PageLimits, clean
from newsclean.limits import DEFAULT_LIMITS
from newsclean.parse import parse
from newsclean.parse.flatten import flatten
from newsclean.parse.html import parse_html

TINY = PageLimits(max_depth=4, max_tags=30, max_attributes=2, max_unclosed=2)
BLOCKS = ["one", "two three", "four"]


def flat(html: str, limits: PageLimits = TINY) -> str:
    return flatten(html.encode(), limits, deep=True)[0].decode()


def texts(html: str, limits: PageLimits = TINY) -> list[str]:
    return [block.text for block in parse_html(flat(html, limits)).blocks]


def deepest(html: str) -> int:
    """Elements in one another, below the body."""
    tree = LexborHTMLParser(html)
    assert tree.body is not None
    level, depth = [tree.body], -1
    while level:
        level = [child for node in level for child in node.iter(include_text=False)]
        depth += 1
    return depth


def test_a_page_within_its_limits_stays_as_it_was() -> None:
    html = b"<div><p>one<p>two</div><script>x</script><svg><path></svg>"
    assert flatten(html, DEFAULT_LIMITS) == (html, ())


def test_what_stands_too_deep_is_paragraphs() -> None:
    assert texts("<div>" * 9 + "one<div>two <i>three</i></div><p>four" + "</div>" * 9 + "<p>five") == [*BLOCKS, "five"]
    assert texts("<ul><li>a" * 9) == ["a"] * 9
    assert texts("<b><div>" * 9 + "one<br>two") == ["one\ntwo"]


def test_text_beside_what_stands_too_deep_is_not_glued_to_it() -> None:
    assert texts("<div><div><div><div>one<div>two</div>three</div>four") == ["one", "two", "three", "four"]


def test_elements_close_in_the_order_in_which_they_opened() -> None:
    assert flat("<div><p><b>one</p>two</b></div>", DEFAULT_LIMITS) == "<div><p><b>one</b></p>two</div>"
    assert flat("<p>one<p>two<li>three<li>four", DEFAULT_LIMITS) == "<p>one</p><p>two</p><li>three</li><li>four</li>"
    assert flat("<table><tr><td>one</table>", DEFAULT_LIMITS) == "<table><tr><td>one</td></tr></table>"
    assert flat("</div>one</p>two</br>", DEFAULT_LIMITS) == "one</p>two<br>"


def test_what_a_parser_may_read_differently_is_left_out() -> None:
    assert flat("<!-- > --><svg><title>a</title><path></svg>one<style>p{}</style><!doctype x><?y?></3>") == "one"
    assert flat("<select><option>a</select>one<plaintext>two<math>x</math>") == "onetwox"
    assert flat("<svg>one<!-->two<!--three") == "onetwo"
    assert flat("<svg><path>one<p>two</svg>") == "<p>two</p>"
    assert flat("one<script>if (a<b) go('<p>')</script>two<script>x<p>three") == "onetwo"


def test_what_a_page_says_about_itself_stays() -> None:
    head = '<html lang="en"><title>A<b></title><meta name="x" content="y"><link rel="canonical" href="z">'
    data = '<script type="application/ld+json">{"a": 1}</script>'
    assert flat(f"{head}{data}one") == f"{head}{data}one"


def test_attributes_over_the_limit_are_passed_over() -> None:
    html, warnings = flatten(b"<a b='1>' c=2 d=3 e>one</a>", TINY)
    assert html == b"<a b='1>' c=2>one</a>"
    assert warnings == ("more than 2 attributes on one element: the rest are ignored",)


def test_formatting_elements_left_open_end_with_their_paragraph() -> None:
    html, warnings = flatten(b"<p><b a>one<i b>two<u c>three<p>four", TINY)
    assert html.startswith(b"<p><b a>one<i b>two<u c>three")
    assert html.endswith(b"<p>four</p>")
    assert "formatting elements" in "".join(warnings)
    assert flatten(b"<p><b a>one</b>" * 9, TINY)[1] == ()
    assert flatten(b"<p><b a>one" * 3 + b"</b></b></b>", TINY)[1] != ()


def test_what_follows_the_last_tag_is_one_paragraph() -> None:
    source = "<p>one" * 30 + "<p>t<b>w</b>o<script>x</script><!-- y --><td>three"
    page = parse(source, limits=TINY._replace(max_depth=99))
    assert [block.text for block in page.blocks] == ["one"] * 30 + ["two three"]
    assert page.warnings == ("more than 30 tags: the rest is read as one paragraph",)


def test_what_follows_the_last_byte_is_not_read() -> None:
    page = parse("<p>" + "é" * 100, limits=TINY._replace(max_bytes=100))
    assert page.text == "é" * 48
    assert page.warnings[-1] == "more than 100 bytes: the rest is not read"


def test_comments_and_long_tags_do_not_count_as_bytes_read() -> None:
    big = "x" * 100_000
    page = parse(f"<!--{big}--><div class={big}><p>one", limits=DEFAULT_LIMITS._replace(max_bytes=80_000))
    assert page.text == "one"
    assert page.warnings == ("more than 80,000 bytes: comments and scripts are left out",)


def test_the_limits_are_the_callers() -> None:
    deep = "<div>" * 200 + "".join(f"<p>{word} of the harbour" for word in BLOCKS)
    assert clean(deep).warnings == ()
    assert clean(Guarded(deep)).warnings == ()
    shallow = clean(Guarded(deep.encode(), PageLimits(max_depth=100)))
    assert shallow.warnings == ("nested deeper than 100 elements: deeper text is read as paragraphs",)
    assert shallow.text == clean(deep).text


def test_a_page_of_few_tags_nested_too_deep_is_flattened_too() -> None:
    page = parse("<div>" * 600 + "<p>one<p>two" + "</div>" * 600 + "<p>three")
    assert [block.text for block in page.blocks] == ["one", "two", "three"]
    assert page.warnings == ("nested deeper than 512 elements: deeper text is read as paragraphs",)


PIECES = st.sampled_from(
    [
        *"<div> </div> <p> </p> <b> </b> <i> <table> </table> <tr> <td> </td> <ul> <li> </ul> <a> </a> <br>".split(),
        *"<svg> </svg> <template> </template> <select> </select> <option> <h1> </h1> <button> <form> </form>".split(),
        *"<font/> <body> </body> <html> <head> <frameset> <plaintext> <math> <title> </title> <textarea> <pre>".split(),
        *("<!--", "-->", "<", ">", "</", "<b c=1>", "<i c='>'>", '<u c="', "<p a b c d>", " word ", "\n", "é", "&lt;"),
        *("<style>", "</style>", "<script>", "</script>", "<![CDATA[", "]]>", "<caption>", "<col>", "<object>"),
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_whatever_the_source_the_tree_is_within_its_limits(html: str) -> None:
    out = flat(html)
    assert deepest(out) <= 3 * TINY.max_depth + 3  # a parser adds tbody and tr, and colgroup; the last paragraph
    assert len(out) <= 4 * len(html.encode()) + 40
    assert flat(out, DEFAULT_LIMITS) == flat(flat(out, DEFAULT_LIMITS), DEFAULT_LIMITS)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_nothing_is_made_up(html: str) -> None:
    limits = TINY._replace(max_tags=10)
    assert clean(Guarded(html, limits), kind="html").text.count("word") <= html.count("word")


@pytest.mark.parametrize("tag", ["b", "div", "svg", "section"])
def test_a_source_cut_off_in_a_tag_is_read_up_to_it(tag: str) -> None:
    assert texts(f"one<{tag}>two<{tag} class='x") == (["one", "two"] if tag in ("div", "section") else ["onetwo"])
