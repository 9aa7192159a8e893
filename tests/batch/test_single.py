"""All results in one file, by the command itself."""

from __future__ import annotations

import gzip
import json
from datetime import datetime
from importlib import import_module
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from newsclean import OutputError
from newsclean.batch.single import form_of
from tests.batch.test_run import ARTICLE, HTML, SAMPLES, SCRAPED, run


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table of five row groups; every seventh row has no page, every ninth one without an article."""
    path = tmp_path / "crawl.parquet"
    page = HTML.read_text("utf-8")
    pages = ["<nav>Home</nav>" if at % 9 == 8 else None if at % 7 == 6 else page for at in range(40)]
    columns = {
        "id": pa.array(range(40), pa.uint16()),
        "page": pages,
        "seen": pa.array([datetime(2025, 1, 1)] * 40, pa.timestamp("ms")),
        "image": [bytes([at]) for at in range(40)],
        "tags": [["a", str(at)] for at in range(40)],
        "url": [f"https://a.example/{at}" for at in range(40)],
    }
    pq.write_table(pa.table(columns), path, row_group_size=8)
    return path


@pytest.mark.parametrize("jobs", [1, 2])
def test_parquet_to_parquet(table: Path, tmp_path: Path, jobs: int) -> None:
    done = run("-j", jobs, "--html-field", "page", "-o", tmp_path / "out.parquet", table)
    assert done.returncode == 2
    assert b"40 read, 31 written, 4 without an article, 5 failed (unreadable 5)" in done.stderr
    before, after = pq.read_table(table), pq.read_table(tmp_path / "out.parquet")
    assert after.schema.names == ["id", "text", "seen", "image", "tags", "url", "error"]
    for name in ("id", "seen", "image", "tags", "url"):
        assert after.column(name).equals(before.column(name)), name
    text = run(HTML).stdout.decode().rstrip("\n")
    for at, row in enumerate(after.to_pylist()):
        if at % 9 == 8:
            assert (row["text"], row["error"][:16]) == (None, "no article found")
        elif at % 7 == 6:
            assert row["text"] is None
            assert "the row has no text in 'page' or 'text'" in row["error"]
        else:
            assert (row["text"], row["error"]) == (text, None)
    assert pq.ParquetFile(tmp_path / "out.parquet").num_row_groups == 5
    assert f"{table}:9: no article found".encode() in done.stderr


def test_parquet_to_json_lines_and_back(table: Path, tmp_path: Path) -> None:
    done = run("--html-field", "page", "--metadata", "-o", tmp_path / "out.jsonl", table)
    assert done.returncode == 2
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [row["id"] for row in rows] == list(range(40))
    assert list(rows[0])[:7] == ["id", "text", "seen", "image", "tags", "url", "title"]
    assert rows[0]["url"] == "https://a.example/0"
    assert rows[0]["date"] == "2025-10-28"
    assert run("--html-field", "page", "--metadata", table).stdout == (tmp_path / "out.jsonl").read_bytes()
    assert run("-o", tmp_path / "back.parquet", tmp_path / "out.jsonl").returncode == 3
    back = pq.read_table(tmp_path / "back.parquet").to_pylist()
    assert [row["text"] for row in back] == [row["text"] for row in rows]


@pytest.mark.parametrize("form", ["text", "json"])
def test_pages_become_rows_those_that_failed_too(tmp_path: Path, form: str) -> None:
    names = [SAMPLES / "ferries.html", tmp_path / "no.html", SAMPLES / "scraped.txt"]
    for out in ("a.parquet", "a.jsonl"):
        assert run("--to", form, "-o", tmp_path / out, *names).returncode == 2
    rows = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()]
    table = pq.read_table(tmp_path / "a.parquet").to_pylist()
    assert [row["name"] for row in rows] == [str(name) for name in names]
    assert [row["text"] is None for row in rows] == [False, True, False]
    assert rows[1]["error"] == "no such file"
    assert rows[2]["text"] == ARTICLE.read_text("utf-8")
    for row, cells in zip(rows, table, strict=True):
        assert cells == {name: row.get(name) for name in cells}
        assert set(row) <= set(cells)


def test_pages_become_rows_with_the_text_in_the_field_that_the_user_names(tmp_path: Path) -> None:
    names = [SAMPLES / "ferries.html", tmp_path / "no.html", SAMPLES / "scraped.txt"]
    assert run("--text-field", "body", "-o", tmp_path / "a.jsonl", *names).returncode == 2
    rows = [json.loads(line) for line in (tmp_path / "a.jsonl").read_text("utf-8").splitlines()]
    assert [list(row) for row in rows] == [["name", "url", "body", *error] for error in ([], ["error"], [])]
    assert run("--text-field", "body", "-o", tmp_path / "b.jsonl", tmp_path / "a.jsonl").returncode == 3
    assert (tmp_path / "b.jsonl").read_text("utf-8").splitlines()[2] == json.dumps(rows[2], ensure_ascii=False)
    assert run("--text-field", "body", "--to", "json", "-o", tmp_path / "c.jsonl", *names).returncode == 2
    rows = [json.loads(line) for line in (tmp_path / "c.jsonl").read_text("utf-8").splitlines()]
    assert [row["text"] is None and "body" not in row for row in rows] == [False, True, False]


def test_columns_that_do_not_fit_leave_nothing(tmp_path: Path) -> None:
    rows = [json.dumps({"id": at if at else "zero", "text": ARTICLE.read_text("utf-8")}) for at in range(3)]
    (tmp_path / "a.jsonl").write_text("\n".join(rows), "utf-8")
    done = run("-o", tmp_path / "out.parquet", tmp_path / "a.jsonl")
    assert done.returncode == 2
    message = f"newsclean: {tmp_path}/out.parquet: at its end: the values of 'id' are of several types"
    assert done.stderr.startswith(message.encode())
    assert b"Traceback" not in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl"]


def test_a_table_that_is_given_up_says_so_alone(tmp_path: Path) -> None:
    for name in ("a", "b"):
        rows = pa.table({name: [1, 2], "text": [ARTICLE.read_text("utf-8")] * 2})
        pq.write_table(rows, tmp_path / f"{name}.parquet", row_group_size=1)
    done = run("-o", "out.parquet", "a.parquet", "b.parquet", cwd=tmp_path)
    assert done.returncode == 2
    assert b"a row has a column that earlier rows do not have: b\n" in done.stderr
    assert b"Traceback" not in done.stderr
    assert b" read, 0 written, " in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.parquet", "b.parquet"]


def test_a_name_says_how_a_file_is_compressed(tmp_path: Path) -> None:
    assert run("-o", tmp_path / "a.txt.gz", SCRAPED).returncode == 0
    assert gzip.decompress((tmp_path / "a.txt.gz").read_bytes()) == ARTICLE.read_bytes()
    for packed, module in ((".gz", "gzip"), (".bz2", "bz2"), (".xz", "lzma"), (".zst", "zstandard")):
        path = tmp_path / f"a.jsonl{packed}"
        assert run("-o", path, SCRAPED).returncode == 0
        (row,) = import_module(module).decompress(path.read_bytes()).splitlines()
        assert json.loads(row)["text"] == ARTICLE.read_text("utf-8")
        assert json.loads(run(path).stdout)["text"] == ARTICLE.read_text("utf-8")
    with pytest.raises(OutputError):
        form_of("a.parquet.gz")
