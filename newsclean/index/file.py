"""The SQLite file of an index: its tables, counting pages, merging two files, deleting old blocks."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from newsclean.errors import SiteIndexError
from newsclean.index.keys import PageKeys

if TYPE_CHECKING:
    import sqlite3

FORMAT = 2
"""The version of the tables. Format 1 stored MinHash bands for near copies; they took four fifths of the file."""

APPLICATION = 0x6E636C78
"""SQLite's application id, which names the program that a file belongs to. It is "nclx" in ASCII."""

MAX_ENTRIES = 1_000_000
"""The largest number of blocks in a new index, unless the caller gives another."""

KEPT_AT_EVICTION = 9
"""The share of entries that stay when old ones are deleted, in tenths."""

BUSY_SECONDS = 60.0
"""How long to wait for another process that has locked the file."""

KEYS_PER_QUERY = 512
"""The largest number of keys in one query."""

SCHEMA = """
CREATE TABLE sites (name TEXT PRIMARY KEY, pages INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE pages (key INTEGER PRIMARY KEY, last INTEGER NOT NULL);
CREATE TABLE blocks (key INTEGER PRIMARY KEY, pages INTEGER NOT NULL, last INTEGER NOT NULL);
CREATE TABLE tally (blocks INTEGER NOT NULL, pages INTEGER NOT NULL, most INTEGER NOT NULL);
"""
"""The tables. Each key is a digest that includes the site, so all sites share one table."""

MERGE = (
    """INSERT INTO sites SELECT name, pages FROM other.sites WHERE true
    ON CONFLICT (name) DO UPDATE SET pages = pages + excluded.pages""",
    """INSERT INTO blocks SELECT key, pages, last FROM other.blocks WHERE true
    ON CONFLICT (key) DO UPDATE SET pages = pages + excluded.pages, last = max(last, excluded.last)""",
    """INSERT INTO pages SELECT key, last FROM other.pages WHERE true
    ON CONFLICT (key) DO UPDATE SET last = max(last, excluded.last)""",
    "UPDATE tally SET blocks = (SELECT count(*) FROM blocks), pages = (SELECT count(*) FROM pages)",
)


def learn(database: sqlite3.Connection, pages: Sequence[PageKeys]) -> int:
    """Count pages in an open transaction. Return how many were new.

    For a known page, only the time is updated. If a known URL has new content, that content is not counted; it can
    still be counted under another URL.
    """
    asked = [number for each in pages for number in (each.url_digest, each.text_digest)]
    known = {key for key, _ in select(database, "SELECT key, last FROM pages WHERE key IN", asked)}
    sites: Counter[str] = Counter()
    blocks: Counter[int] = Counter()
    met: set[int] = set()
    seen: set[int] = set()
    for site, url_digest, text_digest, keys in pages:
        own = {url_digest, text_digest}
        if own & known:
            met.update(keys)
        else:
            sites[site] += 1
            blocks.update(keys)
        if not own & known or text_digest in known:
            known |= own
        seen |= own & known
    add(database, sites, ((key, blocks[key]) for key in sorted(blocks)), seen)
    database.executemany("UPDATE blocks SET last = ? WHERE key = ?", ((_now(), key) for key in met))
    return sites.total()


def add(
    database: sqlite3.Connection, sites: Mapping[str, int], blocks: Iterable[tuple[int, int]], pages: Iterable[int]
) -> None:
    """Add to the counts of sites and of blocks, and store the digests of pages.

    `sites` has the number of pages to add for each site, `blocks` has pairs of a key and the number of pages to add,
    and `pages` has the digests of known pages.
    """
    now = _now()
    database.executemany(
        "INSERT INTO sites VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET pages = pages + excluded.pages",
        sorted(sites.items()),
    )
    counts = [(key, number, now) for key, number in blocks]
    entered = "INSERT OR IGNORE INTO blocks VALUES (?, 0, ?)"
    new_blocks = database.executemany(entered, ((key, now) for key, _, now in counts)).rowcount
    database.executemany(
        "UPDATE blocks SET pages = pages + ?, last = ? WHERE key = ?", ((number, now, key) for key, number, _ in counts)
    )
    rows = [(key, now) for key in sorted(set(pages))]
    new_pages = database.executemany("INSERT OR IGNORE INTO pages VALUES (?, ?)", rows).rowcount
    database.executemany("UPDATE pages SET last = ? WHERE key = ?", ((now, key) for key, now in rows))
    database.execute("UPDATE tally SET blocks = blocks + ?, pages = pages + ?", (max(new_blocks, 0), max(new_pages, 0)))


