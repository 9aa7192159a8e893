"""JSON Lines in."""

from __future__ import annotations

import gzip
import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from newsclean import InputError
from newsclean.page import Fields, Record, Unread
from newsclean.readers import reader
from newsclean.readers.jsonl import MAX_LINE_BYTES, PART_BYTES, is_blank_row
from newsclean.readers.streams import Reading


def test_a_record_a_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "one"}\n\n{"text": "two"}')
    records = list(reader(str(path))(str(path), Reading()))
    assert [(record.name, record.source) for record in records] == [
        (f"{path}:1", b'{"text": "one"}\n'),
        (f"{path}:3", b'{"text": "two"}'),
    ]
    assert records[0].row == Fields()


def test_a_broken_archive_gives_its_lines_and_says_where_it_broke(tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson.gz"
    lines = b"".join(b'{"text": "%d"}\n' % at for at in range(50_000))
    path.write_bytes(gzip.compress(lines)[:-5000])
    taken: list[Record] = []
    with pytest.raises(InputError, match="after line"):
        taken.extend(reader(str(path))(str(path), Reading()))
    assert len(taken) > 1000


def test_a_row_that_is_too_long_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wb", 1) as file:
        file.write(b'{"id": 1, "text": "')
        for _ in range(1 + (MAX_LINE_BYTES >> 20)):
            file.write(b"a" * (1 << 20))
        file.write(b'"}\n{"id": 2, "text": "one"}\n')
    long, short = reader(str(path))(str(path), Reading())
    assert isinstance(long, Unread)
    assert (long.name, long.kind) == (f"{path}:1", "too large")
    assert long.part is not None
    assert isinstance(long.part.source, bytes)
    assert len(long.part.source) == PART_BYTES
    assert short.source == b'{"id": 2, "text": "one"}\n'
    command = f"ulimit -v 3000000; {shlex.quote(sys.executable)} -m newsclean -q {shlex.quote(str(path))}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["id"], bool(row["text"]), row.get("line")) for row in rows] == [(1, False, 1), (2, True, None)]


def test_standard_input_is_no_longer_than_a_page_may_be(tmp_path: Path) -> None:
    path = tmp_path / "bomb.gz"
    with gzip.open(path, "wb", 1) as file:
        for _ in range(1000):
            file.write(bytes(1 << 20))
    command = f"ulimit -v 1000000; {shlex.quote(sys.executable)} -m newsclean < {shlex.quote(str(path))}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"newsclean: <stdin>: larger than 20,000,000 bytes (--max-bytes)\n"


def test_a_byte_order_mark_alone_is_no_row() -> None:
    assert all(map(is_blank_row, (b"\xef\xbb\xbf\r\n", b"\xef\xbb\xbf", b" \t\n")))
    assert not any(map(is_blank_row, (b"\xef\xbb\xbf{}\n", b"0")))
