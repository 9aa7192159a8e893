"""newsclean/rules/body/look.py: what the rules make of a page before the model."""

from __future__ import annotations

from newsclean.parse.html import parse_html
from newsclean.rules.body.look import look
from newsclean.rules.body.verdict import AROUND, BELOW, KEPT, LINKED, NAMED, SAID

FIRST = "The ferries of Lower Quay stayed in the harbour on Tuesday as the pilots began the third week of their strike."
SECOND = "Mayor Odile Brandt said the town had done what it could before the summer guests arrive with their bicycles."


def codes(html: str) -> list[int]:
    _, _, verdicts = look(parse_html(html).blocks)
    return [KEPT if verdict is None else verdict.code for verdict in verdicts]


def test_verdicts_by_place_and_name() -> None:
    html = (
        f"<body><div><p>Weather</p></div><main><p>{FIRST}</p><p>{SECOND}</p>"
        f"<div class='share-bar'><p>Share</p></div><p>{FIRST}</p></main></body>"
    )
    assert codes(html) == [AROUND, KEPT, KEPT, NAMED, KEPT]


def test_comments_have_a_code_of_their_own() -> None:
    comments = "<section class='comments'><p>First!</p></section>"
    assert codes(f"<main><p>{FIRST}</p><p>{SECOND}</p>{comments}</main>") == [KEPT, KEPT, SAID]


def test_lists_that_a_sentence_leads_to_keep_their_links() -> None:
    items = "<ul><li><a href='/a'>The new timetable of ferries</a></li><li><a href='/b'>Prices of tickets</a></li></ul>"
    led = f"<main><p>{FIRST}</p><p>The town has put these papers on its page for all to read:</p>{items}</main>"
    assert codes(led) == [KEPT] * 4
    unled = f"<main><p>{FIRST}</p><p>{SECOND}</p>{items}</main>"
    assert set(codes(unled)[2:]) <= {LINKED, BELOW}
    assert KEPT not in codes(unled)[2:]


def test_the_container_is_the_innermost_box_with_most_of_the_prose() -> None:
    blocks = parse_html(f"<body><div id=a><div id=b><p>{FIRST}</p><p>{SECOND}</p></div></div></body>").blocks
    out, top, _ = look(blocks)
    assert out.boxes[top].attributes == {"id": "b"}


def test_no_prose_at_all_is_no_fault() -> None:
    assert codes("<p>Short") == [KEPT]
