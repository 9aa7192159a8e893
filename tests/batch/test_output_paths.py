"""What a run writes is none of its inputs: by the command itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.batch.test_run import ARTICLE, HTML, files, run

ROW = b'{"text": "The council met on Tuesday, and the bridge stays open to cars, it said in the evening."}\n'


@pytest.mark.parametrize(
    ("name", "content", "args"),
    [
        ("page.html", HTML.read_bytes(), ["-o", "page.html", "page.html"]),
        ("page.html", HTML.read_bytes(), ["-o", "page.html", "other.html", "./page.html"]),
        ("y.jsonl", ROW, ["-o", "y.jsonl", "y.jsonl"]),
        ("y.jsonl", ROW, ["--resume", "-o", "y.jsonl", "y.jsonl"]),
        ("y.jsonl", ROW, ["-o", "link.jsonl", "y.jsonl"]),
        ("y.jsonl.partial", ROW, ["-o", "y.jsonl", "--from", "jsonl", "y.jsonl.partial"]),
        ("page.html", HTML.read_bytes(), ["--report", "page.html", "page.html"]),
    ],
)
def test_an_input_is_no_output(tmp_path: Path, name: str, content: bytes, args: list[str]) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "other.html").write_bytes(HTML.read_bytes())
    (tmp_path / "link.jsonl").symlink_to(name)
    done = run(*args, cwd=tmp_path)
    assert done.returncode == 2
    assert b"is an input of this run and would be overwritten: name another output" in done.stderr
    assert done.stderr.count(b"\n") == 1
    assert (tmp_path / name).read_bytes() == content
    assert files(tmp_path) == sorted({name, "other.html", "link.jsonl"})


def test_a_folder_never_includes_the_output(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for name in ("a.html", "b.html"):
        (pages / name).write_bytes(HTML.read_bytes())
    for _ in range(2):
        done = run("-o", "pages/out.jsonl", "--report", "pages/r.html", "pages", cwd=tmp_path)
        assert done.returncode == 0
        assert (pages / "out.jsonl").read_bytes().count(b"\n") == 2
    for each in ("out.jsonl", "r.html", "r.html.pages/1.html", "r.html.pages/2.html"):
        (pages / each).unlink()
    for _ in range(2):
        done = run("-j", "2", "-o", "pages/clean/", "pages", cwd=tmp_path)
        assert b"2 read, 2 written, 0 failed; removed" in done.stderr, done.stderr
    assert files(pages / "clean") == ["a.txt", "b.txt"]


def test_a_folder_never_includes_standard_output(tmp_path: Path) -> None:
    for name in ("a.txt", "c.txt"):
        (tmp_path / name).write_bytes(ARTICLE.read_bytes())
    command = [sys.executable, "-m", "newsclean", "-v", str(tmp_path)]
    with (tmp_path / "b.txt").open("wb") as out, (tmp_path / "log.txt").open("wb") as log:
        assert subprocess.run(command, stdout=out, stderr=log, check=False).returncode == 0
    assert (tmp_path / "b.txt").read_bytes() == ARTICLE.read_bytes() + b"\n" + ARTICLE.read_bytes()
    assert b"2 read, 2 written" in (tmp_path / "log.txt").read_bytes()


@pytest.mark.parametrize("args", [["y.jsonl"], ["-j", "1", "y.jsonl"], [], ["-"]])
def test_no_input_is_standard_output(tmp_path: Path, args: list[str]) -> None:
    path = tmp_path / "y.jsonl"
    path.write_bytes(ROW)
    command = [sys.executable, "-m", "newsclean", *args]
    with path.open("rb") as source, path.open("ab") as out:
        done = subprocess.run(
            command, stdin=source, stdout=out, stderr=subprocess.PIPE, cwd=tmp_path, check=False, timeout=20
        )
    assert done.returncode == 2
    assert b"is an input of this run and would be overwritten: name another output" in done.stderr
    assert path.read_bytes() == ROW


def test_standard_input_is_no_output(tmp_path: Path) -> None:
    path = tmp_path / "y.jsonl"
    path.write_bytes(ROW)
    with path.open("rb") as source:
        done = run("-o", path, stdin=source)
    assert done.returncode == 2
    assert b"<stdin>: is an input of this run and would be overwritten" in done.stderr


def test_an_output_that_is_a_link_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    for name, content in (("out.txt", b"old"), ("out.jsonl", b"old")):
        (tmp_path / "real" / name).write_bytes(content)
        (tmp_path / name).symlink_to(Path("real") / name)
        assert run("-o", tmp_path / name, HTML).returncode == 0
        assert (tmp_path / name).is_symlink()
        assert (tmp_path / "real" / name).stat().st_size > 500
    assert (tmp_path / "out.txt").readlink() == Path("real/out.txt")
