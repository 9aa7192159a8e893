"""Run tasks in worker processes and return the results in order.

A task that crashes, hangs or exceeds its memory does not stop the others. A thread or a signal handler cannot stop a
parser that is written in C. A process can be stopped and replaced.
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
"""A task whose worker dies is tried once more, because the machine may have caused the crash."""


def work_all(
    work: Callable[[Task], Result],
    tasks: Iterable[Task],
    jobs: int = 1,
    limits: Limits | None = None,
    weigh: Callable[[Task], int] = lambda task: 1,
) -> Iterator[tuple[Task, Result | Failure]]:
    """Yield each task with the result of `work`, in the order of the tasks.

    `jobs` is the number of worker processes. With 0, the calling process runs the tasks one after another, without
    `limits`. `work` and the tasks must be picklable.

    A thread reads `tasks`. It is ahead of the caller by a limited number of tasks and a limited sum of `weigh(task)`,
    in bytes. The workers end when the iteration ends. Raises `WorkerError` if workers cannot be started, and any error
    of the iterable.
    """
    if jobs < 0:
        raise ValueError(f"jobs must be 0 or more, not {jobs}")
    if not jobs:
        for task in tasks:
            yield task, attempt(work, task)
        return
    if current_process().daemon:
        raise WorkerError(
            "a daemonic process (of multiprocessing.Pool, a Dask worker) cannot start processes;"
            " use jobs=0 to clean in this process"
        )
    with TaskQueue(tasks, jobs, weigh) as queue, Pool(work, jobs, limits or Limits()) as pool:
        pool.poller.register(queue.wakeup, queue)
        yield from _Run(pool, queue).results()


class _Run(Generic[Task, Result]):
    """The state of one run: tasks, tries and results by the position of the task."""

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
            self.collect(self.pool.wait(self.queue))

    def send(self, worker: Worker) -> bool:
        """Send tasks to a worker, and return whether there were any."""
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

    def collect(self, ready: list[Worker]) -> None:
        """Receive the results of workers, and replace workers that died or exceeded the timeout."""
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
        """Replace a lost worker. Its current task fails after `tries` tries; its other tasks are queued again."""
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
