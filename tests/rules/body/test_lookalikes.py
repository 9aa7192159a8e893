"""newsclean/rules/body/lookalikes.py: blocks that stand alike in like elements."""

from __future__ import annotations

import numpy as np

from newsclean.parse.html import parse_html
from newsclean.rules.body.features.boxes import Boxes
from newsclean.rules.body.look import look
from newsclean.rules.body.lookalikes import PULL, lookalikes, smoothed

ENTRY = (
    "<div class=entry><span>{0}:15</span><p class=text>The tide came in at {0} and took the jetty with it.</p></div>"
)
PAGE = (
    f"<main>{''.join(map(ENTRY.format, range(8, 12)))}<aside class=entry><p class=text>Another one.</p></aside></main>"
)


def numbers_of(html: str) -> list[tuple[str, int]]:
    """Each block's text and number."""
    blocks = parse_html(html).blocks
    out, top, _ = look(blocks)
    boxes = Boxes(blocks, out, top, [0] * len(blocks))
    boxes.judge(np.arange(len(blocks)))
    return [(block.text, number) for block, number in zip(blocks, lookalikes(boxes).tolist(), strict=True)]


def test_the_same_part_of_like_elements_are_lookalikes() -> None:
    numbers = dict(numbers_of(PAGE))
    assert len({number for text, number in numbers.items() if text.startswith("The tide")}) == 1
    assert len({number for text, number in numbers.items() if text.endswith(":15")}) == 1
    assert len(set(numbers.values())) == 3


def test_kin_are_told_apart_by_where_they_stand() -> None:
    pairs = numbers_of(f"<body><section>{PAGE}</section><section>{PAGE}</section>")
    numbers = [number for text, number in pairs if "jetty" in text]
    assert [numbers.count(each) for each in sorted(set(numbers))] == [4, 4]


def test_links_are_no_kin_of_text() -> None:
    card = "<div class=card><p>{}</p></div>"
    linked, plain = (
        card.format("<a href=a>A jetty was lost</a> today"),
        card.format("The tide took it <a href=b>today</a>"),
    )
    numbers = [number for _, number in numbers_of(f"<main>{(linked + plain) * 3}</main>")]
    assert numbers == [0, 1] * 3


def test_two_are_too_few() -> None:
    scores = np.array([0.9, 0.1])
    assert np.allclose(smoothed(scores, np.array([50.0, 50.0]), [0, 0]), scores)


def test_longer_ones_weigh_more() -> None:
    scores, sizes = np.array([0.9, 0.1, 0.1]), np.array([900.0, 50.0, 50.0])
    assert (smoothed(scores, sizes, [0, 0, 0]) > 0.6).all()
    assert (smoothed(scores, sizes[::-1], [0, 0, 0]) < 0.4).all()


def test_the_order_of_kin_stays() -> None:
    scores = np.array([0.2, 0.5, 0.7, 1.0, 0.0])
    drawn = smoothed(scores, np.full(5, 10.0), [0] * 5)
    assert drawn.argsort().tolist() == scores.argsort().tolist()
    odds = np.log(drawn / (1 - drawn))
    assert np.allclose(odds[1:3] - odds[0], (1 - PULL) * (np.log([1.0, 7 / 3]) - np.log(0.25)))
