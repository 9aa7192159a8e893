"""newsclean similar PATH...: articles that are nearly the same."""

from __future__ import annotations

from typing import Any

import click

from newsclean import Page, clusters, similar
from newsclean.cli.output import printable, printing
from newsclean.cli.pages import Pages
from newsclean.similar import MIN_SIMILARITY

HELP = """Name the articles that are nearly the same.

Each PATH is a page, as for newsclean itself; its clean text is compared with that of every other. A line is printed for
each pair: how similar the two are (the Jaccard similarity of their runs of three words, 0 to 1), and their names, the
one that was given first before the other, with tabs between.

\b
Exit codes:
  0    done
  2    a usage error, or an input that could not be read (the others are compared)
  3    all was read, but an input holds no article (the others are compared); --allow-empty makes it 0
"""


@click.command(help=HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--min-similarity",
    type=click.FloatRange(0.3, 1.0),
    default=MIN_SIMILARITY,
    show_default=True,
    help="How similar a pair must be to be named.",
)
@click.option("--clusters", "grouped", is_flag=True, help="Print a line for each group instead, its names alone.")
@click.option("--encoding", help="Read bytes as this, whatever the page says.")
@click.option("-j", "--jobs", type=click.IntRange(min=0), help="Clean in so many processes; 0: one a core.")
@click.option("--allow-empty", is_flag=True, help="Let inputs that hold no article be no failure.")
def command(paths: tuple[str, ...], min_similarity: float, grouped: bool, **options: Any) -> int:
    file = printing()
    pages = Pages(options["encoding"], options["jobs"], options["allow_empty"])
    names: list[str] = []
    texts: list[str] = []
    for name, text in pages.read(paths, article):
        if text is not None:
            names.append(printable(name))
            texts.append(text)
        else:
            pages.pass_over(name, "no article found")
    pairs = similar(texts, min_similarity)
    lines = (
        ["\t".join(names[at] for at in group) for group in clusters(pairs)]
        if grouped
        else [f"{pair.similarity:.3f}\t{names[pair.one]}\t{names[pair.other]}" for pair in pairs]
    )
    for line in lines:
        file.write(f"{line}\n".encode())
    return pages.code()


def article(page: Page) -> str | None:
    """The text of a page that is an article."""
    return page.text if page.kind == "article" else None
