"""Determine the outputs of a run from its options."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from newsclean.batch.output_paths import NOTES, PARTIAL, REPORT_FOLDER, OutputPaths, options_file
from newsclean.readers.remote import is_remote
from newsclean.readers.streams import STDIN, suffixes

WRITTEN = (".txt", ".text", ".md", ".markdown", ".json", ".jsonl", ".ndjson", ".parquet")
"""Suffixes that mean that an output is a file."""


def is_folder(output: str, paths: Sequence[str]) -> bool:
    """Return whether an output is a folder.

    It is one if it exists as a folder or ends with a slash. It is also one if there are several inputs, and the output
    neither exists as a file nor has the suffix of one.
    """
    if is_remote(output):
        return False
    if output.endswith(("/", os.sep)) or Path(output).is_dir():
        return True
    last, packed = suffixes(output)
    if Path(output).exists() or packed or last in WRITTEN:
        return False
    return len(paths) > 1 or Path(paths[0]).is_dir()


def rows_of(output: str | None, paths: Sequence[str]) -> Literal["", "members", "all"]:
    """Return which pages become rows, for `Job.rows`."""
    if output is None:
        return ""
    if is_folder(output, paths):
        return "members"
    from newsclean.batch.single import form_of

    return "" if form_of(output) == "pages" else "all"


def outputs(options: dict[str, Any], output: str | None, paths: Sequence[str]) -> OutputPaths:
    """Return the outputs of the run. Raises `OutputError` if one of them is an input."""
    local = None if output is None or is_remote(output) else output
    names = [local, str(options_file(Path(local)))] if local is not None else []
    if local is not None and not is_folder(local, paths):
        names += [f"{local}{PARTIAL}", f"{local}{NOTES}"]
    if options["report"]:
        names += [options["report"], options["report"] + REPORT_FOLDER]
    if options["learn_as_you_go"] and options["site_index"]:
        names.append(options["site_index"])
    own = OutputPaths.of(names, (1, 2))
    own.check_inputs(path for path in paths if path == STDIN or not Path(path).is_dir())
    return own
