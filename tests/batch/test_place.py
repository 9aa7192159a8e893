"""Texts that are written again in their own places."""

from __future__ import annotations

import gzip
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.batch.test_run import ARTICLE, SCRAPED, run


def test_what_is_no_text_of_its_own_is_not_rewritten(tmp_path: Path) -> None:
    packed, table = tmp_path / "a.txt.gz", tmp_path / "a.parquet"
    packed.write_bytes(gzip.compress(SCRAPED.read_bytes()))
    pq.write_table(pa.table({"text": [SCRAPED.read_text("utf-8"), ARTICLE.read_text("utf-8")]}), table)
    before = packed.read_bytes(), table.read_bytes()
    done = run("-w", packed, table)
    assert done.returncode == 2
    assert done.stderr.count(b"is no file of its own that could be rewritten; -o names an output") == 2
    assert b"3 read, 1 written, 2 failed (not written 2)" in done.stderr
    assert (packed.read_bytes(), table.read_bytes()) == before
    assert run("--check", table).stdout == f"{table}:1\n".encode()