def merge(database: sqlite3.Connection, path: Path, most: int | None) -> int:
    """Add the counts of the index at `path` in one transaction. Return how many page digests both had.

    `most` is the limit of entries, as for `evict`. Raises `SiteIndexError` if there is no index at `path`.
    """
    connect(path, reads=True, must_exist=True).close()  # raises an error with the reason if it is not an index
    database.execute("ATTACH ? AS other", (f"{path.absolute().as_uri()}?mode=ro",))
    try:
        database.execute("BEGIN IMMEDIATE")
        both = database.execute("SELECT count(*) FROM other.pages JOIN pages USING (key)").fetchone()[0]
        for statement in MERGE:
            database.execute(statement)
        evict(database, most)
        database.execute("COMMIT")
    finally:
        if database.in_transaction:
            database.rollback()
        database.execute("DETACH other")
    return int(both)


def _now() -> int:
    """Return the time in whole seconds. It takes four bytes of each entry."""
    return int(time.time())


def select(database: sqlite3.Connection, query: str, keys: Sequence[int]) -> list[tuple[int, int]]:
    """Return the rows of the given keys.

    One query asks for many keys. The number of keys in a query is a power of two, so that SQLite compiles few queries.
    """
    rows: list[tuple[int, int]] = []
    unique = sorted(set(keys))
    for start in range(0, len(unique), KEYS_PER_QUERY):
        part = unique[start : start + KEYS_PER_QUERY]
        part += part[-1:] * ((1 << (len(part) - 1).bit_length()) - len(part))
        rows += database.execute(f"{query} ({','.join('?' * len(part))})", part).fetchall()
    return rows


def evict(database: sqlite3.Connection, most: int | None) -> None:
    """Delete old entries if there are more blocks or more pages than the limit.

    The entries that were not seen for the longest time are deleted, until `KEPT_AT_EVICTION` tenths of the limit
    remain. `most` is a new limit, which the file stores. With `None`, the stored limit stays.
    """
    if most is not None:
        database.execute("UPDATE tally SET most = ?", (most,))
    blocks, pages, limit = database.execute("SELECT blocks, pages, most FROM tally").fetchone()
    least = KEPT_AT_EVICTION * limit // 10
    if blocks > limit:
        database.execute(
            "DELETE FROM blocks WHERE key IN (SELECT key FROM blocks ORDER BY last, pages, key LIMIT ?)",
            (blocks - least,),
        )
        database.execute("UPDATE tally SET blocks = ?", (least,))
    if pages > limit:
        database.execute(
            "DELETE FROM pages WHERE key IN (SELECT key FROM pages ORDER BY last, key LIMIT ?)", (pages - least,)
        )
        database.execute("UPDATE tally SET pages = ?", (least,))


def connect(path: Path, reads: bool, must_exist: bool) -> sqlite3.Connection:
    """Return a connection to an index.

    Unless the connection only `reads` or the index `must_exist`, a missing file is created. An empty file gets its
    tables unless the connection only `reads`. A connection that only reads writes nothing, so file and folder need not
    be writable; SQLite makes lock files only if another process learns at the same time.

    Raises `SiteIndexError` if the file cannot be opened, is missing, or is not an index of this format.
    """
    import sqlite3

    if path.is_dir():
        raise SiteIndexError(f"{path}: is a directory: name a file for the site index")
    if must_exist and not (path.exists() and path.stat().st_size):
        raise missing(path)
    if not path.parent.is_dir():
        raise SiteIndexError(f"{path}: no such directory: make it first")
    database = None
    try:
        address = f"{path.absolute().as_uri()}?mode={'ro' if reads else 'rwc'}"
        database = sqlite3.connect(
            address, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, uri=True
        )
        _open(path, database, reads)
    except (sqlite3.Error, SiteIndexError) as error:
        if database is not None:
            database.close()
        if isinstance(error, SiteIndexError):
            raise
        raise SiteIndexError(message_of(path, error)) from error
    return database


