"""Files that are whole or not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsclean.batch.outputs import draft, put_all


def test_a_draft_takes_its_place_with_the_old_permissions(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 251 + ".txt")
    path.write_text("old")
    path.chmod(0o640)
    with draft(path) as file:
        file.write(b"new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_draft_that_is_not_finished_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with pytest.raises(TypeError), draft(path) as file:
        file.write(b"half" + "whole")  # type: ignore[operator]
    assert list(tmp_path.iterdir()) == []


def test_many_are_put_in_their_places_and_one_that_cannot_be_stops_no_other(tmp_path: Path) -> None:
    old, new, bad = tmp_path / "a.txt", tmp_path / "made/deep/b.txt", tmp_path / "c.txt"
    old.write_text("old")
    old.chmod(0o640)
    bad.mkdir()
    below_a_file = old / "d.txt"
    files = [(str(path), f"{path.name} is new".encode()) for path in (old, bad, new, below_a_file)]
    errors = put_all(files)
    assert [type(error) for error in errors] == [type(None), IsADirectoryError, type(None), NotADirectoryError]
    assert old.read_text() == "a.txt is new"
    assert old.stat().st_mode & 0o777 == 0o640
    assert new.read_text() == "b.txt is new"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.txt", "b.txt", "c.txt", "deep", "made"]
