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
from newsclean.index import Lesson, lesson, site_of

HELP = """Count what a site prints on its pages.

A PATH is what newsclean itself takes: a page, a folder of pages, or a file of many pages. Each page is cleaned, and the
blocks that are kept are counted in the index. The site of a page is the host of its address; without an address, it is
the name of the site that the page states. newsclean --site-index then removes from an article the blocks that stood on
many other pages of its site. A page counts once, even if it is learnt again. Pages without an article are skipped. Many
processes may learn into one index at the same time.

A PATH may also be a site index: its counts are added to the output. So each of several machines can learn a part of the
pages, and one command merges their indexes.

\b
Examples:
  newsclean learn -j 0 pages/ -o site.idx
  newsclean learn --site courier.example texts/ -o site.idx
  newsclean learn part-*.idx -o site.idx

\b
Exit codes:
  0  done
  2  a usage error, an unreadable input, or a page of no known site; each is named, the others are learnt
  3  all inputs were read, but some hold no text; each is named
"""
SQLITE = b"SQLite format 3\0"
"""The first bytes of each SQLite file (https://www.sqlite.org/fileformat.html, 1.3.1)."""


@dataclass(frozen=True, slots=True)
class LessonTask:
    """A task for workers that makes the lesson of a page.

    It returns whether the site of the page is known, and the lesson, or `None` if the page has none. `site` is the site
    of pages that do not state theirs.
    """

    site: str

    def __call__(self, page: Page) -> tuple[bool, Lesson | None]:
        return bool(site_of(page, self.site)), lesson(page, self.site)


@click.command(help=HELP, context_settings=CONTEXT)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--encoding", metavar="NAME", help="Encoding of the input; overrides what the page declares.")
@click.option("-o", "--output", required=True, type=click.Path(), help="The index; created if it does not exist.")
@click.option(
    "--max-entries",
    metavar="N",
    type=click.IntRange(min=1),
    help="Limit of blocks, stored in the index; those unseen longest are deleted. New index: 1000000.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
@click.option("--site", metavar="NAME", default="", help="Site of pages that do not name their site.")
@click.option("-j", "--jobs", metavar="N", type=click.IntRange(min=0), help="Worker processes; 0: one a core.")
@click.option("--allow-empty", is_flag=True, help="Do not exit with code 3 for inputs without text.")
def command(paths: tuple[str, ...], output: str, max_entries: int | None, quiet: bool, **options: Any) -> int:
    index = SiteIndex(output, max_entries, site=options["site"])
    index.counts()
    pages = Pages(options["encoding"], options["jobs"], options["allow_empty"])
    indexes = [path for path in paths if is_index(path)]
    for path in indexes:
        merge(index, path, pages, quiet)
    fit = 0

    def lessons(paths: Sequence[str]) -> Iterator[Lesson]:
        nonlocal fit
        for _, name, (is_known, found) in pages.read(paths, LessonTask(index.site)) if paths else ():
            if not is_known:
                pages.fail(name, "states neither its address nor its site: use --site NAME")
                continue
            fit += 1
            if found is not None:
                yield found

    learnt = index.learn_lessons(lessons([path for path in paths if path not in indexes]))
    if not quiet:
        known, entries = fit - learnt, counted(index.entries(), "entry", "entries")
        say(f"{output}: {counted(learnt, 'page')} learnt, {known} known before or without an article; {entries}")
    return pages.code()


def is_index(path: str) -> bool:
    """Return whether a path is a SQLite file."""
    try:
        if not Path(path).is_file():
            return False
        with Path(path).open("rb") as file:
            return file.read(len(SQLITE)) == SQLITE
    except (OSError, ValueError):
        return False


def merge(index: SiteIndex, path: str, pages: Pages, quiet: bool) -> None:
    """Add the counts of another index, and report their numbers or that the index cannot be merged."""
    try:
        counts = SiteIndex(path, must_exist=True).counts()
        both = index.merge(path)
    except SiteIndexError as error:
        pages.fail(path, str(error).removeprefix(f"{path}: "))
        return
    if not quiet:
        twice = f"; addresses or contents of pages in both indexes: {both}; these pages count twice"
        merged = f"{counted(sum(counts.values()), 'page')} of {counted(len(counts), 'site')} merged"
        say(f"{path}: {merged}{twice if both else ''}")
