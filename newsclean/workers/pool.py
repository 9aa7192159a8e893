"""A pool of worker processes that are started, polled, stopped and replaced."""

from __future__ import annotations

import multiprocessing
import pickle
import signal
import sys
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any

from newsclean.errors import WorkerError
from newsclean.limits import Failure, Limits
from newsclean.workers.poller import Poller
from newsclean.workers.tasks import TaskQueue

MAX_FAILED_STARTS = 3
"""If this many consecutive workers die before they are ready, the run ends."""

MAX_WAIT_SECONDS = 3600.0
"""The maximum time of one wait. Selectors do not accept the largest numbers."""

RESTART_SECONDS = 0.1
"""The pause before another start. A fork server that was killed counts as running for a moment."""

PRELOADED = ("newsclean.batch.run", "newsclean.rules.body.model", "newsclean.rules.body.features")
"""Modules that the fork server loads once for all workers."""


class Pool:
    """The worker processes, the poller of their connections, and their limits."""

    def __init__(self, work: Callable[[Any], Any], jobs: int, limits: Limits) -> None:
        self.work, self.jobs, self.limits = work, jobs, limits
        self.context = _context()
        self.workers: list[Worker] = []
        self.poller = Poller()
        self.failed_starts = 0

    def __enter__(self) -> Pool:
        try:
            while len(self.workers) < self.jobs:
                self.workers.append(self.start())
        except BaseException:
            self.end()
            raise
        return self

    def __exit__(self, *raised: object) -> None:
        self.end()

    def start(self) -> Worker:
        """Start a worker and register its connection.

        The fork server may have been killed too. Then the first start fails, and the next one starts a new fork server.
        """
        while True:
            try:
                worker = Worker(self.context, self.work, self.limits)
            except (OSError, EOFError) as error:
                self.failed_starts += 1
                if self.failed_starts >= MAX_FAILED_STARTS:
                    raise WorkerError(f"worker processes do not start ({error})") from None
                time.sleep(RESTART_SECONDS)
                continue
            self.poller.register(worker.connection, worker)
            return worker

    def end(self) -> None:
        """Stop every worker at once."""
        for worker in self.workers:
            worker.kill()
        self.poller.close()
        for worker in self.workers:
            worker.process.join()
            worker.connection.close()

    def idle(self) -> list[Worker]:
        """Return the workers that are ready, alive and without tasks."""
        return [worker for worker in self.workers if worker.ready and worker.alive and not worker.places]

    def wait(self, queue: TaskQueue[Any]) -> list[Worker]:
        """Wait for an answer, new tasks or a timeout, and return the workers with an answer."""
        deadlines = [worker.deadline for worker in self.workers if worker.deadline is not None]
        seconds = max(0.0, min(deadlines) - time.monotonic()) if deadlines else None
        ready = self.poller.wait(None if seconds is None else min(seconds, MAX_WAIT_SECONDS))
        if queue in ready:
            queue.clear_wakeup()
        return [each for each in ready if each is not queue]

    def replace(self, worker: Worker) -> None:
        """Replace a lost worker with a new one."""
        worker.kill()
        worker.process.join()
        self.poller.unregister(worker.connection)
        worker.connection.close()
        self.failed_starts = 0 if worker.ready else self.failed_starts + 1
        if self.failed_starts >= MAX_FAILED_STARTS:
            how = how_it_ended(worker.process.exitcode)
            raise WorkerError(
                f"worker processes do not start ({how}); a script that cleans with several processes must call"
                " newsclean below `if __name__ == '__main__':`"
            )
        self.workers[self.workers.index(worker)] = self.start()


@dataclass(eq=False, slots=True)
class Worker:
    """One worker process, and the positions of its unanswered tasks."""

    context: BaseContext
    work: Callable[[Any], Any]
    limits: Limits
    process: BaseProcess = field(init=False)
    connection: Connection = field(init=False)
    places: deque[int] = field(default_factory=deque)
    ready: bool = False
    alive: bool = True
    deadline: float | None = None

    def __post_init__(self) -> None:
        self.connection, theirs = self.context.Pipe()
        with theirs:
            self.process = self.context.Process(  # type: ignore[attr-defined]
                target=_serve, args=(theirs, self.work, self.limits.max_memory), daemon=True
            )
            self.process.start()

    def send(self, tasks: list[tuple[int, Any]]) -> None:
        self.places.extend(place for place, _ in tasks)
        self.restart_timer()
        try:
            self.connection.send_bytes(pickle.dumps(tasks, pickle.HIGHEST_PROTOCOL))
        except OSError:
            self.alive = False

    def receive(self, found: dict[int, Any]) -> None:
        """Receive one answer: the position and result of a task, or a notice that the worker is ready."""
        try:
            answer = pickle.loads(self.connection.recv_bytes())  # noqa: S301  from a process of our own
        except (EOFError, OSError):
            self.alive = False
            return
        if answer is None:
            self.ready = True
            return
        place, result = answer
        self.places.remove(place)
        found[place] = result
        self.restart_timer()

    def restart_timer(self) -> None:
        """Set the deadline of the oldest unanswered task, `limits.timeout` seconds from now; `None` without either."""
        timeout = self.limits.timeout
        self.deadline = time.monotonic() + timeout if self.places and timeout is not None else None

    def is_late(self) -> bool:
        return self.alive and self.deadline is not None and time.monotonic() >= self.deadline

    def kill(self) -> None:
        self.alive = False
        self.process.kill()


def _serve(connection: Connection, work: Callable[[Any], Any], max_memory: int | None) -> None:
    """Run tasks in a worker process. It ends when the connection is closed, or when a task exceeds the memory limit."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if max_memory is not None:
        _limit_memory(max_memory)
    try:
        connection.send_bytes(pickle.dumps(None))
        while True:
            for place, task in pickle.loads(connection.recv_bytes()):  # noqa: S301  from a process of our own
                result = attempt(work, task)
                connection.send_bytes(pickle.dumps((place, result), pickle.HIGHEST_PROTOCOL))
                if isinstance(result, Failure) and result.kind == "memory":
                    return
    except (EOFError, OSError):
        return


def attempt(work: Callable[[Any], Any], task: Any) -> Any:
    """Return the result of `work` for a task, or a `Failure` if it raises an exception."""
    try:
        return work(task)
    except MemoryError:
        return Failure("memory", "exceeded the memory limit")
    except Exception as error:  # noqa: BLE001  returned as a Failure
        return Failure("error", f"{type(error).__name__}: {error}".strip().rstrip(":"))


def _limit_memory(max_memory: int) -> None:
    """Limit the memory of this process, in bytes. Systems without such a limit ignore it."""
    try:
        import resource
    except ImportError:
        return
    try:
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (max_memory, hard))
    except (ValueError, OSError):
        return


def _context() -> BaseContext:
    """Return the start method for processes. This process is never forked, because it may have threads."""
    if sys.platform == "win32" or "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*PRELOADED])
    return context


def how_it_ended(code: int | None) -> str:
    """Return in words how a process ended."""
    if code is None:
        return "its process does not answer"
    if code >= 0:
        return f"its process ended with exit code {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return f"its process was ended by {name}"
