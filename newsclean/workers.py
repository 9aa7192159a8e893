"""Work in other processes: in the order of the tasks, where one may crash, hang or eat memory and the rest goes on.

Neither a thread nor a signal handler stops a parser that is written in C; a process can be stopped, and replaced.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, Generic, TypeVar

from newsclean.errors import WorkerError
from newsclean.limits import Failure, Limits

Task = TypeVar("Task")
Result = TypeVar("Result")

CHUNK_TASKS, CHUNK_WEIGHT = 8, 1 << 20
"""What a worker is handed at once, at most: so many tasks, or so much weight of them."""
WINDOW_CHUNKS = 3
"""So many chunks a worker may be read, at work or waiting for an earlier one's result."""
WINDOW_WEIGHT = 64 << 20
"""And no more weight than this, unless a single task has more."""
TRIES = 2
"""A task whose worker dies is given to one more: the machine may have been at fault."""
MAX_STILLBORN = 3
"""So many workers, one after another, that die before they are ready end the run."""
PRELOADED = ("newsclean.batch", "newsclean.rules.body.model", "newsclean.rules.body.features")
"""What each worker needs, loaded once for all."""


def work_all(
    work: Callable[[Task], Result],
    tasks: Iterable[Task],
    jobs: int = 1,
    limits: Limits | None = None,
    weigh: Callable[[Task], int] = lambda task: 1,
) -> Iterator[tuple[Task, Result | Failure]]:
    """Each task with what `work` makes of it, in the order of the tasks, worked by `jobs` processes.

    `work` and the tasks must be picklable. Tasks are taken from their iterable in a thread of its own, only a window
    ahead of what the caller has taken: by number, and by what they `weigh` (in bytes). Whatever ends the iteration
    ends the workers. Raises `WorkerError` if workers cannot be started, and what iterating over `tasks` raises.
    """
    with _Crew(work, jobs, limits or Limits()) as crew, _Feed(tasks, jobs, weigh) as feed:
        yield from _Run(crew, feed).results()


class _Run(Generic[Task, Result]):
    """The tasks under way, by their places in the order."""

    def __init__(self, crew: _Crew, feed: _Feed[Task]) -> None:
        self.crew, self.feed = crew, feed
        self.places = count()
        self.tasks: dict[int, Task] = {}
        self.tries: dict[int, int] = {}
        self.again: deque[int] = deque()
        self.found: dict[int, Result | Failure] = {}

    def results(self) -> Iterator[tuple[Task, Result | Failure]]:
        turn = 0
        while True:
            while turn in self.found:
                task = self.tasks.pop(turn)
                yield task, self.found.pop(turn)
                self.tries.pop(turn, None)
                self.feed.done_with(task)
                turn += 1
            for worker in self.crew.idle():
                if not self.hand(worker):
                    break
            if not self.tasks and self.feed.is_over():
                return
            self.look(self.crew.wait(self.feed))

    def hand(self, worker: _Worker) -> bool:
        """Give a worker something to do; say whether there was anything."""
        if self.again:
            places = [self.again.popleft()]
        else:
            places = []
            for task in self.feed.take():
                place = next(self.places)
                self.tasks[place] = task
                places.append(place)
        if places:
            worker.hand([(place, self.tasks[place]) for place in places])
        return bool(places)

    def look(self, ready: list[_Worker]) -> None:
        """Take what workers have to say, and replace those that died or took too long."""
        for worker in ready:
            while worker.alive and worker.connection.poll():
                worker.hear(self.found)
        for worker in list(self.crew.workers):
            if worker.is_late():
                message = f"took longer than {self.crew.limits.timeout:g} seconds"
                self.lose(worker, Failure("timeout", message), tries=1)
            elif not worker.alive:
                worker.process.join(1)
                self.lose(worker, Failure("crash", _manner(worker.process.exitcode)), TRIES)

    def lose(self, worker: _Worker, failure: Failure, tries: int) -> None:
        """The task that a lost worker was at has failed, if it has been tried so often; the rest of its chunk waits."""
        places = list(worker.places)
        if places:
            at = places.pop(0)
            self.tries[at] = self.tries.get(at, 0) + 1
            if self.tries[at] >= tries:
                self.found[at] = failure
            else:
                places.insert(0, at)
        self.again.extend(places)
        self.crew.replace(worker)


class _Feed(Generic[Task]):
    """Takes tasks from an iterable in a thread, as long as there is room for them; rings a bell for each."""

    def __init__(self, tasks: Iterable[Task], jobs: int, weigh: Callable[[Task], int]) -> None:
        self.weigh = weigh
        self.max_tasks = jobs * CHUNK_TASKS * WINDOW_CHUNKS
        self.held = self.weight = 0
        self.queue: deque[Task] = deque()
        self.over = self.closed = self._rung = False
        self.error: BaseException | None = None
        self.room = threading.Condition()
        self.bell, self._hammer = multiprocessing.Pipe(duplex=False)
        self._thread = threading.Thread(target=self._pull, args=(tasks,), name="newsclean-input", daemon=True)

    def __enter__(self) -> _Feed[Task]:
        self._thread.start()
        return self

    def __exit__(self, *raised: object) -> None:
        with self.room:
            self.closed = True
            self.room.notify()

    def _pull(self, tasks: Iterable[Task]) -> None:
        try:
            for task in tasks:
                with self.room:
                    self.room.wait_for(lambda: self.closed or self._has_room())
                    if self.closed:
                        return
                    self.held += 1
                    self.weight += self.weigh(task)
                    self.queue.append(task)
                    self._ring()
        except BaseException as error:  # noqa: BLE001  raised again where the results are taken
            self.error = error
        finally:
            with self.room:
                self.over = True
                self._ring()

    def _ring(self) -> None:
        """Let `bell` be readable: something is there, or nothing more will come."""
        if not self._rung:
            self._rung = True
            self._hammer.send_bytes(b"!")

    def heard(self) -> None:
        """Let the bell be silent until something new is there."""
        with self.room:
            self.bell.recv_bytes()
            self._rung = False

    def _has_room(self) -> bool:
        return not self.held or (self.held < self.max_tasks and self.weight < WINDOW_WEIGHT)

    def take(self) -> list[Task]:
        """A chunk of what is there."""
        chunk: list[Task] = []
        weight = 0
        with self.room:
            while self.queue and len(chunk) < CHUNK_TASKS and weight < CHUNK_WEIGHT:
                chunk.append(self.queue.popleft())
                weight += self.weigh(chunk[-1])
        return chunk

    def done_with(self, task: Task) -> None:
        """Make room."""
        with self.room:
            self.held -= 1
            self.weight -= self.weigh(task)
            self.room.notify()

    def is_over(self) -> bool:
        """Whether all tasks were taken. Raises what the iterable raised, once those before it are done."""
        with self.room:
            over = self.over and not self.queue and not self.held
        if over and self.error is not None:
            raise self.error
        return over


