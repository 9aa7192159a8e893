"""A bounded queue of tasks for the workers, filled from an iterable by a thread."""

from __future__ import annotations

import multiprocessing
import threading
from collections import deque
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

Task = TypeVar("Task")

CHUNK_TASKS, CHUNK_WEIGHT = 8, 1 << 20
"""The most tasks, and the most weight, that a worker is sent at once."""

WINDOW_CHUNKS = 3
"""Chunks per worker that are waiting, being processed, or finished before an earlier task."""

WINDOW_WEIGHT = 64 << 20
"""The most weight of these tasks, unless a single task is heavier."""

LOW = 0.75
"""Share of the window. Reading resumes only at or below this share, so that the thread wakes once for many tasks."""


class TaskQueue(Generic[Task]):
    """A queue that a thread fills from an iterable while it has room.

    The connection `wakeup` becomes readable when a task arrives after the caller found the queue empty, and when the
    iterable ends.
    """

    def __init__(self, tasks: Iterable[Task], jobs: int, weigh: Callable[[Task], int]) -> None:
        self.weigh = weigh
        self.max_tasks = jobs * CHUNK_TASKS * WINDOW_CHUNKS
        self.held = self.weight = 0
        self._waiting: deque[Task] = deque()
        self.over = self.closed = self._signalled = False
        self.wanted = True
        self.error: BaseException | None = None
        self.room = threading.Condition()
        self.wakeup, self._wakeup_sender = multiprocessing.Pipe(duplex=False)
        self._thread = threading.Thread(target=self._pull, args=(tasks,), name="newsclean-input", daemon=True)

    def __enter__(self) -> TaskQueue[Task]:
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
                    self._waiting.append(task)
                    if self.wanted:
                        self._wake()
        except BaseException as error:  # noqa: BLE001  raised again by `is_over`
            self.error = error
        finally:
            with self.room:
                self.over = True
                self._wake()

    def _wake(self) -> None:
        """Make `wakeup` readable: there is a task, or the iterable has ended."""
        if not self._signalled:
            self._signalled = True
            self._wakeup_sender.send_bytes(b"!")

    def clear_wakeup(self) -> None:
        """Read from `wakeup`, so that it is not readable until the next event."""
        with self.room:
            self.wakeup.recv_bytes()
            self._signalled = self.wanted = False

    def _has_room(self) -> bool:
        return not self.held or (self.held < self.max_tasks and self.weight < WINDOW_WEIGHT)

    def take(self) -> list[Task]:
        """Take a chunk of tasks. If there is none, the next task makes `wakeup` readable."""
        chunk: list[Task] = []
        weight = 0
        with self.room:
            self.wanted = not self._waiting
            while self._waiting and len(chunk) < CHUNK_TASKS and weight < CHUNK_WEIGHT:
                chunk.append(self._waiting.popleft())
                weight += self.weigh(chunk[-1])
        return chunk

    def done_with(self, task: Task) -> None:
        """Free the room of a finished task. If there is enough room, reading resumes."""
        with self.room:
            self.held -= 1
            self.weight -= self.weigh(task)
            if self.held <= LOW * self.max_tasks and (not self.held or self.weight <= LOW * WINDOW_WEIGHT):
                self.room.notify()

    def is_over(self) -> bool:
        """Return whether all tasks are finished. Raises the error of the iterable after the tasks before it."""
        with self.room:
            over = self.over and not self._waiting and not self.held
        if over and self.error is not None:
            raise self.error
        return over
