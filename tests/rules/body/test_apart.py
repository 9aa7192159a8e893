"""newsclean/rules/body/apart.py: sections apart; the golden pages `apart--*` show more."""

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


def test_a_section_of_the_article_stays() -> None:
    more = "<section><h2>Winter</h2><p>Captains and pilots expect to negotiate on the winter timetable.</p></section>"
    texts = kept(f"<main><div>{BODY}</div>{more.replace('</p>', '</p>' + BODY.replace('quay', 'pier'))}</main>")
    assert "Captains and pilots expect to negotiate on the winter timetable." in texts


def test_another_story_goes() -> None:
    other = "<p>Volunteers knitted woollen caps for aquarium seals to raise money for a bigger swimming pool.</p>" * 2
    assert kept(f"<main><div>{BODY}</div><div class=z><h2>Woollen seals</h2>{other}</div></main>") == STORY
