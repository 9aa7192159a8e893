"""newsclean [PATH]...: options to arguments, articles to standard output, everything else to standard error."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsclean import DEFAULT, Body, Captions, OutputError, Rule, __version__
from newsclean.batch.inputs import Inputs
from newsclean.batch.job import Job
from newsclean.batch.place import rewrite
from newsclean.batch.reports import Reports
from newsclean.batch.run import Run
from newsclean.batch.single import form_of, gather
from newsclean.batch.source import MAX_BYTES
from newsclean.batch.tree import mirror
from newsclean.cli.output import say
from newsclean.limits import Limits, cores
from newsclean.page import Fields
from newsclean.writers import WRITERS

if TYPE_CHECKING:
    from newsclean import SiteIndex

DONE, CHANGES, FAILED = 0, 1, 2
FAVORS = {"precision": 0.5, "recall": 2.0}
"""The beta of the F-measure that the body is chosen by."""
FORMS = {"jsonl": ".jsonl", "warc": ".warc", "parquet": ".parquet"}
"""What --from calls the inputs of many pages, with the suffixes of their readers."""

UNHEARD = ("jobs", "quiet", "verbose", "resume")
"""Options that change nothing of what is written."""

HELP = """Print the article of a scraped news page, clean and once.

Each PATH is a page (HTML, or text that was extracted from one), a folder of pages, or a file of many: JSON Lines
(.jsonl, .ndjson), WARC, Parquet; all but the last may be compressed (.gz, .bz2, .xz, .zst). Without a PATH, or for "-",
the page comes from standard input. Articles go to standard output; everything else goes to standard error.

