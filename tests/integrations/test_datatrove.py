"""newsclean/integrations/datatrove.py, in datatrove's own executor."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from newsclean import DEFAULT, Page, Removal, clean
from newsclean.integrations import reasons, usual
from tests.bench.site import composed

pytest.importorskip("datatrove.executor", reason="datatrove is not installed: pip install 'newsclean[datatrove]'")
pytestmark = pytest.mark.filterwarnings("ignore")

FRONT = "<!doctype html><title>News</title><nav>" + "<a href='/x'>Town and country</a> " * 40 + "</nav>"
SAMPLES = composed(20, html=True)


def hanging(page: Page) -> Iterable[Removal]:
    if page.title == "Story 3":
        time.sleep(60)
    if page.title == "Story 5":
        raise KeyError("of a rule")
    return ()


def dying(page: Page) -> Iterable[Removal]:
    if page.title == "Story 3":
        os._exit(9)
    return hanging(page)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Files of rows: the pages of a site, and a front page."""
    folder = tmp_path / "pages"
    folder.mkdir()
    rows: list[dict[str, Any]] = [
        {"id": sample.id, "html": sample.html.decode(), "url": sample.url} for sample in SAMPLES
    ]
    rows.append({"id": "front", "html": FRONT, "url": "https://courier.example/"})
    for part in (0, 1):
        (folder / f"{part}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows[part::2]))
    return folder


def ran(pages: Path, step: Any, tasks: int = 2) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
    """The documents that a pipeline with this step writes, and the step's statistics."""
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    out = pages.parent / "out"
    executor = LocalPipelineExecutor(
        [JsonlReader(str(pages), text_key="html"), step, JsonlWriter(str(out), compression=None)],
        tasks=tasks,
        workers=1,
        logging_dir=str(pages.parent / "logs"),
    )
    executor.run()
    steps = json.loads((pages.parent / "logs" / "stats.json").read_text())
    stats = {each["name"]: each["stats"] for each in steps}
    return read(out), next(each for name, each in stats.items() if "newsclean" in name)


def read(folder: Path) -> dict[str, dict[str, Any]]:
    rows = [json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text().splitlines()]
    return {row["id"]: row for row in rows}


def total(stats: dict[str, Any], name: str) -> int:
    value = stats.get(name, 0)
    return value["total"] if isinstance(value, dict) else value


def test_documents_hold_the_article_and_what_the_page_says(pages: Path) -> None:
    from datatrove.pipeline.writers import JsonlWriter

    from newsclean.integrations.datatrove import Newsclean

    dropped = pages.parent / "dropped"
    found, stats = ran(pages, Newsclean(exclusion_writer=JsonlWriter(str(dropped), compression=None)))
    removed: dict[str, int] = {}
    assert len(found) == len(SAMPLES)
    for sample in SAMPLES:
        page = clean(sample.html.decode(), sample.url)
        row = found[sample.id]
        assert row["text"] == page.text
        assert row["metadata"]["url"] == sample.url
        expected = usual(page)
        assert {name: row["metadata"].get(name) for name in expected} == expected
        assert expected["title"]
        for reason, number in reasons(page).items():
            removed[f"removed_{reason}"] = removed.get(f"removed_{reason}", 0) + number
    assert {name: total(stats, name) for name in removed} == removed
    assert total(stats, "total") == 21
    assert total(stats, "forwarded") == 20
    assert total(stats, "dropped_other") == 1
    excluded = read(dropped)
    assert list(excluded) == ["front"]
    assert excluded["front"]["text"] == FRONT
    assert excluded["front"]["metadata"]["filter_reason"] == "other"


def test_a_page_that_hangs_or_fails_is_dropped_alone(pages: Path) -> None:
    from newsclean.integrations.datatrove import Newsclean

    found, stats = ran(pages, Newsclean((*DEFAULT, hanging), drop_other=False, timeout=1))
    assert set(found) == {*(sample.id for sample in SAMPLES), "front"} - {"20-3", "20-5"}
    assert total(stats, "dropped_timeout") == 1
    assert total(stats, "dropped_error") == 1


def test_the_extractor_skips_what_hangs_fails_or_dies(pages: Path) -> None:
    from newsclean.integrations.datatrove import NewscleanExtractor

    found, stats = ran(pages, NewscleanExtractor((*DEFAULT, dying)))
    assert {name for name in found if name != "front"} == {sample.id for sample in SAMPLES} - {"20-3", "20-5"}
    assert found["20-1"]["text"] == clean(SAMPLES[1].html.decode()).text
    assert total(stats, "broken_process") == 1
    assert total(stats, "clean_error") + total(stats, "broken_process") + total(stats, "timeout") == 2
