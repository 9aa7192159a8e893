"""newsclean/integrations/llama_index.py, in LlamaIndex's ingestion pipeline."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from newsclean import clean
from newsclean.integrations import usual
from tests.bench.site import composed

pytestmark = [
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.skipif(
        not find_spec("llama_index"), reason="LlamaIndex is not installed: pip install 'newsclean[llama-index]'"
    ),
]

SAMPLES = composed(5, html=True)
FRONT = "<!doctype html><title>News</title><nav>" + "<a href='/x'>Town and country</a> " * 40 + "</nav>"


def test_nodes_hold_the_article() -> None:
    from llama_index.core import Document
    from llama_index.core.ingestion import IngestionPipeline

    from newsclean.integrations.llama_index import NewscleanTransform

    given = [
        Document(text=sample.html.decode(), id_=sample.id, metadata={"url": sample.url, "language": "x"})
        for sample in SAMPLES
    ]
    given.append(Document(text=FRONT))
    pipeline = IngestionPipeline(transformations=[NewscleanTransform()])
    for _ in range(2):  # the second run is answered from the cache
        found = pipeline.run(documents=given)
        for sample, node in zip(SAMPLES, found, strict=True):
            page = clean(sample.html, sample.url)
            assert node.get_content() == page.text
            assert node.metadata == {**usual(page), "url": sample.url, "language": "x"}
            assert node.metadata["title"]
            assert node.id_ == sample.id
    assert given[0].text == SAMPLES[0].html.decode()
    assert "title" not in given[0].metadata
    kept = IngestionPipeline(transformations=[NewscleanTransform(drop_other=False)]).run(documents=given)
    assert len(kept) == len(given)
