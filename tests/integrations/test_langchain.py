"""newsclean/integrations/langchain.py, on LangChain's documents."""

from __future__ import annotations

import asyncio

import pytest

from newsclean import Title, clean
from newsclean.integrations import usual
from tests.bench.site import composed

pytest.importorskip("langchain_core.documents", reason="LangChain is not installed: pip install 'newsclean[langchain]'")
pytestmark = pytest.mark.filterwarnings("ignore")

SAMPLES = composed(5, html=True)
FRONT = "<!doctype html><title>News</title><nav>" + "<a href='/x'>Town and country</a> " * 40 + "</nav>"


def test_documents_hold_the_article() -> None:
    from langchain_core.documents import Document

    from newsclean.integrations.langchain import NewscleanTransformer

    given = [
        Document(sample.html.decode(), id=sample.id, metadata={"source": sample.url, "language": "x"})
        for sample in SAMPLES
    ]
    given.append(Document(FRONT))
    transformer = NewscleanTransformer()
    found = transformer.transform_documents(given)
    assert asyncio.run(transformer.atransform_documents(given)) == found
    for sample, document in zip(SAMPLES, found, strict=True):
        page = clean(sample.html, sample.url)
        assert document.page_content == page.text
        assert document.metadata == {**usual(page), "source": sample.url, "language": "x"}
        assert document.metadata["title"]
        assert document.id == sample.id
    assert given[0].page_content == SAMPLES[0].html.decode()
    assert len(NewscleanTransformer(drop_other=False).transform_documents(given)) == len(given)
    alone = NewscleanTransformer([Title()]).transform_documents(given[:1])
    assert alone[0].page_content == clean(SAMPLES[0].html, rules=[Title()]).text != found[0].page_content
