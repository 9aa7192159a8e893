"""tests/bench/train: what a model is taught."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from newsclean.parse import parse
from tests.bench.corpora import CorpusError, Sample, load
from tests.bench.train.examples import example, labels_of

STORY = [
    f"The ferry of pier {each} stayed in the harbour, {each} pilots said, as the strike began." for each in range(20)
]
TEASER = f"<div class=card><a href=a>Boats</a><p>{STORY[0]}</p></div>"
LINKS = "".join(f"<li>Quay {at} and what is on there this week</li>" for at in range(8))
REMARK = "I have never seen the harbour like this, and I have been here for more years than I can count. "
PAGE = f"""<body><ul>{LINKS}</ul>{TEASER}<ul>{LINKS}</ul><article><h2>Pilots</h2>
{"".join(f"<p>{each}</p>" for each in STORY)}</article><div><h2>Pilots</h2><p>{REMARK * 2}</p><p>{REMARK}</p></div>"""
GOLD = "\n".join(["Pilots", *STORY])


def test_what_is_said_twice_is_the_articles_where_its_neighbours_are() -> None:
    page = parse(PAGE)
    labels, weights = labels_of(page, [GOLD])
    of = [(block.text, label) for block, label in zip(page.blocks, labels.tolist(), strict=True)]
    assert [label for text, label in of if text == STORY[0]] == [0, 1]
    assert [label for text, label in of if text == "Pilots"] == [1, 0]
    assert sum(labels) == len(STORY) + 1
    assert (weights > 0).all()


def test_an_example_has_a_label_for_each_judged_block() -> None:
    found = example("ports", Sample("1", "https://a.example.org/b", PAGE.encode(), (GOLD,)), share=0.5)
    assert found.boxes is not None
    assert found.features.shape[1] == len(found.boxes.places) == len(found.labels) == len(found.lookalikes)
    whole = example("ports", Sample("1", None, PAGE.encode(), (GOLD,)))
    assert np.allclose(found.weights, whole.weights / 2)
    assert found.host == "example.org"


def test_a_small_page_teaches_nothing() -> None:
    assert example("ports", Sample("1", None, b"<p>Quay 5</p>", ("Quay 5",))).boxes is None


def test_a_page_without_its_article_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "ports.jsonl.gz"
    rows = [{"id": 1, "html": "<p>Boats"}, {"id": 2, "html": "<p>Quays", "text": "Quays", "lang": "en"}]
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    assert [(each.id, each.language) for each in load(path)] == [("2", "en")]
    path.write_bytes(gzip.compress(b'{"id": 1, "text": "Boats"}'))
    with pytest.raises(CorpusError, match="html"):
        list(load(path))
