"""The command line, as a real process on real files."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.bench.site import DISCLAIMER, composed
from tests.test_quality import ENGLISH, NO_ARTICLE

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
COMMAND = [sys.executable, "-m", "newsclean"]
PROSE = "The ferry office said on Monday that the last boat of the evening would leave half an hour earlier."
SHARED = Path(__file__).resolve().parents[2] / "shared" / "seed"


def run(*args: str | os.PathLike[str], source: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*COMMAND, *map(os.fspath, args)], input=source, capture_output=True, timeout=60, check=False)


def test_stdin_file_and_library_agree() -> None:
    from newsclean import clean

    sample = SAMPLES / "scraped.txt"
    expected = (SAMPLES / "article.txt").read_bytes()
    assert run(source=sample.read_bytes()).stdout == expected
    assert run("-", source=sample.read_bytes()).stdout == expected
    assert run(sample).stdout == expected
    assert clean(sample.read_bytes()).text.encode() == expected
    assert run(source=expected).stdout == expected


def test_html_gives_the_same_paragraphs() -> None:
    done = run(SAMPLES / "doubled.html")
    assert done.returncode == 0
    assert done.stdout.decode() == "\n\n".join((SAMPLES / "article.txt").read_text("utf-8").splitlines()) + "\n"
    assert done.stderr == b""


@pytest.mark.skipif(not SHARED.exists(), reason="the example that this began with is not here")
def test_the_example_that_this_began_with() -> None:
    assert run(source=(SHARED / "scraped.txt").read_bytes()).stdout == (SHARED / "expected.txt").read_bytes()


def test_json_is_a_line_a_page() -> None:
    lines = run("--to", "json", SAMPLES / "doubled.html", SAMPLES / "ferries.html").stdout.splitlines()
    first, second = map(json.loads, lines)
    assert first["title"] == "Port Halden keeps its drawbridge open through the winter"
    assert first["date"] == "2025-11-04T18:20:00+01:00"
    assert first["authors"] == ["Ines Varga"]
    assert first["site"] == "The Halden Courier"
    assert len(first["paragraphs"]) == 9
    assert {"index", "reason", "evidence", "text"} == set(first["removed"][0])
    assert second["date"] == "2025-10-28"


def test_captions_are_kept_on_demand() -> None:
    assert b"Photo:" not in run(SAMPLES / "scraped.txt").stdout
    assert b"Photo: Ines Varga" in run("--captions", SAMPLES / "scraped.txt").stdout
    assert b"Photo: Ines Varga" in run("--captions", SAMPLES / "doubled.html").stdout


def test_favor_keeps_less_or_more(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    teasers = "".join(f"<p>Story {at}: what else the town did on that day, and why.</p>" for at in range(9))
    story = "".join(
        f"<p>The ferry of pier {at} stayed in the harbour, its pilots said, for long.</p>" for at in range(9)
    )
    notes = f"<div><h3>More</h3>{teasers}</div>"
    page.write_text(
        f"<body><nav>{'<div>Menu</div>' * 12}</nav>{notes}<article>{story}</article>{notes}{notes}", "utf-8"
    )
    printed = [run(*favor, page).stdout for favor in (("--favor", "precision"), (), ("--favor", "recall"))]
    sizes = [len(each) for each in printed]
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1]
    assert run("--favor", "speed", page).returncode == 2


def test_a_page_without_an_article_prints_nothing_unless_asked(tmp_path: Path) -> None:
    page = tmp_path / "front.html"
    page.write_text(NO_ARTICLE["section"], "utf-8")
    done = run(page, SAMPLES / "doubled.html")
    assert done.returncode == 2
    assert done.stdout == run(SAMPLES / "doubled.html").stdout
    assert f"{page}: no article found (confidence 0." in done.stderr.decode()
    doubtful = run("--doubtful", page)
    assert doubtful.returncode == 0
    assert ENGLISH[0].encode() in doubtful.stdout


def test_explain_names_each_removed_block_on_stderr() -> None:
    plain, done = run(SAMPLES / "scraped.txt"), run("--explain", SAMPLES / "scraped.txt")
    assert done.stdout == plain.stdout
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 16
    assert all("scraped.txt: block" in line for line in lines)
    assert "repeat: same as block 3: Council leader Mirela Osei" in lines[2]


def test_explain_disarms_terminal_escapes() -> None:
    done = run(
        "--explain", source=f"<nav>\x1b[31mHome\x1b]0;x\x07</nav><p>{PROSE}</p><p>{PROSE} Again, it said.</p>".encode()
    )
    assert b"\x1b" not in done.stderr
    assert b"Home" in done.stderr


def test_verbose_and_quiet() -> None:
    assert (
        b"9 of 25 blocks kept; removed: caption 1, label 1, policy 6, repeat 8"
        in run("-v", SAMPLES / "scraped.txt").stderr
    )
    bad = f"{PROSE}\n".encode() + b"Caf\xe9 \xff\xfe\n" * 3
    assert run("-q", "--encoding", "utf-8", source=bad).stderr == b""
    assert b"could not be read as utf-8" in run("--encoding", "utf-8", source=bad).stderr


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.html", b"", "empty input"),
        ("spaces.txt", b" \n\n \n", "empty input"),
        ("noise.bin", bytes(range(256)) * 20, "not a page but binary data"),
        ("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(500), "not a page but a JPEG image"),
        ("paper.pdf", b"%PDF-1.7\n" + bytes(range(256)), "not a page but a PDF document"),
        ("none.html", b"<!doctype html><title>x</title><nav><a href=/>Home</a></nav>", "no article found"),
    ],
)
def test_what_holds_no_article_is_named(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    done = run(path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == f"newsclean: {path}: {message}\n"


def test_missing_file_and_directory(tmp_path: Path) -> None:
    for path, message in ((tmp_path / "no.html", "no such file"), (tmp_path, "a folder without pages")):
        done = run(path)
        assert done.returncode == 2
        assert done.stderr.decode().startswith(f"newsclean: {path}: {message}")
        assert done.stderr.count(b"\n") == 1


def test_one_bad_input_stops_no_other(tmp_path: Path) -> None:
    done = run(tmp_path / "no.html", SAMPLES / "scraped.txt", tmp_path / "no.txt", SAMPLES / "article.txt")
    article = (SAMPLES / "article.txt").read_bytes()
    assert done.returncode == 2
    assert done.stdout == article + b"\n" + article
    assert done.stderr.count(b"no such file") == 2


@pytest.mark.parametrize(
    "args", [["--no-such"], ["--from", "pdf"], ["--encoding", "klingon", str(SAMPLES / "scraped.txt")]]
)
def test_usage_errors(args: list[str]) -> None:
    done = run(*args)
    assert done.returncode == 2
    assert done.stderr.startswith(b"newsclean: ")
    assert b"Traceback" not in done.stderr


def test_help_and_version() -> None:
    from newsclean import __version__

    assert b"Exit codes" in run("--help").stdout
    assert run("--version").stdout.decode() == f"newsclean {__version__}\n"


def test_output_file_is_whole_or_not_there(tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    assert run("-o", out, SAMPLES / "scraped.txt").returncode == 0
    assert out.read_bytes() == (SAMPLES / "article.txt").read_bytes()
    out.chmod(0o600)
    assert run("-o", out, tmp_path / "no.txt").returncode == 2
    assert out.read_bytes() == (SAMPLES / "article.txt").read_bytes()
    assert run("-o", out, SAMPLES / "doubled.html").returncode == 0
    assert out.read_bytes() == (SAMPLES / "doubled.txt").read_bytes()
    assert out.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["out.txt"]
    done = run("-o", tmp_path / "no" / "out.txt", SAMPLES / "scraped.txt")
    assert done.returncode == 2
    assert b"No such file" in done.stderr
    assert b"Traceback" not in done.stderr


def test_forced_kind_and_encoding(tmp_path: Path) -> None:
    source = f"<p>{PROSE}</p>\n".encode()
    assert run("--from", "text", source=source).stdout == source
    assert run("--from", "html", source=PROSE.encode()).stdout.decode() == PROSE + "\n"
    russian = "Совет гавани решил во вторник оставить мост открытым для машин на всю зиму, сообщили в мэрии города."
    page = f"<meta charset=iso-8859-1><p>{russian}</p>".encode("windows-1251")
    assert run("--encoding", "windows-1251", source=page).stdout.decode() == russian + "\n"


def test_byte_order_mark_of_a_text_stays() -> None:
    source = b"\xef\xbb\xbf" + f"{PROSE}\r\n".encode()
    assert run(source=source).stdout == source


def test_url_resolves_the_canonical_address() -> None:
    done = run("--url", "https://courier.example/x", "--to", "json", SAMPLES / "doubled.html")
    assert json.loads(done.stdout)["url"] == "https://courier.example/europe/drawbridge-stays-open"


def test_a_closed_pipe_ends_it_quietly(tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    big.write_text("".join(f"{PROSE} It was announcement number {n}.\n" for n in range(20_000)))
    script = f"set -o pipefail; {sys.executable} -m newsclean {big} | head -n 1"
    done = subprocess.run(["bash", "-c", script], capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"The ferry office")


def test_interrupt_gives_130() -> None:
    process = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=10)
    assert process.returncode == 130
    assert b"Traceback" not in error


def site(folder: Path, size: int = 6) -> list[Path]:
    """The pages of a composed site, as files."""
    paths = []
    for number, sample in enumerate(composed(size, html=True)):
        paths.append(folder / f"page-{number}.html")
        link = f"<link rel=canonical href={sample.url}>".encode()
        paths[-1].write_bytes(sample.html.replace(b"</title>", b"</title>" + link))
    return paths


def test_learn_and_clean_with_an_index(tmp_path: Path) -> None:
    paths, index = site(tmp_path), tmp_path / "site.idx"
    learnt = run("learn", *paths, "-o", index)
    assert (learnt.returncode, learnt.stdout) == (0, b"")
    assert b"site.idx: 6 pages learnt, 0 known before" in learnt.stderr
    assert b"0 pages learnt, 6 known before" in run("learn", *paths, "-o", index).stderr
    assert run("learn", "-q", *paths, "-o", index).stderr == b""
    assert DISCLAIMER.encode() in run(paths[2]).stdout
    done = run("--site-index", index, "--explain", paths[2])
    assert done.returncode == 0
    assert DISCLAIMER.encode() not in done.stdout
    assert b": site: on 6 of 6 pages of the site: The Courier is" in done.stderr


def test_learn_as_you_go(tmp_path: Path) -> None:
    paths, index = site(tmp_path), tmp_path / "site.idx"
    first = run("--site-index", index, "--learn-as-you-go", *paths)
    assert first.returncode == 0
    assert 0 < first.stdout.count(DISCLAIMER.encode()) < 6
    again = run("--site-index", index, "--learn-as-you-go", *paths)
    assert again.stdout == run("--site-index", index, *paths).stdout
    assert DISCLAIMER.encode() not in again.stdout
    assert run("--learn-as-you-go", paths[0]).returncode == 2


def test_learn_keeps_to_max_entries(tmp_path: Path) -> None:
    from newsclean import SiteIndex

    assert run("learn", *site(tmp_path), "-o", tmp_path / "site.idx", "--max-entries", "20").returncode == 0
    assert 10 <= SiteIndex(tmp_path / "site.idx").entries() <= 20


def test_the_site_of_text_is_said(tmp_path: Path) -> None:
    index = tmp_path / "site.idx"
    done = run("learn", SAMPLES / "article.txt", "-o", index)
    assert done.returncode == 2
    assert b"article.txt: says neither its address nor its site; --site NAME says it" in done.stderr
    assert run("learn", SAMPLES / "article.txt", "-o", index, "--site", "courier.example").returncode == 0


@pytest.mark.parametrize("args", [["--site-index"], ["learn", str(SAMPLES / "doubled.html"), "-o"]])
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"Not an index, but notes. " * 99, b"not a site index"),
        (b"SQLite format 3\0" + b"x" * 999, b"not a site index"),
    ],
)
def test_a_file_that_is_no_index_is_named(tmp_path: Path, args: list[str], content: bytes, message: bytes) -> None:
    path = tmp_path / "notes.idx"
    path.write_bytes(content)
    done = run(*args, path, *([SAMPLES / "doubled.html"] if args[0] == "--site-index" else []))
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(f"newsclean: {path}: ".encode())
    assert b"not a site index" in done.stderr
    assert path.read_bytes() == content


def test_a_missing_index_is_named(tmp_path: Path) -> None:
    done = run("--site-index", tmp_path / "no.idx", SAMPLES / "doubled.html")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"no.idx: no such site index: make it with newsclean learn PATH... -o" in done.stderr
    assert not list(tmp_path.iterdir())


def test_one_bad_page_stops_no_learning(tmp_path: Path) -> None:
    paths = site(tmp_path, 2)
    done = run("learn", paths[0], tmp_path / "no.html", paths[1], "-o", tmp_path / "site.idx")
    assert done.returncode == 2
    assert b"no.html: no such file" in done.stderr
    assert b"2 pages learnt" in done.stderr


def test_similar_names_pairs_and_clusters(tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_text((SAMPLES / "ferries.md").read_text("utf-8"), "utf-8")
    names = [SAMPLES / "article.txt", SAMPLES / "ferries.md", SAMPLES / "doubled.html", copy]
    done = run("similar", *names)
    assert done.returncode == 0
    assert done.stdout.decode() == f"1.000\t{names[0]}\t{names[2]}\n1.000\t{names[1]}\t{names[3]}\n"
    assert run("similar", "--clusters", *names).stdout.decode() == (f"{names[0]}\t{names[2]}\n{names[1]}\t{names[3]}\n")
    bad = run("similar", tmp_path / "no.txt", names[0])
    assert (bad.returncode, bad.stdout) == (2, b"")
    assert run("similar").returncode == 2


def test_a_file_called_as_a_command_is(tmp_path: Path) -> None:
    (tmp_path / "learn").write_bytes((SAMPLES / "scraped.txt").read_bytes())
    args = [*COMMAND, "./learn"]
    done = subprocess.run(args, capture_output=True, cwd=tmp_path, check=False)
    assert done.stdout == (SAMPLES / "article.txt").read_bytes()
    help_text = run("--help").stdout
    assert b"newsclean learn PATH..." in help_text
    assert b"newsclean similar PATH..." in help_text
