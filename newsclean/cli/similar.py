"""newsclean similar PATH...: articles that are nearly the same."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsclean import DEFAULT, OutputError, Page, Pair, clusters
from newsclean.batch.inputs import Inputs
from newsclean.batch.own import Own
from newsclean.batch.remains import Remains
from newsclean.cli.output import printable, printing, say
from newsclean.cli.pages import Pages
from newsclean.cli.target import is_folder
from newsclean.page import Fields
from newsclean.readers.streams import Reading, is_stream
from newsclean.similar import MIN_SIMILARITY, copies

if TYPE_CHECKING:
    from newsclean.sketches import Sketch, Sketches

HELP = """Name the articles that are nearly the same, or drop all but one of them.

Each PATH is a page, as for newsclean itself; its clean text is compared with that of every other. A line is printed for
each pair: how similar the two are (the Jaccard similarity of their runs of three words, 0 to 1), and their names, the
one that was given first before the other, with tabs between.

With --drop, what stays is printed instead: rows of JSON Lines as they were, rows of Parquet as JSON, of other pages
their names. Each text that is dropped is a near copy of one that stays. With -o, a file takes the rows (.jsonl,
.parquet), or a folder a file for each input, pages as they were. What holds no article stays.

\b
Examples:
  newsclean similar -j 0 pages/
  newsclean similar -j 0 --drop -o unique.jsonl corpus.jsonl
  newsclean similar -j 0 --drop --keep longest --no-clean -o unique/ shards/

\b
Exit codes:
  0    done
  2    a usage error, or an input that could not be read or an output not written (the others are done)
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
@click.option("--drop", is_flag=True, help="Print what stays when near copies are dropped.")
@click.option(
    "--keep",
    type=click.Choice(["first", "longest"]),
    default="first",
    show_default=True,
    help="Which of near copies stays with --drop.",
)
@click.option("-o", "--output", type=click.Path(), help="Write what stays with --drop to this file, or into DIR/.")
@click.option("--explain", is_flag=True, help="Say on standard error of what each dropped text is a near copy.")
@click.option("--clean/--no-clean", default=True, help="Compare texts as they are, such as those of an earlier run.")
@click.option("--html-field", default="html", show_default=True, help="The field of rows with a page's HTML.")
@click.option("--text-field", default="text", show_default=True, help="The one with its text.")
@click.option("--encoding", help="Read bytes as this, whatever the page says.")
@click.option("-j", "--jobs", type=click.IntRange(min=0), help="Clean in so many processes; 0: one a core.")
@click.option("--allow-empty", is_flag=True, help="Let inputs that hold no article be no failure.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def command(paths: tuple[str, ...], output: str | None, **options: Any) -> int:
    output = None if output == "-" else output
    check(paths, output, options)
    own = Own.of([output] if output else [], (1, 2))
    if options["drop"]:
        own.check_inputs(path for path in paths if not Path(path).is_dir())
    file = printing() if output is None else None
    inputs = Inputs(reading=Reading(Fields(options["html_field"], options["text_field"])), own=own)
    pages = Pages(options["encoding"], options["jobs"], options["allow_empty"], inputs)
    texts = Texts(pages, paths, options["clean"])
    pairs = texts.pairs(options["min_similarity"])
    if options["drop"]:
        found = copies(pairs, texts.sketches.lengths() if options["keep"] == "longest" else None)
        texts.tell(found, options["explain"], options["quiet"])
        write(Remains(inputs, paths, texts.drops(found)), output, pages, len(texts.names))
    elif file is not None:
        for line in texts.clusters(pairs) if options["grouped"] else texts.lines(pairs):
            file.write(f"{line}\n".encode())
    return pages.code()


def check(paths: Sequence[str], output: str | None, options: dict[str, Any]) -> None:
    """Raises `UsageError` for options that do not go together."""
    if not options["drop"]:
        if output is not None or options["explain"] or options["keep"] != "first":
            raise click.UsageError("--output, --keep and --explain go with --drop")
    elif options["grouped"]:
        raise click.UsageError("one of --drop and --clusters at a time")
    elif any(map(is_stream, paths)):
        raise click.UsageError("--drop reads its inputs twice: name files, not a stream")


class Texts:
    """The texts of some inputs, as sketches, with their names and their places among all that was read."""

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
        """The pairs of texts that are at least so similar."""
        return [Pair(*each) for each in self.sketches.pairs(least)]

    def drops(self, found: Mapping[int, int]) -> dict[int, str]:
        """The places of what is dropped among all records, with their names."""
        return {self.places[each]: self.names[each] for each in found}

    def tell(self, found: Mapping[int, int], explain: bool, quiet: bool) -> None:
        """Say what is dropped."""
        if explain:
            for each, stays in found.items():
                say(f"{self.names[each]}: near copy of {self.names[stays]}")
        if not quiet:
            say(f"{len(self.names)} texts compared, {len(found)} near copies dropped")

    def lines(self, pairs: Sequence[Pair]) -> Iterator[str]:
        """A line for each pair."""
        for one, other, similarity in pairs:
            yield f"{similarity:.3f}\t{printable(self.names[one])}\t{printable(self.names[other])}"

    def clusters(self, pairs: Sequence[Pair]) -> Iterator[str]:
        """A line for each cluster."""
        for group in clusters(pairs):
            yield "\t".join(printable(self.names[at]) for at in group)


def article(page: Page) -> tuple[Sketch | None] | None:
    """What a worker makes of a page: the sketch of its text if it is an article."""
    from newsclean.sketches import sketch

    return (sketch(page.text),) if page.kind == "article" else None


def write(remains: Remains, output: str | None, pages: Pages, compared: int) -> None:
    """Write what remains to standard output, a file or a folder. Raises `OutputError` where that is not possible."""
    if output is None:
        remains.print(printing())
        return
    if pages.failed and not compared:
        raise OutputError(f"{output}: not written, since nothing came of the inputs")
    try:
        if not is_folder(output, remains.paths):
            remains.write(Path(output))
            return
        for error in remains.spread(Path(output)):
            pages.fail("", str(error))
    except OSError as error:
        raise OutputError(f"{output}: {error.strerror or error}") from None
