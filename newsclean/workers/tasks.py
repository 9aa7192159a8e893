"""Tasks on their way to the workers: taken from an iterable in a thread, no further ahead than there is room."""

from __future__ import annotations

import multiprocessing
import threading
from collections import deque
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

Task = TypeVar("Task")

CHUNK_TASKS, CHUNK_WEIGHT = 8, 1 << 20
"""What a worker is handed at once, at most: so many tasks, or so much weight of them."""
WINDOW_CHUNKS = 3
"""So many chunks a worker may be read, at work or waiting for an earlier one's result."""
WINDOW_WEIGHT = 64 << 20
"""And no more weight than this, unless a single task has more."""
LOW = 0.75
"""Once so much of the window is taken it is filled again, so that the thread wakes up once for many tasks."""


class TaskQueue(Generic[Task]):
    """Takes tasks from an iterable in a thread, as long as there is room for them; rings a bell for who waits."""

    def __init__(self, tasks: Iterable[Task], jobs: int, weigh: Callable[[Task], int]) -> None:
        self.weigh = weigh
        self.max_tasks = jobs * CHUNK_TASKS * WINDOW_CHUNKS
        self.held = self.weight = 0
        self._waiting: deque[Task] = deque()
        self.over = self.closed = self._rung = False
        self.wanted = True
        self.error: BaseException | None = None
        self.room = threading.Condition()
        self.bell, self._bell_sender = multiprocessing.Pipe(duplex=False)
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
            self._bell_sender.send_bytes(b"!")

    def silence(self) -> None:
        """Let the bell be silent until something new is there."""
        with self.room:
            self.bell.recv_bytes()
            self._rung = self.wanted = False

    def _has_room(self) -> bool:
        return not self.held or (self.held < self.max_tasks and self.weight < WINDOW_WEIGHT)

    def take(self) -> list[Task]:
        """A chunk of what is there; if that is nothing, the bell will ring for the next."""
        chunk: list[Task] = []
        weight = 0
        with self.room:
            self.wanted = not self._waiting
            while self._waiting and len(chunk) < CHUNK_TASKS and weight < CHUNK_WEIGHT:
                chunk.append(self._waiting.popleft())
                weight += self.weigh(chunk[-1])
        return chunk

    def done_with(self, task: Task) -> None:
        """Make room; if there is enough, or nothing is left, let more be taken."""
        with self.room:
            self.held -= 1
            self.weight -= self.weigh(task)
            if self.held <= LOW * self.max_tasks and (not self.held or self.weight <= LOW * WINDOW_WEIGHT):
                self.room.notify()

    def is_over(self) -> bool:
        """Whether all tasks were taken. Raises what the iterable raised, once those before it are done."""
        with self.room:
            over = self.over and not self._waiting and not self.held
        if over and self.error is not None:
            raise self.error
        return over
