"""SiteIndex: the number of pages of a site on which each block stood, in one SQLite file.

The file holds only data: numbers and the names of sites. It holds no text, and nothing in it is executed. The key of a
block is a 64-bit BLAKE2 digest of its site and its words, in which a date or a counter may differ (`keys.template`). A
block has one counter, so the order in which pages are learnt does not matter, and the counters of two indexes add up.

Only the modules of this package import sqlite3.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from newsclean.errors import SiteIndexError
from newsclean.index import file
from newsclean.index.keys import PageKeys, block_key, block_keys, page_digests, page_keys, site_of
from newsclean.page import Page

if TYPE_CHECKING:
    import sqlite3

__all__ = ["Counted", "PageKeys", "Seen", "SiteIndex", "block_keys", "page_keys", "site_of"]
BATCH = 256
"""The number of pages in one transaction."""


class Counted(NamedTuple):
    """The number of pages of a site on which a block stood.

    `key` is the block's, `pages` the number, and `site_pages` the number of all counted pages of the site.
    """

    site: str
    key: int
    pages: int
    site_pages: int


@dataclass(frozen=True, slots=True)
class Seen:
    """The number of other pages of a page's site, and the number of them on which each block stood.

    The keys of `blocks` are the indices of blocks on the page. A block that stood on no other page has no entry.
    """

    pages: int
    blocks: dict[int, int]


class Connection:
    """A thread's connection. It is closed when the thread ends.

    A connection that was inherited by a fork is not closed: it belongs to the parent process.
    """

    def __init__(self, database: sqlite3.Connection, process: int, reads: bool) -> None:
        self.database = database
        self.process = process
        self.reads = reads
        self.is_closed = False

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        """Close the database, once."""
        if not self.is_closed and self.process == os.getpid():
            self.is_closed = True
            if self.reads:
                self.database.close()
            else:
                file.disconnect(self.database)


class SiteIndex:
    """The blocks that many pages of a site have in common, counted in the file at `path`.

    The site of a page is the host of its URL, without `www`, `m`, `amp` or `mobile`. The canonical URL is preferred to
    the one that was given. If no URL is known, the site is the name that the page states, else `site`. A page with none
    of these is not learnt, and nothing is known of it. An index learns the blocks that were kept, and those that were
    removed for reason `site`.

    A page counts once: a page with the same URL or the same blocks is known already. Any number of processes and
    threads may learn into one file. Each batch is one transaction, so a process that is killed leaves only whole
    batches.

    - `max_entries`: the largest number of blocks; the file stores it, and a new file has a million. Beyond it,
      the blocks that were not seen for the longest time are deleted, until nine tenths of the limit remain.
    - `site`: the site of pages that do not state theirs.
    - `must_exist`: a missing file is an error. Otherwise the file is created when it is first used. With `must_exist`,
      the file is opened for reading until something is learnt, so file and folder need not be writable.

    An index can be pickled: only its path and its settings are stored.

    Raises `SiteIndexError` at the first use of the file if it is missing (with `must_exist`), damaged, or not an index.
    """

    def __init__(
        self, path: str | os.PathLike[str], max_entries: int | None = None, *, site: str = "", must_exist: bool = False
    ) -> None:
        self.path = Path(path)
        self.max_entries = max_entries
        self.site = site
        self.must_exist = must_exist
        self._local = threading.local()

    def __reduce__(self) -> tuple[object, ...]:
        return _remake, (str(self.path), self.max_entries, self.site, self.must_exist)

    def learn(self, page: Page) -> bool:
        """Count a page's blocks. Return whether the page was new.

        A page without an article, or of no known site, is not counted and not new.
        """
        return self.learn_all([page]) == 1

    def learn_all(self, pages: Iterable[Page], batch: int = BATCH) -> int:
        """Count many pages, `batch` of them in one transaction. Return how many were new."""
        keys = (page_keys(page, self.site) for page in pages)
        return self.learn_keys((each for each in keys if each is not None), batch)

    def learn_keys(self, pages: Iterable[PageKeys], batch: int = BATCH) -> int:
        """Count many pages by their keys. Return how many were new.

        `page_keys` returns the keys of a page, in this process or in another. `batch` is as for `learn_all`.
        """
        learnt, rest = 0, iter(pages)
        while waiting := list(islice(rest, batch)):
            with self._writing() as database:
                learnt += file.learn(database, waiting)
        return learnt

    def add_counts(self, rows: Iterable[Counted | tuple[str, int, int, int]]) -> None:
        """Add counts of pages that were made elsewhere.

        A row is a site, a key of `block_keys`, the number of pages with the block and the number of pages of the site.
        There must be one row for each block. The index must not have counted any of the pages. It does not recognise
        these pages later: a page that is learnt again counts again. Raises `ValueError` if the rows of a site state
        different numbers of pages.
        """
        sites: dict[str, int] = {}
        blocks: dict[int, int] = {}
        for site, key, pages, site_pages in rows:
            if sites.setdefault(site, site_pages) != site_pages:
                raise ValueError(f"{site} has {sites[site]} pages in one row and {site_pages} in another")
            blocks[key] = pages
        with self._writing() as database:
            file.add(database, sites, blocks.items(), ())

    def merge(self, other: SiteIndex | str | os.PathLike[str]) -> int:
        """Add the counts of another index in one transaction. The other index does not change.

        Counts of different pages add up to those of one index that learnt all of them. A page that both indexes have
        learnt counts twice. Returns the number of page digests that both have: a page has one of its URL and one of its
        content. Raises `SiteIndexError` if the other index cannot be read or is this one.
        """
        path = other.path if isinstance(other, SiteIndex) else Path(other)
        with self._use(reads=False) as database:
            if path.exists() and path.samefile(self.path):
                raise SiteIndexError(f"{path}: cannot be merged with itself")
            return file.merge(database, path, self.max_entries)

    def seen(self, page: Page) -> Seen:
        """Return on how many other pages of the site each kept block stood.

        If the page itself was learnt, it is not counted.
        """
        site = site_of(page, self.site)
        with self._use() as database:
            database.execute("BEGIN")
            row = database.execute("SELECT pages FROM sites WHERE name = ?", (site,)).fetchone()
            if row is None or not site:
                return Seen(0, {})
            known = bool(file.select(database, "SELECT key, last FROM pages WHERE key IN", page_digests(page, site)))
            keys = {at: block_key(site, block.text) for at, block in page.kept}
            pages = dict(file.select(database, "SELECT key, pages FROM blocks WHERE key IN", [*keys.values()]))
        others = {at: pages[key] - known for at, key in keys.items() if pages.get(key, 0) > known}
        return Seen(row[0] - known, others)

    def counts(self) -> dict[str, int]:
        """Return the number of learnt pages of each site."""
        with self._use() as database:
            return dict(database.execute("SELECT name, pages FROM sites ORDER BY name"))

    def entries(self) -> int:
        """Return the number of different blocks in the index."""
        with self._use() as database:
            return int(database.execute("SELECT blocks FROM tally").fetchone()[0])

    def site_of(self, page: Page) -> str:
        """Return the site of a page; empty if it is not known."""
        return site_of(page, self.site)

    def close(self) -> None:
        """Close the connection of this thread. The next use opens another."""
        held: Connection | None = self._local.__dict__.pop("held", None)
        if held is not None:
            held.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """Open a transaction that writes. At its end, entries beyond the limit are deleted."""
        with self._use(reads=False) as database:
            database.execute("BEGIN IMMEDIATE")
            yield database
            file.evict(database, self.max_entries)
            database.execute("COMMIT")

    @contextmanager
    def _use(self, reads: bool = True) -> Iterator[sqlite3.Connection]:
        """Give the connection of this thread.

        An error of SQLite becomes a `SiteIndexError`. A transaction that is still open at the end is rolled back.
        """
        import sqlite3

        held: Connection | None = getattr(self._local, "held", None)
        if held is not None and held.process != os.getpid():
            self._local.inherited, held = held, None
        if held is None or (held.reads and not reads):
            reads = reads and self.must_exist
            held = self._local.held = Connection(file.connect(self.path, reads, self.must_exist), os.getpid(), reads)
        try:
            yield held.database
        except sqlite3.Error as error:
            raise SiteIndexError(file.message_of(self.path, error)) from error
        finally:
            if held.database.in_transaction:
                held.database.rollback()


def _remake(path: str, max_entries: int | None, site: str, must_exist: bool) -> SiteIndex:
    return SiteIndex(path, max_entries, site=site, must_exist=must_exist)
