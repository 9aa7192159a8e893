"""Files in."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsclean.readers import reader
from newsclean.readers.files import is_page
from newsclean.readers.streams import Reading, suffixes


def test_a_file_is_one_record_that_is_not_read_yet(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    (record,) = reader(str(path))(str(path), Reading())
    assert (record.name, record.source, record.url) == (str(path), path, None)


@pytest.mark.parametrize(("name", "wanted"), [("a.HTML", True), ("a.txt", True), ("a.png", False), ("README", False)])
def test_pages_in_folders_are_known_by_their_suffix(name: str, wanted: bool) -> None:
    assert is_page(suffixes(name)[0]) is wanted