\b
Examples:
  newsclean page.html > article.txt
  curl -s https://example.org/story | newsclean --to markdown
  newsclean --explain scraped.txt > article.txt
  newsclean -j 0 -o articles pages/
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
  2    a usage error, or an input that failed or holds no article (each is named, the others are done)
  130  interrupted; 143 terminated
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
@click.option("--keep-html", is_flag=True, help="Let the HTML of rows stand beside the article.")
@click.option("--url", help="Where the page came from; resolves its canonical address. Nothing is fetched.")
@click.option("--encoding", help="Read bytes as this (utf-8, windows-1252, gb18030, ...), whatever the page says.")
@click.option("--exclude", multiple=True, help="Pass over what matches in folders, as in 'draft*'; may be repeated.")
@click.option("--favor", type=click.Choice(tuple(FAVORS)), help="Weigh precision or recall twice as high.")
@click.option("--doubtful", is_flag=True, help="Print what was found on pages that seem to hold no article.")
@click.option("--captions", is_flag=True, help="Keep picture captions and photo credits.")
@click.option("--metadata", is_flag=True, help="Print title, authors, date and so on too: front matter, or fields.")
@click.option("--explain", is_flag=True, help="Say on standard error what was removed and why, a line a block.")
@click.option("--site-index", type=click.Path(), help="Remove what the site prints on many pages, by what was learnt.")
@click.option("--learn-as-you-go", is_flag=True, help="Learn each page into the site index once it is clean.")
@click.option("--site", default="", help="The site of pages that do not say theirs.")
@click.option("-o", "--output", type=click.Path(), help="Write to this file, once all is done; or a file each to DIR.")
@click.option("--resume", is_flag=True, help="Go on with an --output that a run which was ended has left.")
@click.option("-w", "--write", is_flag=True, help="Rewrite text and JSON Lines files in their places.")
@click.option("--check", is_flag=True, help="Only name the texts that would change.")
@click.option("--diff", is_flag=True, help="Only show what would change in texts.")
@click.option("--report", type=click.Path(dir_okay=False), help="Show in this HTML file what was removed, and why.")
@click.option("-j", "--jobs", type=click.IntRange(min=0), help="Clean in so many processes; 0: one a core.")
@click.option("--timeout", type=click.FloatRange(min=0.1), default=30.0, show_default=True, help="Seconds a page.")
@click.option("--max-bytes", type=click.IntRange(min=1), default=MAX_BYTES, show_default=True, help="Bytes a page.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("-v", "--verbose", is_flag=True, help="Say for each page what was kept and removed.")
@click.version_option(__version__, "--version", prog_name="newsclean", message="%(prog)s %(version)s")
def command(paths: tuple[str, ...], output: str | None, **options: Any) -> int:
    named = [name for name in ("write", "check", "diff") if options[name]]
    if len(named) + (output is not None) > 1:
        raise click.UsageError("one of --write, --check, --diff and --output at a time")
    if options["resume"] and (output is None or options["report"]):
        raise click.UsageError("--resume goes with --output DIR or FILE.jsonl, and without --report")
    paths = paths or ("-",)
    many = len(paths) > 1 or Path(paths[0]).is_dir() or options["jobs"] is not None
    run = prepared(options, paths, many, output)
    try:
        code = carry_out(run, paths, output, named, options["resume"])
        if run.reports is not None:
            run.reports.finish()
    except OutputError as error:
        say(str(error))
        return FAILED
    except OSError as error:
        if isinstance(error, BrokenPipeError) and output is None:
            raise
        raise click.ClickException(f"{output or 'standard output'}: {error.strerror or error}") from None
    if run.tally.read + run.tally.skipped > 1 and not options["quiet"]:
        say(run.tally.summary())
    return FAILED if run.tally.failed else code


def carry_out(run: Run, paths: tuple[str, ...], output: str | None, named: list[str], resume: bool) -> int:
    """Let the run write to where it shall; give the exit code if nothing fails."""
    if named:
        return change(run, paths, named[0])
    if output is None:
        run.print(paths, sys.stdout.buffer)
    elif is_folder(output):
        mirror(run, paths, Path(output), resume)
    else:
        gather(run, paths, Path(output), resume)
    return DONE


def is_folder(output: str) -> bool:
    """Whether an output is to be a folder."""
    return output.endswith("/") or Path(output).is_dir()


def prepared(options: dict[str, Any], paths: tuple[str, ...], many: bool, output: str | None) -> Run:
    """The run that the options ask for."""
    form = FORMS.get(options["form_of_input"])
    index = site_index(options["site_index"], options["learn_as_you_go"], options["site"])
    job = Job(
        rules=rules(options, index),
        form=options["form"],
        kind=options["form_of_input"] if options["form_of_input"] in ("html", "text") else "auto",
        url=options["url"],
        encoding=options["encoding"],
        max_bytes=options["max_bytes"],
        doubtful=options["doubtful"],
        explain=options["explain"],
        metadata=options["metadata"],
        keep_html=options["keep_html"],
        diff=options["diff"],
        rows=output is not None and not is_folder(output) and form_of(output) != "pages",
        report=options["report"] is not None,
        in_place=options["write"] or options["check"] or options["diff"],
        index=index if options["learn_as_you_go"] else None,
    )
    fields = Fields(options["html_field"], options["text_field"], options["url_field"])
    inputs = Inputs(form or ("page" if job.kind != "auto" else None), fields, options["exclude"])
    quiet = options["quiet"]

    def tell(name: str, message: str, wrong: bool) -> None:
        if wrong or not quiet:
            say(f"{name}: {message}")

    jobs = options["jobs"]
    rows = any(inputs.holds_many(path) for path in paths)
    workers = (cores() if jobs == 0 else jobs or 1) if many or rows else 0
    reports = Reports(Path(options["report"]), bool(workers)) if options["report"] else None
    about = repr((__version__, paths, sorted((name, options[name]) for name in options if name not in UNHEARD)))
    return Run(job, inputs, tell, workers, Limits(timeout=options["timeout"]), options["verbose"], reports, about)


def rules(options: dict[str, Any], index: SiteIndex | None) -> tuple[Rule, ...]:
    """The rules, as the options want them."""
    beta = FAVORS.get(options["favor"], 1.0)
    found = tuple(
        replace(rule, beta=beta) if isinstance(rule, Body) else rule
        for rule in DEFAULT
        if not (options["captions"] and isinstance(rule, Captions))
    )
    if index is None:
        return found
    from newsclean import SiteRepeats

    return (*found, SiteRepeats(index))


def change(run: Run, paths: tuple[str, ...], how: str) -> int:
    """Rewrite what changes, or only tell of it."""
    if how == "write":
        rewrite(run, paths)
        return DONE
    for record, outcome in run.outcomes(run.inputs.records(paths)):
        if outcome.changed:
            click.echo(outcome.diff if how == "diff" else record.name, nl=how != "diff")
    return CHANGES if run.tally.changed else DONE


def site_index(path: str | None, learns: bool, site: str) -> SiteIndex | None:
    """The index that the options name; one that is only read must be there."""
    if path is None:
        if learns:
            raise click.UsageError("--learn-as-you-go needs --site-index FILE to learn into")
        return None
    from newsclean import SiteIndex

    index = SiteIndex(path, site=site, must_exist=not learns)
    index.counts()
    return index
