"""A file of rows that grows beside its place, so that a run that is killed can be gone on with."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from newsclean.batch.outputs import settle
from newsclean.batch.own import NOTES, PARTIAL, made_of
from newsclean.batch.tally import Tally
from newsclean.batch.tree import digest
from newsclean.errors import OutputError
from newsclean.writers.packing import PACKED, Members

NOTE_SECONDS = 0.5
"""So much work, at most, is done again after a run was killed."""


class ResumableFile:
    """Rows on their way to `path`: in `path` with `.partial` behind its name, put in its place by `finish()`.

    A file of notes says of how many records how many bytes hold what came of them, once these are on the disk. What
    stands behind the last note, such as half a row, is cut off when the file is gone on with. `done` records were done
    before. A compressed file is a row of members. What a run that ends early has written stays, whatever ended it.
    Raises `OutputError` if something is there and `resume` is not given, if it is not of a run like this one (`about`),
    or if another process is writing it.
    """

    def __init__(self, path: Path, about: str, resume: bool) -> None:
        self.path, self.resume = path, resume
        self.partial, self.notes = (path.with_name(path.name + suffix) for suffix in (PARTIAL, NOTES))
        self.head = {"run": digest(about)}
        self.began = time.time_ns()
        self.done = self.before = 0
        self.last = ""
        self.values: dict[str, Any] | None = None
        self.whole: dict[str, Any] = {}
        self.noted = time.monotonic()

    def __enter__(self) -> ResumableFile:
        there = self.partial.exists()
        if there and not self.resume:
            raise OutputError(
                f"{self.partial}: is of a run that was broken off, or is not over: --resume goes on with it;"
                " or remove it"
            )
        self.file: BinaryIO = self.partial.open("r+b" if there else "xb")
        try:
            self.members = Members(self.file, self.path.suffix if self.path.suffix in PACKED else "")
            _lock(self.file, self.partial)
            if there:
                self.resume_from_journal()
            self.journal: BinaryIO = self.notes.open("ab" if self.done else "wb", buffering=0)
            if not self.done:
                self.journal.write(_line({**self.head, "began": self.began}))
        except BaseException:
            self.file.close()
            if not there:
                self.remove()
            raise
        return self

    def __exit__(self, kind: object, *raised: object) -> None:
        if kind is not None and self.done > self.before and self.whole:
            with suppress(OSError):  # a full disk, which is known by now
                self.checkpoint()
        with suppress(OSError):
            self.file.close()
        self.journal.close()
        if not self.size:
            self.remove()

    @property
    def size(self) -> int:
        """The bytes that were written so far, also by the runs before."""
        return self.members.size

    def hint(self) -> str:
        """What to say of a run that ends early."""
        return f"; {self.partial.name} holds what is done: --resume goes on with it" if self.size else ""

    def remove(self) -> None:
        """Leave nothing."""
        for path in (self.partial, self.notes):
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def resume_from_journal(self) -> None:
        """Find where the run before was, and cut off what stands behind that."""
        lines = [*_lines(self.notes), {}]
        head, notes = lines[0], lines[1:]
        length = os.fstat(self.file.fileno()).st_size
        if head.get("run") != self.head["run"] and (head or length):
            raise OutputError(
                f"{self.partial}: is of a run with other inputs or options, or of another version: give the same, or"
                " remove it"
            )
        for note in reversed(notes):
            if note and note["bytes"] <= length:
                self.done, self.members.size = note["records"], note["bytes"]
                self.last, self.values, self.began = note["last"], note["tally"], head["began"]
                break
        self.before = self.done
        self.file.truncate(self.size)
        self.file.seek(self.size)

    def write(self, row: bytes) -> None:
        """Add a whole row."""
        self.members.write(row)

    def note(self, name: str, tally: Tally) -> None:
        """A record is done, all of whose rows were written."""
        self.done += 1
        self.last = name
        self.whole = {}
        if not self.members.waits:
            self.whole = {"records": self.done, "bytes": self.size, "last": name, "tally": tally.to_json()}
            if time.monotonic() - self.noted >= NOTE_SECONDS:
                self.checkpoint()

    def checkpoint(self) -> None:
        """Note where the run is: at the end of the last record that is done."""
        self.file.flush()
        os.fsync(self.file.fileno())
        self.journal.write(_line(self.whole))
        self.noted = time.monotonic()

    def finish(self) -> None:
        """Put the file in its place; with `resume`, note what it was made of."""
        self.members.close()
        settle(self.file, self.partial, self.path)
        self.notes.unlink(missing_ok=True)
        made = made_of(self.path)
        if self.resume:
            made.write_bytes(_line({**self.head, **seal(self.path)}))
        else:
            made.unlink(missing_ok=True)


def is_made(path: Path, about: str) -> bool:
    """Whether a file is in its place as a run like this one has left it there."""
    if path.with_name(path.name + PARTIAL).exists():
        return False
    try:
        (found,) = _lines(made_of(path))
        return found == {"run": digest(about), **seal(path)}
    except (OSError, ValueError, OutputError):
        return False


def seal(path: Path) -> dict[str, int]:
    """What tells a file from itself once it is changed."""
    state = path.stat()
    return {"size": state.st_size, "changed": state.st_mtime_ns}


def state_of(paths: Sequence[str]) -> list[tuple[str, int, int]]:
    """What tells a file from itself before it was changed; folders are not looked into."""
    found = []
    for path in paths:
        with suppress(OSError, ValueError):
            state = Path(path).stat()
            found.append((path, state.st_size, state.st_mtime_ns) if Path(path).is_file() else (path, 0, 0))
    return found


def _line(note: dict[str, Any]) -> bytes:
    return json.dumps(note).encode() + b"\n"


def _lines(path: Path) -> list[dict[str, Any]]:
    """The notes. One that was not written to its end is cut off."""
    try:
        with path.open("r+b") as file:
            content = file.read()
            whole = content.rfind(b"\n") + 1
            file.truncate(whole)
        return [json.loads(line) for line in content[:whole].splitlines()]
    except FileNotFoundError:
        return []
    except ValueError:
        raise OutputError(f"{path}: is damaged: remove it, and the file that it is of") from None


def _lock(file: BinaryIO, path: Path) -> None:
    """Keep other processes from the file, where the system knows such locks."""
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise OutputError(f"{path}: another process is writing it") from None
    except OSError:
        return
