import math

import numpy as np
import pytest

from newsclean.parse.html import parse_html
from newsclean.rules.body.choice import choose, judged, losers
from newsclean.rules.body.features.boxes import Boxes
from newsclean.rules.body.look import look
from newsclean.rules.body.verdict import AROUND, KEPT, LUMPED, NAMED, SAID

STORY = "The ferries of Lower Quay stayed in the harbour on Tuesday as the pilots began the third week of their strike."
PAGE = f"""<body><nav><ul><li><a href=a>Ports</a><li><a href=b>Boats</a></ul></nav><article><h1>No ferries</h1>
<p>{STORY}</p>
<p>{STORY}!</p><figure><figcaption>The harbour at noon</figcaption></figure><p>{STORY}?</p></article>
<aside><h2>Read on</h2><p>Quay 5</p><p>{STORY}.</p></aside><section id=comments><p>{STORY}..</p></section>"""


def test_what_is_judged() -> None:
    blocks = parse_html(PAGE).blocks
    out, top, verdicts = look(blocks)
    codes = [KEPT if each is None else each.code for each in verdicts]
    said = [blocks[at].text for at in judged(Boxes(blocks, out, top, codes))]
    assert said == ["No ferries", STORY, f"{STORY}!", f"{STORY}?", "Read on", f"{STORY}."]
    by_text = {block.text: code for block, code in zip(blocks, codes, strict=True)}
    assert by_text["The harbour at noon"] == KEPT, "a caption is another rule's"
    assert by_text["Quay 5"] == NAMED, "neither prose nor a heading"
    assert by_text[f"{STORY}.."] == SAID


def test_what_is_not_judged_goes_as_the_rules_say() -> None:
    blocks = parse_html("<body>" + f"<p>{STORY}</p>" * 5).blocks
    out, top, _ = look(blocks)
    boxes = Boxes(blocks, out, top, [KEPT, AROUND, KEPT, LUMPED, KEPT])
    boxes.judge(np.array([1, 2, 4]))
    assert list(losers(boxes, np.array([0.9, 0.2, 0.5]), 0.5)) == [(2, 0.2), (3, -1.0)]


def test_nothing_to_choose_from() -> None:
    assert choose(np.empty(0), np.empty(0)) == (0.0, 0.0)


def best_of_all(scores: list[float], sizes: list[float], beta: float) -> float:
    gold = sum(map(math.prod, zip(scores, sizes, strict=True)))
    values = []
    for least in scores:
        kept = [(score, size) for score, size in zip(scores, sizes, strict=True) if score >= least]
        right, said = sum(map(math.prod, kept)), sum(size for _, size in kept)
        values.append(((1 + beta**2) * right / (said + beta**2 * gold), least))
    return max(values)[1]


@pytest.mark.parametrize("beta", [0.5, 1.0, 2.0])
def test_the_choice_has_the_best_expected_f(beta: float) -> None:
    draw = np.random.default_rng(2)
    for _ in range(50):
        scores, sizes = draw.uniform(0.01, 0.99, 9), draw.uniform(1, 100, 9)
        assert choose(scores, sizes, beta).least == best_of_all(scores.tolist(), sizes.tolist(), beta)


def test_beta_moves_the_threshold() -> None:
    scores, sizes = np.array([0.9, 0.7, 0.5, 0.3, 0.1]), np.full(5, 10.0)
    assert [choose(scores, sizes, beta).least for beta in (0.25, 1.0, 4.0)] == [0.9, 0.5, 0.1]


def test_an_unsure_model_still_chooses() -> None:
    least, expected = choose(np.array([0.1, 0.2, 0.15]), np.array([50.0, 60.0, 40.0]))
    assert least <= 0.2
    assert 0 < expected < 0.5
