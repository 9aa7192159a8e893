"""What the options of a run ask for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsclean import DEFAULT, Body, Captions, Rule, __version__
from newsclean.batch.inputs import Inputs
from newsclean.batch.job import Job
from newsclean.batch.run import Run
from newsclean.cli.output import say
from newsclean.limits import Limits, PageLimits, cores
from newsclean.page import Fields
from newsclean.readers.streams import Reading

if TYPE_CHECKING:
    from newsclean import SiteIndex
    from newsclean.batch.reports import Reports

FAVORS = {"precision": 0.5, "recall": 2.0}
"""The beta of the F-measure that the body is chosen by."""
FORMS = {"jsonl": ".jsonl", "warc": ".warc", "parquet": ".parquet"}
"""What --from calls the inputs of many pages, with the suffixes of their readers."""

UNHEARD = ("jobs", "quiet", "verbose", "resume", "progress")
"""Options that change nothing of what is written."""


def is_folder(output: str) -> bool:
    """Whether an output is to be a folder."""
    return output.endswith("/") or Path(output).is_dir()


def holds_rows(output: str) -> bool:
    """Whether a file is to hold rows, not pages."""
    from newsclean.batch.single import form_of

    return form_of(output) != "pages"


def reports_at(path: str, many: bool) -> Reports:
    """The reports of a run."""
    from newsclean.batch.reports import Reports

    return Reports(Path(path), many)


def prepared(options: dict[str, Any], paths: tuple[str, ...], output: str | None) -> Run:
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
        rows=output is not None and not is_folder(output) and holds_rows(output),
        report=options["report"] is not None,
        in_place=options["write"] or options["check"] or options["diff"],
        index=index if options["learn_as_you_go"] else None,
        limits=PageLimits(**dict(options["limit"])),
    )
    fields = Fields(options["html_field"], options["text_field"], options["url_field"])
    form = form or ("page" if job.kind != "auto" else None)
    inputs = Inputs(form, Reading(fields, options["max_bytes"]), options["exclude"], options["stdin_filename"])
    quiet = options["quiet"]

    def tell(name: str, message: str, wrong: bool) -> None:
        if wrong or not quiet:
            say(f"{name}: {message}" if name else message)

    jobs = options["jobs"]
    many = len(paths) > 1 or Path(paths[0]).is_dir() or jobs is not None
    rows = any(inputs.holds_many(path) for path in paths)
    workers = (cores() if jobs == 0 else jobs or 1) if many or rows else 0
    reports = reports_at(options["report"], bool(workers)) if options["report"] else None
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
