"""Texts that are written again in their own places."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from newsclean import DEFAULT
from newsclean.batch.in_place import rewrite
from newsclean.batch.inputs import Inputs
from newsclean.batch.job import Job
from newsclean.batch.run import Run
from tests.batch.test_run import ARTICLE, SCRAPED, run


def test_what_is_no_text_of_its_own_is_not_rewritten(tmp_path: Path) -> None:
    packed, table = tmp_path / "a.txt.gz", tmp_path / "a.parquet"
    packed.write_bytes(gzip.compress(SCRAPED.read_bytes()))
    pq.write_table(pa.table({"text": [SCRAPED.read_text("utf-8"), ARTICLE.read_text("utf-8")]}), table)
    before = packed.read_bytes(), table.read_bytes()
    done = run("-w", packed, table)
    assert done.returncode == 2
    assert done.stderr.count(b"cannot be rewritten in place: use -o to name an output") == 2
    assert b"3 read, 1 written, 2 failed (not written 2)" in done.stderr
    assert (packed.read_bytes(), table.read_bytes()) == before
    assert run("--check", table).stdout == f"{table}:1\n".encode()


def test_marks_and_ends_of_lines_of_rows_stay(tmp_path: Path) -> None:
    path, twice = (
        tmp_path / "a.jsonl",
        "The bridge of Port Halden stays open to cars through the winter, the council said.",
    )
    rows = [json.dumps({"id": at, "text": f"{twice}\n{ARTICLE.read_text('utf-8')}{twice}\n"}) for at in range(3)]
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n\r\n".join(rows).encode())
    assert run("-w", path).returncode == 0
    content = path.read_bytes()
    assert content.startswith(b'\xef\xbb\xbf{"id": 0, ')
    assert content.count(b"\r\n\r\n{") == content.count(b"\n{") == 2
    assert content.endswith(b"}")
    assert len(content) < len("".join(rows))
    assert b"\xef\xbb\xbf" not in run("-o", "-", SCRAPED.with_name("article.txt"), path).stdout


def test_rows_beside_one_that_cannot_be_read_are_not_counted_as_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsclean.readers.jsonl.MAX_LINE_BYTES", 9000)
    path = tmp_path / "a.jsonl"
    row = json.dumps({"text": SCRAPED.read_text("utf-8")}) + "\n"
    path.write_text(row + json.dumps({"text": "x" * 20_000}) + "\n" + row)
    before, said = path.read_bytes(), []
    run_of = Run(Job(DEFAULT, in_place=True), Inputs(), lambda *message: said.append(message))
    rewrite(run_of, [str(path)])
    assert path.read_bytes() == before
    assert said[-1] == (str(path), "left as it is, because a row could not be read", True)
    assert (run_of.tally.written, run_of.tally.failed) == (0, {"too large": 1, "not written": 2})


def test_rows_in_utf_16_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    row = json.dumps({"text": SCRAPED.read_text("utf-8")}) + "\n"
    path.write_bytes((row * 4).encode("utf-16"))
    before = path.read_bytes()
    done = run("-w", "--from", "jsonl", path)
    assert done.returncode == 2
    assert path.read_bytes() == before
    assert b"0 written" in done.stderr
    assert b"UTF-8" in done.stderr


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root writes for others")
def test_the_owner_of_a_text_stays(tmp_path: Path) -> None:
    for at, args in enumerate((["-w", "a.txt"], ["-o", "a.txt", SCRAPED], ["-o", "./", SCRAPED])):
        path = tmp_path / ("scraped.txt" if at == 2 else "a.txt")
        path.write_bytes(SCRAPED.read_bytes())
        os.chown(path, 1234, 1235)
        path.chmod(0o640)
        assert run(*args, cwd=tmp_path).returncode == 0
        state = path.stat()
        assert state.st_size < SCRAPED.stat().st_size
        assert (state.st_uid, state.st_gid, state.st_mode & 0o777) == (1234, 1235, 0o640)
