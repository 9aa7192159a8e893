"""newsclean learn PATH...: pages into a site index."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from newsclean import Page, SiteIndex
from newsclean.cli.output import say
from newsclean.cli.pages import Pages

HELP = """Remember what a site prints on its pages.

Each PATH is a page, as for newsclean itself. What is left of it once it is clean is counted in the index, under the
host of the page's address or, where it has none, the name of its site; newsclean --site-index then removes from an
article what stood on many other pages of the same site. A page counts once, however often it is learnt; pages without
an article are passed over. Many processes may learn into one index at once.

\b
Exit codes:
  0    done
  2    a usage error, or an input that could not be read or is of no known site (the others are done)
  3    all else is done, but an input holds no text at all; --allow-empty makes it 0
"""


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
    fit = 0

    def of_known_sites() -> Iterator[Page]:
        nonlocal fit
        for name, page in pages.read(paths):
            if index.site_of(page):
                fit += 1
                yield page
            else:
                pages.fail(name, "says neither its address nor its site; --site NAME says it")

    learnt = index.learn_all(of_known_sites())
    if not quiet:
        known = fit - learnt
        say(f"{output}: {learnt} pages learnt, {known} known before or without an article; {index.entries()} entries")
    return pages.code()
