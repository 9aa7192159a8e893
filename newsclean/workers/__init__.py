"""Work in other processes: in the order of the tasks, where one may crash, hang or eat memory and the rest goes on.

Neither a thread nor a signal handler stops a parser that is written in C; a process can be stopped, and replaced.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from multiprocessing import current_process
from typing import Generic, TypeVar

from newsclean.errors import WorkerError
from newsclean.limits import Failure, Limits
from newsclean.workers.pool import Pool, Worker, attempt, how_it_ended
from newsclean.workers.tasks import TaskQueue

Task = TypeVar("Task")
Result = TypeVar("Result")

TRIES = 2
"""A task whose worker dies is given to one more: the machine may have been at fault."""


def work_all(
    work: Callable[[Task], Result],
    tasks: Iterable[Task],
    jobs: int = 1,
    limits: Limits | None = None,
    weigh: Callable[[Task], int] = lambda task: 1,
) -> Iterator[tuple[Task, Result | Failure]]:
    """Each task with what `work` makes of it, in the order of the tasks, worked by `jobs` processes.

    With 0, the calling process does the work, one task after the other; `limits` are not held then.

    `work` and the tasks must be picklable. Tasks are taken from their iterable in a thread of its own, only a window
    ahead of what the caller has taken: by number, and by what they `weigh` (in bytes). Whatever ends the iteration
    ends the workers. Raises `WorkerError` if workers cannot be started, and what iterating over `tasks` raises.
    """
    if jobs < 0:
        raise ValueError(f"jobs must be 0 or more, not {jobs}")
    if not jobs:
        for task in tasks:
            yield task, attempt(work, task)
        return
    if current_process().daemon:
        raise WorkerError(
            "a daemonic process (of multiprocessing.Pool, a Dask worker) may start no others;"
            " jobs=0 cleans in the process itself"
        )
    with TaskQueue(tasks, jobs, weigh) as queue, Pool(work, jobs, limits or Limits()) as pool:
        pool.poller.register(queue.bell, queue)
        yield from _Run(pool, queue).results()


class _Run(Generic[Task, Result]):
    """The tasks under way, by their places in the order."""

    def __init__(self, pool: Pool, queue: TaskQueue[Task]) -> None:
        self.pool, self.queue = pool, queue
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
                self.queue.done_with(task)
                turn += 1
            for worker in self.pool.idle():
                if not self.send(worker):
                    break
            if not self.tasks and self.queue.is_over():
                return
            self.look(self.pool.wait(self.queue))

    def send(self, worker: Worker) -> bool:
        """Give a worker something to do; say whether there was anything."""
        if self.again:
            places = [self.again.popleft()]
        else:
            places = []
            for task in self.queue.take():
                place = next(self.places)
                self.tasks[place] = task
                places.append(place)
        if places:
            worker.send([(place, self.tasks[place]) for place in places])
        return bool(places)

    def look(self, ready: list[Worker]) -> None:
        """Take what workers have to say, and replace those that died or took too long."""
        for worker in ready:
            worker.receive(self.found)
        for worker in list(self.pool.workers):
            if worker.is_late():
                message = f"took longer than {self.pool.limits.timeout:g} seconds"
                self.replace_lost(worker, Failure("timeout", message), tries=1)
            elif not worker.alive:
                worker.process.join(1)
                self.replace_lost(worker, Failure("crash", how_it_ended(worker.process.exitcode)), TRIES)

    def replace_lost(self, worker: Worker, failure: Failure, tries: int) -> None:
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
        self.pool.replace(worker)
