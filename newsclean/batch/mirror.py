"""Results written into a folder: a file for each page, and for each file of many pages one of rows."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from newsclean.batch.outcome import Outcome
from newsclean.batch.outputs import ends_run, put_all
from newsclean.batch.run import Run
from newsclean.batch.shard import Shard
from newsclean.batch.tree import Tree, unplaced
from newsclean.errors import InputError, MissingExtraError, OutputError
from newsclean.page import Record, Unread
from newsclean.readers import ONE_PAGE

if TYPE_CHECKING:
    from concurrent.futures import Future

GROUP, GROUP_BYTES, GROUP_SECONDS = 32, 8 << 20, 0.5
"""Results that are put in their places together: so many, or of so many bytes, or once the first is so old."""
MAX_GROUPS = 2
"""So many may wait for the disk."""


@dataclass(frozen=True, slots=True)
class End:
    """All records of a shard were found."""

    shard: Shard


Slot = Path | Shard | End | None
"""Where what comes of a record is written, in the order of the records; nothing if nowhere."""


def mirror(run: Run, paths: Sequence[str], root: Path, resume: bool = False) -> None:
    """Write a file for each input into a folder; with `resume`, but those that are there and newer than their input.

    What is there is whole, since it was put there in one step; what a run that was killed was writing is removed.
    """
    tree = Tree(root, run.job.form, run.inputs, paths)
    tree.begin(run.about, resume)
    slots: deque[Slot] = deque()
    with Writer(run, root) as writer:
        for record, outcome in run.outcomes(to_do(run, tree, slots, resume)):
            writer.finish(slots)
            slot = slots.popleft()
            if isinstance(slot, Shard):
                writer.shard = slot
                slot.write(record, outcome)
            elif isinstance(slot, Path) and outcome.output is not None:
                writer.take(slot, record.name, outcome)
        writer.finish(slots)


def to_do(run: Run, tree: Tree, slots: deque[Slot], resume: bool) -> Iterator[Record | Unread]:
    """The records of inputs whose results are not there yet; the slot of each goes to `slots` before it."""
    for path in run.inputs.files(tree.paths):
        try:
            slot = slot_of(run, tree, path) if isinstance(path, str) else None
        except OutputError as error:
            slots.append(None)
            yield unplaced(run.inputs.shown(str(path)), error)
            continue
        if isinstance(path, Unread):
            slots.append(None)
            yield path
            continue
        place = slot.path if isinstance(slot, Shard) else slot
        if resume and place is not None and tree.is_done(place, path):
            run.tally.skip()
            continue
        for record in run.inputs.file(path):
            slots.append(slot)
            yield record
        if isinstance(slot, Shard):
            slots.append(End(slot))


def slot_of(run: Run, tree: Tree, path: str) -> Path | Shard | None:
    """Where a file's results are written. Raises `OutputError` if they have no place."""
    try:
        reader = run.inputs.reader(path)
    except (InputError, MissingExtraError):
        return None
    place = tree.place(path, reader)
    return place if reader == ONE_PAGE else Shard(run, path, place)


class Writer:
    """Writes pages in a thread, some together, for the disk is slow; what fails is said in the results' order."""

    def __init__(self, run: Run, root: Path) -> None:
        from concurrent.futures import ThreadPoolExecutor

        self.run, self.root = run, root
        self.pool = ThreadPoolExecutor(1)
        self.group: list[tuple[Path, str, Outcome]] = []
        self.size, self.began = 0, 0.0
        self.waiting: deque[tuple[Future[list[OSError | None]], list[tuple[Path, str, Outcome]]]] = deque()
        self.shard: Shard | None = None

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, kind: object, *raised: object) -> None:
        try:
            if kind is None:
                self.send()
                while self.waiting:
                    self.settle()
        finally:
            self.drop()
            self.pool.shutdown()

    def take(self, place: Path, name: str, outcome: Outcome) -> None:
        """Write a page into its place, soon."""
        assert outcome.output is not None
        if not self.group:
            self.began = time.monotonic()
        self.group.append((place, name, outcome))
        self.size += len(outcome.output)
        old = time.monotonic() - self.began >= GROUP_SECONDS
        if old or len(self.group) >= GROUP or self.size >= GROUP_BYTES:
            self.send()

    def finish(self, slots: deque[Slot]) -> None:
        """Put the shards in their places whose ends are next."""
        while slots and isinstance(end := slots[0], End):
            slots.popleft()
            end.shard.finish()
            self.shard = None

    def send(self) -> None:
        """Let the results that have come together be written."""
        files = [(str(place), outcome.output or b"") for place, _, outcome in self.group]
        self.waiting.append((self.pool.submit(put_all, files), self.group))
        self.group, self.size = [], 0
        while len(self.waiting) > MAX_GROUPS:
            self.settle()

    def settle(self) -> None:
        """Wait for the oldest results to be written. Raises `OutputError` if there is no room for any more."""
        future, group = self.waiting.popleft()
        end: OSError | None = None
        for (place, name, outcome), error in zip(group, future.result(), strict=True):
            if error is None:
                continue
            if ends_run(error):
                self.run.tally.lose()
                end = error
            else:
                self.run.fail(outcome, name, f"{place}: could not be written: {error.strerror or error}")
        if end is not None:
            raise OutputError(f"{self.root}: {end.strerror or end}; what is there stays, and --resume goes on")

    def drop(self) -> None:
        """Leave the results that wait, and a shard that is not whole: the run has ended."""
        for future, group in self.waiting:
            errors = [] if future.cancel() else [each for each in future.result() if each is not None]
            for _ in group if future.cancelled() else errors:
                self.run.tally.lose()
        for _ in self.group:
            self.run.tally.lose()
        if self.shard is not None:
            self.shard.drop()
