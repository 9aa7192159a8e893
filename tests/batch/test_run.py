"""Runs over many inputs, by the command itself: what comes out, what is counted, what is left where it was."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SAMPLES = Path(__file__).resolve().parent.parent.parent / "samples"
SCRAPED, ARTICLE, HTML = (SAMPLES / name for name in ("scraped.txt", "article.txt", "ferries.html"))


def run(*args: object, **options: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "newsclean", *map(os.fspath, map(str, args))]
    return subprocess.run(command, capture_output=True, check=False, timeout=120, **options)  # type: ignore[call-overload]


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    for name in ("a.html", "deep/b.html", "deep/er/c.html", "d\n.html"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(HTML.read_bytes())
    return folder


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_folder_is_mirrored(pages: Path, tmp_path: Path, jobs: int) -> None:
    done = run("-j", jobs, "-o", f"{tmp_path}/out/", pages)
    assert done.returncode == 0, done.stderr
    assert files(tmp_path / "out") == ["a.txt", "d\n.txt", "deep/b.txt", "deep/er/c.txt"]
    assert len({(tmp_path / "out" / name).read_bytes() for name in files(tmp_path / "out")}) == 1
    assert b"4 read, 4 written, 0 failed" in done.stderr


def test_two_inputs_never_share_an_output(pages: Path, tmp_path: Path) -> None:
    (pages / "a.htm").write_bytes(HTML.read_bytes())
    done = run("-o", f"{tmp_path}/out/", pages)
    assert done.returncode == 2
    assert b"5 read, 4 written, 1 failed (not written 1)" in done.stderr
    assert b"is taken by" in done.stderr


def test_no_line_stands_between_rows(tmp_path: Path) -> None:
    source = tmp_path / "marked.jsonl"
    row = json.dumps({"text": ARTICLE.read_text("utf-8")}).encode() + b"\n"
    source.write_bytes(b"\xef\xbb\xbf" + row + row)
    assert run(source).stdout == row + row


def test_rows_in_and_rows_out(tmp_path: Path) -> None:
    rows = [{"id": at, "html": HTML.read_text("utf-8"), "url": f"https://a.example/{at}"} for at in range(40)]
    source = tmp_path / "crawl.jsonl"
    lines = [json.dumps(row) for row in rows]
    lines.insert(7, '{"id": "broken')
    source.write_text("\n".join(lines) + "\n", "utf-8")
    one, two = run("-j", 1, source), run("-j", 2, source)
    assert one.stdout == two.stdout
    assert one.returncode == 2
    out = [json.loads(line) for line in one.stdout.splitlines()]
    assert len(out) == 41
    assert out[7]["text"] is None
    assert out[7]["error"].startswith("invalid JSON")
    assert [row["id"] for row in out if "id" in row] == list(range(40))
    assert b"41 read, 40 written, 1 failed (unreadable 1)" in one.stderr
    assert f"{source}:8: invalid JSON".encode() in one.stderr
    gathered = run("-o", tmp_path / "clean.jsonl", source)
    assert gathered.returncode == 2
    assert (tmp_path / "clean.jsonl").read_bytes() == one.stdout


def test_a_stream_of_rows_is_printed_as_it_comes() -> None:
    command = [sys.executable, "-m", "newsclean", "--from", "jsonl"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        line = json.dumps({"text": ARTICLE.read_text("utf-8")}).encode() + b"\n"
        process.stdin.write(line)
        process.stdin.flush()
        assert process.stdout.readline() == line
        process.stdin.close()
        assert process.wait(30) == 0


def test_check_diff_and_write(tmp_path: Path) -> None:
    dirty, clean = tmp_path / "dirty.txt", tmp_path / "clean.txt"
    dirty.write_bytes(SCRAPED.read_bytes())
    dirty.chmod(0o640)
    clean.write_bytes(ARTICLE.read_bytes())
    before = clean.stat().st_mtime_ns
    check = run("--check", tmp_path)
    assert (check.returncode, check.stdout) == (1, f"{dirty}\n".encode())
    diff = run("--diff", tmp_path)
    assert diff.returncode == 1
    assert diff.stdout.startswith(f"--- {dirty}\n".encode())
    assert not [line for line in diff.stdout.splitlines()[2:] if line.startswith(b"+")]
    assert dirty.read_bytes() == SCRAPED.read_bytes()
    assert run("-w", tmp_path).returncode == 0
    assert dirty.read_bytes() == ARTICLE.read_bytes()
    assert dirty.stat().st_mode & 0o777 == 0o640
    assert clean.stat().st_mtime_ns == before
    assert run("--check", tmp_path).returncode == 0


def test_rows_are_rewritten_in_their_place(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    kept = b'{"text": ' + json.dumps(ARTICLE.read_text("utf-8")).encode() + b',   "id":1}\n'
    path.write_bytes(kept + b'{"broken\n' + json.dumps({"text": SCRAPED.read_text("utf-8")}).encode() + b"\n")
    assert run("-w", path).returncode == 2
    lines = path.read_bytes().splitlines(keepends=True)
    assert lines[:2] == [kept, b'{"broken\n']
    assert json.loads(lines[2]) == {"text": ARTICLE.read_text("utf-8")}
    before = path.stat().st_mtime_ns
    run("-w", path)
    assert path.stat().st_mtime_ns == before
    assert files(tmp_path) == ["rows.jsonl"]


def test_html_is_not_rewritten(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(HTML.read_bytes())
    done = run("-w", path)
    assert done.returncode == 2
    assert b"is HTML, which is not rewritten" in done.stderr
    assert path.read_bytes() == HTML.read_bytes()


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_run_and_leaves_what_is_done(tmp_path: Path, sign: signal.Signals) -> None:
    source = tmp_path / "crawl.jsonl"
    line = json.dumps({"html": HTML.read_text("utf-8")}) + "\n"
    source.write_text(line * 20_000, "utf-8")
    command = [sys.executable, "-m", "newsclean", "-j", "2", "-o", str(tmp_path / "out.jsonl"), str(source)]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        time.sleep(3)
        process.send_signal(sign)
        assert process.wait(10) == (130 if sign == signal.SIGINT else 143)
    assert files(tmp_path) == ["crawl.jsonl", "out.jsonl.partial", "out.jsonl.partial.notes"]


def test_a_full_disk_is_named(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    done = run("-o", "/dev/full", HTML)
    assert done.returncode == 2
    assert done.stderr == b"newsclean: /dev/full: No space left on device\n"


def test_a_report_of_one_and_of_many(pages: Path, tmp_path: Path) -> None:
    assert run("--report", tmp_path / "one.html", HTML).returncode == 0
    assert "furniture" in (tmp_path / "one.html").read_text("utf-8")
    assert run("--report", tmp_path / "all.html", pages).returncode == 0
    assert files(tmp_path / "all.html.pages") == [f"{at}.html" for at in range(1, 5)]
    assert "all.html.pages/4.html" in (tmp_path / "all.html").read_text("utf-8")
