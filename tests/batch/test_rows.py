"""Rows with an article in them."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest

from newsclean import InputError
from newsclean.batch.rows import fills, line_of, parse_row, row_bytes, updated_row, valid_part, without_stale_error
from newsclean.page import Cells, Fields


def test_the_text_takes_the_place_of_the_html() -> None:
    row = {"id": 1, "html": "<p>", "last": 2}
    assert list(updated_row(row, Fields(), {"text": "x", "error": "no"}, keep_html=False)) == [
        "id",
        "text",
        "last",
        "error",
    ]
    assert list(updated_row(row, Fields(), {"text": "x"}, keep_html=True)) == ["id", "html", "text", "last"]
    assert updated_row({"body": "<p>"}, Fields("body", "body"), {"body": "x"}, keep_html=False) == {"body": "x"}


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


ODD = (
    b'{"big": 1E400, "exact": 1.10, "long": ' + b"9" * 5000 + b', "nested": [1, {"a" : -0.0}], "half": "\\ud83d",'
    b' "caf\xc3\xa9": "\\u00e9", "none": NaN}'
)


def test_what_nobody_changes_is_written_as_it_was() -> None:
    row = parse_row(ODD)
    assert row_bytes(row, row) == ODD + b"\n"
    new = {**row, "exact": "new"}
    assert row_bytes(new, row) == ODD.replace(b"1.10", b'"new"') + b"\n"
    assert parse_row(b' { "a":1 ,\t"b":\n[] } ').raw == {"a": "1", "b": "[]"}
    assert parse_row(b"{}") == {}


def test_numbers_that_json_has_not_become_null() -> None:
    assert row_bytes({"a": [float("nan"), {"b": float("-inf")}], "c": 1.5}) == b'{"a": [null, {"b": null}], "c": 1.5}\n'


@pytest.mark.parametrize(
    "line",
    [b"", b"[1]", b"7", b"{", b'{"a"}', b'{"a": }', b'{"a": 1,}', b'{"a": 1} x', b'{"a": "\xff"}', b"{]", b"{}}"],
)
def test_what_is_no_object(line: bytes) -> None:
    with pytest.raises(InputError, match=r"invalid JSON|not a JSON object"):
        parse_row(line)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (b'{"id": 7, "url": "u", "html": "<p>cut o', {"id": 7, "url": "u"}),
        (b'{"id": 7, "html": "\xff", "last": 1}', {"id": 7, "html": "\ufffd", "last": 1}),
        (b"[1]", {}),
        (b"\xff\xfe", {}),
        (b'{"deep": ' + b"[" * 100_000, {}),
    ],
)
def test_what_can_be_kept_of_a_torn_row(line: bytes, found: dict[str, object]) -> None:
    assert valid_part(line) == found


def test_an_error_of_an_earlier_run_goes() -> None:
    assert without_stale_error(parse_row(b'{"error": "invalid JSON", "line": 3, "id": 1}')) == {"id": 1}
    for line in (b'{"error": 0.05, "line": 3}', b'{"line": 3}', b'{"error": null}'):
        assert without_stale_error(parse_row(line)) == parse_row(line)


def test_a_false_value_is_a_value() -> None:
    row = {"free": False, "section": 0, "description": "", "tags": [], "title": None}
    assert [name for name in row if fills(name, "new", row)] == ["description", "tags", "title"]
    assert not any(fills(name, None, row) for name in row)
    assert fills("date", None, row)
