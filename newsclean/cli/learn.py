"""newsclean learn PATH...: pages into a site index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from newsclean import Page, SiteIndex, SiteIndexError
from newsclean.cli.output import say
from newsclean.cli.pages import Pages
from newsclean.index import Lesson, lesson, site_of

HELP = """Remember what a site prints on its pages.

Each PATH is a page, as for newsclean itself. What is left of it once it is clean is counted in the index, under the
host of the page's address or, where it has none, the name of its site; newsclean --site-index then removes from an
article what stood on many other pages of the same site. A page counts once, however often it is learnt; pages without
an article are passed over. Many processes may learn into one index at once.

A PATH that is a site index is merged: its counts are added to those of the output. So several machines learn a part of
the pages each, and one command makes one index of theirs: newsclean learn part-*.idx -o site.idx

\b
Exit codes:
  0    done
  2    a usage error, or an input that could not be read or is of no known site (the others are done)
  3    all else is done, but an input holds no text at all; --allow-empty makes it 0
"""
SQLITE = b"SQLite format 3\0"
"""How each SQLite file begins (https://www.sqlite.org/fileformat.html, 1.3.1)."""


@dataclass(frozen=True, slots=True)
class Study:
    """What a worker makes of a page: whether its site is known, and what is learnt of it if it is an article."""

    site: str

    def __call__(self, page: Page) -> tuple[bool, Lesson | None]:
        return bool(site_of(page, self.site)), lesson(page, self.site)


@click.command(help=HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-o", "--output", required=True, type=click.Path(), help="The index; made if it is not there.")
@click.option("--site", default="", help="The site of pages that do not say theirs, as in courier.example.")
@click.option("--encoding", help="Read bytes as this, whatever the page says.")
@click.option(
    "--max-entries",
    type=click.IntRange(min=1),
    help="Beyond so many blocks, forget those not seen for longest; the index remembers it. At first a million.",
)
@click.option("-j", "--jobs", type=click.IntRange(min=0), help="Clean in so many processes; 0: one a core.")
@click.option("--allow-empty", is_flag=True, help="Let inputs that hold no text be no failure.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
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
        for _, name, (is_known, found) in pages.read(paths, Study(index.site)) if paths else ():
            if not is_known:
                pages.fail(name, "says neither its address nor its site; --site NAME says it")
                continue
            fit += 1
            if found is not None:
                yield found

    learnt = index.learn_lessons(lessons([path for path in paths if path not in indexes]))
    if not quiet:
        known = fit - learnt
        say(f"{output}: {learnt} pages learnt, {known} known before or without an article; {index.entries()} entries")
    return pages.code()


def is_index(path: str) -> bool:
    """Whether a path is that of a SQLite file."""
    try:
        if not Path(path).is_file():
            return False
        with Path(path).open("rb") as file:
            return file.read(len(SQLITE)) == SQLITE
    except (OSError, ValueError):
        return False


def merge(index: SiteIndex, path: str, pages: Pages, quiet: bool) -> None:
    """Add the counts of another index; say what they are."""
    try:
        counts = SiteIndex(path, must_exist=True).counts()
        both = index.merge(path)
    except SiteIndexError as error:
        pages.fail(path, str(error).removeprefix(f"{path}: "))
        return
    if not quiet:
        twice = f"; {both} addresses or contents of pages were in both and count twice" if both else ""
        say(f"{path}: {sum(counts.values())} pages of {len(counts)} sites merged{twice}")
