"""newsclean/parse/html.py: HTML to blocks, with the white space that a browser shows."""

from __future__ import annotations

import pytest

from newsclean import clean
from newsclean.page import Block
from newsclean.parse import parse
from newsclean.parse.html import parse_html
from newsclean.parse.html.walk import collapse

WIDE_LINE = "The harbour master spoke for a while about the tide, " * 3


def blocks(html: str) -> tuple[Block, ...]:
    return parse_html(html).blocks


def texts(html: str) -> list[str]:
    return [block.text for block in blocks(html)]


def tagged(html: str) -> list[tuple[str, str]]:
    return [(block.box.tag if block.box else "", block.text) for block in blocks(html)]


# White space


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        ("one<b>two</b>three", "onetwothree"),
        ("one <b>two</b> three", "one two three"),
        ("one<b> two </b>three", "one two three"),
        ("one <b> two</b>\n\t three", "one two three"),
        ("<i>one</i> <i>two</i>", "one two"),
        ("<a href=x>one</a> <a href=y>two</a>", "one two"),
        ("<i>one</i><i>two</i>", "onetwo"),
        ("<a href=x>one</a>, two", "one, two"),
        ("  \n one \r\n two\t\t", "one two"),
        ("one<!-- a remark -->two", "onetwo"),
        ("one <!-- a remark --> two", "one two"),
        ("H<sub>2</sub>O and 10<sup>3</sup>", "H2O and 103"),
        ("co<wbr>operation", "cooperation"),
        ("one<span>\n</span>two", "one two"),
        ("<span><span>one</span></span><em> </em><span>two</span>", "one two"),
        ("“<a href=x>one</a>”<b>.</b>", "“one”."),
        ("one<input>two", "one two"),
        ("one<button>two</button>three", "one two three"),
        ("one<select><option>x</select>two", "one two"),
        ("a <my-mark>custom</my-mark> word", "a custom word"),
        ("10&nbsp;000 tonnes", "10\u00a0000 tonnes"),
        ("one&#32;&#10;two", "one two"),
    ],
)
def test_white_space_within_a_block(inner: str, shown: str) -> None:
    assert texts(f"<p>{inner}</p>") == [shown]


@pytest.mark.parametrize("tag", ["p", "div", "li", "h2", "section", "blockquote", "dd", "address", "main", "x-card"])
def test_block_elements_part_words(tag: str) -> None:
    assert texts(f"<body><{tag}>one</{tag}><{tag}>two</{tag}>three") == ["one", "two", "three"]


def test_text_beside_blocks_is_a_block() -> None:
    assert tagged("<section><span>one</span><div>two</div>three</section>") == [
        ("section", "one"),
        ("div", "two"),
        ("section", "three"),
    ]


def test_collapse_keeps_what_is_no_white_space_to_a_browser() -> None:
    assert collapse("\n a \t\r\f b \u00a0c\u2003d ") == "a b \u00a0c\u2003d"


@pytest.mark.parametrize(
    "nothing", ["", " ", "&nbsp;", "\u200b", "<b> </b>", "<br>", "<br><br>", "<img src=x>", "&shy;\ufeff"]
)
def test_what_would_not_be_seen_is_no_block(nothing: str) -> None:
    assert texts(f"<p>{nothing}</p><p>seen</p>") == ["seen"]


def test_a_page_of_nothing() -> None:
    assert blocks("") == ()
    assert blocks("<html><head></head><body></body></html>") == ()


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("&amp;&lt;&gt;&quot;", '&<>"'),
        ("caf&eacute; &#8220;na&#xEF;ve&#8221;", "café “naïve”"),
        ("AT&T &amp;amp; co", "AT&T &amp; co"),
        ("&#x80;5", "€5"),
        ("&madeup; stays", "&madeup; stays"),
        ("&notanentity;", "¬anentity;"),
        ("a &#0; b", "a \ufffd b"),
    ],
)
def test_entities(source: str, shown: str) -> None:
    assert texts(f"<p>{source}</p>") == [shown]


# Line breaks


def test_one_br_is_a_line_feed_in_the_block() -> None:
    assert texts("<p>Rose Street 4<br> 1020 <b>Ghent</b><br/>Belgium</p>") == ["Rose Street 4\n1020 Ghent\nBelgium"]


@pytest.mark.parametrize("between", ["<br><br>", "<br>\n<br>", "<br/> &#32;<br />", "<br><b> </b><br>", "<br><br><br>"])
def test_two_br_separate(between: str) -> None:
    assert texts(f"<div>one{between}two</div>") == ["one", "two"]


