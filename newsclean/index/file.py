"""The SQLite file of an index: its tables, counting a page, finding blocks, forgetting old ones."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from newsclean.errors import SiteIndexError
from newsclean.index.keys import Block, bands_of

if TYPE_CHECKING:
    import sqlite3

FORMAT = 1
APPLICATION = 0x6E636C78
"""How SQLite files say whose they are; "nclx" in ASCII."""
MAX_ENTRIES = 1_000_000
"""Unless the caller says otherwise."""
KEPT_AT_EVICTION = 9
"""Tenths."""
BUSY_SECONDS = 60.0
ASKED = 512
"""Keys in one query."""
SCHEMA = """
CREATE TABLE sites (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, pages INTEGER NOT NULL);
CREATE TABLE pages (key INTEGER PRIMARY KEY, last INTEGER NOT NULL);
CREATE TABLE blocks (key INTEGER PRIMARY KEY, site INTEGER NOT NULL, pages INTEGER NOT NULL,
    first INTEGER NOT NULL, last INTEGER NOT NULL);
CREATE TABLE bands (band INTEGER NOT NULL, block INTEGER NOT NULL, PRIMARY KEY (band, block)) WITHOUT ROWID;
CREATE TABLE tally (blocks INTEGER NOT NULL, pages INTEGER NOT NULL, most INTEGER NOT NULL);
"""


def count(database: sqlite3.Connection, site: str, identities: Sequence[int], blocks: Sequence[Block]) -> bool:
    """Count one page in a transaction that is open; say whether it was new.

    The last of its identities is its content's: content that a known URL has come to hold was not counted, so it may
    still be under another URL.
    """
    now = time.time_ns() // 1_000_000
    known = select(database, "SELECT key, last FROM pages WHERE key IN", identities)
    found, bands = find(database, site, blocks)
    seen = sorted({entry for entry, _ in found.values()})
    database.executemany(
        "UPDATE blocks SET pages = pages + ?, last = ? WHERE key = ?", ((0 if known else 1, now, key) for key in seen)
    )
    database.executemany("UPDATE pages SET last = ? WHERE key = ?", ((now, key) for key, _ in known))
    counted = not known or identities[-1] in dict(known)
    fresh = sorted(set(identities) - dict(known).keys()) if counted else []
    database.executemany("INSERT INTO pages VALUES (?, ?)", ((key, now) for key in fresh))
    new = [] if known else sorted({block.key for block in blocks} - found.keys())
    if not known:
        _add(database, site, {key: bands.get(key, []) for key in new}, now)
    database.execute("UPDATE tally SET blocks = blocks + ?, pages = pages + ?", (len(new), len(fresh)))
    return not known


def _add(database: sqlite3.Connection, site: str, new: Bands, now: int) -> None:
    """Count a page of a site, and enter the blocks that were unknown, by their keys and with their bands."""
    database.execute(
        "INSERT INTO sites (name, pages) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET pages = pages + 1", (site,)
    )
    number = database.execute("SELECT id FROM sites WHERE name = ?", (site,)).fetchone()[0]
    database.executemany("INSERT INTO blocks VALUES (?, ?, 1, ?, ?)", ((key, number, now, now) for key in new))
    rows = ((band, key) for key, bands in new.items() for band in bands)
    database.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", sorted(rows))


Found = dict[int, tuple[int, int]]
"""By a block's key: its entry's key, and on how many pages that stood."""
Bands = dict[int, list[int]]


def find(database: sqlite3.Connection, site: str, blocks: Sequence[Block]) -> tuple[Found, Bands]:
    """What is known of some blocks, and the bands of those that were not known exactly.

    An exact copy's entry comes before any near one's, and of near ones the one that stood on most pages: so what is
    learnt of a page itself never changes what is found beside it.
    """
    exact = select(database, "SELECT key, pages FROM blocks WHERE key IN", [block.key for block in blocks])
    found = {key: (key, number) for key, number in exact}
    bands = bands_of(site, [block for block in blocks if block.key not in found])
    near = _near(database, bands)
    entries = select(
        database, "SELECT key, pages FROM blocks WHERE key IN", [entry for like in near.values() for entry in like]
    )
    pages = dict(entries)
    for key, like in near.items():
        best = max(like, key=lambda entry: (pages[entry], entry))
        found[key] = (best, pages[best])
    return found, bands


def _near(database: sqlite3.Connection, bands: Mapping[int, Sequence[int]]) -> dict[int, list[int]]:
    """For the blocks with these bands, by their keys: the entries that share enough of them."""
    from newsclean.bands import MIN_SHARED

    holders: dict[int, list[int]] = {}
    asked = [band for each in bands.values() for band in each]
    for band, entry in select(database, "SELECT band, block FROM bands WHERE band IN", asked):
        holders.setdefault(band, []).append(entry)
    near: dict[int, list[int]] = {}
    for key, its_bands in bands.items():
        shared = Counter(entry for band in its_bands for entry in holders.get(band, ()))
        if like := [entry for entry, number in shared.items() if number >= min(MIN_SHARED, len(its_bands))]:
            near[key] = like
    return near


def select(database: sqlite3.Connection, query: str, keys: Sequence[int]) -> list[tuple[int, int]]:
    """The rows for some keys, many in one query: their number is a power of two, so that few queries are compiled."""
    rows: list[tuple[int, int]] = []
    unique = sorted(set(keys))
    for start in range(0, len(unique), ASKED):
        part = unique[start : start + ASKED]
        part += part[-1:] * ((1 << (len(part) - 1).bit_length()) - len(part))
        rows += database.execute(f"{query} ({','.join('?' * len(part))})", part).fetchall()
    return rows


def evict(database: sqlite3.Connection, most: int | None) -> None:
    """Forget the least recently seen blocks and pages beyond so many, or as many as were said before."""
    if most is not None:
        database.execute("UPDATE tally SET most = ?", (most,))
    blocks, pages, limit = database.execute("SELECT blocks, pages, most FROM tally").fetchone()
    least = KEPT_AT_EVICTION * limit // 10
    if blocks > limit:
        database.execute(
            "DELETE FROM blocks WHERE key IN (SELECT key FROM blocks ORDER BY last, pages, key LIMIT ?)",
            (blocks - least,),
        )
        database.execute("DELETE FROM bands WHERE block NOT IN (SELECT key FROM blocks)")
        database.execute("UPDATE tally SET blocks = ?", (least,))
    if pages > limit:
        database.execute(
            "DELETE FROM pages WHERE key IN (SELECT key FROM pages ORDER BY last, key LIMIT ?)", (pages - least,)
        )
        database.execute("UPDATE tally SET pages = ?", (least,))


def connect(path: Path, reads: bool, must_exist: bool) -> sqlite3.Connection:
    """A connection to an index; makes the file, or its tables in an empty one, unless it is only read or must exist.

    One that only `reads` writes nothing, so that file and folder need not be writable: no lock files, unless another
    process learns meanwhile.
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
        database = sqlite3.connect(address, BUSY_SECONDS, isolation_level=None, check_same_thread=False, uri=True)
        _open(path, database, reads)
    except (sqlite3.Error, SiteIndexError) as error:
        if database is not None:
            database.close()
        if isinstance(error, SiteIndexError):
            raise
        raise SiteIndexError(explained(path, error)) from error
    return database


