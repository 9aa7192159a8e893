"""Determine the outputs of a run from its options."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from newsclean.batch.output_paths import NOTES, PARTIAL, REPORT_FOLDER, OutputPaths, options_file
from newsclean.errors import OutputError
from newsclean.readers.remote import is_remote
from newsclean.readers.streams import STDIN, is_directory, suffixes

WRITTEN = (".txt", ".text", ".md", ".markdown", ".json", ".jsonl", ".ndjson", ".parquet")
"""Suffixes that mean that an output is a file."""


def is_folder(output: str, paths: Sequence[str]) -> bool:
    """Return whether an output is a folder.

    It is one if it exists as a folder or ends with a slash. It is also one if there are several inputs, and the output
    neither exists as a file nor has the suffix of one.
    """
    if is_remote(output):
        return False
    if output.endswith(("/", os.sep)) or is_directory(output):
        return True
    last, packed = suffixes(output)
    if os.path.exists(output) or packed or last in WRITTEN:  # noqa: PTH110
        return False
    return len(paths) > 1 or is_directory(paths[0])


def rows_of(output: str | None, paths: Sequence[str]) -> Literal["", "members", "all"]:
    """Return which pages become rows, for `Job.rows`."""
    if output is None:
        return ""
    if is_folder(output, paths):
        return "members"
    from newsclean.batch.single import form_of

    return "" if form_of(output) == "pages" else "all"


def outputs(
    options: dict[str, Any], output: str | None, paths: Sequence[str], settings: str | None = None
) -> OutputPaths:
    """Return the outputs of the run. `settings` is the path of the settings file, if there is one.

    Raises `OutputError` if one of them is an input, the site index or the settings file, or if two are one file.
    """
    local = None if output is None else local_path(output)
    index = options["site_index"]
    written = [path for path in (local, options["report"], index if options["learn_as_you_go"] else None) if path]
    check_distinct(written)
    names = [*written, *([options["report"] + REPORT_FOLDER] if options["report"] else [])]
    if local is not None:
        names.append(str(options_file(Path(local))))
        if not is_folder(local, paths):
            names += [f"{local}{PARTIAL}", f"{local}{NOTES}"]
    own = OutputPaths.of(names, (1, 2))
    read = [*(local_path(path) or path for path in paths), None if options["learn_as_you_go"] else index, settings]
    own.check_inputs(path for path in read if path and (path == STDIN or not is_directory(path)))
    if output is not None and local is None and output in paths:
        raise OutputError(f"{output}: is an input of this run and would be overwritten: name another output")
    return own


def local_path(output: str) -> str | None:
    """Return the path of an output on this machine; `None` for any other URL."""
    for scheme in ("file://", "local://"):
        if output.startswith(scheme):
            return output.removeprefix(scheme)
    return None if is_remote(output) else output


def check_distinct(paths: Sequence[str]) -> None:
    """Check that outputs are different files. Raises `OutputError`."""
    known: dict[str, str] = {}
    for path in paths:
        real = os.path.realpath(path)
        if real in known:
            raise OutputError(
                f"{path}: two outputs of this run would be written to it ({known[real]}): name another file"
            )
        known[real] = path
