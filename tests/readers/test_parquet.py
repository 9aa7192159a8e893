"""Parquet in."""

from __future__ import annotations

import gc
import pickle
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from newsclean import InputError
from newsclean.page import Fields, Record
from newsclean.readers import reader
from newsclean.readers.parquet import row_of
from newsclean.readers.streams import STDIN, Meter, Reading
from tests.views import BINARY_VIEW, STRING_VIEW


def records(path: Path, fields: Fields | None = None, meter: Meter | None = None) -> list[Record]:
    return list(reader(str(path))(str(path), Reading(fields or Fields(), None, meter or Meter())))


def test_a_record_a_row_whatever_the_columns_are_made_of(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pages = ["<p>Über eins</p>", None, "<p>drei</p>"]
    texts = [None, "zwei", None]
    for kind in (pa.string(), pa.large_string(), STRING_VIEW, pa.dictionary(pa.int32(), pa.string())):
        columns = {
            "html": pa.array(pages, kind),
            "text": pa.array(texts, kind),
            "url": ["https://a.example/1", None, ""],
        }
        pq.write_table(pa.table(columns), path, row_group_size=2)
        found = records(path)
        assert [(each.name, each.source, each.kind, each.encoding) for each in found] == [
            (f"{path}:1", "<p>Über eins</p>".encode(), "html", "utf-8"),
            (f"{path}:2", b"zwei", "text", "utf-8"),
            (f"{path}:3", b"<p>drei</p>", "html", "utf-8"),
        ]
        assert [each.url for each in found] == ["https://a.example/1", None, None]
        assert [each.cells.group for each in found if each.cells] == [(str(path), 0), (str(path), 0), (str(path), 1)]


def test_bytes_stay_bytes_and_missing_columns_are_no_page(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"page": [b"caf\xe9"], "text": [3]}), path)
    (found,) = records(path, Fields(html="page"))
    assert (found.source, found.kind, found.encoding) == (b"caf\xe9", "html", None)
    (none,) = records(path)
    assert (none.source, none.kind) == (b"", "auto")


@pytest.mark.parametrize(
    "kind", [pa.binary(), pa.large_binary(), BINARY_VIEW, pa.dictionary(pa.int32(), pa.binary())], ids=str
)
def test_pages_of_bytes_are_decoded_by_what_they_say(tmp_path: Path, kind: pa.DataType) -> None:
    path = tmp_path / "a.parquet"
    columns = {"html": pa.array([b"<p>caf\xe9", None], kind), "url": pa.array([b"https://a.example/1", None], kind)}
    pq.write_table(pa.table(columns), path)
    first, second = records(path)
    assert (first.source, first.kind, first.encoding, first.url) == (
        b"<p>caf\xe9", "html", None, "https://a.example/1",
    )  # fmt: skip
    assert (second.source, second.kind, second.url) == (b"", "auto", None)


def test_a_file_without_rows_says_what_columns_it_has(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    schema = pa.schema([("id", pa.int16()), ("html", STRING_VIEW), ("tags", pa.list_(pa.string()))])
    for write in (lambda: pq.write_table(schema.empty_table(), path), lambda: pq.ParquetWriter(path, schema).close()):
        write()
        reading = Reading()
        assert list(reader(str(path))(str(path), reading)) == []
        (cells,) = reading.empty
        assert cells.batch.schema == schema
    pq.write_table(pa.table({"text": ["a"]}), path)
    reading = Reading()
    assert len(list(reader(str(path))(str(path), reading))) == 1
    assert reading.empty == []


def test_a_row_has_all_its_values_even_times_that_python_does_not_know(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    nanoseconds = pa.array([0, 1_735_787_045_123_456_789], pa.timestamp("ns"))
    far = pa.array([0, 400_000_000_000_000_000], pa.timestamp("us"))
    pq.write_table(pa.table({"text": ["a", "b"], "ns": nanoseconds, "far": far, "in": [None, {"a": [1]}]}), path)
    _, second = records(path)
    assert second.cells is not None
    row = row_of(second.cells)
    assert row["ns"] == "2025-01-02 03:04:05.123456789"
    assert row["far"].startswith("14645-")
    assert (row["text"], row["in"]) == ("b", {"a": [1]})


def test_batches_stay_in_their_process(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": ["x" * 100_000, "y"], "image": [bytes(1_000_000), b""]}), path)
    sent = pickle.dumps(records(path)[1])
    assert len(sent) < 1000
    there = pickle.loads(sent)
    assert there.cells.batch is None
    assert there.cells.fields == Fields()


def test_memory_is_bounded_by_the_row_group(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    with pq.ParquetWriter(path, pa.schema([("text", pa.string())]), compression="none") as writer:
        for group in range(20):
            writer.write_table(pa.table({"text": [f"{group} {at} " + "x" * 50_000 for at in range(100)]}))
    gc.collect()
    most = 0
    meter = Meter()
    for _ in reader(str(path))(str(path), Reading(meter=meter)):
        most = max(most, pa.total_allocated_bytes())
    assert path.stat().st_size > 90_000_000
    assert most < 20_000_000
    assert 0.9 < meter.read / path.stat().st_size < 1.1
    pq.write_table(pa.table({"text": ["x" * 50_000] * 100}), path, compression="zstd")
    meter = Meter()
    list(reader(str(path))(str(path), Reading(meter=meter)))
    assert meter.read < path.stat().st_size


def test_what_is_no_parquet_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"no such thing" * 99)
    with pytest.raises(InputError, match="not a valid Parquet file"):
        records(path)
    with pytest.raises(InputError, match="no such file"):
        records(tmp_path / "b.parquet")
    with pytest.raises(InputError, match="unpack it first"):
        records(tmp_path / "b.parquet.gz")
    with pytest.raises(InputError, match="name the file"):
        next(reader("x.parquet")(STDIN, Reading()))


def test_a_cut_off_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(
        pa.table({"text": [str(at) * 99 for at in range(5000)]}), path, row_group_size=1000, compression="none"
    )
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 3000] = b"\xff" * 3000
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"after row \d+: not a valid Parquet file"):
        records(path)


def test_without_pyarrow_it_says_what_to_install(tmp_path: Path) -> None:
    code = "import sys; sys.modules['pyarrow'] = None; from newsclean.cli import main; main()"
    for args in (["a.parquet"], ["-o", "b.parquet", "-"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *args], input=b"x", capture_output=True, cwd=tmp_path, check=False
        )
        assert done.returncode == 2
        assert b"pip install 'newsclean[parquet]'" in done.stderr
        assert b"Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_table_without_pages_says_what_columns_it_has(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"id": [1, 2], "body": ["<p>One.", "<p>Two."]}), path)
    with pytest.raises(InputError, match=r"has no column 'html' or 'text', but 'id', 'body' \(--html-field"):
        records(path)
    assert len(records(path, Fields(html="body"))) == 2
