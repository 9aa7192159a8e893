"""newsclean/index: what is counted, once; many processes; one killed; files that are no index."""

from __future__ import annotations

import os
import pickle
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from newsclean import Block, NewscleanError, Page, Removal, SiteIndex, SiteIndexError
from newsclean.index import block_keys, page_keys, site_of
from newsclean.index.keys import block_key
from newsclean.page import Stated
from tests.bench.site import WORDS

ROOT = Path(__file__).resolve().parent.parent
DISCLAIMER = "The Courier may earn a commission when something is bought through a link on one of its pages."
LETTER = "Join {} readers: the letter of the Courier comes to your inbox on each evening at six."
STAMP = "This page was last brought up to date on {} by the desk of the Courier in Port Halden, Westmark."


def story(number: int) -> str:
    return f"{' '.join(random.Random(number).sample(WORDS, 25))}.".capitalize()


def page(number: int, *more: str, site: str = "courier.example", url: str | None = None) -> Page:
    blocks = tuple(map(Block, (story(number), DISCLAIMER, *more)))
    return Page(blocks, Stated(url=url or f"https://{site}/story-{number}"))


@pytest.fixture
def index(tmp_path: Path) -> Iterator[SiteIndex]:
    """An index, closed at the end: an error that holds it may be collected in any order."""
    made = SiteIndex(tmp_path / "site.idx")
    yield made
    made.close()


def test_blocks_are_counted_by_page(index: SiteIndex) -> None:
    assert index.learn_all(page(number) for number in range(1, 6)) == 5
    seen = index.seen(page(9))
    assert (seen.pages, seen.blocks) == (5, {1: 5})
    assert index.counts() == {"courier.example": 5}
    assert index.entries() == 6


def test_the_same_url_or_the_same_content_counts_once(index: SiteIndex) -> None:
    assert index.learn(page(1))
    assert not index.learn(page(1))
    assert not index.learn(page(1, url="https://www.courier.example/story-1/#comments"))
    assert not index.learn(page(1, url="https://courier.example/copy"))
    assert not index.learn(page(2, url="https://courier.example/story-1"))
    assert index.learn_all([page(2), page(2)]) == 1
    assert index.seen(page(3)).blocks == {1: 2}
    assert index.counts() == {"courier.example": 2}


def test_a_block_that_stands_twice_on_a_page_counts_once(index: SiteIndex) -> None:
    index.learn(page(1, DISCLAIMER))
    assert index.seen(page(2)).blocks == {1: 1}


def test_a_page_itself_does_not_count(index: SiteIndex) -> None:
    index.learn_all([page(1), page(2)])
    before = index.seen(page(3, LETTER.format(5), LETTER.format(6)))
    index.learn(page(3, LETTER.format(5), LETTER.format(6)))
    assert index.seen(page(3, LETTER.format(5), LETTER.format(6))) == before
    assert before.blocks == {1: 2}


def test_sites_are_apart(index: SiteIndex) -> None:
    index.learn_all([page(1), page(2), page(3, site="herald.example")])
    assert index.seen(page(9, site="herald.example")).blocks == {1: 1}
    assert index.seen(page(9, site="echo.example")).blocks == {}


def test_what_is_taken_for_the_site(tmp_path: Path) -> None:
    index = SiteIndex(tmp_path / "site.idx", site="fallback.example")
    assert index.site_of(Page((), Stated(url="https://www.Courier.example:8080/x"))) == "courier.example"
    assert index.site_of(Page((), Stated(site="The  Halden Courier"))) == "the halden courier"
    assert index.site_of(Page(())) == "fallback.example"
    nameless = SiteIndex(tmp_path / "site.idx")
    assert not nameless.learn(Page((Block(story(1)),)))
    assert nameless.seen(Page((Block(story(1)),))).blocks == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LETTER.format("12,000"), LETTER.format("13,417")),
        (STAMP.format("5 May 2024"), STAMP.format("12 June 2025")),
        ("12 comments", "7 comments"),
        (DISCLAIMER, DISCLAIMER.upper().replace(" ", "  ")),
    ],
)
def test_near_copies_count_as_one(index: SiteIndex, one: str, other: str) -> None:
    index.learn_all([page(1, one), page(2, other)])
    assert index.seen(page(3, one)).blocks == {1: 2, 2: 2}


