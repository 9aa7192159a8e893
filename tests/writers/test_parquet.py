"""Parquet out."""

from __future__ import annotations

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from newsclean import OutputError
from newsclean.page import Cells, Fields
from newsclean.writers.parquet import MAX_ROWS, Table
from tests.views import BINARY_VIEW, STRING_VIEW

FIRST = "The ferry to Lower Quay will sail twice an hour from Monday, the port of Halden said in its new timetable."
SECOND = "Tickets stay at four crowns, and children under six travel free when an adult is on board with them."
TEXT = f"{FIRST}\n\n{SECOND}"
HTML = f"<html><body><p>{FIRST}</p><p>{SECOND}</p></body></html>"
TEXTS = (
    pa.string(),
    pa.large_string(),
    STRING_VIEW,
    pa.binary(),
    pa.large_binary(),
    BINARY_VIEW,
    pa.dictionary(pa.int32(), pa.string()),
    pa.dictionary(pa.int32(), pa.binary()),
)
OTHERS = {
    "tags": pa.array([["a", "b"], None, []] * 10, pa.list_(pa.string())),
    "views": pa.array([["a"], None, []] * 10, pa.list_(STRING_VIEW)),
    "struct": pa.array([{"n": 1, "s": ["x"]}, None, {"n": None, "s": []}] * 10),
    "inner": pa.array([{"v": "x"}, None, {"v": None}] * 10, pa.struct([("v", STRING_VIEW)])),
    "map": pa.array([[("k", 1)], None, []] * 10, pa.map_(pa.string(), pa.int32())),
    "view": pa.array(["x", None, "z"] * 10, STRING_VIEW),
    "bytes": pa.array([b"\xff", None, b""] * 10, BINARY_VIEW),
    "large": pa.array([b"\xff", None, b""] * 10, pa.large_binary()),
    "fixed": pa.array([b"ab", None, b"cd"] * 10, pa.binary(2)),
    "words": pa.array(["x", None, "z"] * 10, pa.large_string()),
    "dictionary": pa.array(["x", None, "x"] * 10).dictionary_encode(),
    "time": pa.array([1_735_787_045_123_456_000, None, 0] * 10, pa.timestamp("ns", "UTC")),
    "number": pa.array(["1.50", None, "2.00"] * 10).cast(pa.decimal128(9, 2)),
}
"""Columns of thirty rows that are no part of a page."""


def run(folder: Path, *args: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "newsclean", *args]
    return subprocess.run(command, capture_output=True, cwd=folder, check=False)


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
        {"id": 1, "text": "a", "tags": ["x"], "error": None, "authors": None, "line": None},
        {"id": 2, "text": None, "tags": None, "error": "no", "authors": None, "line": None},
    ]
    assert table.schema.field("authors").type == pa.list_(pa.string())


def test_columns_that_were_empty_at_first_have_their_types() -> None:
    rows: list[dict[str, Any]] = [{"text": None, "removed": [], "tags": [], "error": "no"}] * MAX_ROWS
    removed = [{"index": 1, "reason": "r", "evidence": "e", "text": "t"}]
    table = written([*rows, {"text": "x", "removed": removed, "tags": ["y"]}])
    assert table.to_pylist()[-1] == {"text": "x", "removed": removed, "tags": ["y"], "error": None, "line": None}
    assert len(table) == MAX_ROWS + 1


def test_what_does_not_fit_is_said() -> None:
    with pytest.raises(OutputError, match="the values of 'id' are of several types"):
        written([{"id": 1}, {"id": "one"}])
    with pytest.raises(OutputError, match="do not have: new"):
        written([{"id": 1}] * MAX_ROWS + [{"id": 1, "new": 2}])


@pytest.mark.parametrize(
    ("first", "late"), [(1, "one"), (1, "007"), (1.5, "1e3"), (True, 5), (True, "0"), (1, True), (1, 1.5), ([1], ["2"])]
)
def test_a_late_value_of_another_type_is_not_changed_into_one_that_fits(first: object, late: object) -> None:
    with pytest.raises(OutputError, match="does not match"):
        written([{"id": first}] * MAX_ROWS + [{"id": late}])


@pytest.mark.parametrize(
    ("first", "late", "kept"), [(None, 7, "7"), ("a", 7, "7"), (1.5, 2, 2.0), (1, None, None), ([1], [], [])]
)
def test_a_late_value_that_stays_readable_is_taken(first: object, late: object, kept: object) -> None:
    assert written([{"id": first}] * MAX_ROWS + [{"id": late}])["id"][-1].as_py() == kept


