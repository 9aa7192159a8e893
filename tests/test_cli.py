"""The command line, as a real process on real files."""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from newsclean.cli.clean import command
from newsclean.cli.help import GROUPS
from tests.bench.site import DISCLAIMER, composed
from tests.test_quality import ENGLISH, NO_ARTICLE

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
COMMAND = [sys.executable, "-m", "newsclean"]
TWO_SCREENS = 100
"""Lines."""

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
    assert done.returncode == 3
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
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr.decode() == f"newsclean: {path}: {message}\n"
    assert run("--allow-empty", path).returncode == 0


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


def test_the_suffix_of_an_output_says_its_form(tmp_path: Path) -> None:
    page = SAMPLES / "ferries.html"
    for name, options, form in (
        ("a.md", [], "markdown"),
        ("b.json", [], "json"),
        ("c.txt", [], "text"),
        ("d.md", ["--to", "text"], "text"),
    ):
        assert run(page, *options, "-o", tmp_path / name).returncode == 0
        assert (tmp_path / name).read_bytes() == run(page, "--to", form).stdout


def test_help_shows_each_option_in_one_group() -> None:
    grouped = " ".join(GROUPS.values()).split()
    assert len(grouped) == len(set(grouped))
    assert {param.name for param in command.params} == {*grouped, "paths", "version"}


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
    assert b"article.txt: states neither its URL nor its site: use --site NAME" in done.stderr
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


