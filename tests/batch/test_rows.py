"""Rows with an article in them."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pyarrow as pa

from newsclean.batch.rows import line_of, renewed, row_bytes
from newsclean.page import Cells, Fields


def test_the_text_takes_the_place_of_the_html() -> None:
    row = {"id": 1, "html": "<p>", "last": 2}
    assert list(renewed(row, Fields(), {"text": "x", "error": "no"}, keep_html=False)) == [
        "id",
        "text",
        "last",
        "error",
    ]
    assert list(renewed(row, Fields(), {"text": "x"}, keep_html=True)) == ["id", "html", "text", "last"]
    assert renewed({"body": "<p>"}, Fields("body", "body"), {"body": "x"}, keep_html=False) == {"body": "x"}


def test_a_tables_row_as_a_line() -> None:
    batch = pa.record_batch(
        {"html": ["<p>", "<p>"], "day": [date(2025, 1, 2)] * 2, "price": [Decimal("1.50")] * 2, "raw": [b"\xff", None]}
    )
    line = line_of(Cells(batch, 1, ("a", 0), Fields()), {"text": "x", "day": "new", "title": "T"}, keep_html=False)
    assert json.loads(line) == {"text": "x", "day": "2025-01-02", "price": "1.50", "raw": None, "title": "T"}
    line = line_of(Cells(batch, 0, ("a", 0), Fields()), {"text": None, "error": "no"}, keep_html=False)
    assert json.loads(line) == {"text": None, "day": "2025-01-02", "price": "1.50", "raw": "/w==", "error": "no"}


def test_half_a_letter_is_written_so_that_json_reads_it() -> None:
    assert json.loads(row_bytes({"name": "a\udcff"})) == {"name": "a\udcff"}