@pytest.mark.parametrize(("one", "other"), [("12", "7"), ("Markets", "Weather"), (story(1), LETTER.format(1))])
def test_different_blocks_do_not(index: SiteIndex, one: str, other: str) -> None:
    index.learn(page(1, one))
    assert index.seen(page(3, other)).blocks == {1: 1}


def test_what_other_rules_removed_is_not_learnt_and_what_this_one_did_is(index: SiteIndex) -> None:
    first = page(1, LETTER.format(1))
    first.remove([Removal(1, "site"), Removal(2, "furniture")])
    index.learn(first)
    assert index.seen(page(2, LETTER.format(1))).blocks == {1: 1}


def test_pages_without_an_article_are_not_learnt(index: SiteIndex) -> None:
    assert not index.learn(Page((Block("Not found"),), Stated(url="https://courier.example/404")))


def test_the_least_recently_seen_go_first(tmp_path: Path) -> None:
    index = SiteIndex(tmp_path / "site.idx", max_entries=50)
    for number in range(1, 201):
        index.learn(page(number))
        assert index.entries() <= 50
    assert index.seen(page(999)).blocks == {1: 200}
    with sqlite3.connect(index.path) as database:
        assert database.execute("SELECT count(*) FROM blocks").fetchone()[0] == index.entries()
        assert database.execute("SELECT count(*) FROM pages").fetchone()[0] <= 50
    database.close()
    again = SiteIndex(tmp_path / "site.idx")
    again.learn_all(page(number) for number in range(201, 260))
    assert again.entries() <= 50


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_fork_opens_a_connection_of_its_own(index: SiteIndex) -> None:
    index.learn(page(1))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        os._exit(0 if index.learn(page(2)) else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert index.learn(page(3))
    assert index.counts() == {"courier.example": 3}


def test_an_index_travels_and_serves_threads(index: SiteIndex) -> None:
    index.learn_all([page(1), page(2)])
    again = pickle.loads(pickle.dumps(index))
    assert again.seen(page(9)) == index.seen(page(9))
    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(index.learn, [page(number % 30) for number in range(120)])) == 28
    assert index.counts() == {"courier.example": 30}


WORKER = """
import sys
from newsclean import SiteIndex
from tests.test_index import page
start, end, batch = map(int, sys.argv[2:5])
SiteIndex(sys.argv[1]).learn_all((page(number) for number in range(start, end)), batch)
"""


def worker(path: Path, start: int, end: int, batch: int) -> subprocess.Popen[bytes]:
    args = [sys.executable, "-c", WORKER, str(path), *map(str, (start, end, batch))]
    return subprocess.Popen(args, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE)


def ended(process: subprocess.Popen[bytes]) -> bool:
    """Whether it ended well, without a word."""

    _, error = process.communicate(timeout=120)
    return (process.returncode, error) == (0, b"")


def check(path: Path, pages: int) -> None:
    """That the counts are those of so many pages, and that the tables agree."""
    index = SiteIndex(path, must_exist=True)
    assert index.counts() == {"courier.example": pages}
    assert index.seen(page(10_000)).blocks == {1: pages}
    assert index.entries() == pages + 1
    with sqlite3.connect(path) as database:
        assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert database.execute("SELECT count(*), sum(pages) FROM blocks").fetchone() == (pages + 1, 2 * pages)
        assert database.execute("SELECT count(*) FROM pages").fetchone()[0] == 2 * pages
        assert database.execute("SELECT blocks, pages FROM tally").fetchone() == (pages + 1, 2 * pages)
    database.close()


def test_several_processes_learn_into_one_file(tmp_path: Path) -> None:
    path = tmp_path / "site.idx"
    ranges = [(0, 300), (150, 450), (300, 600), (0, 600)]
    for process in [worker(path, *each, batch=7) for each in ranges]:
        assert ended(process)
    check(path, 600)


