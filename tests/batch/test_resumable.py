"""Runs that are killed, and gone on with."""

from __future__ import annotations

import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from newsclean import OutputError
from newsclean.batch.resumable import ResumableFile
from newsclean.batch.tally import Tally
from newsclean.writers.packing import Members
from tests.batch.test_run import ARTICLE, HTML, SCRAPED, files, run

KILLS = 10


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    """Rows of which every fiftieth fails, for some seconds' work."""
    path = tmp_path / "crawl.jsonl"
    page = HTML.read_text("utf-8").replace("</article>", f"<p>{SCRAPED.read_text('utf-8')}</p></article>")
    rows = [{"id": at, "html": f"{page}<p>{at}</p>" if at % 50 else ""} for at in range(1000)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def wait_for(path: Path, size: int) -> None:
    """Wait until a file is there and has so many bytes."""
    began = time.monotonic()
    while not path.exists() or path.stat().st_size < size:
        assert time.monotonic() - began < 30
        time.sleep(0.01)


def kill_and_go_on(seed: int, out: Path, size: int, *args: object) -> subprocess.CompletedProcess[bytes]:
    """Run a command that writes so many bytes in all; kill it ten times on the way; then let it end."""
    chance = random.Random(seed)
    command = [sys.executable, "-m", "newsclean", "--resume", "-o", str(out), *map(str, args)]
    for share in sorted(chance.random() * 0.9 for _ in range(KILLS)):
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
            wait_for(out.with_name(out.name + ".partial"), int(size * share))
            time.sleep(chance.random() * 0.02)
            assert process.poll() is None
            process.send_signal(signal.SIGKILL)
    return run("--resume", "-o", out, *args)


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.gz"])
def test_ten_kills_change_no_byte(crawl: Path, tmp_path: Path, name: str) -> None:
    whole = tmp_path / "whole" / name
    whole.parent.mkdir()
    straight = run("-j", 2, "-o", whole, crawl)
    content = whole.read_bytes()
    size = content.rfind(gzip.compress(b"", mtime=0)[:4]) if name.endswith(".gz") else len(content)
    done = kill_and_go_on(7, tmp_path / name, size, "-j", 2, crawl)  # the last member comes with the end of the run
    assert done.returncode == straight.returncode == 2
    assert (tmp_path / name).read_bytes() == whole.read_bytes()
    assert b"1,000 read, 980 written, 20 failed (unreadable 20)" in done.stderr
    assert b"inputs were done before" in done.stderr
    assert files(tmp_path) == [f".{name}.run", "crawl.jsonl", name, f"whole/{name}"]


def test_ten_kills_change_no_file(tmp_path: Path) -> None:
    chance = random.Random(11)
    page = HTML.read_text("utf-8")
    for at in range(400):
        path = tmp_path / "pages" / str(at % 5) / f"{at}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{page}<!-- {at} -->", "utf-8")
    time.sleep(0.05)
    out = tmp_path / "out"
    command = [sys.executable, "-m", "newsclean", "--resume", "-j", "2", "-o", f"{out}/", str(tmp_path / "pages")]
    for number in sorted(chance.randrange(380) for _ in range(KILLS)):
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
            began = time.monotonic()
            while sum(1 for _ in out.rglob("*.txt")) < number:
                assert time.monotonic() - began < 30
            assert process.poll() is None
            process.send_signal(signal.SIGKILL)
    (out / "3" / f".{os.getpid()}-0.draft").write_text("of a process that lives")
    (out / "3" / ".999999999-0.draft").write_text("of one that does not")
    done = run("--resume", "-j", 2, "-o", f"{out}/", tmp_path / "pages")
    assert done.returncode == 0
    assert b"400 read, " in done.stderr
    assert run("-o", f"{tmp_path}/whole/", tmp_path / "pages").returncode == 0
    (out / "3" / f".{os.getpid()}-0.draft").unlink()
    assert files(out) == files(tmp_path / "whole")
    assert all((out / name).read_bytes() == (tmp_path / "whole" / name).read_bytes() for name in files(out))


