"""newsclean similar PATH...: name near-duplicate articles, or drop them."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsclean import DEFAULT, OutputError, Page, Pair, clusters
from newsclean.batch.inputs import Inputs
from newsclean.batch.output_paths import OutputPaths
from newsclean.batch.remains import Remains
from newsclean.cli.output import printable, printing, say
from newsclean.cli.pages import CONTEXT, Pages, counted
from newsclean.cli.target import is_folder
from newsclean.page import Fields
from newsclean.readers.streams import Reading, is_directory, is_stream
from newsclean.similar import MIN_SIMILARITY, copies

if TYPE_CHECKING:
    from newsclean.sketches import Sketch, Sketches

HELP = """Name articles that are nearly the same, or drop all but one of them.

PATH is any input that newsclean accepts: a page, a folder of pages, or a file of many pages. Each page is cleaned, and
its text is compared with all others. For each pair, a line has the similarity and both names, separated by tabs. The
similarity is the Jaccard similarity of the shingles of three words, 0 to 1. Names are in the order of the inputs.

With --drop, the pages that stay are printed instead: a row of JSON Lines unchanged, a row of Parquet as JSON, and the
name of any other page. Each dropped text is a near copy of one that stays. With -o FILE, rows are written to a file
(.jsonl, .parquet). With -o DIR/, each input becomes a file in the folder, and pages are copied. Pages without an
article stay.

\b
Examples:
  newsclean similar -j 0 pages/
  newsclean similar -j 0 --clusters pages/
  newsclean similar -j 0 --drop -o unique.jsonl corpus.jsonl
  newsclean similar -j 0 --drop --keep longest --no-clean -o unique/ shards/

\b
Exit codes:
  0  done
  2  a usage error, an unreadable input or an unwritable output: each is named, and the others are compared
  3  all inputs were read, but some pages have no article: each is named
"""


@click.command(help=HELP, context_settings=CONTEXT)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--encoding", metavar="NAME", help="Encoding of the input; overrides what the page declares.")
@click.option("--html-field", metavar="NAME", default="html", show_default=True, help="Field of rows with HTML.")
@click.option("--text-field", metavar="NAME", default="text", show_default=True, help="Field of rows with text.")
@click.option(
    "--min-similarity",
    metavar="S",
    type=click.FloatRange(0.3, 1.0),
    default=MIN_SIMILARITY,
    show_default=True,
    help="Minimum similarity of a pair.",
)
@click.option("--clusters", "grouped", is_flag=True, help="Print one line for each group: the names of its pages.")
@click.option("--drop", is_flag=True, help="Drop near copies, and print what stays.")
@click.option(
    "--keep",
    type=click.Choice(["first", "longest"]),
    default="first",
    show_default=True,
    help="With --drop: the near copy that stays.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(),
    help="With --drop: write to this file, or one file for each input to DIR/.",
)
@click.option("--explain", is_flag=True, help="With --drop: name each dropped text and its copy, on standard error.")
@click.option("-q", "--quiet", is_flag=True, help="Print only errors.")
@click.option("--clean/--no-clean", default=True, help="Clean pages first, or compare their texts unchanged.")
@click.option("-j", "--jobs", metavar="N", type=click.IntRange(min=0), help="Worker processes; 0 means one per core.")
@click.option("--allow-empty", is_flag=True, help="Do not exit with code 3 for pages without an article.")
def command(paths: tuple[str, ...], output: str | None, **options: Any) -> int:
    output = None if output == "-" else output
    check(paths, output, options)
    own = OutputPaths.of([output] if output else [], (1, 2))
    if options["drop"]:
        own.check_inputs(path for path in paths if not is_directory(path))
    file = printing() if output is None else None
    inputs = Inputs(reading=Reading(Fields(options["html_field"], options["text_field"])), own=own)
    pages = Pages(options["encoding"], options["jobs"], options["allow_empty"], inputs)
    texts = Texts(pages, paths, options["clean"])
    pairs = texts.pairs(options["min_similarity"])
    if options["drop"]:
        found = copies(pairs, texts.sketches.lengths() if options["keep"] == "longest" else None)
        texts.report(found, options["explain"], options["quiet"])
        write(Remains(inputs, paths, texts.dropped(found)), output, pages, len(texts.names))
    elif file is not None:
        for line in texts.clusters(pairs) if options["grouped"] else texts.lines(pairs):
            file.write(f"{line}\n".encode())
    return pages.code()


def check(paths: Sequence[str], output: str | None, options: dict[str, Any]) -> None:
    """Check the combination of options. Raises `UsageError`."""

    if not options["drop"]:
        if output is not None or options["explain"] or options["keep"] != "first":
            raise click.UsageError("--output, --keep and --explain require --drop")
    elif options["grouped"]:
        raise click.UsageError("use only one of --drop and --clusters")
    elif any(map(is_stream, paths)):
        raise click.UsageError("--drop reads its inputs twice: name files, not a stream")


class Texts:
    """The texts of the inputs as sketches, with their names and their places among all records."""

    def __init__(self, pages: Pages, paths: Sequence[str], clean: bool) -> None:
        from newsclean.sketches import Sketches

        self.names: list[str] = []
        self.places = array("q")
        self.sketches: Sketches = Sketches()
        for place, name, found in pages.read(paths, article, DEFAULT if clean else ()):
            if found is None:
                pages.pass_over(name, "no article found")
            else:
                self.names.append(name)
                self.places.append(place)
                self.sketches.add(found[0])

    def pairs(self, least: float) -> list[Pair]:
        """Return the pairs of texts with at least the given similarity."""
        return [Pair(*each) for each in self.sketches.pairs(least)]

    def dropped(self, found: Mapping[int, int]) -> dict[int, str]:
        """Return the names of the dropped texts by their places among all records."""
        return {self.places[each]: self.names[each] for each in found}

    def report(self, found: Mapping[int, int], explain: bool, quiet: bool) -> None:
        """Report what is dropped. `found` maps each dropped text to the text that stays for it."""
        if explain:
            for each, stays in found.items():
                say(f"{self.names[each]}: near copy of {self.names[stays]}")
        if not quiet:
            copies = counted(len(found), "near copy", "near copies")
            say(f"{counted(len(self.names), 'text')} compared, {copies} dropped")

    def lines(self, pairs: Sequence[Pair]) -> Iterator[str]:
        """Yield a line for each pair."""
        for one, other, similarity in pairs:
            yield f"{similarity:.3f}\t{printable(self.names[one])}\t{printable(self.names[other])}"

    def clusters(self, pairs: Sequence[Pair]) -> Iterator[str]:
        """Yield a line for each cluster."""
        for group in clusters(pairs):
            yield "\t".join(printable(self.names[at]) for at in group)


def article(page: Page) -> tuple[Sketch | None] | None:
    """Return the sketch of a page's text, or `None` if it holds no article. Workers call this."""
    from newsclean.sketches import sketch

    return (sketch(page.text),) if page.kind == "article" else None


def write(remains: Remains, output: str | None, pages: Pages, compared: int) -> None:
    """Write what remains to standard output, a file or a folder.

    `compared` is the number of compared texts. Raises `OutputError` if the output cannot be written, or if inputs
    failed and no text was compared.
    """
    if output is None:
        remains.print(printing())
        return
    if pages.failed and not compared:
        raise OutputError(f"{output}: not written, because no input gave a text")
    try:
        if not is_folder(output, remains.paths):
            remains.write(Path(output))
            return
        for error in remains.write_folder(Path(output)):
            pages.fail("", str(error))
    except OSError as error:
        raise OutputError(f"{output}: {error.strerror or error}") from None
