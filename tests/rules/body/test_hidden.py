"""newsclean/rules/body/hidden.py: hidden text; the golden pages `hidden--*` show more."""

from __future__ import annotations

from newsclean import clean

STORY = [
    f"The ferries of quay {number} stayed in the harbour on Tuesday while captains and pilots negotiated over pension"
    f" schemes, holidays, overtime and the winter timetable number {number}."
    for number in range(6)
]
BODY = "".join(f"<p>{each}</p>" for each in STORY)


def kept(html: str) -> list[str]:
    return [block.text for _, block in clean(html, kind="html").kept]


def test_long_hidden_terms_stay_hidden() -> None:
    terms = "<p>Visitors accept every condition printed here and waive whatever claims they might otherwise raise.</p>"
    assert kept(f"<main>{BODY}</main><div hidden>{terms * 20}</div>") == STORY


def test_an_article_that_a_script_shows() -> None:
    assert kept(f"<main><div style='display:none'>{BODY}</div></main>") == STORY


def test_what_a_button_shows() -> None:
    rest = "".join(f"<p>{each}</p>" for each in STORY[4:])
    half = "".join(f"<p>{each}</p>" for each in STORY[:4])
    assert kept(f"<main>{half}<div hidden>{rest}</div><button>Weiterlesen</button></main>") == STORY
