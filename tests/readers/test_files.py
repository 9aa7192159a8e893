"""Files in."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsclean import InputError
from newsclean.readers import reader


def test_a_file_is_one_record(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"<p>x")
    (record,) = reader(str(path))(str(path))
    assert (record.name, record.source, record.url) == (str(path), b"<p>x", None)


@pytest.mark.parametrize("name", ["", "missing.html", "a\0b"])
def test_what_cannot_be_read(tmp_path: Path, name: str) -> None:
    path = f"{tmp_path}/{name}"
    with pytest.raises(InputError):
        list(reader(path)(path))
