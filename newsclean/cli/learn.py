"""newsclean learn PATH...: count the blocks of pages in a site index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from newsclean import Page, SiteIndex, SiteIndexError
from newsclean.cli.output import say
from newsclean.cli.pages import CONTEXT, Pages, counted
from newsclean.index import PageKeys, page_keys, site_of

HELP = """Count what a site prints on its pages.

PATH is any input that newsclean accepts: a page, a folder of pages, or a file of many pages. Each page is cleaned, and
the blocks that are kept are counted in the index. The site of a page is the host of its URL. Without a URL, it is the
name of the site that the page states. newsclean --site-index then removes the blocks of an article that are on many
other pages of its site. A page counts once, even if it is learnt again. Pages without an article are skipped. Many
processes may learn into one index at the same time.

PATH may also be a site index: its counts are added to the output. Several machines can each learn a part of the pages,
and one command merges their indexes. A page that is in both indexes counts twice.

\b
Examples:
  newsclean learn -j 0 pages/ -o site.idx
  newsclean learn --site courier.example texts/ -o site.idx
  newsclean learn part-*.idx -o site.idx

\b
Exit codes:
  0  done
  2  a usage error, an unreadable input, or a page of no known site: each is named, and the others are learnt
  3  all inputs were read, but some hold no text: each is named
"""
SQLITE_MAGIC = b"SQLite format 3\0"
"""The first bytes of each SQLite file (https://www.sqlite.org/fileformat.html, 1.3.1)."""


@dataclass(frozen=True, slots=True)
class PageKeysTask:
    """A task for workers that returns the keys of a page.

    It returns whether the site of the page is known, and the keys, or `None` if the page has no article.
    `default_site` is the site of pages that do not state theirs.
    """

    default_site: str

    def __call__(self, page: Page) -> tuple[bool, PageKeys | None]:
        return bool(site_of(page, self.default_site)), page_keys(page, self.default_site)


class KeysOfPages:
    """The keys of the pages of inputs, and the number of pages whose site is known."""

    def __init__(self, pages: Pages, default_site: str) -> None:
        self.pages, self.default_site = pages, default_site
        self.of_known_site = 0

    def read(self, paths: Sequence[str]) -> Iterator[PageKeys]:
        """Yield the keys of each page with an article. A page of no known site is reported as failed."""
        for _, name, (site_is_known, keys) in self.pages.read(paths, PageKeysTask(self.default_site)):
            if not site_is_known:
                self.pages.fail(name, "states neither its URL nor its site: use --site NAME")
                continue
            self.of_known_site += 1
            if keys is not None:
                yield keys


@click.command(help=HELP, context_settings=CONTEXT)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--encoding", metavar="NAME", help="Encoding of the input; overrides what the page declares.")
@click.option("-o", "--output", required=True, type=click.Path(), help="The index. It is created if it does not exist.")
@click.option(
    "--max-entries",
    metavar="N",
    type=click.IntRange(min=1),
    help="Maximum number of blocks, stored in the index. Above it, the blocks not seen for the longest time are"
    " deleted. The default for a new index is 1000000.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print only errors.")
@click.option("--site", metavar="NAME", default="", help="Site of pages that state neither a URL nor a site.")
@click.option("-j", "--jobs", metavar="N", type=click.IntRange(min=0), help="Worker processes; 0 means one per core.")
@click.option("--allow-empty", is_flag=True, help="Do not exit with code 3 for inputs without text.")
def command(paths: tuple[str, ...], output: str, max_entries: int | None, quiet: bool, **options: Any) -> int:
    """Run `newsclean learn`, and return its exit code. `options` are `site` and those of `Pages`."""
    index = SiteIndex(output, max_entries, site=options["site"])
    index.counts()  # raises an error now if the file is not a site index
    pages = Pages(options["encoding"], options["jobs"], options["allow_empty"])
    indexes = [path for path in paths if is_sqlite_file(path)]
    for path in indexes:
        merge(index, path, pages, quiet)
    inputs = [path for path in paths if path not in indexes]
    found = KeysOfPages(pages, index.site)
    learnt = index.learn_keys(found.read(inputs)) if inputs else 0
    if not quiet:
        skipped, entries = found.of_known_site - learnt, counted(index.entries(), "entry", "entries")
        say(f"{output}: {counted(learnt, 'page')} learnt, {skipped} known before or without an article; {entries}")
    return pages.code()


def is_sqlite_file(path: str) -> bool:
    """Return whether a path is a SQLite file that can be read."""
    try:
        if not Path(path).is_file():
            return False
        with Path(path).open("rb") as file:
            return file.read(len(SQLITE_MAGIC)) == SQLITE_MAGIC
    except (OSError, ValueError):
        return False


def merge(index: SiteIndex, path: str, pages: Pages, quiet: bool) -> None:
    """Add the counts of another index. Report the numbers of its pages and sites, or why it cannot be merged."""
    try:
        counts = SiteIndex(path, must_exist=True).counts()
        in_both = index.merge(path)
    except SiteIndexError as error:
        pages.fail(path, str(error).removeprefix(f"{path}: "))
        return
    if not quiet:
        warning = f"; URLs or contents of pages in both indexes: {in_both}; these pages count twice"
        merged = f"{counted(sum(counts.values()), 'page')} of {counted(len(counts), 'site')} merged"
        say(f"{path}: {merged}{warning if in_both else ''}")
