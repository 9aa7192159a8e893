"""A time limit for what a process does itself, where an engine lets no other process be started."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

AGAIN = 1.0
"""Seconds until the limit is enforced again: an exception that is raised in a finaliser is lost."""


class PageTimeoutError(Exception):
    """A page took longer than it was allowed to."""


@contextmanager
def at_most(seconds: float | None) -> Iterator[None]:
    """Raise `PageTimeoutError` in the block once so many seconds have passed; `None` sets no limit.

    It is raised between two steps of Python; a step within the HTML parser, which no page is known to hold up for
    long, is waited for. Signals reach the main thread alone: in another thread, and on Windows, there is no limit.
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
