"""What comes of a record that failed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from newsclean import Failure, Record
from newsclean.batch.job import Job
from newsclean.batch.outcome import failed_outcome
from newsclean.page import Cells, Fields
from tests.batch.test_run import run

JOB = Job(())
FAILURE = Failure("timeout", "took long")


def test_a_row_comes_back_with_its_error() -> None:
    outcome = failed_outcome(Record("a:1", b'{"id": 1, "html": "<p>"}', row=Fields()), FAILURE, JOB)
    assert json.loads(outcome.output or b"") == {"id": 1, "text": None, "error": "took long", "line": 1}
    outcome = failed_outcome(Record("a:1", b"<p>", cells=Cells(None, 0, ("a", 0), Fields(text="body"))), FAILURE, JOB)
    assert json.loads(outcome.output or b"") == {"body": None, "error": "took long"}


def test_a_page_is_a_row_only_on_demand() -> None:
    record = Record("a.html", Path("a.html"), "https://a.example/")
    assert failed_outcome(record, FAILURE, JOB).output is None
    assert json.loads(failed_outcome(record, FAILURE, replace(JOB, rows="all")).output or b"") == {
        "name": "a.html",
        "url": "https://a.example/",
        "text": None,
        "error": "took long",
    }


def test_in_its_own_place_a_row_stays_as_it_was() -> None:
    line = b'{"id":   1}\n'
    assert failed_outcome(Record("a:1", line, row=Fields()), FAILURE, replace(JOB, in_place=True)).output == line


def test_a_row_that_an_earlier_run_found_empty_stays_as_it_was(tmp_path: Path) -> None:
    rows = tmp_path / "a.jsonl"
    rows.write_text('{"id":1,"text":null,"error":"no article found","line":7}\n', "utf-8")
    for out in (rows, tmp_path / "a.parquet"):
        assert run("--check", out).returncode == 3
        assert run("--check", "--allow-empty", out).returncode == 0
        done = run("-o", tmp_path / "b.jsonl", out)
        assert (done.returncode, b"no article found" in done.stderr) == (3, True)
        assert json.loads((tmp_path / "b.jsonl").read_text("utf-8")) == json.loads(rows.read_text("utf-8"))
        if out is rows:
            assert (tmp_path / "b.jsonl").read_bytes() == rows.read_bytes()
            assert run("-o", tmp_path / "a.parquet", rows).returncode == 3
    own = tmp_path / "own.jsonl"
    own.write_text('{"id": 1, "error": "0.3"}\n', "utf-8")
    assert run("--check", own).returncode == 2
