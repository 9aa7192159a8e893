"""newsclean/rules/body/doubt.py: names in doubt; the golden pages `names--*` show more."""

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


def test_what_reads_on_stays_whatever_its_box_is_called() -> None:
    half = "".join(f"<p>{each}</p>" for each in STORY[:4])
    rest = "".join(f"<p>{each}</p>" for each in STORY[4:])
    assert kept(f"<main>{half}<div class='paywall promo'>{rest}</div></main>") == STORY


def test_what_does_not_goes() -> None:
    other = "<p>Volunteers knitted woollen caps for aquarium seals to raise money for a bigger swimming pool.</p>" * 2
    assert kept(f"<main>{BODY}<div class=promo>{other}</div></main>") == STORY
