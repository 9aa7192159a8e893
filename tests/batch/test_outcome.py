"""What comes of a record that failed."""

from __future__ import annotations

import json
from pathlib import Path

from newsclean import Failure, Record
from newsclean.batch.outcome import failed
from newsclean.page import Cells, Fields

FAILURE = Failure("timeout", "took long")


def test_a_row_comes_back_with_its_error() -> None:
    outcome = failed(Record("a:1", b'{"id": 1, "html": "<p>"}', row=Fields()), FAILURE)
    assert json.loads(outcome.output or b"") == {"id": 1, "text": None, "error": "took long"}
    outcome = failed(Record("a:1", b"<p>", cells=Cells(None, 0, ("a", 0), Fields(text="body"))), FAILURE)
    assert json.loads(outcome.output or b"") == {"body": None, "error": "took long"}


def test_a_page_is_a_row_only_on_demand() -> None:
    record = Record("a.html", Path("a.html"), "https://a.example/")
    assert failed(record, FAILURE).output is None
    assert json.loads(failed(record, FAILURE, rows=True).output or b"") == {
        "name": "a.html",
        "url": "https://a.example/",
        "text": None,
        "error": "took long",
    }


def test_in_its_own_place_a_row_stays_as_it_was() -> None:
    line = b'{"id":   1}\n'
    assert failed(Record("a:1", line, row=Fields()), FAILURE, in_place=True).output == line
