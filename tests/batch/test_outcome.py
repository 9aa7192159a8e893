"""What comes of a record that failed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from newsclean import Failure, Record
from newsclean.batch.job import Job
from newsclean.batch.outcome import failed_outcome
from newsclean.page import Cells, Fields

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
