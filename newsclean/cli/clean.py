"""newsclean [PATH]...: options to arguments, articles to standard output, everything else to standard error."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

import click

from newsclean import DEFAULT, Body, Captions, InputError, Page, Rule, SiteIndex, SiteRepeats, __version__, clean
from newsclean.cli.output import say, shorten, write_all
from newsclean.parse import Kind
from newsclean.readers import reader
from newsclean.writers import WRITERS, writer

DONE, FAILED = 0, 2
FAVORS = {"precision": 0.5, "recall": 2.0}
"""The beta of the F-measure that the body is chosen by."""

HELP = """Print the article of a scraped news page, clean and once.

Each PATH is a page: HTML, or text that was extracted from one. Without a PATH, or for "-", the page comes from
standard input. The article goes to standard output; everything else goes to standard error.

\b
Examples:
  newsclean page.html > article.txt
  curl -s https://example.org/story | newsclean --to markdown
  newsclean --explain scraped.txt > article.txt
  newsclean --to json *.html > articles.jsonl

\b
Other commands (a file of such a name is ./learn or ./similar):
  newsclean learn PATH... -o site.idx  remember what a site prints on its pages, for --site-index
  newsclean similar PATH...            name articles that are nearly the same

\b
Exit codes:
  0    done
  2    a usage error, or an input that could not be read or holds no article (the others are done)
  130  interrupted
"""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the options say."""

    kind: Kind
    form: str
    url: str | None
    encoding: str | None
    rules: tuple[Rule, ...]
    index: SiteIndex | None
    doubtful: bool
    explain: bool
    verbosity: int

    def say(self, message: str, least: int = 0) -> None:
        """Print a line to standard error, unless it is wordier than the user wants."""
        if self.verbosity >= least:
            say(message)


@click.command(help=HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--from",
    "kind",
    type=click.Choice(["auto", "html", "text"]),
    default="auto",
    show_default=True,
    help="What the input is; auto looks.",
)
@click.option(
    "--to",
    "form",
    type=click.Choice([*WRITERS]),
    default="text",
    show_default=True,
    help="What to print; json is one line a page, with metadata and removals.",
)
@click.option("--url", help="Where the page came from; resolves its canonical address. Nothing is fetched.")
@click.option("--encoding", help="Read bytes as this (utf-8, windows-1252, gb18030, ...), whatever the page says.")
@click.option("--favor", type=click.Choice(tuple(FAVORS)), help="Weigh precision or recall twice as high.")
@click.option("--doubtful", is_flag=True, help="Print what was found on pages that seem to hold no article.")
@click.option("--captions", is_flag=True, help="Keep picture captions and photo credits.")
@click.option("--explain", is_flag=True, help="Say on standard error what was removed and why, a line a block.")
@click.option("--site-index", type=click.Path(), help="Remove what the site prints on many pages, by what was learnt.")
@click.option("--learn-as-you-go", is_flag=True, help="Learn each page into the site index once it is clean.")
@click.option("--site", default="", help="The site of pages that do not say theirs.")
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write to this file instead, once all is done.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
@click.option("-v", "--verbose", is_flag=True, help="Say for each page what was kept and removed.")
@click.version_option(__version__, "--version", prog_name="newsclean", message="%(prog)s %(version)s")
def command(paths: tuple[str, ...], output: str | None, **options: str | bool | None) -> int:
    index = site_index(options["site_index"], bool(options["learn_as_you_go"]), str(options["site"]))
    beta = FAVORS.get(str(options["favor"]), 1.0)
    rules = tuple(
        replace(rule, beta=beta) if isinstance(rule, Body) else rule
        for rule in DEFAULT
        if not (options["captions"] and isinstance(rule, Captions))
    )
    if index is not None:
        rules += (SiteRepeats(index),)
    settings = Settings(
        cast(Kind, options["kind"]),
        cast(str, options["form"]),
        cast("str | None", options["url"]),
        cast("str | None", options["encoding"]),
        rules,
        index if options["learn_as_you_go"] else None,
        bool(options["doubtful"]),
        bool(options["explain"]),
        1 if options["verbose"] else -1 if options["quiet"] else 0,
    )
    run = Run(settings)
    try:
        write_all(run.texts(paths or ("-",)), output)
    except OSError as error:
        if isinstance(error, BrokenPipeError) and output is None:
            raise
        raise click.ClickException(f"{output or 'standard output'}: {error.strerror or error}") from None
    return FAILED if run.failed else DONE


def site_index(path: str | bool | None, learns: bool, site: str) -> SiteIndex | None:
    """The index that the options name; one that is only read must be there."""
    if path is None:
        if learns:
            raise click.UsageError("--learn-as-you-go needs --site-index FILE to learn into")
        return None
    index = SiteIndex(str(path), site=site, must_exist=not learns)
    index.counts()
    return index


class Run:
    """One run over some inputs, and how many of them failed."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.failed = 0

    def texts(self, paths: tuple[str, ...]) -> Iterator[bytes]:
        """What is to be written for each input that holds an article, in order; names the others."""
        write = writer(self.settings.form)
        for path in paths:
            try:
                for record in reader(path)(path):
                    page = self.page(record.name, record.source)
                    if page is not None:
                        mark = b"\xef\xbb\xbf" if page.layout is not None and page.encoding == "utf-8-sig" else b""
                        yield (mark if self.settings.form == "text" else b"") + write(page).encode("utf-8", "replace")
            except InputError as error:
                self.fail(path, str(error))

    def page(self, name: str, source: bytes) -> Page | None:
        """The clean page, or nothing if it holds no article."""
        settings = self.settings
        if name == "<stdin>" and not source and sys.stdin.isatty():
            settings.say("nothing came from standard input; newsclean --help shows how to name a file")
        page = clean(source, settings.url, settings.rules, kind=settings.kind, encoding=settings.encoding)
        if settings.index is not None:
            settings.index.learn(page)
        if not page.kept:
            self.fail(name, page.warnings[0] if page.warnings else "no article found" if page.blocks else "empty input")
            return None
        if page.kind != "article" and not settings.doubtful:
            sure = "" if page.confidence is None else f" (confidence {page.confidence:.2f})"
            self.fail(name, f"no article found{sure}; --doubtful prints the {len(page.kept)} blocks that may be of one")
            return None
        for warning in page.warnings:
            settings.say(f"{name}: {warning}")
        if settings.explain:
            for at, reason, evidence in page.removed:
                settings.say(f"{name}: block {at}: {reason}: {evidence}: {shorten(page.blocks[at].text)}", least=-1)
        count = Counter(removal.reason for removal in page.removed)
        removed = ", ".join(f"{reason} {number}" for reason, number in sorted(count.items())) or "none"
        settings.say(f"{name}: {len(page.kept)} of {len(page.blocks)} blocks kept; removed: {removed}", least=1)
        return page

    def fail(self, name: str, message: str) -> None:
        """Name an input that failed."""
        self.failed += 1
        self.settings.say(f"{name}: {message}", least=-1)
