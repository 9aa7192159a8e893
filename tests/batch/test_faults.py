"""What goes wrong outside: full and read-only disks, inputs that vanish, names that are no names."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.batch.test_run import ARTICLE, HTML, SCRAPED, files, run
from tests.readers.test_warc import response

FULL = b"No space left on device"
NAMES = ["-dash", "a\nb", "caf\udce9", "\x1b]0;owned\x07\x1b[31m", "n" * 250, "--help"]
"""Names that a file may have: one begins with a dash, one is no UTF-8, one has as many bytes as any may."""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte."""
    path = tmp_path / "disk"
    path.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        pytest.skip("there is no mount")
    if done.returncode:
        pytest.skip("may not mount a disk")
    yield path
    subprocess.run(["umount", str(path)], check=True)


def remount(disk: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", str(disk)], check=True)


def long_text(number: int) -> str:
    """Some 60,000 characters of text in which nothing repeats."""
    return "".join(
        f"The ferry of pier {number} left for island {at} at {at * 7 % 60} past the hour, it was said on day {at}.\n"
        for at in range(600)
    )


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number:02}.txt").write_text(long_text(number), "utf-8")
    return folder


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps({"id": at, "text": long_text(at)}) + "\n" for at in range(30)), "utf-8")
    return path


def test_a_folder_on_a_full_disk(disk: Path, texts: Path) -> None:
    done = run("-j", 2, "-o", f"{disk}/out/", texts)
    assert done.returncode == 2
    there = files(disk / "out")
    assert 5 < len(there) < 20
    for name in there:
        assert (disk / "out" / name).read_bytes() == (texts / name).read_bytes()
    assert done.stderr.startswith(
        f"newsclean: {disk}/out: ".encode() + FULL + b"; written results are kept: continue with --resume"
    )
    assert done.stderr.count(b"\n") == 2
    assert re.search(rb"\n?newsclean: (\d+) read, %d written, \d+ failed \(not written" % len(there), done.stderr)
    missing = sorted({path.name for path in texts.iterdir()} - set(there))
    remount(disk, "size=10m")
    again = run("-j", 2, "-o", f"{disk}/out/", "--resume", texts)
    assert again.returncode == 0
    assert f"{len(missing)} written, {len(there)} there already, 0 failed".encode() in again.stderr
    assert files(disk / "out") == files(texts)


@pytest.mark.parametrize(("name", "size"), [("out.jsonl", 64), ("out.txt", 64), ("out.parquet", 16)])
def test_one_file_on_a_full_disk(disk: Path, rows: Path, name: str, size: int) -> None:
    remount(disk, f"size={size}k")
    old = disk / name
    old.write_text("old")
    done = run("-o", old, rows)
    assert done.returncode == 2
    assert done.stderr.startswith(f"newsclean: {old}: ".encode())
    assert FULL in done.stderr
    assert b"Traceback" not in done.stderr
    rest = [f"{name}.partial", f"{name}.partial.notes"] if name == "out.jsonl" else []
    assert files(disk) == [name, *rest]
    assert old.read_text() == "old"


@pytest.mark.parametrize("options", [[], ["--resume"]])
def test_a_disk_without_any_room(disk: Path, options: list[str]) -> None:
    (disk / "all").write_bytes(bytes((1 << 20) - 4096))
    while (disk / "all").stat().st_size < 1 << 20:
        try:
            with (disk / "all").open("ab") as file:
                file.write(bytes(4096))
        except OSError:
            break
    done = run("-o", disk / "out.jsonl", *options, HTML)
    assert done.returncode == 2
    assert done.stderr.startswith(f"newsclean: {disk}/out.jsonl: ".encode() + FULL + b"\n")
    assert files(disk) == ["all"]


def test_a_full_disk_is_gone_on_with(disk: Path, rows: Path, tmp_path: Path) -> None:
    out = disk / "out.jsonl"
    done = run("-o", out, "--resume", rows)
    assert done.returncode == 2
    assert f"newsclean: {out}: ".encode() + FULL in done.stderr
    assert files(disk) == ["out.jsonl.partial", "out.jsonl.partial.notes"]
    remount(disk, "size=10m")
    assert run("-o", out, "--resume", rows).returncode == 0
    assert run("-o", tmp_path / "straight.jsonl", rows).returncode == 0
    assert out.read_bytes() == (tmp_path / "straight.jsonl").read_bytes()
    assert files(disk) == [".out.jsonl.run", "out.jsonl"]


