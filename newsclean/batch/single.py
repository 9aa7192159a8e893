"""Write all results to one file: rows, consecutive pages, or a table."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from newsclean.batch.output_paths import PARTIAL
from newsclean.batch.outputs import draft
from newsclean.batch.rows import parse_row
from newsclean.batch.run import Run
from newsclean.batch.tree import changed
from newsclean.errors import NoResultError, OutputError
from newsclean.metadata import FIELDS
from newsclean.page import Record, Unread
from newsclean.readers import PARQUET, READERS, ROWS
from newsclean.readers.streams import is_directory, is_stream, suffixes
from newsclean.writers.packing import Members

if TYPE_CHECKING:
    from newsclean.batch.resumable import ResumableFile


def form_of(path: str) -> str:
    """Return the content of a file with this name: "rows", a "table", or "pages".

    Raises `OutputError` for a Parquet name with a suffix of compression.

    >>> form_of("a.jsonl.gz"), form_of("b.parquet"), form_of("c.txt")
    ('rows', 'table', 'pages')
    """
    last, packed = suffixes(path)
    if packed and last == ".parquet":
        raise OutputError(f"{path}: Parquet has its own compression: use a name without {packed}")
    reader = READERS.get(last)
    return "table" if reader == PARQUET else "rows" if reader == ROWS else "pages"


def gather(run: Run, paths: Sequence[str], path: Path, resume: bool = False) -> None:
    """Write all results to one file, which is moved into place at the end."""
    form = form_of(str(path))
    if resume and form != "rows":
        raise OutputError(f"{path}: --resume supports only a folder or a JSON Lines file (.jsonl, .jsonl.gz)")
    if path.is_symlink():
        path = Path(os.path.realpath(path))
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            run.print(paths, file.write)
    elif form == "rows":
        gather_rows(run, paths, path, resume)
    elif form == "table":
        gather_table(run, paths, path)
    else:
        with lost_on_error(run), draft(path) as file:
            members = Members(file, suffixes(str(path))[1])
            run.print(paths, members.write)
            check_output(run, path, members.written_bytes + members.pending_bytes)
            members.close()


def gather_rows(run: Run, paths: Sequence[str], path: Path, resume: bool) -> None:
    """Write rows to a resumable file. With `resume`, continue an existing one."""
    from newsclean.batch.resumable import ResumableFile, state_of

    about = f"{run.about} {state_of(paths)}"
    if resume and path.is_file() and is_done(run, paths, path, about):
        return
    with ResumableFile(path, about, resume) as file:
        records = run.inputs.records(paths)
        if file.tally_before is not None:
            run.tally.restore(file.tally_before)
            skip_done(records, file)
            check_unchanged(run, paths, file)
            run.say(str(path), f"{file.done:,} inputs were done before", False)
        try:
            write_rows(run, records, file)
            check_output(run, path, file.size + file.members.pending_bytes)
            file.finish(run.tally)
        except OSError as error:
            raise OutputError(f"{path}: {error.strerror or error}{file.hint()}") from None
        except OutputError:
            raise
        except BaseException:
            if file.hint():
                run.say(str(path), file.hint().removeprefix("; "), True)
            raise


def write_rows(run: Run, records: Iterator[Record | Unread], file: ResumableFile) -> None:
    """Write the rows of records."""
    for record, row in run.rows(records):
        if row is not None:
            file.write(row)
        file.note(record.name, run.tally)


def is_done(run: Run, paths: Sequence[str], path: Path, about: str) -> bool:
    """Return whether the file is already the result of these inputs and options, and report it.

    Then the counts of the run that made it are those of this run, so that both end with the same exit code.
    """
    from newsclean.batch.resumable import counts_of

    counts = counts_of(path, about)
    if counts is not None and is_newer(path, run, paths):
        run.tally.restore(counts)
        run.say(str(path), "is already complete, with the same inputs and options", False)
        return True
    if not path.with_name(path.name + PARTIAL).exists():
        run.say(str(path), "may be the result of other inputs or options: it is made again", False)
    return False


def skip_done(records: Iterator[Record | Unread], file: ResumableFile) -> None:
    """Skip the finished records. Raises `OutputError` if the last one is not the expected record."""
    last = ""
    for record in islice(records, file.done):
        last = record.name
    if last != file.last:
        raise OutputError(f"{file.partial}: its last row is {file.last}, but the inputs have changed: remove the file")


def check_unchanged(run: Run, paths: Sequence[str], file: ResumableFile) -> None:
    """Check the files whose rows were written. Raises `OutputError` if one has changed since."""
    for each in run.inputs.silent().files(paths):
        if isinstance(each, Unread) or is_stream(each):
            continue
        with suppress(OSError, ValueError):
            if changed(each) > file.began:
                raise OutputError(f"{file.partial}: {each} has changed since its row was written: remove the file")
        if file.last == each or file.last.startswith(f"{each}:"):
            return


def is_newer(path: Path, run: Run, paths: Sequence[str]) -> bool:
    """Return whether a file was written after the last change of all inputs and of their folders."""
    written = path.stat().st_mtime_ns
    folders = {each for each in paths if is_directory(each)}
    try:
        for each in run.inputs.silent().files(paths):
            if isinstance(each, Unread) or is_stream(each) or changed(each) >= written:
                return False
            if folders and each not in paths:
                folders.add(os.path.dirname(each))  # noqa: PTH120
        return all(changed(each or os.curdir) < written or path.parent.samefile(each or os.curdir) for each in folders)
    except OSError:
        return False


def gather_table(run: Run, paths: Sequence[str], path: Path) -> None:
    """Write rows into a Parquet file, which is put in its place when all is done."""
    with lost_on_error(run), draft(path) as file:
        write_table(run, paths, str(path), file)


def write_table(run: Run, paths: Sequence[str], path: str, file: BinaryIO) -> None:
    """Write rows as Parquet into an open file; `path` is its name in messages."""
    from newsclean.writers.parquet import Table

    table, rows = Table(file, run.job.keep_html, FIELDS if run.job.metadata else ()), 0
    try:
        for record, outcome in run.outcomes(run.inputs.records(paths)):
            if outcome.output is not None:
                rows += 1
                with named(path, record.name):
                    table.add(parse_row(outcome.output), record.cells if isinstance(record, Record) else None)
        check_output(run, path, rows)
        with named(path, "its end"):
            table.close(run.inputs.reading.empty)
    except BaseException:
        table.drop()
        raise


@contextmanager
def lost_on_error(run: Run) -> Iterator[None]:
    """If the block raises, count all results that were written as failed: the file that has them does not appear."""
    try:
        yield
    except BaseException:
        if run.tally.written:
            run.tally.lose(run.tally.written)
        raise


@contextmanager
def named(path: str, where: str) -> Iterator[None]:
    """Add the path and the place of an error to its message."""
    try:
        yield
    except OutputError as error:
        raise OutputError(f"{path}: at {where}: {error}") from None


def check_output(run: Run, path: Path | str, size: int) -> None:
    """Check that there is output. Raises `NoResultError` if there is none because all inputs failed."""
    if not size and run.tally.failed:
        raise NoResultError(f"{path}: not written, because no input gave a result")
