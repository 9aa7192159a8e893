"""Parquet out."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from newsclean import OutputError
from newsclean.page import Cells, Fields
from newsclean.writers.parquet import MAX_ROWS, Table


def written(rows: list[dict[str, Any]], **options: Any) -> pa.Table:
    file = BytesIO()
    table = Table(file, **options)
    for row in rows:
        table.add(row)
    table.close()
    return pq.read_table(BytesIO(file.getvalue()))


def test_rows_become_columns_and_each_has_an_error() -> None:
    table = written([{"id": 1, "text": "a", "tags": ["x"]}, {"id": 2, "text": None, "error": "no"}], names=["authors"])
    assert table.to_pylist() == [
        {"id": 1, "text": "a", "tags": ["x"], "error": None, "authors": None},
        {"id": 2, "text": None, "tags": None, "error": "no", "authors": None},
    ]
    assert table.schema.field("authors").type == pa.list_(pa.string())


def test_columns_that_were_empty_at_first_have_their_types() -> None:
    rows: list[dict[str, Any]] = [{"text": None, "removed": [], "tags": [], "error": "no"}] * MAX_ROWS
    removed = [{"index": 1, "reason": "r", "evidence": "e", "text": "t"}]
    table = written([*rows, {"text": "x", "removed": removed, "tags": ["y"]}])
    assert table.to_pylist()[-1] == {"text": "x", "removed": removed, "tags": ["y"], "error": None}
    assert len(table) == MAX_ROWS + 1


def test_what_does_not_fit_is_said() -> None:
    with pytest.raises(OutputError, match="the values of 'id' are of several types"):
        written([{"id": 1}, {"id": "one"}])
    with pytest.raises(OutputError, match="do not have: new"):
        written([{"id": 1}] * MAX_ROWS + [{"id": 1, "new": 2}])
    with pytest.raises(OutputError, match="does not fit"):
        written([{"id": 1}] * MAX_ROWS + [{"id": "one"}])


@pytest.mark.parametrize("value", [{}, 10**30, {"a": 1, "b": {}}])
def test_what_no_column_holds_is_said(value: object) -> None:
    with pytest.raises(OutputError, match=r"Parquet does not hold such rows|the values of 'x'"):
        written([{"x": value}])


def test_no_rows_are_a_file_all_the_same() -> None:
    assert written([]).num_rows == 0


def test_names_that_are_no_text_are_written() -> None:
    assert written([{"name": "a\udcff"}]).to_pylist()[0]["name"] == "a\\udcff"


def test_a_tables_rows_keep_their_columns_and_types() -> None:
    schema = pa.schema(
        [("id", pa.int16()), ("html", pa.string()), ("date", pa.timestamp("us")), ("title", pa.string())]
    )
    schema = schema.with_metadata({"huggingface": "{}", "mine": "1"})
    batch = pa.record_batch([[1, 2, 3], ["<p>", "<p>", "<p>"], [None, 5, 6], ["T", None, ""]], schema=schema)
    file = BytesIO()
    table = Table(file)
    for at in range(3):
        values = {"text": f"t{at}", "date": "2025-01-01", "title": "new", "authors": ["A"]}
        table.add(values, Cells(batch, at, ("a", 0), Fields()))
    table.close()
    out = pq.read_table(BytesIO(file.getvalue()))
    assert out.schema.names == ["id", "text", "date", "title", "authors", "error"]
    assert out.schema.field("id").type == pa.int16()
    assert out.column("date").to_pylist() == batch.column(2).to_pylist()  # a text is no time
    assert out.column("title").to_pylist() == ["T", "new", "new"]
    assert out.column("text").to_pylist() == ["t0", "t1", "t2"]
    assert out.schema.metadata == {b"mine": b"1"}


def test_html_stays_on_demand_and_text_in_its_place() -> None:
    batch = pa.record_batch(
        {"text": pa.array(["a", "b"], pa.large_string()), "html": ["<p>", None], "error": [1, None]}
    )
    file = BytesIO()
    table = Table(file, keep_html=True)
    table.add({"text": "new"}, Cells(batch, 0, ("a", 0), Fields()))
    table.add({"text": None, "error": "no"}, Cells(batch, 1, ("a", 0), Fields()))
    table.close()
    out = pq.read_table(BytesIO(file.getvalue()))
    assert out.to_pylist() == [
        {"text": "new", "html": "<p>", "error": "1"},
        {"text": None, "html": None, "error": "no"},
    ]
    assert out.schema.field("text").type == pa.large_string()


def test_row_groups_are_those_of_the_input() -> None:
    file = BytesIO()
    table = Table(file)
    for group, size in enumerate((3, 1, 2)):
        for half in range(2):
            batch = pa.record_batch({"text": [f"{half} {at}" for at in range(size)]})
            for at in range(size):
                table.add({"text": "x"}, Cells(batch, at, ("a", group), Fields()))
    table.close()
    metadata = pq.ParquetFile(BytesIO(file.getvalue())).metadata
    assert [metadata.row_group(at).num_rows for at in range(3)] == [6, 2, 4]


def test_texts_are_columns_whatever_is_in_them() -> None:
    texts = ["", None, "Łódź", "a\udcff", None, *map(str, range(20))]
    column = Table(BytesIO()).strings(texts)
    column.validate(full=True)
    assert column.to_pylist() == ["", None, "Łódź", "a\\udcff", None, *map(str, range(20))]
    assert column.null_count == 2