def test_standard_output_on_a_full_disk(disk: Path, rows: Path) -> None:
    with (disk / "out.jsonl").open("wb") as file:
        command = [sys.executable, "-m", "newsclean", str(rows)]
        done = subprocess.run(command, stdout=file, stderr=subprocess.PIPE, check=False, timeout=60)
    assert done.returncode == 2
    assert done.stderr.startswith(b"newsclean: standard output: " + FULL + b"\n")


def test_reports_and_texts_in_their_places_on_a_full_disk(disk: Path) -> None:
    remount(disk, "size=32k")
    dirty = disk / "a.txt"
    dirty.write_text(long_text(1)[:20_000] + "\n" + long_text(1)[:2_000], "utf-8")
    before = dirty.read_bytes()
    done = run("-w", dirty)
    assert done.returncode == 2
    assert f"newsclean: {dirty}: could not be written: ".encode() + FULL in done.stderr
    assert (dirty.read_bytes(), files(disk)) == (before, ["a.txt"])
    done = run("--report", disk / "r.html", HTML, dirty)
    assert done.returncode == 2
    assert FULL in done.stderr
    assert b"Traceback" not in done.stderr
    assert b"r.html" in done.stderr


def test_a_read_only_disk(disk: Path, rows: Path) -> None:
    dirty = disk / "a.txt"
    dirty.write_bytes(SCRAPED.read_bytes())
    (disk / "rows.jsonl").write_text(json.dumps({"text": SCRAPED.read_text("utf-8")}) + "\n", "utf-8")
    (disk / "out").mkdir()
    remount(disk, "ro")
    reason = b"Read-only file system"
    for args, named in (
        (["-o", f"{disk}/out/", HTML], f"{disk}/out/: "),
        (["-o", f"{disk}/out.jsonl", rows], f"{disk}/out.jsonl: "),
        (["-o", f"{disk}/out.txt", HTML], f"{disk}/out.txt: "),
        (["-w", dirty], f"{dirty}: could not be written: "),
        (["-w", disk / "rows.jsonl"], f"{disk}/rows.jsonl: could not be written: "),
        (["--report", disk / "r.html", HTML], f"{disk}/r.html: "),
    ):
        done = run(*args)
        assert done.returncode == 2
        assert f"newsclean: {named}".encode() + reason in done.stderr, args
        assert b"Traceback" not in done.stderr
    assert files(disk) == ["a.txt", "rows.jsonl"]
    assert run("--check", dirty).stdout == f"{dirty}\n".encode()


def test_an_input_that_vanishes(texts: Path) -> None:
    """What is not read holds the run up; in the meantime a file goes, and one is cut off to nothing."""
    command = [sys.executable, "-m", "newsclean", "-j", "1", str(texts)]
    for number in range(30, 60):
        (texts / f"{number}.txt").write_text(long_text(number), "utf-8")
    with subprocess.Popen(command, bufsize=0, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        first = process.stdout.read(1)  # the folder is listed, and but a few of its files are read
        (texts / "58.txt").unlink()
        (texts / "59.txt").write_bytes(b"")
        out, error = process.communicate(timeout=60)
    assert process.returncode == 2
    assert f"newsclean: {texts}/58.txt: ".encode() in error
    assert f"newsclean: {texts}/59.txt: empty input".encode() in error
    assert b"60 read, 58 written, 1 without an article, 1 failed (unreadable 1)" in error
    assert first + out == "\n".join(long_text(number) for number in range(58)).encode()


@pytest.fixture
def named(tmp_path: Path) -> Path:
    """A folder of files with odd names."""
    folder = tmp_path / "odd"
    folder.mkdir()
    for name in NAMES:
        try:
            (folder / f"{name}.html").write_bytes(HTML.read_bytes())
        except OSError:
            pytest.skip("the file system does not take such names")
    return folder


def lines_are_harmless(error: bytes) -> None:
    """Each line begins as every line does, and holds nothing that a terminal obeys."""
    assert error.endswith(b"\n")
    for line in error[:-1].split(b"\n"):
        assert line.startswith(b"newsclean: ")
        assert line.decode("utf-8").isprintable()


def test_odd_names_are_mirrored(named: Path, tmp_path: Path) -> None:
    done = run("-j", 2, "-v", "-o", f"{tmp_path}/out/", named)
    assert done.returncode == 0
    lines_are_harmless(done.stderr)
    assert files(tmp_path / "out") == sorted(f"{name}.txt" for name in NAMES)


def test_odd_names_are_said_harmlessly(named: Path, tmp_path: Path) -> None:
    for path in named.iterdir():
        path.write_bytes(b"")
    done = run("-o", tmp_path / "out.jsonl", "--report", tmp_path / "r.html", named)
    assert done.returncode == 3
    assert done.stderr.count(b"\n") == len(NAMES) + 1
    lines_are_harmless(done.stderr)
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_bytes().splitlines()]
    assert sorted(row["name"] for row in rows) == sorted(map(str, named.iterdir()))
    assert run("-o", tmp_path / "out.parquet", named).returncode == 3
    assert pq.read_table(tmp_path / "out.parquet").num_rows == len(NAMES)
    lines_are_harmless(run(f"{named}/\x1b[2Jno\n.html", "--encoding", "utf-8").stderr)


