"""Write results into a folder: a file for each page, and a file of rows for each file of many pages."""

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
"""A group of results is written when it has this many results or bytes, or when its first result is this old."""

MAX_GROUPS = 2
"""Groups that may wait for the disk."""


@dataclass(frozen=True, slots=True)
class End:
    """A marker: all records of a shard have been read."""

    shard: Shard


Slot = Path | Shard | End | None
"""The destination of a record's result; `None` if it has none. Slots are in the order of the records."""


def mirror(run: Run, paths: Sequence[str], root: Path, resume: bool = False) -> None:
    """Write a file for each input into a folder. `resume` skips results that are newer than their input.

    Every existing result is complete, because results are moved into place in one step. Unfinished drafts of a killed
    run are removed.
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
    """Yield the records of inputs without results. The slot of each record is first added to `slots`."""
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
    """Return the destination of a file's results. Raises `OutputError` if there is none."""
    try:
        reader = run.inputs.reader(path)
    except (InputError, MissingExtraError):
        return None
    place = tree.place(path, reader)
    return place if reader == ONE_PAGE else Shard(run, path, place)


class Writer:
    """A writer of pages in groups, in a thread, because disks are slow.

    Errors are reported in the order of results.
    """

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
                    self.finish_oldest()
        finally:
            self.drop()
            self.pool.shutdown()

    def take(self, place: Path, name: str, outcome: Outcome) -> None:
        """Add a page to the group that is written next."""
        assert outcome.output is not None
        if not self.group:
            self.began = time.monotonic()
        self.group.append((place, name, outcome))
        self.size += len(outcome.output)
        old = time.monotonic() - self.began >= GROUP_SECONDS
        if old or len(self.group) >= GROUP or self.size >= GROUP_BYTES:
            self.send()

    def finish(self, slots: deque[Slot]) -> None:
        """Finish the shards whose end markers are next."""
        while slots and isinstance(end := slots[0], End):
            slots.popleft()
            end.shard.finish()
            self.shard = None

    def send(self) -> None:
        """Send the group to the writing thread."""
        files = [(str(place), outcome.output or b"") for place, _, outcome in self.group]
        self.waiting.append((self.pool.submit(put_all, files), self.group))
        self.group, self.size = [], 0
        while len(self.waiting) > MAX_GROUPS:
            self.finish_oldest()

    def finish_oldest(self) -> None:
        """Wait until the oldest group is written. Raises `OutputError` if the disk accepts no more files."""
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
            raise OutputError(f"{self.root}: {end.strerror or end}; written results are kept: continue with --resume")

    def drop(self) -> None:
        """Discard the waiting results and an unfinished shard after the run has ended."""
        for future, group in self.waiting:
            errors = [] if future.cancel() else [each for each in future.result() if each is not None]
            for _ in group if future.cancelled() else errors:
                self.run.tally.lose()
        for _ in self.group:
            self.run.tally.lose()
        if self.shard is not None:
            self.shard.drop()
