"""A folder of results that mirrors its inputs: a file each."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from newsclean.batch.outcome import Outcome
from newsclean.batch.outputs import put_all, sweep
from newsclean.batch.run import Run
from newsclean.errors import OutputError
from newsclean.page import Record, Unread
from newsclean.readers.streams import suffix, suffixes

if TYPE_CHECKING:
    from concurrent.futures import Future

SUFFIXES = {"text": ".txt", "markdown": ".md", "json": ".json"}
"""Of the files that hold one page, by the writer's name."""
GROUP, GROUP_BYTES, GROUP_SECONDS = 32, 8 << 20, 0.5
"""Results that are put in their places together: so many, or of so many bytes, or once the first is so old."""
MAX_GROUPS = 2
"""So many may wait for the disk."""

Place = Path | OutputError | OSError
"""Where a result belongs, or why it has no place."""
Waiting = tuple[Place, str, Outcome]
"""A result with its place and its input's name."""


class Tree:
    """The places in a folder. The first input that belongs in a place has it: two are never written to one file.

    Of places that are taken only a number each is kept, so that a million cost little.
    """

    def __init__(self, root: Path, form: str, folders: Sequence[str] = ()) -> None:
        self.root, self.suffix = root, SUFFIXES[form]
        self.folders = sorted((os.path.join(each, "") for each in folders), key=len, reverse=True)  # noqa: PTH118
        self.taken: set[int] = set()
        self.swept: set[Path] = set()

    def place(self, name: str) -> Path:
        """Where an input's result belongs: by its path in the folder that the user named, or by its own path.

        Raises `OutputError` if another input's belongs there too, or if it is the input itself.
        """
        inner = self.inner(name)
        path = Path(self.root, inner)
        number = hash(inner)
        if number in self.taken:
            raise OutputError(f"its place {path} is taken by an input before it")
        with suppress(FileNotFoundError, NotADirectoryError):
            if path.samefile(name):
                raise OutputError("would be written over itself; name another folder")
        self.taken.add(number)
        return path

    def inner(self, name: str) -> str:
        """Where an input's result belongs in the folder."""
        within = next((each for each in self.folders if name.startswith(each)), None)
        parts = PurePath(name).parts if within is None else tuple(name[len(within) :].split(os.sep))  # noqa: PTH206
        if within is not None and not {"", os.curdir, os.pardir}.isdisjoint(parts):
            parts = PurePath(os.path.relpath(name, within)).parts
        if (within is None and PurePath(name).is_absolute()) or os.pardir in parts:
            parts = parts[-1:]
        last = parts[-1]
        if suffixes(last)[1]:
            last = last[: -len(suffix(last))]
        last = last.removesuffix(suffix(last)) + self.suffix
        return os.path.join(*parts[:-1], last)  # noqa: PTH118

    def is_done(self, path: Path, record: Record | Unread) -> bool:
        """Whether a result is there that was written after its input; and sweep its folder, the first time."""
        if path.parent not in self.swept:
            self.swept.add(path.parent)
            sweep(path.parent)
        try:
            return path.stat().st_mtime_ns > os.stat(record.name).st_mtime_ns  # noqa: PTH116
        except OSError:
            return False


def mirror(run: Run, paths: Sequence[str], root: Path, resume: bool = False) -> None:
    """Write a file for each input into a folder; with `resume`, but those that are there and newer than their input.

    What is there is whole, since it was put there in one step; what a run that was killed was writing is removed.
    """
    tree = Tree(root, run.job.form, [each for each in paths if Path(each).is_dir()])
    places: deque[Place] = deque()

    def to_do() -> Iterator[Record | Unread]:
        for record in run.inputs.records(paths):
            place = found(tree, record)
            if resume and isinstance(place, Path) and tree.is_done(place, record):
                run.tally.skip()
                continue
            places.append(place)
            yield record

    with _Writer(run) as writer:
        for record, outcome in run.outcomes(to_do()):
            place = places.popleft()
            if outcome.output is not None:
                writer.take(place, record.name, outcome)


class _Writer:
    """Writes results in a thread, some together, for the disk is slow. What fails is said in the results' order."""

    def __init__(self, run: Run) -> None:
        from concurrent.futures import ThreadPoolExecutor

        self.run = run
        self.pool = ThreadPoolExecutor(1)
        self.group: list[Waiting] = []
        self.size, self.began = 0, 0.0
        self.waiting: deque[tuple[Future[list[OSError | None]], list[Waiting]]] = deque()

    def __enter__(self) -> _Writer:
        return self

    def __exit__(self, kind: object, *raised: object) -> None:
        if kind is None:
            self.send()
            while self.waiting:
                self.settle()
        self.pool.shutdown(cancel_futures=True)

    def take(self, place: Place, name: str, outcome: Outcome) -> None:
        """Write a result into its place, if it has one, soon."""
        assert outcome.output is not None
        if not self.group:
            self.began = time.monotonic()
        self.group.append((place, name, outcome))
        self.size += len(outcome.output)
        old = time.monotonic() - self.began >= GROUP_SECONDS
        if old or len(self.group) >= GROUP or self.size >= GROUP_BYTES:
            self.send()

    def send(self) -> None:
        """Let the results that have come together be written."""
        files = [
            (str(place), outcome.output or b"") for place, _, outcome in self.group if not isinstance(place, Exception)
        ]
        self.waiting.append((self.pool.submit(put_all, files), self.group))
        self.group, self.size = [], 0
        while len(self.waiting) > MAX_GROUPS:
            self.settle()

    def settle(self) -> None:
        """Wait for the oldest results to be written."""
        future, group = self.waiting.popleft()
        errors = iter(future.result())
        for place, name, outcome in group:
            error = place if isinstance(place, Exception) else next(errors)
            if isinstance(error, OSError):
                self.run.fail(outcome, name, f"could not be written: {error.strerror or error}")
            elif error is not None:
                self.run.fail(outcome, name, str(error))


def found(tree: Tree, record: Record | Unread) -> Place:
    """The place of a record's result, or why it has none."""
    if not isinstance(record, Record) or not isinstance(record.source, Path):
        return OutputError("is not a file of its own; name a FILE.jsonl for the output")
    try:
        return tree.place(str(record.source))
    except (OutputError, OSError) as error:
        return error