def test_odd_names_on_the_command_line(named: Path) -> None:
    expected = run(HTML).stdout
    for name in NAMES:
        assert run("--", f"{name}.html", cwd=named).stdout == expected
    for args in (["-dash.html"], ["--no\x1b[31m\n"], ["--to", "\x1b[31m\n"], ["-o", "no/\x1b[31m\n", HTML]):
        done = run(*args, cwd=named)
        assert done.returncode == 2
        lines_are_harmless(done.stderr)


def test_odd_names_are_checked_and_compared(tmp_path: Path) -> None:
    paths = [tmp_path / "a\nb.txt", tmp_path / "caf\udce9.txt"]
    for path in paths:
        path.write_bytes(SCRAPED.read_bytes())
    done = run("--check", tmp_path)
    assert done.returncode == 1
    assert done.stdout == b"".join(os.fsencode(path) + b"\n" for path in paths)
    diff = run("--diff", tmp_path)
    assert diff.returncode == 1
    heads = [line for line in diff.stdout.split(b"\n") if line.startswith((b"---", b"+++"))]
    assert len(heads) == 4
    assert run("-w", tmp_path).returncode == 0
    assert {path.read_bytes() for path in paths} == {ARTICLE.read_bytes()}


def test_addresses_are_no_paths(tmp_path: Path) -> None:
    addresses = [
        "https://a.example/../../../etc/passwd",
        "file:///etc/passwd",
        "https://a.example/%2e%2e/%2fetc%2f\x1b[31m",
        "https://a.example/a%00b",
        str(tmp_path / "stolen"),
        "../stolen",
    ]
    head = b"200 OK\r\nContent-Type: text/html"
    work = tmp_path / "work"
    work.mkdir()
    (work / "a.warc").write_bytes(b"".join(response(each, head, HTML.read_bytes()) for each in addresses))
    rows = [json.dumps({"url": each, "html": HTML.read_text("utf-8"), "name": each}) for each in addresses]
    (work / "a.jsonl").write_text("\n".join(rows), "utf-8")
    for source in ("a.warc", "a.jsonl"):
        done = run("-v", "-o", "out/", source, cwd=work)
        assert done.returncode == 0
        assert (work / "out" / "a.jsonl").read_bytes().count(b"\n") == len(addresses)
        lines_are_harmless(done.stderr)
        assert run("-o", "out.jsonl", source, cwd=work).returncode == 0
        found = [json.loads(line)["url"] for line in (work / "out.jsonl").read_text("utf-8").splitlines()]
        assert [re.sub(r"\W", "", each or "") for each in found] == [re.sub(r"\W", "", each) for each in addresses]
    assert files(tmp_path) == ["work/.out.run", "work/a.jsonl", "work/a.warc", "work/out.jsonl", "work/out/a.jsonl"]


def test_paths_that_climb_stay_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "a.html").write_bytes(HTML.read_bytes())
    done = run("-o", "../../out/", "../a.html", "..", cwd=tmp_path / "in" / "deep")
    assert files(tmp_path / "out") == ["a.txt"]
    assert done.returncode == 0
