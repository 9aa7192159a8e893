"""newsclean/rules/body: what stands outside the article is furniture."""

from __future__ import annotations

import pytest

from newsclean.page import Block, Box, Page
from newsclean.parse.html import parse_html
from newsclean.parse.text import parse_text
from newsclean.rules import Body
from newsclean.rules.body.look import describe
from newsclean.rules.body.outline import outline

STORY = [
    "The ferries of Lower Quay stayed in the harbour on Tuesday as the pilots began the third week of their strike.",
    "Mayor Odile Brandt said the town had done what it could before the summer guests arrive with their bicycles.",
    "A spokesman for the company declined to say when the talks between the two sides might go on in the capital.",
    "The strike is the longest since the new terminal opened, when crane drivers stayed at home for nineteen days.",
]
BODY = "".join(f"<p>{text}</p>" for text in STORY)
TEASER = (
    "<p>In other news the lighthouse keeper has won the third prize in a contest for knitted herrings at the fair.</p>"
)


def kept(html: str, rule: Body | None = None) -> list[str]:
    page = parse_html(html)
    page.remove((rule or Body())(page))
    return [block.text for _, block in page.kept]


def reasons(html: str) -> list[tuple[str, str]]:
    page = parse_html(html)
    return [(page.blocks[removal.at].text, removal.reason) for removal in Body()(page)]


def test_a_page_of_nothing_but_its_article() -> None:
    assert kept(f"<article>{BODY}</article>") == STORY
    assert kept(BODY) == STORY


def test_no_blocks_and_plain_text() -> None:
    assert list(Body()(Page(()))) == []
    assert list(Body()(parse_text("World\n\n" + STORY[0]))) == []


@pytest.mark.parametrize(
    "around",
    [
        "<nav><a href=a>Ports</a> <a href=b>Boats</a></nav>{}<footer>Lower Quay 5, Quayside</footer>",
        "<header><p>All that floats, since 1901</p></header><main>{}</main><aside>" + TEASER + "</aside>",
        "<div class=sidebar-related>" + TEASER * 2 + "</div><div>{}</div>",
        "<div><div>" + TEASER + "</div></div><div class=article-body>{}</div>",
        "{}<section id=comments><p>"
        + "I have never seen the harbour like this, and I have been here for years. " * 3
        + "</p></section>",
        "{}<form><p>Write down your address here and we will send you the tide tables every day.</p></form>",
        "<div><ul class=breadcrumb><li>Home<li>Ports</ul><div>{}</div></div>",
    ],
)
def test_furniture_around_the_article_goes(around: str) -> None:
    assert kept(f"<body>{around.format(f'<article>{BODY}</article>')}</body>") == STORY


@pytest.mark.parametrize(
    "box",
    ["aside", "div class=related-stories", "div class=newsletter-box", "div id=comments", "div class=share", "nav"],
)
def test_furniture_inside_the_article_goes(box: str) -> None:
    tag = box.split()[0]
    middle = f"<{box}>{TEASER}</{tag}>"
    assert kept(f"<article>{BODY}{middle}<p>{STORY[0]} Again.</p></article>") == [*STORY, f"{STORY[0]} Again."]


def test_a_trunk_that_names_itself_furniture_is_not_believed() -> None:
    assert kept(f"<body class=has-sidebar><div class='page sidebar share'>{BODY}</div></body>") == STORY
    assert kept(f"<body><aside>{BODY}</aside></body>") == STORY
    assert kept(f"<body><form id=aspnet><div>{BODY}</div></form></body>") == STORY


def test_hidden_blocks_go_with_their_own_reason() -> None:
    found = reasons(f"<article>{BODY}<div hidden>{TEASER}</div></article>")
    assert [reason for _, reason in found] == ["hidden"]


def test_a_page_that_a_script_shows_is_kept() -> None:
    assert kept(f"<body><article style='visibility:hidden'>{BODY}</article></body>") == STORY


@pytest.mark.parametrize(
    ("paragraph", "stays"),
    [
        ("<p><a href=x>Read the report on the tide in full here</a> now</p>", False),
        ("<p>The report on the tide can be found in <a href=x>the archive</a>.</p>", True),
        (
            (
                "<p>The town and <a href=x>the harbour board of Lower Quay and its many members</a> asked for a new"
                " report on <a href=y>the tide</a>.</p>"
            ),
            True,
        ),
        ("<p><a href=x>" + STORY[0] + "</a></p>", False),
    ],
)
def test_blocks_that_are_mostly_links_go(paragraph: str, stays: bool) -> None:
    found = kept(f"<article>{BODY}{paragraph}{BODY.replace('The ', 'This ')}</article>")
    assert (len(found) == 9) is stays


