"""A file of rows with a journal, so that a killed run can be resumed."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from newsclean.batch.output_paths import NOTES, PARTIAL, options_file
from newsclean.batch.outputs import commit
from newsclean.batch.tally import Tally
from newsclean.batch.tree import digest
from newsclean.errors import OutputError
from newsclean.writers.packing import PACKED, Members

NOTE_SECONDS = 0.5
"""The minimum number of seconds between two notes in the journal."""


class ResumableFile:
    """A file of rows that is written to `path` + `.partial`; `finish()` moves it to `path`.

    A journal records the number of finished records and the bytes of their rows, after these bytes are on disk. When a
    run resumes, data after the last journal entry is cut off, such as half a row. `done` is the number of finished
    records. When a run ends early for any reason, the finished rows are kept. A compressed file consists of consecutive
    members; the rows of the last member are lost if it is not complete (`Members.MEMBER_BYTES`).

    Entering the context raises `OutputError` if a partial file exists without `resume`, if it belongs to a run with
    other inputs or options (`about`), or if another process is writing it.
    """

    def __init__(self, path: Path, about: str, resume: bool) -> None:
        self.path, self.resume = path, resume
        self.partial, self.notes = (path.with_name(path.name + suffix) for suffix in (PARTIAL, NOTES))
        self.head = {"run": digest(about)}
        self.began = time.time_ns()
        self.done = 0
        self.last = ""
        self.tally_before: dict[str, Any] | None = None
        self.next_note: dict[str, Any] = {}
        self.noted = time.monotonic()

    def __enter__(self) -> ResumableFile:
        there = self.partial.exists()
        if there and not self.resume:
            raise OutputError(
                f"{self.partial}: belongs to a run that was interrupted or is still running: continue with --resume,"
                " or remove the file"
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
        if kind is not None and self.next_note:
            with suppress(OSError):  # a full disk, which has been reported
                self.checkpoint()
        with suppress(OSError):
            self.file.close()
        self.journal.close()
        if not self.size:
            self.remove()

    @property
    def size(self) -> int:
        """The bytes written so far, including earlier runs."""
        return self.members.written_bytes

    def hint(self) -> str:
        """Return the hint for a run that ends early."""
        return f"; {self.partial.name} contains the finished rows: continue with --resume" if self.size else ""

    def remove(self) -> None:
        """Remove the partial file and the journal."""
        for path in (self.partial, self.notes):
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def resume_from_journal(self) -> None:
        """Restore the state of the previous run, and cut off the data after it."""
        head, *notes = _lines(self.notes) or [{}]
        length = os.fstat(self.file.fileno()).st_size
        if head.get("run") != self.head["run"] and (head or length):
            raise OutputError(
                f"{self.partial}: belongs to a run with other inputs or options, or of another version: repeat that"
                " run, or remove the file"
            )
        for note in reversed(notes):
            if note["bytes"] <= length:
                self.done, self.members.written_bytes = note["records"], note["bytes"]
                self.last, self.tally_before, self.began = note["last"], note["tally"], head["began"]
                break
        self.file.truncate(self.size)
        self.file.seek(self.size)

    def write(self, row: bytes) -> None:
        """Add a whole row."""
        self.members.write(row)

    def note(self, name: str, tally: Tally) -> None:
        """Count a finished record, whose row was written if it has one."""
        self.done += 1
        self.last = name
        if not self.members.pending_bytes:
            self.next_note = {"records": self.done, "bytes": self.size, "last": name, "tally": tally.to_json()}
            if time.monotonic() - self.noted >= NOTE_SECONDS:
                self.checkpoint()

    def checkpoint(self) -> None:
        """Record the end of the last finished record in the journal."""
        self.file.flush()
        os.fsync(self.file.fileno())
        self.journal.write(_line(self.next_note))
        self.noted = time.monotonic()

    def finish(self, tally: Tally) -> None:
        """Move the file into place. With `resume`, record its inputs, its options and the counts beside it."""
        self.members.close()
        commit(self.file, self.partial, self.path)
        self.notes.unlink(missing_ok=True)
        made = options_file(self.path)
        if self.resume:
            made.write_bytes(_line({**self.head, **seal(self.path), "tally": tally.to_json()}))
        else:
            made.unlink(missing_ok=True)


def counts_of(path: Path, about: str) -> dict[str, Any] | None:
    """Return the counts of the run that made a file, for `Tally.restore`.

    The result is `None` if the file is not the unchanged result of a complete run with these inputs and options.
    """
    if path.with_name(path.name + PARTIAL).exists():
        return None
    try:
        (found,) = _lines(options_file(path))
        counts = found.pop("tally", None)
        return counts if found == {"run": digest(about), **seal(path)} else None
    except (OSError, ValueError, OutputError):
        return None


def seal(path: Path) -> dict[str, int]:
    """Return the size in bytes and the modification time in nanoseconds of a file."""
    state = path.stat()
    return {"size": state.st_size, "changed": state.st_mtime_ns}


def state_of(paths: Sequence[str]) -> list[tuple[str, int, int]]:
    """Return path, size in bytes and modification time in nanoseconds of each input that exists, to detect changes.

    Size and time of anything but a regular file are 0.
    """
    found = []
    for path in paths:
        with suppress(OSError, ValueError):
            state = Path(path).stat()
            found.append((path, state.st_size, state.st_mtime_ns) if Path(path).is_file() else (path, 0, 0))
    return found


def _line(note: dict[str, Any]) -> bytes:
    return json.dumps(note).encode() + b"\n"


def _lines(path: Path) -> list[dict[str, Any]]:
    """Return the entries of a journal. An incomplete last entry is cut off."""
    try:
        with path.open("r+b") as file:
            content = file.read()
            whole = content.rfind(b"\n") + 1
            file.truncate(whole)
        # An entry that is not an object has no items: an AttributeError.
        return [dict(json.loads(line).items()) for line in content[:whole].splitlines()]
    except FileNotFoundError:
        return []
    except (AttributeError, ValueError):
        raise OutputError(f"{path}: is damaged: remove it and the {PARTIAL} file") from None


def _lock(file: BinaryIO, path: Path) -> None:
    """Lock the file against other processes, if the system supports such locks."""
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
