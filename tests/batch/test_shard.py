"""Files of many pages, each to a file of its own, by the command itself."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from newsclean.readers.streams import read_bytes
from tests.batch.test_run import HTML, SCRAPED, files, run
from tests.readers.test_warc import response

PAGE = HTML.read_text("utf-8")


def rows(first: int, number: int) -> bytes:
    return b"".join(
        json.dumps({"id": at, "html": f"{PAGE}<!--{at}-->"}).encode() + b"\n" for at in range(first, first + number)
    )


@pytest.fixture
def shards(tmp_path: Path) -> Path:
    zstandard = pytest.importorskip("zstandard")
    folder = tmp_path / "shards"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.jsonl").write_bytes(rows(0, 30))
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(rows(30, 40)))
    (folder / "c.jsonl.zst").write_bytes(zstandard.compress(rows(70, 5)))
    (folder / "d.ndjson.bz2").write_bytes(bz2.compress(rows(75, 5)))
    (folder / "deep" / "e.jsonl.xz").write_bytes(lzma.compress(rows(80, 5)))
    warc = b"".join(
        response(f"https://a.example/{at}", b"200 OK\r\nContent-Type: text/html", PAGE.encode()) for at in range(3)
    )
    (folder / "f.warc.gz").write_bytes(gzip.compress(warc))
    pq.write_table(pa.table({"id": [1, 2], "html": [PAGE, PAGE]}), folder / "g.parquet")
    pq.write_table(pa.table({"id": [1], "html": [PAGE]}).slice(0, 0), folder / "h.parquet")
    (folder / "empty.jsonl").write_bytes(b"")
    (folder / "page.html").write_text(PAGE, "utf-8")
    return folder


EXPECTED = {
    "a.jsonl": 30,
    "b.jsonl.gz": 40,
    "c.jsonl.zst": 5,
    "d.ndjson.bz2": 5,
    "deep/e.jsonl.xz": 5,
    "empty.jsonl": 0,
    "f.jsonl.gz": 3,
}


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_shard_has_a_file_of_its_own(shards: Path, tmp_path: Path, jobs: int) -> None:
    out = tmp_path / "out"
    done = run("-j", jobs, "-o", f"{out}/", shards)
    assert done.returncode == 0, done.stderr
    assert files(out) == sorted([*EXPECTED, "g.parquet", "h.parquet", "page.txt"])
    text = run(HTML).stdout.decode().rstrip("\n")
    for name, number in EXPECTED.items():
        found = [json.loads(line) for line in read_bytes(str(out / name)).splitlines()]
        assert [row["text"] for row in found] == [text] * number, name
    assert [json.loads(line)["id"] for line in read_bytes(str(out / "b.jsonl.gz")).splitlines()] == list(range(30, 70))
    assert pq.read_table(out / "g.parquet").to_pylist() == [{"id": at, "text": text, "error": None} for at in (1, 2)]
    empty = pq.read_table(out / "h.parquet")
    assert (empty.num_rows, empty.schema.names) == (0, ["id", "text", "error"])
    assert b"91 read, 91 written, 0 failed" in done.stderr
    again = run("-j", jobs, "--resume", "-o", f"{out}/", shards)
    assert b"0 written, 10 there already, 0 failed" in again.stderr
    (out / "b.jsonl.gz").unlink()
    before = (out / "a.jsonl").stat().st_mtime_ns
    again = run("-j", jobs, "--resume", "-o", f"{out}/", shards)
    assert b"40 written, 9 there already, 0 failed" in again.stderr
    assert (out / "a.jsonl").stat().st_mtime_ns == before
    assert len(read_bytes(str(out / "b.jsonl.gz")).splitlines()) == 40


def test_a_shard_that_is_cut_off_is_named_and_not_taken_for_done(tmp_path: Path) -> None:
    whole = gzip.compress(b"".join(b"%s\n" % json.dumps({"text": f"{at} {SCRAPED}"}).encode() for at in range(9000)), 1)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl.gz").write_bytes(whole[: len(whole) * 2 // 3])
    (tmp_path / "in" / "b.jsonl").write_bytes(rows(0, 3))
    for options in ((), ("--resume",)):
        done = run(*options, "-o", "out/", "in", cwd=tmp_path)
        assert done.returncode == 2
        assert b"newsclean: in/a.jsonl.gz: after line " in done.stderr
        assert files(tmp_path / "out") == ["a.jsonl.gz", "b.jsonl"]
        assert 1000 < len(read_bytes(str(tmp_path / "out" / "a.jsonl.gz")).splitlines()) < 9000
    (tmp_path / "in" / "a.jsonl.gz").write_bytes(b"\x1f\x8b\x08")
    (tmp_path / "out" / "a.jsonl.gz").unlink()
    assert run("--resume", "-o", "out/", "in", cwd=tmp_path).returncode == 2
    assert files(tmp_path / "out") == ["b.jsonl"]


def test_a_shard_that_cannot_be_written_costs_no_other(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in "ac":
        pq.write_table(pa.table({"html": [PAGE]}), tmp_path / "in" / f"{name}.parquet")
    (tmp_path / "in" / "b.parquet").write_bytes(b"PAR1 and no more")
    (tmp_path / "out" / "c.parquet").mkdir(parents=True)
    done = run("-o", "out/", "in", cwd=tmp_path)
    assert done.returncode == 2
    assert b"in/b.parquet: not a valid Parquet file: " in done.stderr
    assert b"newsclean: in/c.parquet: out/c.parquet: not written: " in done.stderr
    assert b"3 read, 1 written, 2 failed (not written 1, unreadable 1)" in done.stderr
    assert files(tmp_path / "out") == ["a.parquet"]
