"""How the command ends: its exit codes, signals, and standard streams that are closed, full or gone."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.batch.test_run import ARTICLE, HTML, SCRAPED, files, run
from tests.test_quality import NO_ARTICLE

NEWSCLEAN = f"{shlex.quote(sys.executable)} -m newsclean"


def shell(script: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["bash", "-c", script], cwd=cwd, capture_output=True, check=False, timeout=60)


def are_gone(group: int) -> bool:
    """Whether all processes of a group end within some seconds."""
    for _ in range(100):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """A dirty text, a clean one, an empty one, and pages with and without an article."""
    for name, content in (
        ("dirty.txt", SCRAPED.read_bytes()),
        ("clean.txt", ARTICLE.read_bytes()),
        ("empty.txt", b""),
        ("page.html", HTML.read_bytes()),
        ("front.html", NO_ARTICLE["section"].encode()),
        ("image.png", b"\x89PNG\r\n\x1a\n" + bytes(100)),
    ):
        (tmp_path / name).write_bytes(content)
    return tmp_path


@pytest.mark.parametrize(
    ("args", "code"),
    [
        ("page.html", 0),
        ("front.html", 3),
        ("empty.txt", 3),
        ("image.png", 3),
        ("front.html page.html", 3),
        ("-j 2 front.html page.html", 3),
        ("-o out.jsonl front.html page.html", 3),
        ("-o out/ front.html page.html", 3),
        ("--allow-empty front.html", 0),
        ("--allow-empty front.html empty.txt image.png page.html", 0),
        ("--doubtful front.html", 0),
        ("no.html", 2),
        ("no.html front.html page.html", 2),
        ("--allow-empty no.html front.html", 2),
        ("--no-such-option", 2),
        ("--to pdf page.html", 2),
        ("--to json --from jsonl dirty.txt", 2),
        ("--check clean.txt", 0),
        ("--check dirty.txt", 1),
        ("--diff dirty.txt clean.txt", 1),
        ("--check dirty.txt empty.txt", 1),
        ("--check dirty.txt no.txt", 2),
        ("--check clean.txt empty.txt", 3),
        ("--check clean.txt page.html", 2),
        ("--check --allow-empty clean.txt page.html empty.txt image.png", 0),
        ("--check --allow-empty dirty.txt page.html empty.txt image.png", 1),
        ("--write --allow-empty dirty.txt page.html empty.txt image.png", 0),
        ("--write dirty.txt", 0),
        ("https://courier.example/story", 2),
    ],
)
def test_exit_codes(inputs: Path, args: str, code: int) -> None:
    done = shell(f"{NEWSCLEAN} {args}", inputs)
    assert done.returncode == code, done.stderr
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    "args",
    [
        "--site-index kept -o kept page.html",
        "--site-index kept --report kept page.html",
        "--config kept -o kept page.html",
        "-o out.txt --report out.txt page.html",
        "-o out/ --report out/page.txt page.html",
        "-o file://$PWD/rows.jsonl rows.jsonl",
        "-o file://$PWD/rows.jsonl file://$PWD/rows.jsonl",
    ],
)
def test_an_output_is_no_other_file_of_the_run(inputs: Path, args: str) -> None:
    kept = "kept" if "kept" in args else "rows.jsonl"
    content = b"[tool.newsclean]\ncaptions = true\n" if "config" in args else b'{"text": "Boats"}\n'
    (inputs / kept).write_bytes(content)
    if "index" in args:
        (inputs / kept).unlink()
        assert shell(f"{NEWSCLEAN} learn --site a.example page.html -o kept", inputs).returncode == 0
        content = (inputs / kept).read_bytes()
    before = files(inputs)
    done = shell(f"{NEWSCLEAN} {args}", inputs)
    assert (done.returncode, b"Traceback" in done.stderr) == (2, False), done.stderr
    assert (inputs / kept).read_bytes() == content
    assert files(inputs) == before


def test_a_result_that_is_complete_ends_as_the_run_that_made_it(inputs: Path) -> None:
    for _ in range(2):
        done = shell(f"{NEWSCLEAN} --resume -o out.jsonl front.html page.html", inputs)
        assert done.returncode == 3, done.stderr
    assert b"is already complete" in done.stderr


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("--timeout inf page.html", 0),
        ("--timeout 10000000 -j 1 page.html", 0),
        ("--max-bytes 99999999999999999999 < page.html", 0),
        (f"page.html {'x' * 300}", 2),
    ],
)
def test_odd_values_end_in_no_traceback(inputs: Path, command: str, code: int) -> None:
    done = shell(f"{NEWSCLEAN} {command}", inputs)
    assert (done.returncode, b"Traceback" in done.stderr) == (code, False), done.stderr
    assert len(done.stdout) > 500


def test_an_address_is_not_fetched(tmp_path: Path) -> None:
    done = run("https://courier.example/a?b=c", cwd=tmp_path)
    command = "curl -sSL 'https://courier.example/a?b=c' | newsclean --url 'https://courier.example/a?b=c'"
    assert (
        done.stderr.decode()
        == f"newsclean: https://courier.example/a?b=c: newsclean does not download pages: {command}\n"
    )


@pytest.mark.parametrize(
    ("command", "code", "printed"),
    [
        ("page.html > /dev/full", 2, False),
        ("--help > /dev/full", 2, False),
        ("--version > /dev/full", 2, False),
        ("--check dirty.txt > /dev/full", 2, False),
        ("--diff dirty.txt > /dev/full", 2, False),
        ("-o - page.html > /dev/full", 2, False),
        ("page.html >&-", 2, False),
        ("--check dirty.txt >&-", 2, False),
        ("-o out.txt page.html >&-", 0, False),
        ("page.html <&-", 0, True),
        ("page.html 2>&-", 0, True),
        ("-v -j 2 page.html page.html 2>&-", 0, True),
        ("-v page.html 2> /dev/full", 0, True),
        ("-v -j 2 page.html page.html clean.txt 2> /dev/full", 0, True),
        ("--progress -j 2 page.html page.html clean.txt 2> /dev/full", 0, True),
        ("--explain page.html no.html clean.txt 2> /dev/full", 2, True),
        ("--no-such-option 2> /dev/full", 2, False),
    ],
)
def test_streams_that_are_closed_or_full(inputs: Path, command: str, code: int, printed: bool) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("needs /dev/full")
    done = shell(f"{NEWSCLEAN} {command}", inputs)
    assert done.returncode == code, done.stderr
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr
    whole = shell(f"{NEWSCLEAN} {command.partition(' 2>')[0].partition(' <')[0]}", inputs).stdout
    assert not printed or (done.stdout == whole and len(whole) > 500)


@pytest.mark.parametrize("args", ["--help", "pages -v", "--check pages", "--diff pages", "pages --explain"])
def test_a_closed_pipe_is_no_fault(tmp_path: Path, args: str) -> None:
    (tmp_path / "pages").mkdir()
    for at in range(40):
        (tmp_path / "pages" / f"{at}.txt").write_bytes(SCRAPED.read_bytes())
    done = shell(f"set -o pipefail; {NEWSCLEAN} {args} 2>&1 | head -n 1 > first; echo ${{PIPESTATUS[0]}}", tmp_path)
    assert done.stdout.strip() in (b"0", b"1" if "check" in args or "diff" in args else b"0")
    assert (tmp_path / "first").read_bytes().count(b"\n") == 1


@pytest.mark.parametrize(
    ("args", "code"), [("no.html dirty.txt", 2), ("front.html dirty.txt", 3), ("--check dirty.txt dirty.txt", 1)]
)
def test_a_closed_pipe_hides_no_failure(inputs: Path, args: str, code: int) -> None:
    for _ in range(8):
        (inputs / "dirty.txt").write_bytes((inputs / "dirty.txt").read_bytes() * 2)
    done = shell(f"{NEWSCLEAN} {args} | true; echo ${{PIPESTATUS[0]}}", inputs)
    assert done.stdout.split() == [str(code).encode()]


def test_a_closed_standard_input_is_no_empty_one(tmp_path: Path) -> None:
    done = shell(f"{NEWSCLEAN} <&-", tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"newsclean: <stdin>: Bad file descriptor\n"


def test_a_working_directory_that_is_gone(tmp_path: Path) -> None:
    gone = f"mkdir gone && cd gone && rmdir ../gone && {NEWSCLEAN}"
    done = shell(f"{gone} {shlex.quote(str(HTML))}", tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == run(HTML).stdout
    done = shell(f"{gone} -o out.txt {shlex.quote(str(HTML))}", tmp_path)
    assert done.returncode == 2
    assert b"No such file or directory" in done.stderr
    assert b"Traceback" not in done.stderr


@pytest.fixture(scope="module")
def straight(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with rows, for some seconds' work, and with what becomes of them when nothing ends the run."""
    folder = tmp_path_factory.mktemp("straight")
    html = HTML.read_text("utf-8")
    rows = [{"id": at, "html": f"{html}<!--{at}-->", "note": "as crawled " * 400} for at in range(700)]
    (folder / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    for name in ("out.jsonl", "out.jsonl.gz"):
        assert run("-j", "2", "-o", name, "in.jsonl", cwd=folder).returncode == 0
    return folder


@pytest.mark.parametrize("packed", ["", ".gz"])
@pytest.mark.parametrize(("sign", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129), ("SIGKILL", -9)])
def test_what_is_done_stays_whatever_ends_the_run(
    straight: Path, tmp_path: Path, sign: str, code: int, packed: str
) -> None:
    shutil.copy(straight / "in.jsonl", tmp_path)
    out = tmp_path / f"out.jsonl{packed}"
    command = [sys.executable, "-m", "newsclean", "-j", "2", "-o", out.name, "in.jsonl"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, start_new_session=True) as process:
        notes = out.with_name(out.name + ".partial.notes")
        while not (notes.exists() and notes.read_bytes().count(b"\n") >= 2):
            assert process.poll() is None
            time.sleep(0.01)
        process.send_signal(getattr(signal, sign))
        error = process.communicate(timeout=20)[1]
        assert process.returncode == code
    assert (b"continue with --resume" in error) == (sign != "SIGKILL")
    assert files(tmp_path) == ["in.jsonl", f"{out.name}.partial", f"{out.name}.partial.notes"]
    assert are_gone(process.pid)
    done = run("--resume", *command[3:], cwd=tmp_path)
    assert done.returncode == 0
    assert b"inputs were done before" in done.stderr
    assert b"700 read, 700 written, 0 failed" in done.stderr
    assert out.read_bytes() == (straight / out.name).read_bytes()


