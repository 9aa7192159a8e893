"""newsclean/integrations/clock.py: a limit on the time of one page."""

from __future__ import annotations

import signal
import time
from threading import Thread

import pytest

from newsclean.integrations.clock import PageTimeoutError, time_limit


def spin(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def test_what_takes_longer_is_stopped() -> None:
    start = time.monotonic()
    with pytest.raises(PageTimeoutError, match=r"longer than 0\.05 seconds"), time_limit(0.05):
        spin(5)
    assert time.monotonic() - start < 2


def test_what_takes_less_goes_on_and_no_alarm_is_left() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with time_limit(0.05):
        pass
    with time_limit(None):
        pass
    spin(0.1)
    assert signal.getsignal(signal.SIGALRM) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_other_threads_have_no_limit() -> None:
    done = []

    def work() -> None:
        with time_limit(0.01):
            spin(0.05)
        done.append(True)

    thread = Thread(target=work)
    thread.start()
    thread.join()
    assert done
