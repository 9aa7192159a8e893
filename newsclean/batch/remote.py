"""Write all results to one file at a URL: JSON Lines or Parquet, streamed through fsspec."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from newsclean.batch.run import Run
from newsclean.batch.single import check_output, form_of, lost_on_error, write_table
from newsclean.errors import InputError, OutputError
from newsclean.readers.remote import open_remote
from newsclean.readers.streams import suffixes
from newsclean.writers.packing import Members


def gather_remote(run: Run, paths: Sequence[str], url: str, resume: bool = False) -> None:
    """Write all results to one file at a URL. The file appears there when all results are written.

    Raises `OutputError` if the file cannot be written, if its name does not end in a suffix of rows, or if `resume` is
    true. Raises `MissingExtraError` without fsspec.
    """
    if resume:
        raise OutputError(f"{url}: --resume requires an output on this machine")
    form = form_of(url)
    if form == "pages":
        raise OutputError(f"{url}: a URL takes rows: name a .jsonl file, compressed or not, or a .parquet file")
    with committed(run, url) as file:
        if form == "table":
            write_table(run, paths, url, file)
            return
        members = Members(file, suffixes(url)[1])
        for _, row in run.rows(run.inputs.records(paths)):
            if row is not None:
                members.write(row)
        check_output(run, url, members.written_bytes + members.pending_bytes)
        members.close()


@contextmanager
def committed(run: Run, url: str) -> Iterator[Any]:
    """Open a file at a URL, and commit it if the block ends without an exception; otherwise discard it.

    If it is discarded, the results that were written count as failed. Raises `OutputError` for a fault of the file
    system; any other exception passes.
    """
    try:
        file = open_remote(url, mode="wb")
    except InputError as error:
        raise OutputError(f"{url}: {error}") from None
    with lost_on_error(run):
        try:
            yield file
            file.commit()
        except BaseException as error:
            with suppress(OSError):
                file.discard()
            if isinstance(error, OSError):
                raise OutputError(f"{url}: {error}") from None
            raise