def test_a_process_killed_in_the_middle_loses_and_doubles_nothing(tmp_path: Path) -> None:
    path = tmp_path / "site.idx"
    killed, other = worker(path, 0, 100_000, batch=5), worker(path, 200, 400, batch=5)
    index = SiteIndex(path)
    end = time.monotonic() + 60
    while index.counts().get("courier.example", 0) < 210 and time.monotonic() < end:
        time.sleep(0.01)
    killed.send_signal(signal.SIGKILL)
    killed.communicate(timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert ended(other)
    learnt = index.counts()["courier.example"]
    check(path, learnt)
    most = max(learnt + 300, 1000)
    assert ended(worker(path, 0, most, batch=50))
    check(path, most)


def tables(path: Path) -> list[list[tuple[object, ...]]]:
    """All that an index holds but for times."""
    queries = ("name, pages FROM sites", "key, pages FROM blocks", "key FROM pages", "blocks, pages FROM tally")
    with sqlite3.connect(path) as database:
        found = [database.execute(f"SELECT {each} ORDER BY 1").fetchall() for each in queries]
    database.close()
    return found


def mixed(number: int) -> Page:
    """A page of one of three sites, with blocks in which a date or a counter differs."""
    stamp, letter = STAMP.format(f"{number % 28} May {2000 + number % 9}"), LETTER.format(f"{number},000")
    return page(number, stamp, letter, "Share", site=f"site{number % 3}.example")


def test_four_parts_merged_are_one_index_that_learnt_all(tmp_path: Path) -> None:
    pages = [mixed(number) for number in range(1, 201)]
    random.Random(4).shuffle(pages)
    at_once = SiteIndex(tmp_path / "once.idx")
    assert at_once.learn_all(pages) == 200
    parts = [SiteIndex(tmp_path / f"part{at}.idx") for at in range(4)]
    for at, part in enumerate(parts):
        part.learn_all(pages[at::4], batch=7)
        part.close()
    merged = SiteIndex(tmp_path / "merged.idx")
    before = [tables(part.path) for part in parts]
    assert [merged.merge(part) for part in (parts[2], str(parts[0].path), parts[3], parts[1])] == [0, 0, 0, 0]
    assert [tables(part.path) for part in parts] == before
    for number in range(1, 203):
        assert merged.seen(mixed(number)) == at_once.seen(mixed(number))
    assert merged.seen(mixed(203)).blocks == dict.fromkeys(range(1, 5), 67)
    merged.close()
    at_once.close()
    assert tables(merged.path) == tables(at_once.path)


def test_a_page_that_two_indexes_know_counts_twice_and_is_told(tmp_path: Path) -> None:
    one, other = SiteIndex(tmp_path / "one.idx"), SiteIndex(tmp_path / "other.idx")
    one.learn_all([page(1), page(2)])
    other.learn_all([page(2), page(3)])
    assert one.merge(other) == 2
    assert one.seen(page(9)).blocks == {1: 4}


def test_a_merge_keeps_to_the_most_entries(tmp_path: Path) -> None:
    one, other = SiteIndex(tmp_path / "one.idx", max_entries=50), SiteIndex(tmp_path / "other.idx")
    one.learn_all(map(page, range(40)))
    other.learn_all(map(page, range(40, 80)))
    one.merge(other)
    assert one.entries() == 45
    assert one.seen(page(99)).blocks == {1: 80}


def test_what_cannot_be_merged(tmp_path: Path) -> None:
    index = SiteIndex(tmp_path / "site.idx")
    index.learn(page(1))
    notes = tmp_path / "notes.idx"
    notes.write_bytes(b"Not an index, but notes. " * 99)
    for path, message in ((index.path, "with itself"), (tmp_path / "no.idx", "no such site index"), (notes, "not a")):
        with pytest.raises(SiteIndexError, match=message):
            index.merge(path)
    assert index.seen(page(2)).blocks == {1: 1}
    assert index.learn(page(2))


def test_counts_from_elsewhere_are_added(tmp_path: Path) -> None:
    pages = [mixed(number) for number in range(1, 61)]
    elsewhere, index, at_once = (SiteIndex(tmp_path / name) for name in ("elsewhere", "index", "once"))
    index.learn_all(pages[:30])
    at_once.learn_all(pages)
    elsewhere.learn_all(pages[30:])
    sites = elsewhere.counts()
    keys = Counter((site_of(each), key) for each in pages[30:] for key in block_keys(each))
    index.add_counts((site, key, number, sites[site]) for (site, key), number in keys.items())
    assert index.counts() == at_once.counts()
    assert index.seen(mixed(99)) == at_once.seen(mixed(99))
    assert index.entries() == at_once.entries()
    with pytest.raises(ValueError, match="has 2 pages in one row and 3 in another"):
        index.add_counts([("courier.example", 1, 1, 2), ("courier.example", 2, 1, 3)])


def test_an_index_learns_the_keys_of_a_page(tmp_path: Path) -> None:
    keys = [pickle.loads(pickle.dumps(page_keys(page(number)))) for number in range(20)]
    assert all(len(pickle.dumps(each)) < 400 for each in keys)
    by_keys, by_pages = SiteIndex(tmp_path / "keys.idx"), SiteIndex(tmp_path / "pages.idx")
    assert by_keys.learn_keys([*keys, keys[3]]) == by_pages.learn_all(map(page, range(20))) == 20
    by_keys.close()
    by_pages.close()
    assert tables(by_keys.path) == tables(by_pages.path)


def test_an_entry_takes_no_more_than_sixty_bytes(index: SiteIndex) -> None:
    index.learn_all(Page(tuple(Block(story(100 * n + at)) for at in range(20)), page(n).metadata) for n in range(300))
    index.close()
    assert index.path.stat().st_size < 60 * 6000


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Updated on 5 May 2024 at 10:45", "Updated on 11 December 2025 at 9:05", True),
        ("Mis à jour le 5 mai 2024", "Mis à jour le 3 février 2025", True),
        ("Monday, January 5, 2024", "Friday, May 12, 2023", True),
        ("2024年5月4日 记者从有关部门获悉", "2025年11月12日 记者从有关部门获悉", True),
        ("You may read 3 more articles", "You may read 12 more articles", True),
        ("Halden 3 won 2 drawn 1 lost 10", "Halden 4 won 2 drawn 1 lost 13", False),
        ("12:30", "7:45", False),
        ("The council met in May", "The council met in June", False),
        ("12 comments", "12 shares", False),
    ],
)
def test_a_date_or_a_counter_may_differ(one: str, other: str, is_same: bool) -> None:
    assert (block_key("a.example", one) == block_key("a.example", other)) is is_same
    assert block_key("a.example", one) != block_key("b.example", one)