def test_a_folder_of_results_is_gone_on_with(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for at in range(12):
        (pages / f"{at:02}.html").write_bytes(HTML.read_bytes())
    (pages / "bad.html").write_bytes(b"")
    out = f"{tmp_path}/out/"
    assert run("-j", 1, "-o", out, pages).returncode == 3
    old = {name: (tmp_path / "out" / name).stat().st_mtime_ns for name in files(tmp_path / "out")}
    time.sleep(0.05)
    os.utime(pages / "03.html")
    (tmp_path / "out" / "05.txt").unlink()
    (tmp_path / "out" / "06.txt").write_text("older")
    os.utime(tmp_path / "out" / "06.txt", ns=(1, 1))
    done = run("-j", 1, "-o", out, "--resume", pages)
    assert done.returncode == 3
    assert b"13 read, 3 written, 9 there already, 1 without an article, 0 failed" in done.stderr
    new = {name: (tmp_path / "out" / name).stat().st_mtime_ns for name in files(tmp_path / "out")}
    assert sorted(name for name in old if new[name] != old[name]) == ["03.txt", "05.txt", "06.txt"]


def test_two_inputs_of_one_place_are_not_both_there_already(tmp_path: Path) -> None:
    for name in ("a.htm", "a.html"):
        (tmp_path / "pages").mkdir(exist_ok=True)
        (tmp_path / "pages" / name).write_bytes(HTML.read_bytes())
    assert run("-o", f"{tmp_path}/out/", tmp_path / "pages").returncode == 2
    done = run("-o", f"{tmp_path}/out/", "--resume", tmp_path / "pages")
    assert done.returncode == 2
    assert b"a.html: its place" in done.stderr
    assert b"0 written, 1 there already, 1 failed" in done.stderr


def test_what_is_done_is_not_done_again(tmp_path: Path) -> None:
    rows, out = tmp_path / "a.jsonl", tmp_path / "out.jsonl"
    rows.write_text(json.dumps({"text": ARTICLE.read_text("utf-8")}) + "\n", "utf-8")
    time.sleep(0.02)
    assert run("--resume", "-o", out, rows).returncode == 0
    before = out.stat().st_mtime_ns
    done = run("--resume", "-o", out, rows)
    assert (done.returncode, out.stat().st_mtime_ns) == (0, before)
    assert b"is already complete, with the same inputs and options" in done.stderr
    time.sleep(0.02)
    os.utime(rows)
    run("--resume", "-o", out, rows)
    assert out.stat().st_mtime_ns > before


def started(path: Path) -> None:
    """Leave a file as a run that was killed would."""
    with suppress(KeyboardInterrupt), ResumableFile(path, "a", resume=True) as file:
        for at in range(2):
            file.write(b"row %d\n" % at)
            file.note(f"a:{at}", Tally())
        file.checkpoint()
        file.write(b"half a r")
        raise KeyboardInterrupt


def test_a_torn_row_and_a_torn_note_are_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    started(path)
    notes = tmp_path / "a.jsonl.partial.notes"
    notes.write_bytes(notes.read_bytes() + b'{"records": 3, "by')
    assert (tmp_path / "a.jsonl.partial").read_bytes() == b"row 0\nrow 1\nhalf a r"
    with ResumableFile(path, "a", resume=True) as file:
        assert (file.done, file.last) == (2, "a:1")
        file.write(b"row 2\n")
        file.note("a:2", Tally())
        file.finish(Tally())
    assert path.read_bytes() == b"row 0\nrow 1\nrow 2\n"
    assert files(tmp_path) == [".a.jsonl.run", "a.jsonl"]


def test_rows_of_a_whole_member_are_kept_when_the_next_has_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Members, "MEMBER_BYTES", 10)
    path = tmp_path / "out.jsonl.gz"
    with suppress(KeyboardInterrupt), ResumableFile(path, "", True) as file:
        for row in (b'{"text": "One."}\n', b"{}\n"):
            file.write(row)
            file.note(str(file.done), Tally())
        raise KeyboardInterrupt
    with ResumableFile(path, "", True) as file:
        assert (file.done, file.last) == (1, "0")


