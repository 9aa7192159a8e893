"""newsclean [PATH]...: options to arguments, articles to standard output, everything else to standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsclean import OutputError, __version__
from newsclean.batch.run import Run
from newsclean.batch.source import MAX_BYTES
from newsclean.cli.output import printing, say
from newsclean.cli.plan import FAVORS, FORMS, prepared
from newsclean.cli.settings import Limit, configure
from newsclean.cli.target import is_folder
from newsclean.writers import WRITERS

if TYPE_CHECKING:
    from newsclean.cli.progress import Progress

DONE, CHANGES, FAILED, EMPTY = 0, 1, 2, 3
TIMEOUT = (
    "Seconds a page, where other processes clean: with -j, for many pages, and where this option is given. They also"
    " limit a page's memory to 2 GiB."
)
HELP = """Print the article of a scraped news page, clean and once.

Each PATH is a page (HTML, or text that was extracted from one), a folder of pages, or a file of many: JSON Lines
(.jsonl, .ndjson), WARC, Parquet; all but the last may be compressed (.gz, .bz2, .xz, .zst). Without a PATH, or for "-",
the input is standard input. Articles go to standard output; everything else goes to standard error.

\b
Examples:
  newsclean page.html > article.txt
  curl -s https://example.org/story | newsclean --to markdown
  newsclean --explain scraped.txt > article.txt
  newsclean -j 0 -o articles/ pages/
  newsclean -j 0 -o clean.jsonl crawl.warc.gz
  zcat crawl.jsonl.gz | newsclean --from jsonl > clean.jsonl
  newsclean --check corpus/*.txt

\b
Other commands (a file of such a name is ./learn or ./similar):
  newsclean learn PATH... -o site.idx  remember what a site prints on its pages, for --site-index
  newsclean similar PATH...            name articles that are nearly the same

\b
Exit codes:
  0    done; with --check or --diff: nothing would change
  1    with --check or --diff: something would change
  2    a usage error, or an input that could not be read or an output not written (each is named, the others are done)
  3    all was read, but some pages hold no article (each is named); --allow-empty makes that 0
  129, 130, 143  ended by SIGHUP, interrupted, terminated
"""


@click.command(help=HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--from",
    "form_of_input",
    type=click.Choice(["auto", "html", "text", *FORMS]),
    default="auto",
    show_default=True,
    help="What the input is; auto goes by the suffix, and looks at pages.",
)
@click.option(
    "--to",
    "form",
    type=click.Choice([*WRITERS]),
    default="text",
    show_default=True,
    help="What to print; json is one line a page, with metadata and removals.",
)
@click.option("--html-field", default="html", show_default=True, help="The field of rows with a page's HTML.")
@click.option("--text-field", default="text", show_default=True, help="The one with its text, and for the article.")
@click.option("--url-field", default="url", show_default=True, help="The one with its address.")
@click.option("--keep-html/--no-keep-html", help="Let the HTML of rows stand beside the article.")
@click.option("--url", help="Where the page came from; resolves its canonical address. Nothing is fetched.")
@click.option("--stdin-filename", metavar="NAME", help="What to call standard input; its suffix says what it is.")
@click.option("--encoding", help="Read bytes as this (utf-8, windows-1252, gb18030, ...), whatever the page says.")
@click.option("--exclude", multiple=True, help="Pass over what matches in folders, as in 'draft*'; may be repeated.")
@click.option("--include", multiple=True, help="Of folders, take what matches and nothing else; may be repeated.")
@click.option("--favor", type=click.Choice(tuple(FAVORS)), help="Weigh precision or recall twice as high.")
@click.option("--doubtful/--no-doubtful", help="Print what was found on pages that seem to hold no article.")
@click.option("--allow-empty/--no-allow-empty", help="Pages without an article are no reason for exit code 3.")
@click.option("--embeds/--no-embeds", default=None, help="Keep, or remove, all posts embedded in the article.")
@click.option("--captions/--no-captions", help="Keep picture captions and photo credits.")
@click.option("--furniture/--no-furniture", default=True, help="Take the article out of texts of whole pages.")
@click.option("--metadata/--no-metadata", help="Print title, authors, date and so on too: front matter, or fields.")
@click.option("--explain/--no-explain", help="Say on standard error what was removed and why, a line a block.")
@click.option("--site-index", type=click.Path(), help="Remove what the site prints on many pages, by what was learnt.")
@click.option("--learn-as-you-go/--no-learn-as-you-go", help="Learn each page into the site index once it is clean.")
@click.option("--site", default="", help="The site of pages that do not say theirs.")
@click.option("-o", "--output", type=click.Path(), help="Write to this file, once all is done; or a file each to DIR/.")
@click.option("--resume", is_flag=True, help="Go on with an --output that a run which was ended has left.")
@click.option("-w", "--write", is_flag=True, help="Rewrite text and JSON Lines files in their places.")
@click.option("--check", is_flag=True, help="Only name the texts that would change.")
@click.option("--diff", is_flag=True, help="Only show what would change in texts.")
@click.option("--report", type=click.Path(dir_okay=False), help="Show in this HTML file what was removed, and why.")
@click.option("-j", "--jobs", type=click.IntRange(min=0), help="Clean in so many processes; 0: one a core.")
@click.option("--timeout", type=click.FloatRange(min=0.1), default=30.0, show_default=True, help=TIMEOUT)
@click.option("--max-bytes", type=click.IntRange(min=1), default=MAX_BYTES, show_default=True, help="Bytes a page.")
@click.option("--limit", type=Limit(), multiple=True, help="What a page may hold, as in max_tags=50000; see README.")
@click.option("--progress/--no-progress", default=None, help="Show how far it is; at first, on a terminal.")
@click.option("-q", "--quiet/--no-quiet", help="Say nothing but errors.")
@click.option("-v", "--verbose/--no-verbose", help="Say for each page what was kept and removed.")
@click.option(
    "--config",
    type=click.Path(),
    is_eager=True,
    expose_value=False,
    callback=configure,
    help="Take settings from this file, not from [tool.newsclean] of the nearest pyproject.toml.",
)
@click.version_option(__version__, "--version", prog_name="newsclean", message="%(prog)s %(version)s")
def command(paths: tuple[str, ...], output: str | None, **options: Any) -> int:
    output = None if output == "-" else output
    named = [name for name in ("write", "check", "diff") if options[name]]
    if len(named) + (output is not None) > 1:
        raise click.UsageError("one of --write, --check, --diff and --output at a time")
    if options["resume"] and (output is None or options["report"]):
        raise click.UsageError("--resume goes with --output DIR or FILE.jsonl, and without --report")
    paths = paths or ("-",)
    run = prepared(options, paths, output)
    bar = progress(run, paths, options, bool(named) or output is not None)
    broken = False
    try:
        carry_out(run, paths, output, named, options["resume"])
    except OutputError as error:
        run.say("", str(error), True)
        broken = True
    except BrokenPipeError:  # whoever reads has enough
        return exit_code(run, named, options["allow_empty"])
    finally:
        if bar is not None:
            bar.close()
    passed = run.inputs.reading.meter.passed
    if run.tally.read + run.tally.skipped + passed.total() > 1 and not options["quiet"]:
        say(run.tally.summary(passed))
    return FAILED if broken or run.misused else exit_code(run, named, options["allow_empty"])


def exit_code(run: Run, named: list[str], allow_empty: bool) -> int:
    """What a run that came to its end comes to."""
    excused = {"empty", "html"} if allow_empty else set()
    failed = {kind for kind, number in run.tally.failed.items() if number} - excused
    if failed - {"empty"}:
        return FAILED
    if run.tally.changed and named and named[0] != "write":
        return CHANGES
    return EMPTY if failed else DONE


def progress(run: Run, paths: tuple[str, ...], options: dict[str, Any], elsewhere: bool) -> Progress | None:
    """A bar for the run, if there is to be one: by itself for many pages, on a terminal that shows nothing else."""
    free = sys.stderr.isatty() and (elsewhere or not (sys.stdout is not None and sys.stdout.isatty()))
    asked = options["progress"]
    if not ((run.jobs and free and not options["quiet"]) if asked is None else asked):
        return None
    from newsclean.cli.progress import Progress

    bar, tell = Progress(run.inputs, paths), run.say

    def over_the_bar(name: str, message: str, wrong: bool) -> None:
        bar.clear()
        tell(name, message, wrong)

    run.step, run.say = bar.show, over_the_bar
    return bar


def carry_out(run: Run, paths: tuple[str, ...], output: str | None, named: list[str], resume: bool) -> None:
    """Let the run write to where it shall. Raises `OutputError` if that is not possible."""
    try:
        if named:
            change(run, paths, named[0])
        elif output is None:
            run.print(paths, printer())
        elif is_folder(output, paths):
            from newsclean.batch.mirror import mirror

            mirror(run, paths, Path(output), resume)
        else:
            from newsclean.batch.single import gather

            gather(run, paths, Path(output), resume)
        if run.reports is not None:
            run.reports.finish()
    except OSError as error:
        if isinstance(error, BrokenPipeError) and output is None:
            raise
        raise OutputError(f"{output or 'standard output'}: {error.strerror or error}") from None


def printer() -> Callable[[bytes], object]:
    """How to print, each piece at once."""
    file = printing()

    def write(piece: bytes) -> None:
        file.write(piece)
        file.flush()

    return write


def change(run: Run, paths: tuple[str, ...], how: str) -> None:
    """Rewrite what changes, or only tell of it."""
    if how == "write":
        from newsclean.batch.place import rewrite

        rewrite(run, paths)
        return
    write = printer()
    for record, outcome in run.outcomes(run.inputs.records(paths)):
        if outcome.changed:
            shown = outcome.diff if how == "diff" else f"{record.name}\n"
            write(shown.encode("utf-8", "surrogateescape"))
