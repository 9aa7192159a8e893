"""Files that are whole or not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsclean.batch.outputs import draft


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