def test_learning_gives_the_same_whatever_the_number_of_processes(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    site(folder, 30)
    (folder / "none.html").write_bytes(b"<p>No page of a known site, this one, however long it is made to be here.")
    found = []
    for jobs in ([], ["-j", "1"], ["-j", "2"], ["-j", "0"]):
        index = tmp_path / f"site{len(found)}.idx"
        done = run("learn", *jobs, folder, tmp_path / "gone.html", "-o", index)
        assert done.returncode == 2
        with closing(sqlite3.connect(index)) as database:
            tables = [
                database.execute(f"SELECT {columns} ORDER BY 1, 2").fetchall()
                for columns in ("name, pages FROM sites", "key, pages FROM blocks", "key, 0 FROM pages")
            ]
        found.append((done.stderr.replace(bytes(index), b"INDEX"), tables))
    assert found[0][0].splitlines() == [
        f"newsclean: {folder}/none.html: states neither its URL nor its site: use --site NAME".encode(),
        f"newsclean: {tmp_path}/gone.html: no such file".encode(),
        found[0][0].splitlines()[-1],
    ]
    assert b"30 pages learnt, 0 known before" in found[0][0]
    assert all(each == found[0] for each in found)


def test_indexes_are_merged(tmp_path: Path) -> None:
    paths, parts = site(tmp_path, 6), [tmp_path / "one.idx", tmp_path / "other.idx"]
    assert run("learn", *paths[:3], "-o", parts[0]).returncode == 0
    assert run("learn", *paths[3:5], "-o", parts[1]).returncode == 0
    whole = tmp_path / "site.idx"
    done = run("learn", *parts, paths[5], "-o", whole)
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.splitlines()[:2] == [
        f"newsclean: {part}: {number} pages of 1 site merged".encode()
        for part, number in zip(parts, (3, 2), strict=True)
    ]
    assert b"site.idx: 1 page learnt, 0 known before" in done.stderr
    assert b": site: on 6 of 6 pages of the site" in run("--site-index", whole, "--explain", paths[2]).stderr
    again = run("learn", parts[0], "-o", whole)
    assert b"URLs or contents of pages in both indexes: 6; these pages count twice" in again.stderr
    notes = tmp_path / "notes.db"
    with closing(sqlite3.connect(notes)) as database:
        database.execute("CREATE TABLE notes (text TEXT)")
    done = run("learn", notes, parts[1], "-o", tmp_path / "new.idx")
    assert done.returncode == 2
    assert b"notes.db: not a site index but another program's SQLite file" in done.stderr
    assert b"2 pages of 1 site merged" in done.stderr


def test_learning_as_you_go_in_several_processes_is_said_to_depend_on_timing(tmp_path: Path) -> None:
    paths, index = site(tmp_path, 2), tmp_path / "site.idx"
    learns = ("--site-index", index, "--learn-as-you-go")
    assert run("-j", "2", *learns, *paths).stderr.count(b"-j 1") == 1
    assert b"-j 1" not in run("-j", "2", "-q", *learns, *paths).stderr
    assert b"-j 1" not in run("-j", "1", *learns, *paths).stderr
    assert b"-j 1" not in run("-j", "2", "--site-index", index, *paths).stderr


def test_inputs_that_hold_nothing_have_a_code_of_their_own(tmp_path: Path) -> None:
    article, short = SAMPLES / "doubled.html", tmp_path / "short.html"
    short.write_bytes(b"<title>Not found</title><p>Not found.")
    empty = tmp_path / "empty.html"
    empty.write_bytes(b"")
    learn = ("learn", "--site", "a.example", "-o", tmp_path / "site.idx")
    assert run(*learn, article, short).returncode == 0
    done = run(*learn, article, empty)
    assert (done.returncode, b"empty.html: empty input" in done.stderr) == (3, True)
    assert run(*learn, "--allow-empty", article, empty).returncode == 0
    assert run(*learn, "--allow-empty", article, empty, tmp_path / "no.html").returncode == 2
    for page in (short, empty):
        assert run("similar", article, page).returncode == 3
        assert run("similar", "--allow-empty", "-j", "2", article, page).returncode == 0
    assert run("similar", article, empty, tmp_path / "no.html").returncode == 2


@pytest.mark.parametrize("name", ["out.txt", "out.json", "out.parquet"])
def test_a_file_without_a_result_has_the_code_of_its_inputs(tmp_path: Path, name: str) -> None:
    menu, out = tmp_path / "menu.html", tmp_path / name
    menu.write_bytes(b"<nav><a href=/>Home</a> <a href=/x>News</a></nav>")
    assert run("-o", out, menu).returncode == 3
    assert run("-o", out, "--allow-empty", menu).returncode == 0
    assert run("-o", out, "--allow-empty", menu, tmp_path / "no.html").returncode == 2


def test_a_page_that_a_command_cannot_clean_ends_nothing(tmp_path: Path) -> None:
    (tmp_path / "large.html").write_bytes(b"<p>" + b"x" * 20_000_001)
    done = run("similar", SAMPLES / "article.txt", tmp_path / "large.html", SAMPLES / "doubled.html")
    assert done.returncode == 2
    assert b"large.html: larger than 20,000,000 bytes" in done.stderr
    assert done.stdout.startswith(b"1.000\t")


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
    assert len(help_text.splitlines()) <= TWO_SCREENS
    assert b"newsclean learn PATH..." in help_text
    assert b"newsclean similar PATH..." in help_text


def piped(source: bytes, name: str, *args: str | os.PathLike[str]) -> subprocess.CompletedProcess[bytes]:
    return run("--stdin-filename", name, *args, source=source)


def test_stdin_has_the_name_and_kind_that_the_user_says(tmp_path: Path) -> None:
    assert piped(b"", "in/page.html").stderr == b"newsclean: in/page.html: empty input\n"
    assert piped(PROSE.encode(), "page.html").stdout.decode() == PROSE + "\n"
    text = f"<p>{PROSE}</p>\n".encode()
    assert piped(text, "page.HTM").stdout.decode() == PROSE + "\n"
    assert piped(text, "page.html", "--from", "text").stdout == text
    rows = json.dumps({"text": PROSE}).encode() + b"\n" + b"{broken\n"
    done = piped(rows, "crawl.jsonl")
    assert done.stdout.splitlines()[0] == rows.splitlines()[0]
    assert b"newsclean: crawl.jsonl:2: invalid JSON" in done.stderr
    assert b"2 read, 1 written, 1 failed (unreadable 1)" in done.stderr
    assert piped(gzip.compress(rows), "crawl.jsonl.gz").stdout == done.stdout
    assert run(source=gzip.compress(f"{PROSE}\n".encode())).stdout.decode() == f"{PROSE}\n"
    assert b"crawl.parquet: Parquet cannot be read from a stream: name the file" in piped(b"", "crawl.parquet").stderr
    escapes = piped(b"", "a\x1b[31m\n\udcff.html")
    assert escapes.stderr == "newsclean: a\ufffd[31m\ufffd\ufffd.html: empty input\n".encode()


def configured(folder: Path, *args: str | os.PathLike[str]) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *map(os.fspath, args)], stdin=subprocess.DEVNULL, capture_output=True, cwd=folder, check=False
    )