def test_a_br_at_an_end_adds_nothing() -> None:
    assert texts("<p><br>one<br></p><p>two</p>") == ["one", "two"]


def test_long_br_lines_are_blocks_of_their_own() -> None:
    assert texts(f"<div>Short.<br>{WIDE_LINE}<br>Short again.</div>") == ["Short.", WIDE_LINE.strip(), "Short again."]


def test_wide_letters_count_twice_in_br_lines() -> None:
    line = "港口今天早上仍然关闭因为工人们还在罢工" * 4
    assert len(line) < 120
    assert texts(f"<div>{line}<br>{line}</div>") == [line, line]


def test_link_chars_of_br_lines_are_their_own() -> None:
    found = blocks(f"<div><a href=x>one</a> two<br>{WIDE_LINE}<br><b>three</b></div>")
    assert [(block.link_chars, block.bold_chars) for block in found] == [(3, 0), (0, 0), (0, 5)]


def test_hr_separates() -> None:
    assert texts("<div>one<hr>two</div>") == ["one", "two"]


# Kinds of blocks


def test_headings_tell_their_tag() -> None:
    html = "".join(f"<h{n}>Part {n}</h{n}>" for n in range(1, 7))
    assert tagged(html) == [(f"h{n}", f"Part {n}") for n in range(1, 7)]


def test_lists() -> None:
    assert tagged("<ul><li>one<li>two<ol><li>three</ol></ul>") == [("li", "one"), ("li", "two"), ("li", "three")]
    assert tagged("<dl><dt>term<dd>meaning</dl>") == [("dt", "term"), ("dd", "meaning")]


def test_a_quote_and_its_paragraphs() -> None:
    found = blocks("<blockquote>one<p>two</p></blockquote>")
    assert [(b.box.tag, b.text) for b in found if b.box] == [("blockquote", "one"), ("p", "two")]
    inner = found[1].box
    assert inner is not None
    assert inner.parent is not None
    assert inner.parent.tag == "blockquote"


def test_a_row_of_data_is_one_block_with_tabs() -> None:
    head = "<caption>Catch</caption><thead><tr><th>Port<th>Tonnes"
    html = f"<table>{head}<tbody><tr><td>Ostend<td>12<br>000<tr><td>Bruges<td></table>"
    assert tagged(html) == [("caption", "Catch"), ("tr", "Port\tTonnes"), ("tr", "Ostend\t12 000"), ("tr", "Bruges")]


def test_an_empty_first_cell_keeps_its_column() -> None:
    assert texts("<table><tr><td></td><td>2019</td></tr><tr><td>a</td><td>b</td></tr></table>") == ["\t2019", "a\tb"]


def test_paragraphs_in_a_data_cell_part_words_only() -> None:
    assert texts("<table><tr><td><p>one</p><p>two</p><td>three</table>") == ["one two\tthree"]


def test_a_hidden_cell_is_dropped() -> None:
    assert texts("<table><tr><td>one<td hidden>two<td style='display: none'>three<td>four</table>") == ["one\tfour"]


@pytest.mark.parametrize(
    "content",
    ["<h2>Head</h2>one", f"<p>{WIDE_LINE * 3}</p>one", "<ul><li>item</ul>one", "<table><tr><td>in</table>one"],
)
def test_cells_of_a_layout_table_are_blocks(content: str) -> None:
    found = tagged(f"<table><tr><td>{content}</td><td>side</td></tr></table>")
    assert found[-2:] == [("div", "one"), ("div", "side")]
    assert all("\t" not in text for _, text in found)


def test_a_table_of_one_cell_is_layout() -> None:
    assert tagged("<table><tr><td>alone</td></tr></table>") == [("div", "alone")]


def test_pre_keeps_its_lines_and_indents() -> None:
    assert tagged("<pre>\n  one\n    <b>two</b>\n\nthree  four\n</pre>") == [
        ("pre", "  one\n    two"),
        ("pre", "three  four"),
    ]


def test_a_br_in_pre_is_a_line() -> None:
    assert texts("<pre>one<br>two</pre>") == ["one\ntwo"]


def test_long_lines_in_pre_are_blocks() -> None:
    line = WIDE_LINE.strip()
    assert texts(f"<pre>{line}\n{line}</pre>") == [line, line]


def test_a_table_in_pre_keeps_its_rows() -> None:
    html = "<pre><table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table></pre><p>after</p>"
    found = texts(html)
    assert found[-1] == "after"
    assert "a\tb" in found
    assert "c\td" in found


@pytest.mark.parametrize("html", ["<x-card>one</x-card><x-card>two</x-card>", "<div><x-card>one</x-card>two</div>"])
def test_a_custom_element_is_a_box(html: str) -> None:
    assert texts(html) == ["one", "two"]
    assert tagged(html)[0] == ("x-card", "one")


