"""Files that are whole or not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsclean import OutputError
from newsclean.batch.outputs import Tree, draft


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


def test_places_mirror_the_inputs(tmp_path: Path) -> None:
    tree = Tree(tmp_path, "text")
    assert tree.place("in/a/b.html", "in") == tmp_path / "a/b.txt"
    assert tree.place("x/y.html.gz", None) == tmp_path / "x/y.txt"
    assert tree.place("/far/away/z", None) == tmp_path / "z.txt"
    with pytest.raises(OutputError, match=r"is taken by in/a/b\.html"):
        tree.place("in/a/b.htm", "in")


def test_an_input_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(OutputError, match="over itself"):
        Tree(tmp_path, "text").place(str(tmp_path / "a.txt"), str(tmp_path))
