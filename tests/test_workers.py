"""Work in other processes, with workers that crash, hang and eat memory for real."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from multiprocessing import Pipe
from pathlib import Path

import pytest

from newsclean.errors import WorkerError
from newsclean.limits import Failure, Limits
from newsclean.workers import work_all
from newsclean.workers.poller import Poller
from newsclean.workers.tasks import CHUNK_TASKS, WINDOW_CHUNKS


def square(number: int) -> int:
    return number * number


def misbehave(task: str) -> str:
    if task == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if task == "crash":
        ctypes.string_at(0)
    if task == "loop":
        while True:
            pass
    if task == "eat":
        eaten = []
        while True:
            eaten.append(bytes(100 << 20))
    if task == "raise":
        raise ValueError("no such thing")
    return task.upper()


@pytest.mark.parametrize("jobs", [1, 3])
def test_results_come_in_order(jobs: int) -> None:
    assert list(work_all(square, range(500), jobs)) == [(number, number * number) for number in range(500)]


@pytest.mark.parametrize(
    ("bad", "kind"),
    [("killed", "crash"), ("crash", "crash"), ("loop", "timeout"), ("eat", "memory"), ("raise", "error")],
)
def test_a_bad_task_fails_alone(bad: str, kind: str) -> None:
    tasks = [*"abcdefghijk", bad, *"lmnopqrst"]
    found = dict(work_all(misbehave, tasks, 2, Limits(timeout=3, max_memory=1 << 30)))
    failure = found.pop(bad)
    assert isinstance(failure, Failure)
    assert failure.kind == kind
    assert found == {task: task.upper() for task in tasks if task != bad}


def test_tasks_are_taken_a_window_ahead_and_no_further() -> None:
    taken = 0

    def endless() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield taken

    results = work_all(square, endless(), 2)
    for _ in range(3):
        next(results)
    time.sleep(0.5)
    assert taken <= 2 * CHUNK_TASKS * WINDOW_CHUNKS + 4
    results.close()  # type: ignore[attr-defined]


def test_results_come_before_the_next_task_does() -> None:
    """A stream that pauses does not hold back what came before."""
    gate = {"open": False}

    def slow() -> Iterator[int]:
        yield 7
        while not gate["open"]:
            time.sleep(0.01)
        yield 8

    results = work_all(square, slow(), 2)
    assert next(results) == (7, 49)
    gate["open"] = True
    assert list(results) == [(8, 64)]


def test_what_the_tasks_raise_comes_after_the_results_before_it() -> None:
    def broken() -> Iterator[int]:
        yield 1
        yield 2
        raise RuntimeError("the source broke")

    results = work_all(square, broken(), 2)
    assert [next(results), next(results)] == [(1, 1), (2, 4)]
    with pytest.raises(RuntimeError, match="the source broke"):
        next(results)


def children(pid: int) -> set[int]:
    """The processes below one, as Linux lists them."""
    found: set[int] = set()
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found |= {int(child)} | children(int(child))
    return found


def test_no_process_stays_when_the_iteration_ends() -> None:
    if not Path("/proc/self/task").is_dir():
        pytest.skip("needs /proc")
    before = children(os.getpid())
    results = work_all(misbehave, iter(["a", "loop"]), 2)
    next(results)
    results.close()  # type: ignore[attr-defined]
    left = [Path(f"/proc/{pid}/cmdline").read_bytes() for pid in children(os.getpid()) - before]
    assert all(b"forkserver" in line or b"resource_tracker" in line for line in left)


def test_workers_that_do_not_start_end_the_run(tmp_path: Path) -> None:
    """A script without the guard would start itself again in each worker."""
    script = tmp_path / "script.py"
    script.write_text("from newsclean.workers import work_all\nlist(work_all(abs, [1], 1))\n")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert WorkerError.__name__ in done.stderr
    assert "__main__" in done.stderr


def test_ears_hear_who_speaks_and_no_one_else() -> None:
    poller = Poller()
    (one, to_one), (two, to_two) = Pipe(duplex=False), Pipe(duplex=False)
    poller.register(one, "one")
    poller.register(two, "two")
    assert poller.wait(0) == []
    to_two.send_bytes(b"x")
    assert poller.wait(1) == ["two"]
    to_one.send_bytes(b"x")
    assert sorted(poller.wait(1)) == ["one", "two"]
    poller.unregister(two)
    assert poller.wait(1) == ["one"]
    poller.close()
    for each in (one, to_one, two, to_two):
        each.close()


def test_the_process_that_starts_workers_is_replaced_too() -> None:
    from multiprocessing.forkserver import _forkserver  # type: ignore[attr-defined]

    tasks = ["a", "b", "killed", "c"]
    results = work_all(misbehave, iter(tasks), 1)
    found = [next(results)]
    os.kill(_forkserver._forkserver_pid, signal.SIGKILL)
    found += results
    assert [task for task, _ in found] == tasks
    assert [result for _, result in found if not isinstance(result, Failure)] == ["A", "B", "C"]
