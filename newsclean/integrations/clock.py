"""A time limit inside one process, for engines that do not allow worker processes."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

AGAIN = 1.0
"""The number of seconds until the exception is raised again.

Python drops an exception that is raised in a finaliser.
"""


class PageTimeoutError(Exception):
    """A page exceeded its time limit."""


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Raise `PageTimeoutError` in the block after the given number of seconds. `None` sets no limit.

    The exception is raised between two bytecode instructions of Python, so not while the HTML parser runs. No page is
    known to keep the parser busy for long. Signals reach only the main thread: in another thread, and on Windows, there
    is no limit.
    """
    if seconds is None or threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise PageTimeoutError(f"took longer than {seconds:g} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
