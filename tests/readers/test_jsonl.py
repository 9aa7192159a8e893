"""JSON Lines in."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from newsclean import InputError
from newsclean.page import Fields, Record
from newsclean.readers import reader
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
