"""Texts that are written again in their own places."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from newsclean.batch.outcome import Outcome
from newsclean.batch.outputs import draft
from newsclean.batch.run import Run
from newsclean.page import Record, Unread
from newsclean.readers import reader_name
from newsclean.readers.streams import suffixes

ROWS = "newsclean.readers.jsonl"


def rewrite(run: Run, paths: Sequence[str]) -> None:
    """Write each text or JSON Lines file again, in its place, if anything in it changes."""
    rows = [path for path in paths if holds_rows(run, path)]
    for record, outcome in run.outcomes(run.inputs.records([path for path in paths if path not in rows])):
        if not outcome.changed or outcome.output is None or not isinstance(record, Record):
            continue
        if isinstance(record.source, Path) and not suffixes(record.name)[1]:
            put(run, outcome, record.source)
        else:
            run.fail(outcome, record.name, "is no file of its own that could be rewritten; -o names an output")
    for path in rows:
        rewrite_rows(run, path)


def put(run: Run, outcome: Outcome, path: Path) -> None:
    """Write a changed text into the place where it was."""
    assert outcome.output is not None
    try:
        with draft(path) as file:
            file.write(outcome.output)
    except OSError as error:
        run.fail(outcome, str(path), f"could not be written: {error.strerror or error}")


def holds_rows(run: Run, path: str) -> bool:
    """Whether a file is JSON Lines, as it lies."""
    return reader_name(path, run.inputs.form) == ROWS and not suffixes(path)[1] and Path(path).is_file()


def rewrite_rows(run: Run, path: str) -> None:
    """Write a JSON Lines file again, unless it cannot be read to its end or no row changes."""
    changed, written, broken = run.tally.changed, run.tally.written, False
    try:
        with suppress(_Unchanged), draft(Path(path)) as file:
            for record, outcome in run.outcomes(run.inputs.records([path])):
                broken = broken or isinstance(record, Unread)
                file.write(outcome.output or b"")
            if broken or run.tally.changed == changed:
                raise _Unchanged
    except OSError as error:
        run.tally.lose(run.tally.written - written)
        run.say(path, f"could not be written: {error.strerror or error}", True)


class _Unchanged(Exception):  # noqa: N818
    """A file stays as it is."""
