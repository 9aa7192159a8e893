"""All results in one file: rows, pages one after the other, or a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from newsclean.batch.job import METADATA
from newsclean.batch.outputs import draft
from newsclean.batch.run import Run
from newsclean.batch.source import parse_row
from newsclean.errors import OutputError
from newsclean.page import Record, Unread
from newsclean.readers import READERS
from newsclean.readers.streams import suffixes

if TYPE_CHECKING:
    from newsclean.batch.partial import Partial

ROWS, TABLE = ("newsclean.readers.jsonl",), "newsclean.readers.parquet"


def form_of(path: str) -> str:
    """What a file of this name is to hold: "rows", a "table", or "pages" one after the other.

    Raises `OutputError` for a compression that is not written.

    >>> form_of("a.jsonl.gz"), form_of("b.parquet"), form_of("c.txt")
    ('rows', 'table', 'pages')
    """
    last, packed = suffixes(path)
    if packed not in ("", ".gz") or (packed and last == ".parquet"):
        raise OutputError(f"{path}: is written without the last suffix, or with .gz for JSON Lines and texts")
    reader = READERS.get(last)
    return "table" if reader == TABLE else "rows" if reader in ROWS else "pages"


def gather(run: Run, paths: Sequence[str], path: Path, resume: bool = False) -> None:
    """Write everything into one file, which is put in its place when all is done."""
    form = form_of(str(path))
    if resume and form != "rows":
        raise OutputError(f"{path}: --resume goes on with a folder, or a file of JSON Lines (.jsonl, .jsonl.gz)")
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            run.print(paths, file)
    elif form == "rows":
        gather_rows(run, paths, path, resume)
    elif form == "table":
        gather_table(run, paths, path)
    else:
        with draft(path) as file:
            with packed(file, path) as stream:
                run.print(paths, stream)
            something_came(run, path, file.tell())


def gather_rows(run: Run, paths: Sequence[str], path: Path, resume: bool) -> None:
    """Write rows into a file that grows beside its place; with `resume`, go on with the one that is there."""
    from newsclean.batch.partial import Partial, state_of

    if resume and is_done(path, paths):
        run.say(str(path), "is there, and newer than its inputs", False)
        return
    with Partial(path, f"{run.about} {state_of(paths)}", resume) as file:
        records = run.inputs.records(paths)
        if file.values is not None:
            run.tally.restore(file.values)
            pass_over(records, file)
            run.say(str(path), f"{file.done:,} inputs were done before", False)
        for record, outcome in run.outcomes(records):
            line = run.line(record, outcome)
            if line is not None:
                file.write(line)
            file.note(record.name, run.tally)
        something_came(run, path, file.size + file.waits)
        file.finish()


def pass_over(records: Iterator[Record | Unread], file: Partial) -> None:
    """Pass over what was done before."""
    last = ""
    for record in islice(records, file.done):
        last = record.name
    if last != file.last:
        raise OutputError(f"{file.partial}: its last row is of {file.last}, which now is not where it was: remove it")


def is_done(path: Path, paths: Sequence[str]) -> bool:
    """Whether a file is in its place and newer than all inputs, as far as these have a time."""
    from newsclean.batch.partial import PARTIAL

    if not path.is_file() or path.with_name(path.name + PARTIAL).exists():
        return False
    written = path.stat().st_mtime_ns
    files = [each for name in paths for each in (Path(name).rglob("*") if Path(name).is_dir() else [Path(name)])]
    try:
        return all(each.stat().st_mtime_ns < written for each in files if not each.is_dir())
    except OSError:
        return False


def gather_table(run: Run, paths: Sequence[str], path: Path) -> None:
    """Write rows into a Parquet file."""
    from newsclean.writers.parquet import Table

    with draft(path) as file:
        table, rows = Table(file, run.job.keep_html, METADATA if run.job.metadata else ()), 0
        for record, outcome in run.outcomes(run.inputs.records(paths)):
            if outcome.output is not None:
                rows += 1
                with named(path, record.name):
                    table.add(parse_row(outcome.output), record.cells if isinstance(record, Record) else None)
        something_came(run, path, rows)
        with named(path, "its end"):
            table.close()


@contextmanager
def named(path: Path, where: str) -> Iterator[None]:
    """Say of what cannot be written in which file it was to be, and where it was noticed."""
    try:
        yield
    except OutputError as error:
        raise OutputError(f"{path}: at {where}: {error}") from None


def something_came(run: Run, path: Path, size: int) -> None:
    """Raises `OutputError` if there is nothing to write, since all inputs failed."""
    if not size and run.tally.failed:
        raise OutputError(f"{path}: not written, since nothing came of the inputs")


@contextmanager
def packed(file: BinaryIO, path: Path) -> Iterator[BinaryIO]:
    """A stream into a file, compressed if its name says so."""
    if path.suffix != ".gz":
        yield file
        return
    import gzip

    with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as stream:
        yield cast(BinaryIO, stream)
