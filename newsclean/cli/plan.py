"""Turn the options of a run into rules, inputs, a job and a `Run`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsclean import DEFAULT, Body, Captions, Lines, Rule, __version__
from newsclean.batch.inputs import Inputs
from newsclean.batch.job import Job
from newsclean.batch.run import Run
from newsclean.cli.output import say
from newsclean.cli.settings import SETTINGS
from newsclean.cli.target import outputs, rows_of
from newsclean.limits import Limits, PageLimits, processes
from newsclean.page import Fields
from newsclean.readers.streams import Reading, is_directory, suffixes

if TYPE_CHECKING:
    from newsclean import SiteIndex
    from newsclean.batch.reports import Reports

FAVORS = {"precision": 0.5, "recall": 2.0}
"""The beta of the F-measure by which `Body` selects blocks, for each value of `--favor`."""

INPUT_SUFFIXES = {"jsonl": ".jsonl", "warc": ".warc", "parquet": ".parquet"}
"""The names of `--from` for inputs of many pages, and the suffixes of their readers."""

OUTPUT_FORMS = {".md": "markdown", ".markdown": "markdown", ".json": "json"}
"""The form of an output by its suffix."""

NOT_IN_OUTPUT = ("jobs", "quiet", "verbose", "resume", "progress", "allow_empty")
"""Options that do not change the output. A resumed run may change them."""


def reports_at(path: str, many: bool) -> Reports:
    """Return the writer of reports to a path. `many` says whether there is an index of many reports."""
    from newsclean.batch.reports import Reports

    return Reports(Path(path), many)


def run_of(options: dict[str, Any], paths: tuple[str, ...], output: str | None) -> Run:
    """Return the run for these options and at least one path, in a context of click.

    Raises `UsageError`, `OutputError` if an output would overwrite an input, and `SiteIndexError`.
    """
    form = INPUT_SUFFIXES.get(options["form_of_input"])
    index = site_index(options["site_index"], options["learn_as_you_go"], options["site"])
    written = form_of_output(options["form"], output)
    job = Job(
        rules=rules(options, index),
        form=written,
        kind=options["form_of_input"] if options["form_of_input"] in ("html", "text") else "auto",
        url=options["url"],
        encoding=options["encoding"],
        max_bytes=options["max_bytes"],
        doubtful=options["doubtful"],
        explain=options["explain"],
        metadata=options["metadata"],
        keep_html=options["keep_html"],
        diff=options["diff"],
        rows=rows_of(output, paths),
        text_field="text" if written == "json" else options["text_field"],
        report=options["report"] is not None,
        in_place=options["write"] or options["check"] or options["diff"],
        index=index if options["learn_as_you_go"] else None,
        limits=PageLimits(**dict(options["limit"])),
    )
    fields = Fields(options["html_field"], options["text_field"], options["url_field"])
    form = form or ("page" if job.kind != "auto" else None)
    quiet, verbose = options["quiet"], options["verbose"]

    def tell(name: str, message: str, wrong: bool) -> None:
        if wrong or not quiet:
            say(f"{name}: {message}" if name else message)

    own = outputs(options, output, paths, click.get_current_context().meta.get(SETTINGS))
    inputs = Inputs(
        form,
        Reading(fields, options["max_bytes"]),
        options["exclude"],
        options["include"],
        options["stdin_filename"],
        own,
        (lambda name, message: tell(name, message, True)) if verbose else None,
    )
    rows = any(map(inputs.holds_many, paths))
    jobs = options["jobs"]
    limited = not is_default("timeout")
    many = rows or len(paths) > 1 or is_directory(paths[0]) or limited
    workers = processes(jobs, many)
    if job.index is not None and workers > 1:
        tell("", "removals depend on timing, because several processes learn as they go: use -j 1 to avoid that", False)
    reports = reports_at(options["report"], bool(workers)) if options["report"] else None
    about = repr((__version__, sorted((name, options[name]) for name in options if name not in NOT_IN_OUTPUT)))
    return Run(job, inputs, tell, workers, Limits(timeout=options["timeout"]), verbose, reports, about)


def is_default(name: str) -> bool:
    """Return whether a parameter has its default value, because neither the command line nor the settings give it."""
    return click.get_current_context().get_parameter_source(name) == click.core.ParameterSource.DEFAULT


def form_of_output(form: str, output: str | None) -> str:
    """Return the form of the output: that of `--to` if it is given, or else that of the suffix of the output."""
    return OUTPUT_FORMS.get(suffixes(output)[0], form) if output is not None and is_default("form") else form


def rules(options: dict[str, Any], index: SiteIndex | None) -> tuple[Rule, ...]:
    """Return the rules for these options."""
    beta = FAVORS.get(options["favor"], 1.0)
    left_out: list[type] = [Captions] if options["captions"] else []
    if not options["furniture"]:
        left_out.append(Lines)
    found = tuple(
        replace(rule, beta=beta, embeds=options["embeds"]) if isinstance(rule, Body) else rule
        for rule in DEFAULT
        if not isinstance(rule, tuple(left_out))
    )
    if index is None:
        return found
    from newsclean import SiteRepeats

    return (*found, SiteRepeats(index))


def site_index(path: str | None, learns: bool, site: str) -> SiteIndex | None:
    """Return the site index of the options, or `None`. An index that is only read must exist."""
    if path is None:
        if learns:
            raise click.UsageError("--learn-as-you-go requires --site-index FILE")
        return None
    from newsclean import SiteIndex

    index = SiteIndex(path, site=site, must_exist=not learns)
    index.counts()  # raises an error now if the file is not a site index
    return index