@pytest.mark.parametrize("out", ["out.txt", "out.parquet", "out/"])
def test_drafts_are_removed(tmp_path: Path, out: str) -> None:
    (tmp_path / "in").mkdir()
    for at in range(300):
        (tmp_path / "in" / f"{at}.html").write_bytes(HTML.read_bytes())
    command = [sys.executable, "-m", "newsclean", "-j", "2", "-o", out, "in"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE) as process:
        while not [path for path in tmp_path.rglob("*") if path.suffix in (".draft", ".txt")]:
            assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)
        assert process.returncode == 143
    assert not list(tmp_path.rglob("*.draft"))
    assert not (tmp_path / out).is_file()


def test_a_signal_that_is_ignored_stays_ignored(tmp_path: Path) -> None:
    rows = json.dumps({"html": HTML.read_text("utf-8")}) + "\n"
    (tmp_path / "in.jsonl").write_text(rows * 600, "utf-8")
    script = f"trap '' HUP; {NEWSCLEAN} -o out.jsonl in.jsonl & p=$!; sleep 0.7; kill -HUP $p; wait $p"
    assert shell(script, tmp_path).returncode == 0
    assert (tmp_path / "out.jsonl").read_bytes().count(b"\n") == 600


def test_results_in_a_file_that_cannot_be_written_are_not_counted_as_written(inputs: Path) -> None:
    done = shell(f"ulimit -f 1; {NEWSCLEAN} -o big.txt page.html page.html dirty.txt", inputs)
    assert done.returncode == 2
    assert b"3 read, 0 written, 3 failed (not written 3)" in done.stderr
    assert not (inputs / "big.txt").exists()
