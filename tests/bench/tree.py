"""What a command takes with all processes that it starts, also those that it leaves behind (Linux)."""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple

PR_SET_CHILD_SUBREAPER = 36
"""From linux/prctl.h: processes whose parents end become this process's children, and their times its to collect."""


class Spent(NamedTuple):
    """Processor and wall time in seconds, the exit status, what it said."""

    cpu: float
    wall: float
    code: int
    out: str
    error: str


def spent(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Spent:
    """Run a command to its end, and wait for each process that it has left."""
    if ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError("this system does not give the times of processes that are left behind")
    before, begin = cpu(), time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    wall = time.monotonic() - begin
    while True:
        try:
            os.wait()
        except ChildProcessError:
            break
    return Spent(cpu() - before, wall, done.returncode, done.stdout, done.stderr)


def cpu() -> float:
    """Processor seconds of all processes that this one has waited for, and of those that these have."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
