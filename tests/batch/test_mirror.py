"""Folders of results, by the command itself."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from tests.batch.test_run import ARTICLE, HTML, SCRAPED, files, run


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    for name in ("a.html", "x/b.html", "x/story.php", "y/article?id=3", "y/index"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(HTML.read_bytes())
    for name, content in (
        ("x/style.css", b"a { b: c }"),
        ("feed.xml", b"<?xml version='1.0'?><rss>"),
        (".cache", b"x"),
    ):
        (folder / name).write_bytes(content)
    return folder


def test_no_input_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "w").mkdir()
    (tmp_path / "w" / "a.html").write_bytes(HTML.read_bytes())
    (tmp_path / "w" / "a.txt").write_bytes(ARTICLE.read_bytes())
    done = run("-o", "w/", "w", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr == (
        b"newsclean: w/a.txt: would be overwritten by the result of w/a.html: name another folder with -o\n"
    )
    assert (tmp_path / "w" / "a.txt").read_bytes() == ARTICLE.read_bytes()
    assert files(tmp_path) == ["w/a.html", "w/a.txt"]
    (tmp_path / "v").mkdir()
    (tmp_path / "v" / "a.txt").symlink_to("../w/a.txt")
    assert run("-o", "v/", "w/a.txt", cwd=tmp_path).returncode == 2
    assert (tmp_path / "w" / "a.txt").read_bytes() == ARTICLE.read_bytes()


@pytest.mark.parametrize("out", ["articles", "articles/", "articles.2025"])
def test_a_folder_goes_to_a_folder(pages: Path, tmp_path: Path, out: str) -> None:
    done = run("-o", out, "pages", cwd=tmp_path)
    assert done.returncode == 0
    assert files(tmp_path / out) == ["a.txt", "x/b.txt", "x/story.php.txt", "y/article?id=3.txt", "y/index.txt"]
    assert b"5 read, 5 written, 0 failed; passed over: 3 (hidden 1, other files 2); " in done.stderr


def test_what_is_passed_over_is_named_on_demand(pages: Path, tmp_path: Path) -> None:
    error = run("-v", "pages", "--exclude", "*.php", cwd=tmp_path).stderr
    for name, what in (("x/style.css", "other files"), ("x/story.php", "excluded"), (".cache", "hidden")):
        assert f"newsclean: pages/{name}: passed over ({what})\n".encode() in error
    assert b"passed over: 4 (excluded 1, hidden 1, other files 2)" in error
    assert run("-q", "pages", cwd=tmp_path).stderr == b""


def test_only_what_is_included_is_taken(pages: Path, tmp_path: Path) -> None:
    (pages / "notes.md").write_bytes(ARTICLE.read_bytes())
    done = run("-o", "out", "--include", "*.md", "--include", "pages/x/*", "--exclude", "*.css", "pages", cwd=tmp_path)
    assert files(tmp_path / "out") == ["notes.md.txt", "x/b.txt", "x/story.php.txt"]
    assert (tmp_path / "out" / "notes.md.txt").read_bytes() == ARTICLE.read_bytes()
    assert b"not included 4" in done.stderr


def test_what_is_not_included_does_not_fail(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "story.php").write_bytes(HTML.read_bytes())
    (tmp_path / "in" / "gone.html").symlink_to("nowhere")
    assert run("--include", "*.php", "in", cwd=tmp_path).returncode == 0
    assert run("in", cwd=tmp_path).returncode == 2


def test_files_are_mirrored_below_their_common_folder(pages: Path, tmp_path: Path) -> None:
    assert run("-o", "one/", "pages/x/b.html", cwd=tmp_path).returncode == 0
    assert files(tmp_path / "one") == ["b.txt"]
    assert run("-o", "two/", "pages/a.html", "pages/x/b.html", cwd=tmp_path).returncode == 0
    assert files(tmp_path / "two") == ["a.txt", "x/b.txt"]
    assert run("-o", "three/", pages / "x", pages / "y", cwd=tmp_path).returncode == 0
    assert files(tmp_path / "three") == ["x/b.txt", "x/story.php.txt", "y/article?id=3.txt", "y/index.txt"]


def test_a_collision_names_the_winner(pages: Path, tmp_path: Path) -> None:
    (pages / "a.htm").write_bytes(HTML.read_bytes())
    done = run("-o", "out", "pages", cwd=tmp_path)
    assert done.returncode == 2
    assert b"newsclean: pages/a.html: its place out/a.txt is taken by pages/a.htm\n" in done.stderr
    assert b"6 read, 5 written, 1 failed (not written 1)" in done.stderr


def test_resume_never_passes_over_what_has_changed(pages: Path, tmp_path: Path) -> None:
    assert run("-o", "out", "pages", cwd=tmp_path).returncode == 0
    time.sleep(0.02)
    old = tmp_path / "old.html"
    old.write_bytes(HTML.read_bytes().replace(b"winter timetable", b"summer timetable"))
    os.utime(old, (1e9, 1e9))
    old.rename(pages / "a.html")
    assert b"1 written, 4 there already" in run("--resume", "-o", "out", "pages", cwd=tmp_path).stderr
    assert b"summer timetable" in (tmp_path / "out" / "a.txt").read_bytes()
    done = run("--resume", "--captions", "-o", "out", "pages", cwd=tmp_path)
    assert done.returncode == 2
    assert b"newsclean: out: its results were made with other options" in done.stderr
    (tmp_path / ".out.run").unlink()
    assert b"5 written, 0 failed" in run("--resume", "--captions", "-o", "out", "pages", cwd=tmp_path).stderr


def test_resume_never_takes_what_came_of_other_inputs(pages: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "a.html"
    other.parent.mkdir()
    other.write_bytes(HTML.read_bytes().replace(b"winter timetable", b"summer timetable"))
    assert run("-o", "out/", "pages", cwd=tmp_path).returncode == 0
    done = run("--resume", "-o", "out/", "other", cwd=tmp_path)
    assert done.returncode == 2
    assert b"newsclean: out: its results were made with other options" in done.stderr
    assert run("-o", "out/", "other", cwd=tmp_path).returncode == 0
    assert b"summer timetable" in (tmp_path / "out" / "a.txt").read_bytes()


def test_resume_sees_a_link_that_names_another_file(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name, season in (("old.html", b"winter"), ("new.html", b"summer")):
        (tmp_path / name).write_bytes(HTML.read_bytes().replace(b"winter timetable", season + b" timetable"))
    link = tmp_path / "in" / "page.html"
    link.symlink_to("../old.html")
    assert run("-o", "out/", "in", cwd=tmp_path).returncode == 0
    time.sleep(0.02)
    link.unlink()
    link.symlink_to("../new.html")
    assert run("--resume", "-o", "out/", "in", cwd=tmp_path).returncode == 0
    assert b"summer timetable" in (tmp_path / "out" / "page.txt").read_bytes()


def test_what_has_no_place(tmp_path: Path) -> None:
    done = run("-o", "out/", "-", cwd=tmp_path, input=SCRAPED.read_bytes())
    assert done.returncode == 2
    assert (
        b"newsclean: <stdin>: is a stream, which has no file name for a folder of results: use -o FILE\n" in done.stderr
    )
    done = run("-o", "out/", tmp_path / "no.html", HTML, cwd=tmp_path)
    assert (done.returncode, b"no.html: no such file" in done.stderr) == (2, True)


def test_a_result_that_is_a_link_is_written_through_it(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "kept.txt").write_text("older")
    (tmp_path / "out" / "a.txt").symlink_to(tmp_path / "kept.txt")
    (tmp_path / "a.html").write_bytes(HTML.read_bytes())
    assert run("-o", f"{tmp_path}/out/", tmp_path / "a.html").returncode == 0
    assert (tmp_path / "out" / "a.txt").is_symlink()
    assert (tmp_path / "kept.txt").read_text("utf-8") == run(tmp_path / "a.html").stdout.decode()