def test_a_note_that_is_ahead_of_the_rows_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    started(path)
    with (tmp_path / "a.jsonl.partial").open("r+b") as rows:
        rows.truncate(9)
    with ResumableFile(path, "a", resume=True) as file:
        assert (file.done, file.size) == (0, 0)
    assert files(tmp_path) == []


def test_what_another_run_left_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    started(path)
    before = (tmp_path / "a.jsonl.partial").read_bytes()
    with pytest.raises(OutputError, match="continue with --resume"), ResumableFile(path, "a", resume=False):
        pass
    with pytest.raises(OutputError, match="with other inputs or options"), ResumableFile(path, "b", resume=True):
        pass
    assert (tmp_path / "a.jsonl.partial").read_bytes() == before
    (tmp_path / "a.jsonl.partial.notes").write_bytes(b"no notes\n")
    with pytest.raises(OutputError, match="is damaged"), ResumableFile(path, "a", resume=True):
        pass
    (tmp_path / "a.jsonl.partial.notes").unlink()
    with pytest.raises(OutputError, match="with other inputs"), ResumableFile(path, "a", resume=True):
        pass
    assert (tmp_path / "a.jsonl.partial").read_bytes() == before


def test_two_runs_do_not_write_one_file(tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    path = tmp_path / "a.jsonl"
    again = ResumableFile(path, "a", resume=True)
    with ResumableFile(path, "a", resume=True), pytest.raises(OutputError, match="another process is writing it"):
        again.__enter__()


def test_a_shard_of_a_folder_that_has_changed_is_noticed(crawl: Path, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out.jsonl"
    folder.mkdir()
    (folder / "a.jsonl").write_text('{"id": 1, "text": "The bridge of the harbour stays open to cars in winter."}\n')
    crawl.rename(folder / "crawl.jsonl")
    command = [sys.executable, "-m", "newsclean", "--resume", "-o", str(out), str(folder)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        wait_for(tmp_path / "out.jsonl.partial.notes", 200)
        process.kill()
    (folder / "a.jsonl").write_text('{"id": 1, "text": "The bridge of the harbour is closed to cars in winter."}\n')
    done = run("--resume", "-o", out, folder)
    assert done.returncode == 2
    assert b"a.jsonl has changed since its row was written" in done.stderr
    assert not out.exists()


def test_inputs_that_have_moved_are_noticed(crawl: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    crawl.rename(folder / "crawl.jsonl")
    out = tmp_path / "out.jsonl"
    command = [sys.executable, "-m", "newsclean", "--resume", "-o", str(out), str(folder)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        wait_for(tmp_path / "out.jsonl.partial.notes", 200)
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 143
    assert files(tmp_path) == ["in/crawl.jsonl", "out.jsonl.partial", "out.jsonl.partial.notes"]
    (folder / "a.html").write_bytes(HTML.read_bytes())
    done = run("--resume", "-o", out, folder)
    assert done.returncode == 2
    assert b"but the inputs have changed" in done.stderr
    refused = run("-o", out, folder)
    assert refused.returncode == 2
    assert b"continue with --resume" in refused.stderr
    (folder / "a.html").unlink()
    assert run("--resume", "-o", out, folder).returncode == 2
    assert files(tmp_path) == [".out.jsonl.run", "in/crawl.jsonl", "out.jsonl"]
    assert out.read_bytes().count(b"\n") == 1000


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["-o", "a.parquet"], "supports only a folder or a JSON Lines file"),
        (["-o", "a.txt"], "supports only a folder or a JSON Lines file"),
        ([], "--resume requires --output"),
        (["-o", "a.jsonl", "--report", "r.html"], "excludes --report"),
    ],
)
def test_what_cannot_be_gone_on_with_is_said(tmp_path: Path, args: list[str], message: str) -> None:
    done = run("--resume", *args, HTML, cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr.decode()
    assert not list(tmp_path.iterdir())
