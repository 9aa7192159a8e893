"""How far a run is, on a terminal: a bar with pages, pages a second and the time that is left."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from newsclean.batch.inputs import Inputs
from newsclean.batch.tally import Tally
from newsclean.cli.output import Harmless
from newsclean.page import Unread
from newsclean.readers.streams import STDIN

SIZE = (80, 24)
"""Columns and rows of a terminal that does not say how many it has."""


class Progress:
    """A bar on standard error. Files that hold many pages are counted by what was read of them so far."""

    def __init__(self, inputs: Inputs, paths: Sequence[str]) -> None:
        from tqdm import tqdm

        self.meter = inputs.reading.meter
        self.pages, self.size = extent(inputs, paths)
        tqdm.monitor_interval = 0
        tqdm.set_lock(threading.RLock())
        width = {"dynamic_ncols": True} if columns() else {"ncols": SIZE[0], "nrows": SIZE[1]}
        self.bar = tqdm(total=self.total(), unit=" pages", file=Harmless(), mininterval=0.2, **width)

    def total(self) -> int | None:
        """How many pages there are, as far as can be told; nothing if that is not at all."""
        if self.size is None or (self.size and not self.meter.read):
            return None
        share = min(self.meter.read / self.size, 1.0) if self.size else 1.0
        return self.pages + round(self.meter.records / share)

    def show(self, tally: Tally) -> None:
        """Move the bar to where a run is."""
        self.bar.total = self.total()
        self.bar.update(tally.read + tally.skipped - self.bar.n)

    def clear(self) -> None:
        """Make room for a line."""
        self.bar.clear()

    def close(self) -> None:
        """Let the bar stand as it is."""
        self.bar.close()


def columns() -> int:
    """How wide the terminal is; 0 if it does not say."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns
    except (OSError, ValueError):
        return 0


def extent(inputs: Inputs, paths: Sequence[str]) -> tuple[int, int | None]:
    """How many files hold one page each, and how many bytes those that hold many; nothing for a stream."""
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