def test_a_custom_element_in_running_text_is_inline() -> None:
    assert tagged("<p>See <x-link>the map</x-link>, <foo>too</foo>.</p>") == [("p", "See the map, too.")]


def test_custom_elements_do_not_hide_paragraphs() -> None:
    assert texts("<x-app><x-body><p>one</p><p>two</p></x-body></x-app>") == ["one", "two"]


def test_boxes_chain_up_to_the_body_and_are_shared() -> None:
    one, two = blocks('<main><article class="Story"><p>one</p><p>two</p></article></main>')
    assert one.box is not None
    assert two.box is not None
    assert [box.tag for box in one.box.ancestors()][:4] == ["p", "article", "main", "body"]
    assert one.box.parent is two.box.parent
    assert one.box.parent is not None
    assert one.box.parent.names == {"story"}


# What is no text, and what is not shown


@pytest.mark.parametrize(
    "silent",
    [
        "<script>let x = 1</script>",
        "<style>p { color: red }</style>",
        "<svg><title>t</title><text>drawn</text><g><desc>d</desc></g></svg>",
        "<noscript>turn it on</noscript>",
        "<noscript><p>turn it on</p></noscript>",
        "<template><b>later</b></template>",
        "<select><option>choose</option></select>",
        "<textarea>typed</textarea>",
        "<iframe>framed</iframe>",
        "<video>no video</video>",
        "<object>no plug-in</object>",
        "<progress>half</progress>",
        "<datalist><option>a</datalist>",
    ],
)
def test_elements_without_text(silent: str) -> None:
    assert texts(f"<div>{silent}</div>") == []
    assert texts(f"<p>one {silent}</p><p>two</p>") == ["one", "two"]


def test_ruby_keeps_the_base_text_alone() -> None:
    assert texts("<p><ruby>東<rp>(</rp><rt>とう</rt><rp>)</rp>京<rt>きょう</rt></ruby>で</p>") == ["東京で"]


@pytest.mark.parametrize(
    "attribute",
    [
        "hidden",
        "hidden=''",
        "HIDDEN",
        "style='display:none'",
        "style='color:red; DISPLAY : none !important'",
        "style='visibility:hidden'",
    ],
)
def test_hidden_boxes_are_marked_with_what_is_in_them(attribute: str) -> None:
    found = blocks(f"<div {attribute}><section><p>one</p></section>two</div><p>three</p>")
    assert [(block.text, block.box.hidden) for block in found if block.box] == [
        ("one", True),
        ("two", True),
        ("three", False),
    ]


@pytest.mark.parametrize(
    "attribute", ["hidden=until-found", "style='display:block'", "class=hidden", "aria-hidden=true", "style"]
)
def test_shown_boxes_are_not_marked(attribute: str) -> None:
    (block,) = blocks(f"<div {attribute}>one</div>")
    assert block.box is not None
    assert not block.box.hidden


def test_a_dialog_is_hidden_until_it_is_open() -> None:
    found = blocks("<dialog><p>one</p></dialog><dialog open><p>two</p></dialog>")
    assert [(block.text, block.box.hidden) for block in found if block.box] == [("one", True), ("two", False)]


@pytest.mark.parametrize("tag", ["span", "b", "a", "em", "time", "x-note", "button"])
@pytest.mark.parametrize("attribute", ["hidden", "style='display:none'"])
def test_hidden_inline_text_is_dropped(tag: str, attribute: str) -> None:
    (block,) = blocks(f"<p>one <{tag} {attribute}>never</{tag}>two</p>")
    assert block.text == "one two"
    assert (block.link_chars, block.bold_chars) == (0, 0)


# Links and bold


@pytest.mark.parametrize(
    ("inner", "links", "bolds"),
    [
        ("one <a href=x>two</a> three", 3, 0),
        ("<a href=x>all of it</a>", 9, 0),
        ("<a href=x>a<b>bold</b>link</a>", 9, 4),
        ("<b>bold<a href=x>link</a></b>", 4, 8),
        ("<strong>one</strong> two", 0, 3),
        ("<a href=x>  spaced  </a>", 6, 0),
        ("<button>Send</button>", 4, 0),
        ("plain", 0, 0),
    ],
)
def test_characters_in_links_and_in_bold(inner: str, links: int, bolds: int) -> None:
    (block,) = blocks(f"<p>{inner}</p>")
    assert (block.link_chars, block.bold_chars) == (links, bolds)


