"""newsclean/rules/body/others.py: other articles on the page."""

from __future__ import annotations

import pytest

from newsclean import clean
from newsclean.parse.html import parse_html
from newsclean.rules.body.look import look
from newsclean.rules.body.other_articles import other_articles

OWN = [
    f"The bridge over the Arle was closed on day {day} after a diver found a crack in its third pier."
    for day in range(5)
]
OTHER = [
    f"In week {week} the bakers of Port Halden sold more rye bread than white for the first time." for week in range(5)
]
TITLE = "Crack closes the bridge over the Arle"


def unit(headline: str, texts: list[str], tag: str = "article", name: str = "post", heading: str = "headline") -> str:
    body = "".join(f"<p>{text}</p>" for text in texts)
    return f"<{tag} class={name}><header><h1 class={heading}>{headline}</h1></header><div>{body}</div></{tag}>"


def page(*units: str) -> str:
    return f"<title>{TITLE} - Halden Post</title><body><main>{''.join(units)}</main>"


def kept(html: str) -> list[str]:
    return [block.text for _, block in clean(html, kind="html").kept]


@pytest.mark.parametrize("before", [False, True])
def test_another_article_goes_with_its_headline(before: bool) -> None:
    units = [unit(TITLE, OWN), unit("Rye bread beats white", OTHER)]
    html = page(*(units[::-1] if before else units))
    assert kept(html) == OWN
    reasons = {each.evidence for each in clean(html, kind="html").removed if each.reason == "furniture"}
    assert reasons == {"another article, under a headline of its own"}


def test_each_of_many_goes() -> None:
    assert kept(page(unit(TITLE, OWN), *(unit(f"Rye bread, part {part}", OTHER) for part in range(3)))) == OWN


@pytest.mark.parametrize(
    "other",
    [
        unit("Rye bread beats white", OTHER, heading="section"),
        unit("Rye bread beats white", OTHER, name="part"),
        unit("Rye bread beats white", OTHER, tag="div"),
        unit("Rye bread beats white", OTHER[:2]),
    ],
)
def test_what_is_not_built_alike_or_too_short_is_a_part_of_the_article(other: str) -> None:
    blocks = parse_html(page(unit(TITLE, OWN), other)).blocks
    out, _, _ = look(blocks)
    assert not other_articles(blocks, out, lambda: [TITLE])


def test_without_a_title_nothing_is_another() -> None:
    blocks = parse_html(page(unit(TITLE, OWN), unit("Rye bread beats white", OTHER))).blocks
    out, _, _ = look(blocks)
    assert not other_articles(blocks, out, list)
    assert len(other_articles(blocks, out, lambda: [TITLE])) == 1


def test_headings_of_an_articles_parts_stay() -> None:
    parts = "".join(f"<h1 class=headline>Part {part}</h1><p>{text}</p>" for part, text in enumerate(OTHER))
    html = page(f"<article class=post><h1 class=headline>{TITLE}</h1><p>{OWN[0]}</p>{parts}</article>")
    assert [text for text in kept(html) if text in OTHER] == OTHER
