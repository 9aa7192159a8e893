"""A folder that mirrors its inputs."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsclean import OutputError
from newsclean.batch.tree import Tree


def test_places_mirror_the_inputs(tmp_path: Path) -> None:
    tree = Tree(tmp_path, "text", ["in"])
    assert tree.place("in/a/b.html") == tmp_path / "a/b.txt"
    assert tree.place("x/y.html.gz") == tmp_path / "x/y.txt"
    assert tree.place("/far/away/z") == tmp_path / "z.txt"
    assert tree.place("in/../out/v.html") == tmp_path / "v.txt"
    assert tree.place("in/./c//.w.d.HTML.gz") == tmp_path / "c/.w.d.txt"
    with pytest.raises(OutputError, match="is taken by an input before it"):
        tree.place("in/a/b.htm")


def test_an_input_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(OutputError, match="over itself"):
        Tree(tmp_path, "text", [str(tmp_path)]).place(str(tmp_path / "a.txt"))
