"""Whether a page holds an article at all."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from newsclean import Page, clean
from newsclean.rules import Body
from newsclean.rules.body import gate
from newsclean.rules.body.features.boxes import Boxes
from newsclean.rules.body.look import look

PLACES = "harbour market station bridge library theatre school museum".split()
STORY = [
    f"The council of the {place} quarter said on Monday that the works would take {at + 2} weeks longer than planned,"
    f" since the ground under the {place} is wetter than the engineers had thought when they drew their plans."
    for at, place in enumerate(PLACES * 4)
]
MENU = "<nav>" + "".join(f"<div><a href=/{place}>All of {place}</a></div>" for place in PLACES) + "</nav>"
FOOT = "<footer>" + "".join(f"<p><a href=/{at}>Page {at}</a></p>" for at in range(9)) + "</footer>"


def article() -> str:
    head = (
        "<head><title>Works take longer than planned - The Courier</title><meta property=og:type content=article>"
        '<script type=application/ld+json>{"@type": "NewsArticle", "headline": "Works take longer"}</script>'
        "<meta name=author content='Ines Varga'></head>"
    )
    body = "<h1>Works take longer than planned</h1>" + "".join(f"<p>{each}</p>" for each in STORY)
    return f"<html>{head}<body>{MENU}<article>{body}</article>{FOOT}</body></html>"


def shop() -> str:
    cards = "".join(
        f"<div class=card><a href=/p/{at}><h3>{place.title()} lamp</h3></a><p>A lamp for your {place}, in oak.</p>"
        f"<span>$ {at}9.00</span><button>Add to basket</button></div>"
        for at, place in enumerate(PLACES * 3)
    )
    head = '<head><title>Lamps</title><script type=application/ld+json>{"@type": "Product"}</script></head>'
    return f"<html>{head}<body>{MENU}<h1>Lamps</h1><div class=grid>{cards}</div>{FOOT}</body></html>"


def test_an_article_passes_and_a_shop_does_not() -> None:
    one, other = clean(article(), "https://a.example/news/works-take-longer"), clean(shop(), "https://a.example/shop/")
    assert (one.kind, other.kind) == ("article", "other")
    assert one.gate is not None
    assert other.gate is not None
    assert one.gate > 0 > other.gate
    assert clean(article()).kind == "article"
    assert pickle.loads(pickle.dumps(one)).gate == one.gate


def test_where_no_model_judges_there_is_no_gate() -> None:
    assert clean("<p>One short page.</p>").gate is None
    assert clean("One text.").gate is None
    assert clean(article(), rules=[Body(model=False)]).gate is None


def test_a_page_as_numbers() -> None:
    page = clean(article())
    out, top, _ = look(page.blocks)
    boxes = Boxes(page.blocks, out, top, [0] * len(page.blocks))
    kept = np.zeros(len(page.blocks), bool)
    kept[[at for at, _ in page.kept]] = True
    found = dict(zip(gate.NAMES, gate.features(boxes, kept, 0.9, ((), ()))[:, 0].tolist(), strict=True))
    assert found["expected"] == pytest.approx(0.9)
    assert found["blocks"] == len(page.blocks)
    assert found["kept_blocks"] == len(STORY)
    assert found["paragraphs"] == 1
    assert found["money"] == 0


def test_nothing_kept_is_no_fault() -> None:
    page = Page(clean(article()).blocks)
    out, top, _ = look(page.blocks)
    boxes = Boxes(page.blocks, out, top, [0] * len(page.blocks))
    found = gate.features(boxes, np.zeros(len(page.blocks), bool), 0.0, ((), ()))
    assert np.isfinite(found).all()


def test_all_features_are_the_shipped_ones() -> None:
    assert tuple(gate.default_model().facts["features"]) == gate.NAMES
