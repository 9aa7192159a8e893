"""A progress bar on the terminal, with pages, pages per second and the remaining time."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from newsclean.batch.inputs import Inputs
from newsclean.batch.tally import Tally
from newsclean.cli.output import LossyStderr
from newsclean.page import Unread
from newsclean.readers.streams import STDIN

SIZE = (80, 24)
"""The numbers of columns and of rows of a terminal of unknown size."""


class Progress:
    """A progress bar on standard error.

    The pages of a file of many pages are estimated from the bytes read so far.
    """

    def __init__(self, inputs: Inputs, paths: Sequence[str]) -> None:
        from tqdm import tqdm

        self.meter = inputs.reading.meter
        self.pages, self.size = extent(inputs, paths)
        tqdm.monitor_interval = 0
        tqdm.set_lock(threading.RLock())
        width = {"dynamic_ncols": True} if columns() else {"ncols": SIZE[0], "nrows": SIZE[1]}
        self.bar = tqdm(total=self.total(), unit=" pages", file=LossyStderr(), mininterval=0.2, **width)

    def total(self) -> int | None:
        """Return the estimated number of pages; `None` without an estimate."""
        if self.size is None or (self.size and not self.meter.read):
            return None
        share = min(self.meter.read / self.size, 1.0) if self.size else 1.0
        return self.pages + round(self.meter.records / share)

    def show(self, tally: Tally) -> None:
        """Update the bar with the counts of a run."""
        self.bar.total = self.total()
        self.bar.update(tally.read + tally.skipped - self.bar.n)

    def clear(self) -> None:
        """Clear the bar before a message is printed."""
        self.bar.clear()

    def close(self) -> None:
        """End the bar, which stays visible."""
        self.bar.close()


def columns() -> int:
    """Return the width of the terminal in columns; 0 if it is unknown."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns
    except (OSError, ValueError):
        return 0


def extent(inputs: Inputs, paths: Sequence[str]) -> tuple[int, int | None]:
    """Return the number of files with one page each, and the bytes of files with many.

    The bytes are `None` if an input is a stream.
    """
    pages, size = 0, 0
    for path in inputs.files(paths):
        if path == STDIN:
            return pages, None
        if isinstance(path, Unread) or not inputs.holds_many(path):
            pages += 1
        else:
            try:
                size += Path(path).stat().st_size
            except OSError:
                pages += 1
    return pages, size