def test_link_chars_never_exceed_the_text() -> None:
    (block,) = blocks("<p><a href=x>a     b \n\n\n     c</a></p>")
    assert (block.text, block.link_chars) == ("a b c", 5)


def test_a_link_around_blocks_counts_in_each() -> None:
    assert [(b.text, b.link_chars) for b in blocks("<a href=x><div>one</div><div>two</div></a><p>three</p>")] == [
        ("one", 3),
        ("two", 3),
        ("three", 0),
    ]


def test_links_in_a_row_of_data_count() -> None:
    (block,) = blocks("<table><tr><td><a href=x>one</a><td>two</table>")
    assert (block.text, block.link_chars) == ("one\ttwo", 3)


# Furniture


@pytest.mark.parametrize(
    "furniture",
    [
        "<nav><ul><li><a href=a>Ports</a><li><a href=b>Boats</a></ul></nav>",
        "<div class='site-menu'><div>Ports</div><div>Boats</div></div>",
        "<footer><span>Ports</span> <div>Boats</div></footer>",
        "<ul class=breadcrumbs><li>Ports<li>Boats</ul>",
        "<aside><h3>Ports</h3><a href=b>Boats</a><script>x()</script></aside>",
        "<aside><div>Ports</div><select><option>May<option>June</select><textarea>Say</textarea><a>Boats</a></aside>",
    ],
)
def test_furniture_without_paragraphs_is_one_block(furniture: str) -> None:
    found = texts(f"<body>{furniture}<p>The article.</p>")
    assert found == ["Ports\nBoats", "The article."]


@pytest.mark.parametrize("inner", ["<p>one</p><p>two</p>", "<h1>one</h1>two"])
def test_furniture_with_paragraphs_is_walked(inner: str) -> None:
    assert texts(f"<aside>{inner}</aside>") == ["one", "two"]


def test_furniture_with_long_lines_is_walked() -> None:
    line = "The harbour master spoke at length. " * 8
    assert texts(f"<footer><div>{line}</div><div>end</div></footer>") == [line.strip(), "end"]


def test_big_furniture_is_walked() -> None:
    found = texts("<nav>" + "<div>Port of call</div>" * 500 + "</nav>")
    assert found == ["Port of call"] * 500


LONG = "The ferries of the northern quay stayed in the harbour for a third day while the pilots' strike went on."
LINKS = "<div><h2>Latest</h2><ul><li><a href=a>Sundial stolen</a><li><a href=b>Pier reopens</a></ul></div>"


def test_links_apart_from_the_paragraphs_are_one_block() -> None:
    story = f"<article><h1>Ferries</h1><div>{f'<p>{LONG}</p>' * 6}</div></article>"
    found = texts(f"<body>{LINKS}<div>{story}{LINKS}</div>{LINKS}</body>")
    assert found == ["Latest\nSundial stolen\nPier reopens", "Ferries", *[LONG] * 6, *[found[0]] * 2]


def test_links_between_the_paragraphs_are_blocks() -> None:
    found = texts(f"<body><div>{f'<p>{LONG}</p>' * 6}{LINKS}{f'<p>{LONG}</p>' * 6}</div></body>")
    assert found == [*[LONG] * 6, "Latest", "Sundial stolen", "Pier reopens", *[LONG] * 6]


@pytest.mark.parametrize(
    ("apart", "blocks"),
    [
        ("<div><div>Flour</div><div>Salt</div></div>", ["Flour", "Salt"]),
        (f"<div><a href=a>Pier</a><div>{LONG}</div></div>", ["Pier", LONG]),
        ("<div><a href=a>Pier</a><div>Whoever came too late had to stay ashore.</div></div>", None),
        ("<div><a href=a>Pier</a><div>" + "x " * 70 + "</div></div>", None),
    ],
)
def test_what_may_be_the_articles_is_walked_wherever_it_stands(apart: str, blocks: list[str] | None) -> None:
    found = texts(f"<body><article>{f'<p>{LONG}</p>' * 6}</article>{apart}</body>")[6:]
    assert found == blocks if blocks else len(found) == 2


def test_how_deep_a_page_is_nested_makes_no_difference() -> None:
    story = "<div>" * 3000 + "".join(f"<p>{LONG}</p></div>" for _ in range(3000))
    assert texts(f"<body>{LINKS}{story}</body>")[:2] == ["Latest\nSundial stolen\nPier reopens", LONG]


def test_what_stands_deep_in_boxes_read_in_vain_is_walked() -> None:
    links = "<div><a href=a>Pier</a> <a href=b>Quay</a></div>"
    nest = "<div>{}<div>" + LONG + "</div></div>"
    story = f"<article>{f'<p>{LONG}</p>' * 6}</article>"
    for depth, found in ((2, "Pier\nQuay"), (40, "Pier Quay")):
        deep = links
        for _ in range(depth):
            deep = nest.format(deep)
        assert texts(f"<body>{story}{deep}</body>")[6] == found


