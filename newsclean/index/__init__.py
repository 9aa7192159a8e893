"""SiteIndex: on how many pages of a site each block stood, in one SQLite file. The only importer of sqlite3.

The file is data alone: numbers and the names of sites, no text and nothing that is ever executed. A block is known by
a 64-bit BLAKE2 digest of its site and of its words, in which a date or a counter may differ (see `keys.template`). So
a block has one counter, whatever the order in which pages are learnt, and the counters of two indexes add up.
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
from newsclean.index.keys import Lesson, block_key, block_keys, identities, lesson, site_of
from newsclean.page import Page

if TYPE_CHECKING:
    import sqlite3

__all__ = ["Counted", "Lesson", "Seen", "SiteIndex", "block_keys", "lesson", "site_of"]
BATCH = 256
"""Pages in one transaction."""


class Counted(NamedTuple):
    """On how many of a site's pages a block stood, by its key, and how many pages the site has."""

    site: str
    key: int
    pages: int
    site_pages: int


@dataclass(frozen=True, slots=True)
class Seen:
    """How many other pages of a page's site there are, and on how many of them its blocks stood, by their indices."""

    pages: int
    blocks: dict[int, int]


class Held:
    """A thread's connection, closed with it. One that a fork brought along is another process's to close."""

    def __init__(self, database: sqlite3.Connection, process: int, reads: bool) -> None:
        self.database = database
        self.process = process
        self.reads = reads

    def __del__(self) -> None:
        if self.process == os.getpid():
            if self.reads:
                self.database.close()
            else:
                file.leave(self.database)


class SiteIndex:
    """What many pages of a site have in common, remembered in the file at `path`; made when first learnt into.

    The site of a page is the host of its URL (canonical, else the one given), less `www`, `m`, `amp` or `mobile`; where
    no URL is known, the site's name that the page states; else `site`. A page with none of these is not learnt and
    nothing is known of it. Learnt are the blocks that are kept, and those that were removed for reason `site`.

    A page counts once: one with the same URL or the same blocks is known already. Any number of processes and threads
    may learn into one file; each batch is one transaction, so one that is killed leaves whole batches alone. Beyond
    `max_entries` blocks (the file remembers it; at first a million), the least recently seen tenth is forgotten. An
    index can be pickled: it is its path. One that `must_exist` is only read until something is learnt: file and folder
    need not be writable.

    Raises `SiteIndexError` when the file is first used and is missing (if `must_exist`), damaged or not an index.
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
        """Count a page's blocks; say whether it was new. A page without an article, or of no known site, is not."""
        return self.learn_all([page]) == 1

    def learn_all(self, pages: Iterable[Page], batch: int = BATCH) -> int:
        """Count many pages, `batch` of them in one transaction; say how many were new."""
        lessons = (lesson(page, self.site) for page in pages)
        return self.learn_lessons((each for each in lessons if each is not None), batch)

    def learn_lessons(self, lessons: Iterable[Lesson], batch: int = BATCH) -> int:
        """Count many pages by what `lesson` gives of each, in this process or in others; say how many were new."""
        learnt, rest = 0, iter(lessons)
        while waiting := list(islice(rest, batch)):
            with self._writing() as database:
                learnt += file.learn(database, waiting)
        return learnt

    def add_counts(self, rows: Iterable[Counted | tuple[str, int, int, int]]) -> None:
        """Add counts of pages that were made elsewhere: rows of site, `block_keys` key, pages and pages of the site.

        The pages must be none that the index has counted, and there must be one row a block. Such pages are not known
        again: one that is learnt later counts once more. Raises `ValueError` if a site has two numbers of pages.
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
        """Add all that another index has counted, in one transaction; the other stays as it is.

        Counts of different pages add up to those of one index that learnt them all. A page that both have learnt
        counts twice: returns how many digests of pages (one of its URL, one of its content) both have.
        """
        path = other.path if isinstance(other, SiteIndex) else Path(other)
        with self._use(reads=False) as database:
            if path.exists() and path.samefile(self.path):
                raise SiteIndexError(f"{path}: cannot be merged with itself")
            return file.merge(database, path, self.max_entries)

    def seen(self, page: Page) -> Seen:
        """On how many other pages each kept block stood. If the page itself was learnt, it is not counted."""
        site = site_of(page, self.site)
        with self._use() as database:
            database.execute("BEGIN")
            row = database.execute("SELECT pages FROM sites WHERE name = ?", (site,)).fetchone()
            if row is None or not site:
                return Seen(0, {})
            known = bool(file.select(database, "SELECT key, last FROM pages WHERE key IN", identities(site, page)))
            keys = {at: block_key(site, block.text) for at, block in page.kept}
            pages = dict(file.select(database, "SELECT key, pages FROM blocks WHERE key IN", [*keys.values()]))
        others = {at: pages[key] - known for at, key in keys.items() if pages.get(key, 0) > known}
        return Seen(row[0] - known, others)

    def counts(self) -> dict[str, int]:
        """How many pages were learnt of each site."""
        with self._use() as database:
            return dict(database.execute("SELECT name, pages FROM sites ORDER BY name"))

    def entries(self) -> int:
        """How many different blocks are remembered."""
        with self._use() as database:
            return int(database.execute("SELECT blocks FROM tally").fetchone()[0])

    def site_of(self, page: Page) -> str:
        """What site a page is of; empty if nothing says."""
        return site_of(page, self.site)

    def close(self) -> None:
        """Close this thread's connection; the next use opens another."""
        self._local.__dict__.pop("held", None)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction that writes; then what is too much is forgotten."""
        with self._use(reads=False) as database:
            database.execute("BEGIN IMMEDIATE")
            yield database
            file.evict(database, self.max_entries)
            database.execute("COMMIT")

    @contextmanager
    def _use(self, reads: bool = True) -> Iterator[sqlite3.Connection]:
        """This thread's connection; what SQLite raises in it comes out as `SiteIndexError`, with nothing half done."""
        import sqlite3

        held: Held | None = getattr(self._local, "held", None)
        if held is not None and held.process != os.getpid():
            self._local.inherited, held = held, None
        if held is None or (held.reads and not reads):
            reads = reads and self.must_exist
            held = self._local.held = Held(file.connect(self.path, reads, self.must_exist), os.getpid(), reads)
        try:
            yield held.database
        except sqlite3.Error as error:
            raise SiteIndexError(file.explained(self.path, error)) from error
        finally:
            if held.database.in_transaction:
                held.database.rollback()


def _remake(path: str, max_entries: int | None, site: str, must_exist: bool) -> SiteIndex:
    return SiteIndex(path, max_entries, site=site, must_exist=must_exist)