class _Crew:
    """The workers."""

    def __init__(self, work: Callable[[Any], Any], jobs: int, limits: Limits) -> None:
        self.work, self.jobs, self.limits = work, jobs, limits
        self.context = _context()
        self.workers: list[_Worker] = []
        self.stillborn = 0

    def __enter__(self) -> _Crew:
        try:
            for _ in range(self.jobs):
                self.workers.append(_Worker(self.context, self.work, self.limits))
        except BaseException:
            self.end()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.end()

    def end(self) -> None:
        """Stop every worker at once."""
        for worker in self.workers:
            worker.kill()
        for worker in self.workers:
            worker.process.join()
            worker.connection.close()

    def idle(self) -> list[_Worker]:
        """The workers that wait for something to do."""
        return [worker for worker in self.workers if worker.ready and worker.alive and not worker.places]

    def wait(self, feed: _Feed[Any]) -> list[_Worker]:
        """Wait until something happens; give the workers that have something to say."""
        listening = {worker.connection: worker for worker in self.workers if worker.alive}
        deadlines = [worker.deadline for worker in self.workers if worker.deadline is not None]
        seconds = max(0.0, min(deadlines) - time.monotonic()) if deadlines else None
        ready = wait([*listening, *([feed.bell] if self.idle() else [])], seconds)
        if feed.bell in ready:
            feed.heard()
        return [listening[each] for each in ready if each is not feed.bell]  # type: ignore[index]

    def replace(self, worker: _Worker) -> None:
        """Put a new worker in the place of one that is lost."""
        worker.kill()
        worker.process.join()
        worker.connection.close()
        self.stillborn = 0 if worker.ready else self.stillborn + 1
        if self.stillborn >= MAX_STILLBORN:
            how = _manner(worker.process.exitcode)
            raise WorkerError(
                f"worker processes do not start ({how}); a script that cleans with several processes needs"
                " `if __name__ == '__main__':` around what it runs"
            )
        self.workers[self.workers.index(worker)] = _Worker(self.context, self.work, self.limits)


@dataclass(eq=False, slots=True)
class _Worker:
    """One process, and the places of the tasks that it has been handed and has not answered."""

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
                target=_labour, args=(theirs, self.work, self.limits.max_memory), daemon=True
            )
            self.process.start()

    def hand(self, tasks: list[tuple[int, Any]]) -> None:
        self.places.extend(place for place, _ in tasks)
        self.touch()
        try:
            self.connection.send(tasks)
        except OSError:
            self.alive = False

    def hear(self, found: dict[int, Any]) -> None:
        """Take one answer: a place with its result, or that the worker is ready."""
        try:
            answer = self.connection.recv()
        except (EOFError, OSError):
            self.alive = False
            return
        if answer is None:
            self.ready = True
            return
        place, result = answer
        self.places.remove(place)
        found[place] = result
        self.touch()

    def touch(self) -> None:
        """A task begins, or none."""
        timeout = self.limits.timeout
        self.deadline = time.monotonic() + timeout if self.places and timeout is not None else None

    def is_late(self) -> bool:
        return self.alive and self.deadline is not None and time.monotonic() >= self.deadline

    def kill(self) -> None:
        self.alive = False
        self.process.kill()


def _labour(connection: Connection, work: Callable[[Any], Any], max_memory: int | None) -> None:
    """What a worker does, until nobody speaks to it any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if max_memory is not None:
        _limit_memory(max_memory)
    try:
        connection.send(None)
        while True:
            for place, task in connection.recv():
                result = _attempt(work, task)
                connection.send((place, result))
                if isinstance(result, Failure) and result.kind == "memory":
                    return
    except (EOFError, OSError):
        return


def _attempt(work: Callable[[Any], Any], task: Any) -> Any:
    try:
        return work(task)
    except MemoryError:
        return Failure("memory", "took more memory than it may")
    except Exception as error:  # noqa: BLE001  named in the place of a result
        return Failure("error", f"{type(error).__name__}: {error}".strip().rstrip(":"))


def _limit_memory(max_memory: int) -> None:
    """Let allocations fail beyond this many bytes; where a system knows no such limit, there is none."""
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
    """How processes are started: never by a fork of this one, which may have threads."""
    if sys.platform == "win32" or "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*PRELOADED])
    return context


def _manner(code: int | None) -> str:
    """How a process ended."""
    if code is None or code >= 0:
        return f"its process ended with exit code {code}"
    try:
        name = signal.Signals(-code).name
    except ValueError:
        name = f"signal {-code}"
    return f"its process was ended by {name}"