def test_a_page_of_very_many_paragraphs_is_walked_wholly() -> None:
    found = texts(f"<body>{LINKS}<article>{f'<p>{LONG}</p>' * 5001}</article></body>")
    assert found[:3] == ["Latest", "Sundial stolen", "Pier reopens"]
    assert len(found) == 5004


def test_a_time_in_furniture_is_noted() -> None:
    page = parse_html("<footer><time datetime='2021-03-04'>4 March</time></footer><p>one</p>")
    assert page.date == "2021-03-04"


# Odd pages


def test_20000_nested_boxes_do_not_overflow() -> None:
    (block,) = blocks("<div>" * 20_000 + "at the bottom")
    assert block.text == "at the bottom"
    assert block.box is not None
    assert sum(1 for _ in block.box.ancestors()) >= 20_000


def test_20000_nested_inline_elements_do_not_overflow() -> None:
    assert "".join(texts("<span>" * 20_000 + "at the bottom")) == "at the bottom"


def test_nested_lists_and_tables_do_not_overflow() -> None:
    assert texts("<ul><li>" * 3_000 + "deep")[-1] == "deep"
    assert texts("<table><tr><td>" * 300 + "deep")[-1] == "deep"


@pytest.mark.parametrize(
    "html",
    [
        "<p>one<p>two",
        "<p>one</div><p>two",
        "<p>one</p></body></html><p>two",
        "<div><p>one<div>two",
        "one<p>two</b>",
        "<P>one<P>two<",
    ],
)
def test_broken_markup(html: str) -> None:
    assert [text.rstrip("<") for text in texts(html)] == ["one", "two"]


def test_bytes_in_utf8_give_the_same_as_text() -> None:
    html = "<p>Les pêcheurs de <b>Gênes</b></p><p>東京</p>"
    as_bytes = parse_html(html.encode()).blocks
    assert [block.text for block in as_bytes] == texts(html)


def test_a_frameset_or_plaintext_page_does_not_raise() -> None:
    assert texts("<frameset><frame src=x></frameset>") == []
    assert texts("<plaintext>one <b>two") == ["one <b>two"]


def test_paragraphs_alike_share_a_box() -> None:
    blocks = parse_html("<div><p>a<p class=x>b<p class=x>c<h2>d</h2><p class=x>e</div><div><p class=x>f</div>").blocks
    boxes = {block.text: block.box for block in blocks}
    assert boxes["b"] is boxes["c"] is boxes["e"]
    assert len({boxes["a"], boxes["b"], boxes["f"]}) == 3
    assert [block.text for block in blocks if block.box is not None and block.box.parent is boxes["a"].parent] == list(
        "abcde"
    )  # type: ignore[union-attr]


@pytest.mark.parametrize("html", ["<nav><iframe>harbour</iframe></nav>", "<p>Quay<iframe>harbour</iframe>side</p>"])
def test_what_a_frame_holds_is_no_text(html: str) -> None:
    assert "harbour" not in " ".join(block.text for block in parse_html(html).blocks)


A = "The harbour council voted on Tuesday to close the old ferry terminal after a long debate about it."
D = "Officials said that the decision would save the town nearly four million crowns in every year now."


@pytest.mark.parametrize("unseen", ["&nbsp;", "&#8203;", "&#8206;", "&#xfeff;", "&nbsp;&nbsp;"])
def test_a_line_without_anything_to_see_ends_a_paragraph(unseen: str) -> None:
    assert [block.text for block in parse(f"<p>{A}<br>{unseen}<br>{D}</p>", kind="html").blocks] == [A, D]
    assert clean(f"<p>First line of the story.<br>{unseen}<br>Second line.</p>").text.count("line") == 2


def test_a_block_has_no_blank_line() -> None:
    page = parse(f"<p>{A[:49]}<br>&#1;<br>{D[:49]}</p><pre>One\n&#1;\nTwo</pre>", kind="html")
    assert [block.text for block in page.blocks] == [f"{A[:49]}\n{D[:49]}", "One\nTwo"]


@pytest.mark.parametrize("around", ["{}", "<div>{}</div>"])
def test_paragraphs_in_a_field_are_none(around: str) -> None:
    page = clean(f"<article>{f'<p>{A}</p><p>{D}</p>' * 3}</article><select>{around.format(f'<p>{A * 9}</p>')}</select>")
    assert page.text == f"{A}\n\n{D}"