READER = """
import sys
from newsclean import SiteIndex
from tests.test_index import page
print(SiteIndex(sys.argv[1], must_exist=True).seen(page(10_000)).blocks[1])
"""


def listing(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def reader(path: Path, as_user: bool = False) -> subprocess.Popen[bytes]:
    """A process that reads the index; `as_user` with no more rights than permissions give."""

    command = [sys.executable, "-c", READER, str(path)]
    if as_user and os.geteuid() == 0:
        rights = ("-dac_override", "-dac_read_search,-dac_override")
        command = ["setpriv", "--inh-caps", rights[0], "--bounding-set", rights[1], *command]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_an_index_that_is_read_is_one_file_that_does_not_change(index: SiteIndex) -> None:
    index.learn_all(map(page, range(20)))
    index.close()
    before = listing(index.path.parent)
    assert list(before) == ["site.idx"]
    read = SiteIndex(index.path, must_exist=True)
    assert read.seen(page(100)).blocks == {1: 20}
    assert read.counts() == {"courier.example": 20}
    assert listing(index.path.parent) == before
    assert read.learn(page(100))
    assert read.seen(page(101)).blocks == {1: 21}
    read.close()
    assert list(listing(index.path.parent)) == ["site.idx"]


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or (os.geteuid() == 0 and shutil.which("setpriv") is None),
    reason="permissions are not held to here",
)
def test_an_index_is_read_where_nothing_may_be_written(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    path = folder / "a site?.idx"
    assert ended(worker(path, 0, 20, batch=7))
    path.chmod(0o444)
    folder.chmod(0o555)
    before = listing(folder)
    try:
        done = reader(path, as_user=True)
        assert done.communicate(timeout=60) == (b"20\n", b"")
        assert listing(folder) == before
    finally:
        folder.chmod(0o755)


def test_readers_see_whole_batches_while_others_learn(tmp_path: Path) -> None:
    path = tmp_path / "site.idx"
    assert ended(worker(path, 0, 7, batch=7))
    writers = [worker(path, start, start + 210, batch=7) for start in (7, 217)]
    index = SiteIndex(path, must_exist=True)
    numbers = []
    while any(each.poll() is None for each in writers):
        numbers.append(index.seen(page(10_000)).blocks[1])
        out, error = reader(path).communicate(timeout=60)
        assert error == b""
        numbers.append(int(out))
    assert all(ended(each) for each in writers)
    assert not any(number % 7 for number in numbers)
    assert numbers == sorted(numbers)
    index.close()
    check(path, 427)


def test_many_short_lives_leave_one_file(tmp_path: Path) -> None:
    path = tmp_path / "site.idx"
    assert all(ended(each) for each in [worker(path, at, at + 5, batch=2) for at in range(0, 20, 5)])
    check(path, 20)
    assert ended(worker(path, 20, 21, batch=2))
    assert list(listing(tmp_path)) == ["site.idx"]


def test_a_missing_file_that_must_exist(tmp_path: Path) -> None:
    with pytest.raises(SiteIndexError, match="no such site index: make it with newsclean learn"):
        SiteIndex(tmp_path / "no.idx", must_exist=True).counts()
    with pytest.raises(SiteIndexError, match="is a directory"):
        SiteIndex(tmp_path).counts()
    with pytest.raises(SiteIndexError, match="no such directory"):
        SiteIndex(tmp_path / "no" / "site.idx").counts()
    assert issubclass(SiteIndexError, NewscleanError)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Not an index but some notes.\n" * 100)
    before = path.read_bytes()
    with pytest.raises(SiteIndexError, match=r"notes.txt: not a site index"):
        SiteIndex(path).learn(page(1))
    assert path.read_bytes() == before


def test_another_programs_database(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE notes (text TEXT)")
    database.close()
    before = path.read_bytes()
    with pytest.raises(SiteIndexError, match="another program's SQLite file"):
        SiteIndex(path).learn(page(1))
    assert path.read_bytes() == before


def test_an_index_of_a_newer_format(index: SiteIndex) -> None:
    index.learn(page(1))
    index.close()
    with sqlite3.connect(index.path) as database:
        database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(SiteIndexError, match="format 99, newer than"):
        index.counts()


def test_an_index_of_an_older_format(index: SiteIndex) -> None:
    index.learn(page(1))
    index.close()
    with sqlite3.connect(index.path) as database:
        database.execute("PRAGMA user_version = 1")
    database.close()
    with pytest.raises(SiteIndexError, match="format 1, older than 2: remove it and learn again"):
        index.counts()


def test_a_damaged_index(index: SiteIndex) -> None:
    index.learn_all(page(number) for number in range(400))
    index.close()
    data = bytearray(index.path.read_bytes())
    data[4096:] = bytes(each ^ 0x5A for each in data[4096:])
    index.path.write_bytes(data)
    with pytest.raises(SiteIndexError, match="damaged"):
        index.seen(page(1))


def test_a_file_cut_off(index: SiteIndex) -> None:
    index.learn_all(page(number) for number in range(400))
    index.close()
    index.path.write_bytes(index.path.read_bytes()[:6000])
    with pytest.raises(SiteIndexError, match=r"site\.idx"):
        index.learn_all(page(number) for number in range(400))


def test_a_script_that_leaves_its_index_open_ends_without_a_word(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import sys\n"
        "from newsclean import SiteIndex, clean\n"
        f"index = sys.modules['kept'] = SiteIndex({str(tmp_path / 'site.idx')!r})\n"
        "index.learn(clean('<p>The ferry to Lower Quay sails twice an hour from Monday.', 'https://a.example/1'))\n"
        "again = lambda: index\n"
    )
    done = subprocess.run([sys.executable, script], capture_output=True, check=True)
    assert done.stderr == b""
