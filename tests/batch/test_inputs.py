"""Paths to records."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from newsclean.batch.inputs import Inputs, Unread


def names(inputs: Inputs, path: Path) -> list[str]:
    return [
        f"{os.path.relpath(each.name, path)}{': ' + each.message if isinstance(each, Unread) else ''}"
        for each in inputs.records([str(path)])
    ]


def test_a_folder_in_the_order_of_its_names(tmp_path: Path) -> None:
    for name in ("b.html", "a/2.txt", "a/1.html.gz", "c.png", ".hidden.html", "a/.git/x.html", "z\n.html"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    assert names(Inputs(), tmp_path) == ["a/1.html.gz", "a/2.txt", "b.html", "z\n.html"]
    assert names(Inputs(exclude=("a", "z*")), tmp_path) == ["b.html"]


def test_links_that_lead_nowhere_or_round_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("x")
    (tmp_path / "b.html").symlink_to(tmp_path / "gone.html")
    (tmp_path / "c").symlink_to(tmp_path)
    (tmp_path / "d.html").symlink_to(tmp_path / "a.html")
    assert names(Inputs(), tmp_path) == [
        "a.html",
        "b.html: a broken link",
        "c: a link to a folder that contains it",
        "d.html",
    ]


def test_an_unreadable_folder_is_named(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    if os.access(closed, os.R_OK):
        pytest.skip("may read everything")
    assert names(Inputs(), tmp_path) == ["closed: Permission denied"]


def test_a_folder_without_pages_is_named(tmp_path: Path) -> None:
    (found,) = Inputs().records([str(tmp_path)])
    assert isinstance(found, Unread)
    assert found.message.startswith("a folder without pages")