def _open(path: Path, database: sqlite3.Connection, reads: bool) -> None:
    """Check the file and set up the connection. Raises `SiteIndexError` if it cannot be used."""
    is_new = _is_new(path, database)
    if reads and is_new:
        raise missing(path)
    if not reads:
        _share(database)
        if is_new:
            _make(database)
        database.execute("PRAGMA synchronous = NORMAL")
    database.execute("PRAGMA cache_size = -65536")


def disconnect(database: sqlite3.Connection) -> None:
    """Close a connection that wrote.

    The last such connection moves everything into one file, which can be read in a read-only folder.
    """
    try:
        database.execute("PRAGMA busy_timeout = 0")
        database.execute("PRAGMA journal_mode = DELETE")
    except database.Error:  # other connections are still open; when Python ends, sqlite3 cannot be imported here
        pass
    finally:
        database.close()


def missing(path: Path) -> SiteIndexError:
    """Return the error for a missing index."""
    return SiteIndexError(f"{path}: no such site index: make it with newsclean learn PATH... -o {path}")


def _is_new(path: Path, database: sqlite3.Connection) -> bool:
    """Return whether a database is empty. Raises `SiteIndexError` if it is not an index of this format."""
    database.execute("BEGIN")
    owner = database.execute("PRAGMA application_id").fetchone()[0]
    form = database.execute("PRAGMA user_version").fetchone()[0]
    tables = database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    database.execute("COMMIT")
    if not tables and not owner:
        return True
    if owner != APPLICATION:
        raise SiteIndexError(f"{path}: not a site index but another program's SQLite file: name another file")
    if form != FORMAT:
        old, what = ("older", "remove it and learn again") if form < FORMAT else ("newer", "install a newer newsclean")
        raise SiteIndexError(f"{path}: a site index of format {form}, {old} than {FORMAT}: {what}")
    return False


def _share(database: sqlite3.Connection) -> None:
    """Switch to write-ahead logging, so that others can read while this connection writes.

    While another process has locked the file, it tries again every 0.1 seconds, for about `BUSY_SECONDS`.
    """
    import sqlite3

    for _ in range(int(10 * BUSY_SECONDS)):
        try:
            database.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            time.sleep(0.1)


def _make(database: sqlite3.Connection) -> None:
    """Create the tables, unless another process has created them in the meantime."""
    database.execute("BEGIN IMMEDIATE")
    if not database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        for statement in filter(str.strip, SCHEMA.split(";")):
            database.execute(statement)
        database.execute("INSERT INTO tally VALUES (0, 0, ?)", (MAX_ENTRIES,))
        database.execute(f"PRAGMA application_id = {APPLICATION}")
        database.execute(f"PRAGMA user_version = {FORMAT}")
    database.execute("COMMIT")


def message_of(path: Path, error: sqlite3.Error) -> str:
    """Return a message that says what is wrong with the file and what to do."""
    said = str(error)
    if "not a database" in said:
        return f"{path}: not a site index: name another file, or remove this one and learn again"
    if "malformed" in said or "corrupt" in said:
        return f"{path}: the site index is damaged ({said}): remove it and learn again"
    if "locked" in said or "busy" in said:
        return f"{path}: another process has held the site index for too long ({said}): try again"
    if "readonly" in said:
        return f"{path}: the site index cannot be written: make it and its folder writable, or name another"
    if "unable to open" in said:
        return (
            f"{path}: the site index cannot be opened: it or its folder has no permission for it, or it was copied"
            " while another process learnt"
        )
    return f"{path}: the site index cannot be used: {said}"
