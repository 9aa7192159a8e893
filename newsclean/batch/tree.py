"""A folder of results that mirrors its inputs: a file each."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from newsclean.batch.inputs import Unread
from newsclean.batch.outcome import Outcome
from newsclean.batch.outputs import draft, sweep
from newsclean.batch.run import Run
from newsclean.errors import OutputError
from newsclean.page import Record
from newsclean.readers.streams import suffixes

if TYPE_CHECKING:
    from concurrent.futures import Future

SUFFIXES = {"text": ".txt", "markdown": ".md", "json": ".json"}
"""Of the files that hold one page, by the writer's name."""
WRITERS, MAX_WAITING, MAX_WAITING_BYTES = 4, 32, 32 << 20
"""Threads, and what may wait for them: results, and bytes of them."""


class Tree:
    """The places in a folder. The first input that belongs in a place has it: two are never written to one file.

    Of places that are taken only a number each is kept, so that a million cost little.
    """

    def __init__(self, root: Path, form: str, folders: Sequence[str] = ()) -> None:
        self.root, self.suffix = root, SUFFIXES[form]
        self.folders = sorted(folders, key=len, reverse=True)
        self.taken: set[int] = set()
        self.swept: set[Path] = set()

    def place(self, name: str) -> Path:
        """Where an input's result belongs: by its path in the folder that the user named, or by its own path.

        Raises `OutputError` if another input's belongs there too, or if it is the input itself.
        """
        within = next((each for each in self.folders if name.startswith(os.path.join(each, ""))), None)  # noqa: PTH118
        inner = PurePath(os.path.relpath(name, within)) if within is not None else PurePath(name)
        if inner.is_absolute() or ".." in inner.parts:
            inner = PurePath(inner.name)
        if suffixes(name)[1]:
            inner = inner.with_name(inner.stem)
        inner = inner.with_suffix(self.suffix) if inner.suffix else inner.with_name(inner.name + self.suffix)
        path = self.root / inner
        number = hash(str(inner))
        if number in self.taken:
            raise OutputError(f"its place {path} is taken by an input before it")
        if path.exists() and path.samefile(name):
            raise OutputError("would be written over itself; name another folder")
        self.taken.add(number)
        return path

    def is_done(self, path: Path, record: Record | Unread) -> bool:
        """Whether a result is there that was written after its input; and sweep its folder, the first time."""
        if path.parent not in self.swept:
            self.swept.add(path.parent)
            sweep(path.parent)
        try:
            return path.stat().st_mtime_ns > os.stat(record.name).st_mtime_ns  # noqa: PTH116
        except OSError:
            return False

    def write(self, path: Path, content: bytes) -> None:
        """Put a result in its place."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft(path) as file:
            file.write(content)


def mirror(run: Run, paths: Sequence[str], root: Path, resume: bool = False) -> None:
    """Write a file for each input into a folder; with `resume`, but those that are there and newer than their input.

    What is there is whole, since it was put there in one step; what a run that was killed was writing is removed.
    """
    tree = Tree(root, run.job.form, [each for each in paths if Path(each).is_dir()])
    places: deque[Path | OutputError | OSError] = deque()

    def to_do() -> Iterator[Record | Unread]:
        for record in run.inputs.records(paths):
            place = found(tree, record)
            if resume and isinstance(place, Path) and tree.is_done(place, record):
                run.tally.skip()
                continue
            places.append(place)
            yield record

    with _Writers(run, tree) as writers:
        for record, outcome in run.outcomes(to_do()):
            place = places.popleft()
            if outcome.output is not None:
                writers.take(place, record.name, outcome)


class _Writers:
    """Threads that write results, some at once: each waits for the disk. What fails is said in the results' order."""

    def __init__(self, run: Run, tree: Tree) -> None:
        from concurrent.futures import ThreadPoolExecutor

        self.run, self.tree = run, tree
        self.pool = ThreadPoolExecutor(WRITERS)
        self.waiting: deque[tuple[Future[None], str, Outcome]] = deque()
        self.size = 0

    def __enter__(self) -> _Writers:
        return self

    def __exit__(self, kind: object, *raised: object) -> None:
        if kind is None:
            while self.waiting:
                self.settle()
        self.pool.shutdown(cancel_futures=True)

    def take(self, place: Path | Exception, name: str, outcome: Outcome) -> None:
        """Write a result into its place, if it has one, soon."""
        assert outcome.output is not None
        self.waiting.append((self.pool.submit(self.write, place, outcome.output), name, outcome))
        self.size += len(outcome.output)
        while len(self.waiting) > MAX_WAITING or self.size > MAX_WAITING_BYTES:
            self.settle()

    def write(self, place: Path | Exception, content: bytes) -> None:
        if not isinstance(place, Path):
            raise place
        self.tree.write(place, content)

    def settle(self) -> None:
        """Wait for the oldest result to be written."""
        future, name, outcome = self.waiting.popleft()
        self.size -= len(outcome.output or b"")
        try:
            future.result()
        except OutputError as error:
            self.run.fail(outcome, name, str(error))
        except OSError as error:
            self.run.fail(outcome, name, f"could not be written: {error.strerror or error}")


def found(tree: Tree, record: Record | Unread) -> Path | OutputError | OSError:
    """The place of a record's result, or why it has none."""
    if not isinstance(record, Record) or not isinstance(record.source, Path):
        return OutputError("is not a file of its own; name a FILE.jsonl for the output")
    try:
        return tree.place(str(record.source))
    except (OutputError, OSError) as error:
        return error
