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


def test_an_agreement_with_users_goes_though_it_is_longer_than_the_story() -> None:
    what = "an address,a password,a nickname,a photograph,a telephone,a device".split(",")
    clauses = [
        f"The operator of part {part} may suspend whoever supplies {each}, and liability of the operator is excluded"
        f" to the extent that paragraph {part}, number {at}, does not provide otherwise."
        for part in range(4)
        for at, each in enumerate(what)
    ]
    terms = "".join(f"<p>{' '.join(clauses[at : at + 6])}</p>" for at in range(0, 24, 6))
    for name in ("Halden Post Terms of Use", "用户协议", "Nutzungsbedingungen"):
        story = f"<title>Ferries stay in port</title><main><div class=a><h1>Ferries stay in port</h1>{BODY}</div>"
        assert kept(f"{story}<div class=z><div>{name}</div><div>{terms}</div></div></main>") == STORY