def test_settings_come_from_the_nearest_pyproject(tmp_path: Path) -> None:
    page, inner = SAMPLES / "doubled.html", tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    plain = configured(inner, page).stdout
    (tmp_path / "pyproject.toml").write_text('[tool.newsclean]\ncaptions = true\nto = "markdown"\nquiet = true\n')
    done = configured(inner, page)
    assert b"Photo: Ines Varga" in done.stdout
    assert b"Photo: Ines Varga" not in configured(inner, "--no-captions", page).stdout
    assert json.loads(configured(inner, "--to", "json", page).stdout)["kind"] == "article"
    assert configured(inner, page, page).stderr == b""
    assert b"2 read" in configured(inner, "--no-quiet", page, page).stderr
    (inner / "pyproject.toml").write_text("[tool.other]\nx = 1\n")
    assert configured(inner, page).stdout == plain
    (inner / "mine.toml").write_text("captions = true\n")
    assert b"Photo: Ines Varga" in configured(inner, "--config", "mine.toml", page).stdout
    assert configured(inner, "--config", "../../pyproject.toml", page).stdout == done.stdout


def test_what_a_page_may_hold_is_the_users_choice(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<p>" + "<b>word</b> " * 100 + "</p>", "utf-8")
    simpler = b"page.html: more than 50 tags"
    assert configured(tmp_path, "--doubtful", page).stderr == b""
    assert simpler in configured(tmp_path, "--doubtful", "--limit", "max_tags=50", page).stderr
    (tmp_path / "pyproject.toml").write_text('[tool.newsclean]\nlimit = ["max_tags=50", "max_depth=9"]\n')
    assert simpler in configured(tmp_path, "--doubtful", page).stderr
    assert simpler in configured(tmp_path, "--doubtful", "-j", "1", page).stderr
    assert simpler not in configured(tmp_path, "--doubtful", "--limit", "max_tags=500", page).stderr
    for wrong in ("max_tags", "max_tags=0", "max_tags=x", "tags=5"):
        done = configured(tmp_path, "--limit", wrong, page)
        assert done.returncode == 2
        assert f"'{wrong}' is not a limit: use NAME=N, with N from 1, for max_bytes, max_depth".encode() in done.stderr


def test_settings_of_folders_and_indexes(tmp_path: Path) -> None:
    paths = site(tmp_path)
    run("learn", *paths, "-o", tmp_path / "site.idx")
    (tmp_path / "pyproject.toml").write_text(
        '[tool.newsclean]\nsite-index = "site.idx"\nexclude = ["page-[1-9]*", "x"]\n'
    )
    inner = tmp_path / "inner"
    inner.mkdir()
    done = configured(inner, "--to", "json", "..")
    assert done.stdout == run("--site-index", tmp_path / "site.idx", "--to", "json", tmp_path / "page-0.html").stdout
    assert done.stdout.count(b"\n") == 1


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("capitons = true", "no such setting: capitons (there are allow-empty, captions, doubtful"),
        ('output = "x"', "no such setting: output"),
        ("captions = 1", "captions must be true or false, not 1"),
        ("captions = 'yes'", "captions must be true or false, not 'yes'"),
        ("jobs = true", "jobs must be a whole number, not True"),
        ("jobs = 1.5", "jobs must be a whole number, not 1.5"),
        ("timeout = '30'", "timeout must be a number, not '30'"),
        ("timeout = 0", "timeout: 0.0 is not in the range"),
        ("to = 3", "to must be a string, not 3"),
        ("to = 'pdf'", "to: 'pdf' is not one of"),
        ("exclude = [1]", "exclude must be a string, not [1]"),
        ("to = ['text']", "to must be a string, not ['text']"),
        ("= 3", "invalid TOML"),
        ("url-field = '''\\u001b[31m\n'''\nnone = 1", "no such setting: none"),
    ],
)
def test_settings_that_are_wrong_are_said(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "pyproject.toml").write_text(f"[tool.newsclean]\n{line}\n")
    done = configured(tmp_path, SAMPLES / "doubled.html")
    assert (done.returncode, done.stdout) == (2, b"")
    assert f"newsclean: {tmp_path / 'pyproject.toml'}: " in done.stderr.decode()
    assert message in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


