"""Measure the time of a command with all processes that it starts, also those that it leaves behind (Linux)."""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

PR_SET_CHILD_SUBREAPER = 36
"""From linux/prctl.h: processes whose parents end become this process's children, and their times its to collect."""

SECONDS = 0.1
"""Between two looks at the processes."""


class Spent(NamedTuple):
    """Processor and wall time in seconds, the exit status, what it said."""

    cpu: float
    wall: float
    code: int
    out: str
    error: str


def spent(command: Sequence[str]) -> Spent:
    """Run a command to its end, and wait for each process that it has left.

    The system adds up the times of processes that somebody has waited for. An engine may let its processes go without
    (Ray does); so they are looked at while they run, too, and the greater of both sums is believed.
    """
    if ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError("this system does not give the times of processes that are left behind")
    before, begin = waited_for(), time.monotonic()
    seen: dict[int, float] = {}
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as error:
        process = subprocess.Popen(command, stdout=out, stderr=error)
        while True:
            for pid in below(os.getpid()):
                seen[pid] = max(computed(pid), seen.get(pid, 0.0))
            try:
                code = process.wait(SECONDS)
                break
            except subprocess.TimeoutExpired:
                continue
        wall = time.monotonic() - begin
        while True:
            try:
                os.wait()
            except ChildProcessError:
                break
        out.seek(0)
        error.seek(0)
        return Spent(max(waited_for() - before, sum(seen.values())), wall, code, out.read(), error.read())


def waited_for() -> float:
    """Processor seconds of all processes that this one has waited for, and of those that these have."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def computed(pid: int) -> float:
    """The seconds of a core that a process has taken, without those below it."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, IndexError):
        return 0.0


def below(pid: int) -> list[int]:
    """The processes below one."""
    found: list[int] = []
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += [int(child), *below(int(child))]
    except OSError:
        pass
    return found