def test_what_is_no_prose_at_the_ends_goes() -> None:
    above = "<div>14 March</div><h2>Quiet harbour</h2><p>By Ines</p>"
    html = f"<article>{above}{BODY}<p>Quay Courier</p><div>Lower Quay</div></article>"
    assert kept(html) == ["Quiet harbour", *STORY]


def test_a_last_short_sentence_stays() -> None:
    assert kept(f"<article>{BODY}<p>Nobody came.</p></article>") == [*STORY, "Nobody came."]


def test_short_lines_amid_the_prose_stay() -> None:
    assert kept(f"<article><p>{STORY[0]}</p><h3>No end</h3><p>Why</p><p>{STORY[1]}</p></article>") == [
        STORY[0],
        "No end",
        "Why",
        STORY[1],
    ]


def test_lists_tables_and_quotes_of_the_article_stay() -> None:
    inner = (
        f"<p>{STORY[0]}</p><ul><li>one ferry</ul><table><tr><td>Ghent<td>4<tr><td>Ostend<td>5</table>"
        f"<blockquote>We wait.</blockquote><p>{STORY[1]}</p>"
    )
    assert kept(f"<article>{inner}</article>") == [STORY[0], "one ferry", "Ghent\t4", "Ostend\t5", "We wait.", STORY[1]]


def test_captions_above_the_prose_are_left_to_their_rule() -> None:
    html = f"<article><figure><figcaption>The quay</figcaption></figure>{BODY}</article>"
    assert kept(html) == ["The quay", *STORY]


def test_an_article_split_between_boxes_is_kept_whole() -> None:
    half = "".join(f"<p>{text}</p>" for text in STORY[:2]), "".join(f"<p>{text}</p>" for text in STORY[2:])
    assert kept(f"<main><div>{half[0]}</div><div class=xyz></div><div>{half[1]}</div></main>") == STORY


def test_a_page_of_short_lines_is_not_emptied() -> None:
    assert kept("<div><p>One.</p><p>Two.</p></div>") == ["One.", "Two."]


def test_an_article_in_a_layout_table() -> None:
    html = f"<table><tr><td><a href=a>Ports</a><br><a href=b>Boats</a></td><td><h3>Quiet</h3>{BODY}</td></tr></table>"
    assert kept(html) == ["Quiet", *STORY]


def test_the_evidence_names_the_box() -> None:
    page = parse_html(f"<article>{BODY}<div class='Share top'>{TEASER}</div></article>")
    assert [removal.evidence for removal in Body()(page)] == ["in <div> share top"]
    assert describe(Box("div", {"class": "b a"}), comments=True) == "comments: in <div> a b"


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (Block("x" * 24, Box("p")), 0),
        (Block("x" * 100, Box("p")), 100),
        (Block("x" * 100, Box("p"), link_chars=30), 70),
        (Block("x" * 100, Box("p"), link_chars=51), 0),
        (Block("x" * 100, Box("li")), 60),
        (Block("x" * 100, Box("div")), 70),
        (Block("x" * 100, Box("h2")), 0),
    ],
)
def test_how_much_prose_a_block_is(block: Block, expected: float) -> None:
    assert outline([block]).weights == pytest.approx([expected])


def test_an_outline_sums_up() -> None:
    root = Box("html")
    body = Box("body", {}, root)
    article, aside = Box("article", {}, body), Box("aside", {}, body)
    blocks = [
        Block("x" * 100, Box("p", {}, article)),
        Block("x" * 40, Box("p", {}, aside)),
        Block("x" * 60, Box("p", {}, article)),
    ]
    out = outline(blocks)
    assert (out.raw[0], out.prose[0], out.prose[out.at[article]], out.prose[out.at[aside]]) == (200, 160, 160, 0)
    assert out.parent[out.at[article]] == out.at[body] == 1
    assert [out.tags[row] for row in out.chain(out.rows[2])] == ["html", "body", "article", "p"]


def test_deep_pages_do_not_overflow() -> None:
    assert kept("<div>" * 5000 + BODY) == STORY


def test_a_short_sentence_above_the_first_long_paragraph_stays() -> None:
    opening = "周二渡轮没有离开港口，码头工人的罢工进入第三周。"
    story = ["市长说，镇上在夏季游客带着自行车到来之前已经做了所有能做的事情，接下来只能等待双方重新回到谈判桌前。"] * 3
    assert kept("".join(f"<p>{each}</p>" for each in (opening, *story)))[0] == opening
    assert kept(f"<p>By Ines Varga</p><p>5 November</p>{BODY}") == STORY
