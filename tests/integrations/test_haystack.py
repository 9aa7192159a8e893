"""newsclean/integrations/haystack.py, in a Haystack pipeline."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from newsclean import clean
from newsclean.integrations import usual
from tests.bench.site import composed

pytestmark = [
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.skipif(
        not find_spec("haystack"), reason="Haystack is not installed: pip install 'newsclean[haystack]'"
    ),
]

SAMPLES = composed(5, html=True)
FRONT = "<!doctype html><title>News</title><nav>" + "<a href='/x'>Town and country</a> " * 40 + "</nav>"


def test_documents_hold_the_article(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HAYSTACK_TELEMETRY_ENABLED", "False")
    from haystack import Pipeline
    from haystack.dataclasses import ByteStream

    from newsclean.integrations.haystack import NewscleanConverter

    streams = [ByteStream(sample.html, meta={"url": sample.url, "language": "x"}) for sample in SAMPLES]
    (tmp_path / "page.html").write_bytes(SAMPLES[0].html)
    sources = [*streams, tmp_path / "page.html", tmp_path / "none.html", ByteStream(FRONT.encode()), ByteStream(b"")]
    pipeline = Pipeline()
    pipeline.add_component("converter", NewscleanConverter())
    for each in (pipeline, Pipeline.loads(pipeline.dumps(), allowed_modules=["newsclean.integrations.haystack"])):
        found = each.run({"converter": {"sources": sources}})["converter"]["documents"]
        assert len(found) == 6
        for sample, document in zip(SAMPLES, found, strict=False):
            page = clean(sample.html, sample.url)
            assert document.content == page.text
            assert document.meta == {**usual(page), "url": sample.url, "language": "x"}
            assert document.meta["title"]
        assert found[5].content == found[0].content
    assert len(NewscleanConverter(drop_other=False).run(sources)["documents"]) == 8
