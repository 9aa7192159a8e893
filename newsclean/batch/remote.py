"""All results in one file at an address of fsspec: JSON Lines or Parquet, streamed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from newsclean.batch.run import Run
from newsclean.batch.single import check_output, form_of, write_table
from newsclean.errors import InputError, OutputError
from newsclean.readers.remote import open_remote, what_failed
from newsclean.readers.streams import suffixes
from newsclean.writers.packing import Members


def gather_remote(run: Run, paths: Sequence[str], address: str, resume: bool = False) -> None:
    """Write everything into one file at an address, which appears there when all is done.

    Raises `OutputError` if it cannot be written, if its name has no suffix of rows, or for `resume`.
    """
    form = form_of(address)
    if resume or form == "pages":
        raise OutputError(
            f"{address}: --resume needs an output on this machine"
            if resume
            else f"{address}: an address takes rows: name a .jsonl or .parquet file, compressed or not"
        )
    with committed(run, address) as file:
        if form == "table":
            write_table(run, paths, address, file)
            return
        members = Members(file, suffixes(address)[1])
        for record, outcome in run.outcomes(run.inputs.records(paths)):
            line = run.line(record, outcome)
            if line is not None:
                members.write(line)
        check_output(run, address, members.size + members.waits)
        members.close()


@contextmanager
def committed(run: Run, address: str) -> Iterator[Any]:
    """Open a file at an address; commit it at the end, or discard it if that is not reached."""
    try:
        file = open_remote(address, mode="wb")
    except InputError as error:
        raise OutputError(f"{address}: {error}") from None
    try:
        yield file
        file.close()
        file.commit()
    except BaseException as error:
        with suppress(Exception):
            file.discard()
        if run.tally.written:
            run.tally.lose(run.tally.written)
        if isinstance(error, Exception) and not isinstance(error, OutputError):
            raise OutputError(f"{address}: {what_failed(error)}") from None
        raise