@pytest.mark.parametrize("value", [{}, 10**30, {"a": 1, "b": {}}])
def test_what_no_column_holds_is_said(value: object) -> None:
    with pytest.raises(OutputError, match=r"Parquet cannot store these rows|the values of 'x'"):
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
    assert out.schema.field("error").type == pa.string()
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


@pytest.mark.parametrize("kind", TEXTS, ids=str)
def test_columns_keep_their_types(tmp_path: Path, kind: pa.DataType) -> None:
    """Through the command, over several row groups, one row without a page in each three."""
    binary = "binary" in str(kind)
    html, text = (page.encode() if binary else page for page in (HTML, TEXT))
    plain = pa.binary() if binary else pa.string()
    pages = {"html": [html, None, None] * 10, "text": [None, text, None] * 10}
    columns = {name: pa.array(values, plain).cast(kind) for name, values in pages.items()}
    table = pa.table({"id": pa.array(range(30), pa.int16()), **columns, **OTHERS})
    with pq.ParquetWriter(tmp_path / "in.parquet", table.schema) as writer:
        for start in range(0, 30, 12):
            rows = table.slice(start, 12).to_pylist()  # pyarrow does not write slices of a view in a struct
            writer.write_table(pa.Table.from_pylist(rows, table.schema))
    done = run(tmp_path, "-j", "2", "-o", "out.parquet", "in.parquet")
    assert (done.returncode, done.stderr.count(b"the row has no text")) == (2, 10)
    found = pq.ParquetFile(tmp_path / "out.parquet")
    assert [found.metadata.row_group(at).num_rows for at in range(found.num_row_groups)] == [12, 12, 6]
    out = found.read()
    assert out.schema.names == ["id", "text", *OTHERS, "error"]
    before = pq.read_table(tmp_path / "in.parquet")
    for name in ("id", *OTHERS):
        assert out.column(name).type == before.column(name).type, name
        assert str(out.column(name).combine_chunks()) == str(before.column(name).combine_chunks()), name
    assert out.column("text").type == before.column("text").type
    assert out.column("text").to_pylist() == [text, text, None] * 10
    assert [error is None for error in out.column("error").to_pylist()] == [True, True, False] * 10


@pytest.mark.parametrize("kind", TEXTS, ids=str)
def test_tables_become_lines_whatever_their_columns_are(tmp_path: Path, kind: pa.DataType) -> None:
    page = HTML.encode() if "binary" in str(kind) else HTML
    pq.write_table(pa.table({"html": pa.array([page] * 30).cast(kind), **OTHERS}), tmp_path / "in.parquet")
    done = run(tmp_path, "-o", "out.jsonl", "in.parquet")
    assert (done.returncode, b"30 read, 30 written" in done.stderr) == (0, True)
    first, *rest = map(json.loads, (tmp_path / "out.jsonl").read_text().splitlines())
    assert len(rest) == 29
    assert first["text"] == TEXT
    assert (first["tags"], first["inner"], first["map"]) == (["a", "b"], {"v": "x"}, [["k", 1]])
    assert (first["bytes"], first["number"]) == ("/w==", "1.50")
    assert first["time"] == "2025-01-02T03:04:05.123456+00:00"


@pytest.mark.parametrize("options", [[], ["-j", "2"]])
def test_a_file_without_rows_keeps_its_columns(tmp_path: Path, options: list[str]) -> None:
    schema = pa.schema([("id", pa.int16()), ("html", pa.large_string()), ("tags", pa.list_(STRING_VIEW))])
    pq.write_table(schema.empty_table(), tmp_path / "in.parquet")
    assert run(tmp_path, *options, "-o", "out.parquet", "in.parquet").returncode == 0
    out = pq.read_table(tmp_path / "out.parquet")
    kept = [("id", pa.int16()), ("text", pa.string()), ("tags", pa.list_(STRING_VIEW)), ("error", pa.string())]
    assert out.num_rows == 0
    assert out.schema == pa.schema(kept)
    pq.write_table(pa.table({"html": [HTML]}), tmp_path / "more.parquet")
    assert run(tmp_path, *options, "-o", "out.parquet", "in.parquet", "more.parquet").returncode == 0
    assert pq.read_table(tmp_path / "out.parquet").to_pylist() == [{"text": TEXT, "error": None}]
    assert run(tmp_path, *options, "-o", "out.jsonl", "in.parquet").returncode == 0
    assert (tmp_path / "out.jsonl").read_bytes() == b""


