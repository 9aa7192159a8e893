"""Rewrite texts and rows in place."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from newsclean.batch.outcome import Outcome
from newsclean.batch.outputs import FULL, draft
from newsclean.batch.run import Run
from newsclean.errors import InputError, MissingExtraError, OutputError
from newsclean.page import Record, Unread
from newsclean.readers import ROWS
from newsclean.readers.jsonl import is_blank_row, lines
from newsclean.readers.streams import open_bytes, suffixes


def rewrite(run: Run, paths: Sequence[str]) -> None:
    """Rewrite each text or JSON Lines file in place, if anything in it changes.

    Files that cannot be rewritten are reported. Raises `OutputError` if the disk is full.
    """
    row_files: list[str] = []
    for record, outcome in run.outcomes(texts(run, paths, row_files)):
        if not outcome.changed or outcome.output is None or not isinstance(record, Record):
            continue
        if isinstance(record.source, Path) and not suffixes(record.name)[1]:
            replace_text(run, outcome, record.source)
        else:
            run.fail(outcome, record.name, "cannot be rewritten in place: use -o to name an output")
    for path in row_files:
        rewrite_rows(run, path)


def texts(run: Run, paths: Sequence[str], row_files: list[str]) -> Iterator[Record | Unread]:
    """Yield the records of all files except files of rows, whose paths are added to `row_files`."""
    for path in run.inputs.files(paths):
        if isinstance(path, Unread):
            yield path
        elif holds_rows(run, path):
            row_files.append(path)
        else:
            yield from run.inputs.file(path)


def replace_text(run: Run, outcome: Outcome, path: Path) -> None:
    """Write a changed text to its own path. Raises `OutputError` if the disk is full."""
    assert outcome.output is not None
    try:
        with draft(path) as file:
            file.write(outcome.output)
    except OSError as error:
        if error.errno in FULL:
            run.tally.lose()
            raise OutputError(f"{path}: could not be written: {error.strerror}") from None
        run.fail(outcome, str(path), f"could not be written: {error.strerror or error}")


def holds_rows(run: Run, path: str) -> bool:
    """Return whether a file is uncompressed JSON Lines."""
    if suffixes(path)[1] or not Path(path).is_file():
        return False
    try:
        return run.inputs.reader(path) == ROWS
    except (InputError, MissingExtraError):
        return False


def rewrite_rows(run: Run, path: str) -> None:
    """Rewrite a JSON Lines file if a row of it changes.

    Blank lines are kept. If a row cannot be read, the file is left as it is, and its changed rows count as failed.
    Raises `OutputError` if the disk is full.
    """
    changed, written, broken = run.tally.changed, run.tally.written, False
    try:
        with suppress(_Unchanged), draft(Path(path)) as file, open_bytes(path) as old:
            old_lines = lines(old)
            for record, outcome in run.outcomes(run.inputs.records([path])):
                broken = broken or isinstance(record, Unread)
                file.write(rewritten(old_lines, outcome))
            if broken or run.tally.changed == changed:
                raise _Unchanged
            file.writelines(line for _, line, _ in old_lines)
    except (InputError, OSError) as error:
        run.tally.lose(run.tally.written - written)
        what = getattr(error, "strerror", None) or error
        if getattr(error, "errno", None) in FULL:
            raise OutputError(f"{path}: could not be written: {what}") from None
        run.say(path, f"could not be written: {what}", True)
        return
    if broken and run.tally.changed > changed:
        run.tally.lose(run.tally.changed - changed)
        run.say(path, "left as it is, because a row could not be read", True)


def rewritten(old_lines: Iterator[tuple[int, bytes, bool]], outcome: Outcome) -> bytes:
    """Return the blank lines before the next row, and then its new form.

    A byte-order mark and the line end are kept.
    """
    pieces = []
    for _, line, _ in old_lines:
        if not is_blank_row(line):
            mark = line[: len(BOM_UTF8)] if line.startswith(BOM_UTF8) else b""
            row = (outcome.output or line).removeprefix(mark).rstrip(b"\r\n")
            pieces.append(mark + row + line[len(line.rstrip(b"\r\n")) :])
            break
        pieces.append(line)
    return b"".join(pieces)


class _Unchanged(Exception):  # noqa: N818
    """Leaves a file unchanged."""
