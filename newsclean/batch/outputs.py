"""Files that are put in their places once they are whole."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def draft(path: Path) -> Iterator[BinaryIO]:
    """A file to write into, that takes the place of `path` at the end; if that is not reached, nothing is changed.

    What is in its place is then wholly on the disk, so that a crash leaves the old file or the new. The new one has
    the permissions of the old.
    """
    draft_path = path.with_name(f".{os.getpid()}-{os.urandom(4).hex()}.draft")
    try:
        with draft_path.open("xb") as file:
            yield file
            settle(file, draft_path, path)
    finally:
        with suppress(OSError):
            draft_path.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Remove drafts of processes that are no more. Where that cannot be told, all stay."""
    if sys.platform == "win32":
        return
    for path in folder.glob(".*.draft"):
        with suppress(ValueError, OSError):
            pid = int(path.name[1:].partition("-")[0])
            try:
                os.kill(pid, 0)
            except ProcessLookupError:
                path.unlink()


def settle(file: BinaryIO, written: Path, path: Path) -> None:
    """Put a file that is written in its place, once it is on the disk."""
    file.flush()
    os.fsync(file.fileno())
    if path.exists():
        shutil.copymode(path, written)
    written.replace(path)