@pytest.mark.parametrize("kind", [*TEXTS, pa.null()], ids=str)
def test_an_error_of_an_earlier_run_goes_with_success(tmp_path: Path, kind: pa.DataType) -> None:
    old = pa.array([None] * 3, kind) if kind == pa.null() else pa.array(["old", "old", None]).cast(kind)
    pq.write_table(pa.table({"html": [HTML, None, HTML], "error": old}), tmp_path / "in.parquet")
    assert run(tmp_path, "-o", "out.parquet", "in.parquet").returncode == 2
    out = pq.read_table(tmp_path / "out.parquet").column("error")
    assert out.type == (pa.string() if kind == pa.null() else kind)
    first, second, third = out.to_pylist()
    assert (first, third) == (None, None)
    assert "the row has no text" in (second.decode() if isinstance(second, bytes) else second)
    assert run(tmp_path, "-o", "out.jsonl", "in.parquet").returncode == 2
    lines = [json.loads(line).get("error") for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert (lines[0], lines[2]) == (None, None)
    assert "the row has no text" in lines[1]


def test_metadata_fills_a_column_that_knows_no_type(tmp_path: Path) -> None:
    page = HTML.replace("<body>", "<head><title>Ferries</title></head><body><h1>Ferries twice an hour</h1>")
    pq.write_table(pa.table({"html": [page], "title": pa.nulls(1), "authors": pa.nulls(1)}), tmp_path / "in.parquet")
    assert run(tmp_path, "--metadata", "-o", "out.parquet", "in.parquet").returncode == 0
    out = pq.read_table(tmp_path / "out.parquet")
    assert out.column("title").to_pylist() == ["Ferries twice an hour"]
    assert out.schema.field("authors").type == pa.list_(pa.string())


def test_a_part_of_a_batch_is_written_whatever_its_types_are() -> None:
    batch = pa.record_batch({"text": pa.array(["a", "b", "c"], STRING_VIEW), "view": OTHERS["view"][:3]})
    file = BytesIO()
    table = Table(file)
    for at in (0, 2):
        table.add({"text": "new"}, Cells(batch, at, ("a", 0), Fields()))
    table.close()
    assert pq.read_table(BytesIO(file.getvalue())).column("view").to_pylist() == ["x", "z"]


def test_what_polars_notes_of_a_column_stays(tmp_path: Path) -> None:
    polars = pytest.importorskip("polars")
    desk = polars.Series(["sea", None], dtype=polars.Enum(["sea", "town"]))
    frame = polars.DataFrame({"html": [HTML, HTML], "desk": desk, "n": [[1], None]})
    frame.write_parquet(tmp_path / "in.parquet")
    assert run(tmp_path, "-o", "out.parquet", "in.parquet").returncode == 0
    out = polars.read_parquet(tmp_path / "out.parquet")
    assert out["text"].to_list() == [TEXT, TEXT]
    assert (out["desk"].dtype, out["n"].dtype) == (frame["desk"].dtype, frame["n"].dtype)


def test_what_duckdb_writes_is_read(tmp_path: Path) -> None:
    database = pytest.importorskip("duckdb").connect()
    columns = "uuid() AS id, map {'k': 1} AS map, {'a': [1]} AS struct, '{}'::JSON AS json"
    query = f"SELECT '{HTML}' AS html, {columns} FROM range(300)"
    database.execute(f"COPY ({query}) TO '{tmp_path}/in.parquet' (ROW_GROUP_SIZE 100)")
    assert run(tmp_path, "-o", "out.parquet", "in.parquet").returncode == 0
    kinds = [
        database.execute(f"DESCRIBE SELECT id, map, struct, json FROM '{tmp_path}/{name}.parquet'").fetchall()
        for name in ("in", "out")
    ]
    assert kinds[0] == kinds[1]
    count = f"SELECT count(*) FROM '{tmp_path}/out.parquet' WHERE text LIKE 'The ferry%'"
    assert database.execute(count).fetchone() == (300,)


def test_a_failed_row_after_the_first_group_has_its_line() -> None:
    rows: list[dict[str, Any]] = [{"text": "a"}] * MAX_ROWS
    table = written([*rows, {"text": None, "error": "no", "line": 1001}])
    assert table.to_pylist()[-1] == {"text": None, "error": "no", "line": 1001}


def test_lone_surrogates_in_names() -> None:
    table = written([{"text": "a", "\ud800k": 1, "m": {"\ud800k": 1}}])
    assert table.to_pylist() == [{"text": "a", "\\ud800k": 1, "m": {"\\ud800k": 1}, "error": None, "line": None}]
    with pytest.raises(OutputError, match="two columns"):
        written([{"text": "a", "\ud800k": 1, "\\ud800k": 2}])
