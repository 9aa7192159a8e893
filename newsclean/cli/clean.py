"""The command `newsclean [PATH]...`: articles go to standard output, messages to standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsclean import OutputError, __version__
from newsclean.batch.run import Run
from newsclean.batch.source import MAX_BYTES
from newsclean.cli.help import WIDTH, Grouped
from newsclean.cli.output import printing, say
from newsclean.cli.plan import FAVORS, INPUT_SUFFIXES, run_of
from newsclean.cli.settings import Limit, configure
from newsclean.cli.target import is_folder
from newsclean.errors import NoResultError
from newsclean.readers.remote import is_remote
from newsclean.writers import WRITERS

if TYPE_CHECKING:
    from newsclean.cli.progress import Progress

DONE, CHANGES, FAILED, EMPTY = 0, 1, 2, 3
HELP = """Print the article of a scraped news page, clean and once.

A PATH is a page (HTML, or text that was extracted from one), a folder of pages, or a file of many pages: JSON Lines,
WARC, Parquet. Files may be compressed (.gz, .bz2, .xz, .zst), but not Parquet. Without a PATH, or for "-", newsclean
reads standard input. Articles go to standard output, everything else to standard error.

\b
Examples:
  newsclean page.html > article.txt
  curl -s https://example.org/story | newsclean --to markdown
  newsclean --explain scraped.txt > article.txt
  newsclean -j 0 -o clean.jsonl crawl.warc.gz
  newsclean --check corpus/*.txt

\b
Commands across pages (a file of such a name is ./learn or ./similar):
  newsclean learn PATH... -o site.idx   count what a site prints on its pages, for --site-index
  newsclean similar PATH...             name articles that are nearly the same

\b
Exit codes:
  0  done; with --check or --diff, nothing would change
  1  with --check or --diff, something would change
  2  a usage error, an unreadable input or an unwritable output: each is named, and the others are cleaned
  3  all inputs were read, but some pages have no article: each is named
  129, 130, 143  ended by SIGHUP, SIGINT, SIGTERM
"""


@click.command(
    cls=Grouped, help=HELP, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": WIDTH}
)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--from",
    "form_of_input",
    type=click.Choice(["auto", "html", "text", *INPUT_SUFFIXES]),
    metavar="FORM",
    default="auto",
    help=f"auto, html, text, {', '.join(INPUT_SUFFIXES)}; auto goes by the suffix and the first bytes.",
)
@click.option("--url", help="URL of the page; relative links are resolved with it. Nothing is downloaded.")
@click.option("--encoding", metavar="NAME", help="Encoding of the input; overrides what the page declares.")
@click.option("--stdin-filename", metavar="NAME", help="Name of standard input; its suffix gives the format.")
@click.option("--html-field", metavar="NAME", default="html", show_default=True, help="Field of rows with HTML.")
@click.option(
    "--text-field",
    metavar="NAME",
    default="text",
    show_default=True,
    help="Field with text; the article replaces it.",
)
@click.option("--url-field", metavar="NAME", default="url", show_default=True, help="Field with the URL.")
@click.option("--include", metavar="PATTERN", multiple=True, help="Read only matching files in folders; repeatable.")
@click.option("--exclude", metavar="PATTERN", multiple=True, help="Skip matching files in folders; repeatable.")
@click.option(
    "--to",
    "form",
    type=click.Choice([*WRITERS]),
    metavar="FORM",
    default="text",
    help=f"{', '.join(WRITERS)}; json is one line per page, with metadata and removals.",
)
@click.option(
    "-o", "--output", type=click.Path(), help="Write to this file at the end, or a file for each input to DIR/."
)
@click.option("--metadata/--no-metadata", help="Add title, authors, date and more: front matter, or fields of rows.")
@click.option("--keep-html/--no-keep-html", help="Keep the HTML of rows beside the article.")
@click.option("--doubtful/--no-doubtful", help="Also print pages that seem to have no article.")
@click.option("--explain/--no-explain", help="Name each removed block, with the reason, on standard error.")
@click.option("--report", type=click.Path(dir_okay=False), help="Write an HTML page that shows what was removed.")
@click.option("--progress/--no-progress", default=None, help="Show a progress bar. On a terminal, this is the default.")
@click.option("-q", "--quiet/--no-quiet", help="Print only errors.")
@click.option("-v", "--verbose/--no-verbose", help="Print for each page what was kept and removed.")
@click.option("--favor", type=click.Choice(tuple(FAVORS)), help="Weigh precision or recall twice as high.")
@click.option("--captions/--no-captions", help="Keep picture captions and photo credits.")
@click.option("--embeds/--no-embeds", default=None, help="Keep, or remove, all posts embedded in the article.")
@click.option("--furniture/--no-furniture", default=True, help="Keep the page furniture in texts of whole pages.")
@click.option("--site-index", type=click.Path(), help="Remove what the site prints on many pages, by an index.")
@click.option("--site", metavar="NAME", default="", help="Site of pages that state neither a URL nor a site.")
@click.option("--learn-as-you-go/--no-learn-as-you-go", help="Add each cleaned page to the site index.")
@click.option("-j", "--jobs", metavar="N", type=click.IntRange(min=0), help="Worker processes; 0 means one per core.")
@click.option("--resume", is_flag=True, help="Continue the --output of an interrupted run.")
@click.option("-w", "--write", is_flag=True, help="Rewrite text and JSON Lines files in place.")
@click.option("--check", is_flag=True, help="Only name the texts that would change.")
@click.option("--diff", is_flag=True, help="Only show the changes that texts would get.")
@click.option(
    "--allow-empty/--no-allow-empty",
    help="Exit with 0 despite pages without an article, and HTML under -w, --check or --diff.",
)
@click.option(
    "--config",
    type=click.Path(),
    is_eager=True,
    expose_value=False,
    callback=configure,
    help="Read settings from this file instead of the nearest pyproject.toml.",
)
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(min=0.1),
    default=30.0,
    show_default=True,
    help="Time limit of a page in a worker process.",
)
@click.option(
    "--max-bytes",
    metavar="BYTES",
    type=click.IntRange(min=1),
    default=MAX_BYTES,
    show_default=True,
    help="Size limit of a page, decompressed.",
)
@click.option(
    "--limit", type=Limit(), multiple=True, help="Limit of page structure, such as max_tags=50000; repeatable."
)
@click.version_option(__version__, "--version", prog_name="newsclean", message="%(prog)s %(version)s")
def command(paths: tuple[str, ...], output: str | None, **options: Any) -> int:
    output = None if output == "-" else output
    named = [name for name in ("write", "check", "diff") if options[name]]
    if len(named) + (output is not None) > 1:
        raise click.UsageError("use only one of --write, --check, --diff and --output")
    if options["resume"] and (output is None or options["report"]):
        raise click.UsageError("--resume requires --output DIR or FILE.jsonl, and excludes --report")
    paths = paths or ("-",)
    run = run_of(options, paths, output)
    bar = progress(run, paths, options, bool(named) or output is not None)
    broken = ended = False
    try:
        carry_out(run, paths, output, named, options["resume"])
    except OutputError as error:
        run.say("", str(error), True)
        broken = True
    except BrokenPipeError:  # the reader of the pipe has ended
        ended = True
    finally:
        if bar is not None:
            bar.close()
    passed = run.inputs.reading.meter.passed
    if run.tally.read + run.tally.skipped + passed.total() > 1 and not options["quiet"] and not ended:
        say(run.tally.summary(passed, changes=options["check"] or options["diff"]))
    return FAILED if broken or run.misused else exit_code(run, named, options["allow_empty"])


def exit_code(run: Run, named: list[str], allow_empty: bool) -> int:
    """Return the exit code of a finished run.

    With `allow_empty`, pages without an article and HTML that cannot be rewritten are no failures.
    """
    excused = {"empty", "html"} if allow_empty else set()
    failed = {kind for kind, number in run.tally.failed.items() if number} - excused
    if failed - {"empty"}:
        return FAILED
    if run.tally.changed and named and named[0] != "write":
        return CHANGES
    return EMPTY if failed else DONE


def progress(run: Run, paths: tuple[str, ...], options: dict[str, Any], elsewhere: bool) -> Progress | None:
    """Return a progress bar for the run, or `None`.

    Without `--progress` or `--no-progress`, a bar is shown if worker processes run, standard error is a terminal, and
    no article is printed on a terminal. `elsewhere` says that articles do not go to standard output.
    """
    wanted = options["progress"]
    if wanted is None:
        free = sys.stderr.isatty() and (elsewhere or not (sys.stdout is not None and sys.stdout.isatty()))
        wanted = run.jobs and free and not options["quiet"]
    if not wanted:
        return None
    from newsclean.cli.progress import Progress

    bar, tell = Progress(run.inputs, paths), run.say

    def over_the_bar(name: str, message: str, wrong: bool) -> None:
        bar.clear()
        tell(name, message, wrong)

    run.step, run.say = bar.show, over_the_bar
    return bar


def carry_out(run: Run, paths: tuple[str, ...], output: str | None, named: list[str], resume: bool) -> None:
    """Run, and write the results and the reports. Raises `OutputError` if they cannot be written."""
    try:
        if named:
            change(run, paths, named[0])
        elif output is None:
            run.print(paths, printer())
        else:
            write_to(output, run, paths, resume)
        if run.reports is not None:
            run.reports.finish()
    except OSError as error:
        if isinstance(error, BrokenPipeError) and output is None:
            raise
        raise OutputError(f"{output or 'standard output'}: {error.strerror or error}") from None


def write_to(output: str, run: Run, paths: tuple[str, ...], resume: bool) -> None:
    """Write the results to a file, a folder or a URL. If no input gives a result, say so and write nothing."""
    try:
        if is_remote(output):
            from newsclean.batch.remote import gather_remote

            gather_remote(run, paths, output, resume)
        elif is_folder(output, paths):
            from newsclean.batch.mirror import mirror

            mirror(run, paths, Path(output), resume)
        else:
            from newsclean.batch.single import gather

            gather(run, paths, Path(output), resume)
    except NoResultError as error:
        run.say("", str(error), True)


def printer() -> Callable[[bytes], object]:
    """Return a function that prints a piece and flushes it."""
    file = printing()

    def write(piece: bytes) -> None:
        file.write(piece)
        file.flush()

    return write


def change(run: Run, paths: tuple[str, ...], how: str) -> None:
    """Rewrite the texts that change, or only report them."""
    if how == "write":
        from newsclean.batch.in_place import rewrite

        rewrite(run, paths)
        return
    write = printer()
    for record, outcome in run.outcomes(run.inputs.records(paths)):
        if outcome.changed:
            shown = outcome.diff if how == "diff" else f"{record.name}\n"
            write(shown.encode("utf-8", "surrogateescape"))