def test_files_of_settings_that_are_wrong_are_said(tmp_path: Path) -> None:
    assert b"no.toml: No such file" in configured(tmp_path, "--config", "no.toml", SAMPLES / "doubled.html").stderr
    (tmp_path / "pyproject.toml").write_text("[tool]\nnewsclean = 3\n")
    assert b"tool.newsclean is not a table" in configured(tmp_path, SAMPLES / "doubled.html").stderr
    (tmp_path / "pyproject.toml").write_bytes(b"\xff[broken")
    assert configured(tmp_path, SAMPLES / "doubled.html").returncode == 0


def on_a_terminal(*args: str | os.PathLike[str], stdout: int = subprocess.DEVNULL) -> tuple[int, str]:
    """Run with a pseudo-terminal for standard error; give the exit code and what was written there."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    try:
        with subprocess.Popen([*COMMAND, *map(os.fspath, args)], stdout=stdout, stderr=theirs) as process:
            os.close(theirs)
            shown = b""
            while chunk := read_some(ours):
                shown += chunk
        return process.returncode, shown.decode()
    finally:
        os.close(ours)


def read_some(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:  # what Linux says when the other end is closed
        return b""


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    """A folder with rows, packed and not, and pages; one of them empty."""
    folder = tmp_path / "crawl"
    folder.mkdir()
    html = (SAMPLES / "ferries.html").read_text("utf-8")
    rows = b"".join(json.dumps({"html": f"{html}<!--{at}-->"}).encode() + b"\n" for at in range(100))
    (folder / "a.jsonl").write_bytes(rows)
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(rows))
    for at in range(20):
        (folder / f"{at}.html").write_text(html if at else "", "utf-8")
    return folder


def test_a_bar_on_a_terminal(crawl: Path, tmp_path: Path) -> None:
    code, shown = on_a_terminal("-o", tmp_path / "out.jsonl", crawl)
    assert code == 3
    bars = [line for line in shown.split("\r") if "pages/s" in line]
    assert len(bars) > 2, shown
    assert re.search(r"100%\|.*\| 220/220 \[00:\d\d<00:00, [ \d.]+ pages/s\]", bars[-1]), bars[-1]
    assert re.search(r" \d+%\|.*\| \d+/\d+ \[00:\d\d<\d\d:\d\d, ", bars[1]), bars[1]
    assert re.search(r"\r +\rnewsclean: \S+/0\.html: empty input\r\n", shown) or "\nnewsclean: " in shown
    assert "220 read, 219 written" in shown


def test_no_bar_where_none_is_wanted(crawl: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert b"pages/s" not in run("-o", out, crawl).stderr
    assert b"pages/s" in run("--progress", "-o", out, crawl).stderr
    for option in ("--no-progress", "--quiet"):
        assert "pages/s" not in on_a_terminal(option, "-o", out, crawl)[1]
    assert "pages/s" not in on_a_terminal(SAMPLES / "ferries.html")[1]
    (tmp_path / "pyproject.toml").write_text("[tool.newsclean]\nprogress = false\n")
    assert "pages/s" not in on_a_terminal("--config", tmp_path / "pyproject.toml", "-o", out, crawl)[1]


def test_a_bar_for_a_stream_has_no_end(tmp_path: Path) -> None:
    row = json.dumps({"text": PROSE}).encode() + b"\n"
    done = run("--progress", "--from", "jsonl", source=row * 50)
    assert re.search(rb"50 pages \[00:0\d, [\d.]+ pages/s\]", done.stderr)


def test_similar_needs_standard_output() -> None:
    command = [*COMMAND, "similar", str(SAMPLES / "ferries.html")]
    done = subprocess.run(["sh", "-c", 'exec "$@" >&-', "sh", *command], capture_output=True, check=False)
    assert done.returncode == 2
    assert b"standard output is closed" in done.stderr


def test_furniture_of_a_dump_goes_unless_it_is_to_stay(tmp_path: Path) -> None:
    from tests.rules.test_lines import DUMP, STORY, WARNING

    dump = tmp_path / "dump.txt"
    dump.write_text("\n".join(DUMP), "utf-8")
    assert run(dump).stdout.decode().rstrip().splitlines() == STORY
    explained = run("--explain", dump).stderr.decode()
    assert "furniture" in explained
    assert WARNING in explained
    kept = run("--no-furniture", dump).stdout.decode().splitlines()
    assert set(DUMP[:5]) <= set(kept)