def _open(path: Path, database: sqlite3.Connection, reads: bool) -> None:
    """Prepare a connection for use."""
    is_new = _is_new(path, database)
    if reads and is_new:
        raise missing(path)
    if not reads:
        _share(database)
        if is_new:
            _make(database)
        database.execute("PRAGMA synchronous = NORMAL")
    database.execute("PRAGMA cache_size = -65536")


def leave(database: sqlite3.Connection) -> None:
    """Close a connection that learnt. The last one leaves all in one file that can be read where nothing is written."""
    import sqlite3

    try:
        database.execute("PRAGMA busy_timeout = 0")
        database.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error:  # others are at it still
        pass
    finally:
        database.close()


def missing(path: Path) -> SiteIndexError:
    """What to say of an index that is not there."""
    return SiteIndexError(f"{path}: no such site index: make it with newsclean learn PATH... -o {path}")


def _is_new(path: Path, database: sqlite3.Connection) -> bool:
    """Whether a database is still empty. Raises `SiteIndexError` if it is not an index of this format."""
    database.execute("BEGIN")
    owner = database.execute("PRAGMA application_id").fetchone()[0]
    form = database.execute("PRAGMA user_version").fetchone()[0]
    tables = database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    database.execute("COMMIT")
    if not tables and not owner:
        return True
    if owner != APPLICATION:
        raise SiteIndexError(f"{path}: not a site index but another program's SQLite file: name another file")
    if form > FORMAT:
        raise SiteIndexError(f"{path}: a site index of format {form}, newer than {FORMAT}: install a newer newsclean")
    return False


def _share(database: sqlite3.Connection) -> None:
    """Let others read while this connection writes, as long as any that writes is open."""
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
    """Make the tables, unless another process has made them meanwhile."""
    database.execute("BEGIN IMMEDIATE")
    if not database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        for statement in filter(str.strip, SCHEMA.split(";")):
            database.execute(statement)
        database.execute("INSERT INTO tally VALUES (0, 0, ?)", (MAX_ENTRIES,))
        database.execute(f"PRAGMA application_id = {APPLICATION}")
        database.execute(f"PRAGMA user_version = {FORMAT}")
    database.execute("COMMIT")


def explained(path: Path, error: sqlite3.Error) -> str:
    """What SQLite complains of, and what to do."""
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
