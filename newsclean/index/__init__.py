"""SiteIndex: on how many pages of a site each block stood, in one SQLite file. The only importer of sqlite3.

The file is data alone: numbers and the names of sites, no text and nothing that is ever executed. A block is known by
a 64-bit BLAKE2 digest of its site and `fingerprint.key`. One that is not known so, and has at least `MIN_WORDS` words,
is looked for by its MinHash bands (see `bands`); one with fewer words but a number in it by its words without numbers.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from newsclean.errors import SiteIndexError
from newsclean.index.file import connect, count, evict, explained, find, leave, select
from newsclean.index.keys import Block, address, blocks_of, host, number_of
from newsclean.page import Page

if TYPE_CHECKING:
    import sqlite3

BATCH = 256
"""Pages in one transaction."""
Lesson = tuple[str, list[int], list[Block]]
"""What is learnt of a page: its site, what it is known again by, its blocks."""


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
                leave(self.database)


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
        learnt = 0
        waiting: list[Lesson] = []
        for page in pages:
            site = self.site_of(page)
            if page.kind == "article" and site:
                waiting.append((site, self._identities(page, site), blocks_of(site, _learnable(page))))
            if len(waiting) >= batch:
                learnt += self._learn(waiting)
                waiting = []
        return learnt + self._learn(waiting)

    def seen(self, page: Page) -> Seen:
        """On how many other pages each kept block stood. If the page itself was learnt, it is not counted."""
        site = self.site_of(page)
        with self._use() as database:
            database.execute("BEGIN")
            row = database.execute("SELECT pages FROM sites WHERE name = ?", (site,)).fetchone()
            if row is None or not site:
                return Seen(0, {})
            known = bool(select(database, "SELECT key, last FROM pages WHERE key IN", self._identities(page, site)))
            kept = page.kept
            blocks = blocks_of(site, [block.text for _, block in kept])
            found, _ = find(database, site, blocks)
        others = {
            at: found[block.key][1] - known for (at, _), block in zip(kept, blocks, strict=True) if block.key in found
        }
        return Seen(row[0] - known, {at: number for at, number in others.items() if number > 0})

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
        url = page.url
        return (host(url) if url else "") or " ".join((page.site or "").casefold().split()) or self.site

    def close(self) -> None:
        """Close this thread's connection; the next use opens another."""
        self._local.__dict__.pop("held", None)

    def _learn(self, lessons: Sequence[Lesson]) -> int:
        """Count some pages in one transaction."""
        if not lessons:
            return 0
        with self._use(reads=False) as database:
            database.execute("BEGIN IMMEDIATE")
            learnt = sum(count(database, *each) for each in lessons)
            evict(database, self.max_entries)
            database.execute("COMMIT")
        return learnt

    def _identities(self, page: Page, site: str) -> list[int]:
        """By what a page is known again: its URL and its blocks."""
        url = page.url
        by_url = [number_of(site, "url", address(url))] if url else []
        return [*by_url, number_of(site, "text", "\0".join(block.text for block in page.blocks))]

    @contextmanager
    def _use(self, reads: bool = True) -> Iterator[sqlite3.Connection]:
        """This thread's connection; what SQLite raises in it comes out as `SiteIndexError`, with nothing half done."""
        import sqlite3

        held: Held | None = getattr(self._local, "held", None)
        if held is not None and held.process != os.getpid():
            self._local.inherited, held = held, None
        if held is None or (held.reads and not reads):
            reads = reads and self.must_exist
            held = self._local.held = Held(connect(self.path, reads, self.must_exist), os.getpid(), reads)
        try:
            yield held.database
        except sqlite3.Error as error:
            raise SiteIndexError(explained(self.path, error)) from error
        finally:
            if held.database.in_transaction:
                held.database.rollback()


def _remake(path: str, max_entries: int | None, site: str, must_exist: bool) -> SiteIndex:
    return SiteIndex(path, max_entries, site=site, must_exist=must_exist)


def _learnable(page: Page) -> list[str]:
    """The texts that count: what is kept, and what would have been but for an index."""
    for_site = {removal.at for removal in page.removed if removal.reason == "site"}
    return [block.text for _, block in page.kept] + [page.blocks[at].text for at in sorted(for_site)]
