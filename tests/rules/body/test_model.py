import json
import math
import pickle

import numpy as np
import pytest

from newsclean import Body, Page, clean
from newsclean.data import path_of
from newsclean.rules.body import MODEL_BLOCKS
from newsclean.rules.body.features import NAMES, ROWS
from newsclean.rules.body.model import FILE, MAX_AT_ONCE, Model, default_model

STORY = [
    f"The ferry of pier {each} stayed in the harbour, {each} pilots said, as the strike began." for each in range(20)
]
REMARK = "I have never seen the harbour like this, and I have been here for more years than I can count. "
PAGE = f"""<body><nav>{"".join(f"<div><a href={at}>Quay {at}</a></div>" for at in range(12))}</nav><h1>No ferries</h1>
<article>{"".join(f"<p>{each}</p>" for each in STORY)}</article>
<section id=comments><p>{REMARK * 2}</p></section><div hidden><p>{REMARK * 3}</p></div>"""


def by_hand(model: Model, features: np.ndarray) -> list[float]:
    """What the trees say of each column, one test at a time."""
    found = []
    for at in range(features.shape[1]):
        total = model.bias
        depth, trees = model.rows.shape
        for tree in range(trees):
            leaf = 0
            for level in range(depth):
                leaf |= int(features[model.rows[level, tree], at] > model.borders[level, tree]) << level
            total += model.leaves[(tree << depth) + leaf]
        found.append(1 / (1 + math.exp(-total)))
    return found


def test_scores_are_what_the_trees_say() -> None:
    features = np.random.default_rng(1).normal(0, 3, (ROWS, 7)).astype(np.float32)
    assert default_model().scores(features).tolist() == pytest.approx(by_hand(default_model(), features))


def test_many_blocks_are_scored_in_parts() -> None:
    features = np.random.default_rng(1).normal(0, 3, (ROWS, 2 * MAX_AT_ONCE + 1)).astype(np.float32)
    places = [0, MAX_AT_ONCE - 1, MAX_AT_ONCE, 2 * MAX_AT_ONCE]
    assert default_model().scores(features)[places].tolist() == default_model().scores(features[:, places]).tolist()


def test_no_blocks_no_scores() -> None:
    assert default_model().scores(np.empty((ROWS, 0), np.float32)).tolist() == []


def test_the_file_says_how_it_was_made() -> None:
    facts = default_model().facts
    assert tuple(facts["features"]) == NAMES
    assert set(facts["corpora"]) == set(facts["cross-validated"])
    assert all(len(digest) == 64 for digest in facts["corpora"].values())
    assert facts["date"]
    json.dumps(facts)
    assert path_of(FILE).stat().st_size < 1_000_000


def test_confidence_rises_with_what_is_expected() -> None:
    found = [default_model().confidence(each / 50) for each in range(51)]
    assert found == sorted(found)
    assert found[0] < 0.3 < 0.9 < found[-1] <= 1


def test_the_article_comes_out_and_the_page_says_how_sure_that_is() -> None:
    page = clean(PAGE)
    assert page.text == "\n\n".join(STORY)
    assert page.confidence is not None
    assert 0.8 < page.confidence <= 1
    assert pickle.loads(pickle.dumps(page)).confidence == page.confidence


@pytest.mark.parametrize("least", [0.0, 0.5, 1.1])
def test_hidden_text_and_comments_never_come_in(least: float) -> None:
    assert REMARK.strip() not in clean(PAGE, rules=[Body(min_score=least)]).text


def test_a_higher_threshold_keeps_less() -> None:
    sizes = [len(clean(PAGE, rules=[Body(min_score=least)]).kept) for least in (0.0, 0.5, 0.9, 1.1)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[-1] == 0


def test_what_the_model_removes_it_says() -> None:
    page = clean(PAGE, rules=[Body(min_score=1.1)])
    assert any(each.evidence.startswith("the model gives it 0.9") for each in page.removed)


def test_small_pages_ask_no_model() -> None:
    page = clean("<body>" + "".join(f"<p>{each}</p>" for each in STORY[: MODEL_BLOCKS - 1]))
    assert page.confidence is None
    assert isinstance(page, Page)
    assert clean(PAGE, rules=[Body(model=False)]).confidence is None
