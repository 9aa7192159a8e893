"""Files that are put in their places once they are whole."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO


@contextmanager
def draft(path: Path) -> Iterator[BinaryIO]:
    """A file to write into, that takes the place of `path` at the end; if that is not reached, nothing is changed.

    What is in its place is then wholly on the disk, so that a crash leaves the old file or the new. The new one has
    the permissions of the old, and its owner where that may be given. Where `path` is a link, the file that it names
    is written.
    """
    if path.is_symlink():
        path = Path(os.path.realpath(path))
    draft_path = Path(draft_of(str(path)))
    try:
        with draft_path.open("xb") as file:
            yield file
            settle(file, draft_path, path)
    finally:
        with suppress(OSError):
            draft_path.unlink(missing_ok=True)


def put_all(files: Sequence[tuple[str, bytes]]) -> list[OSError | None]:
    """Put contents in their places, as `draft` does, in folders that are made; give what went wrong with each.

    All are written before the first is waited for, so that the disk takes them at once: where each file waits by
    itself, writing takes three times as long.
    """
    drafts = [_Draft(path) for path, _ in files]
    try:
        end: OSError | None = None
        for each, (_, content) in zip(drafts, files, strict=True):
            if end is None:
                each.begin(content)
            else:
                each.error = end
            end = each.error if each.error is not None and ends_run(each.error) else None
        for each in drafts:
            each.settle()
    finally:
        for each in drafts:
            each.close()
    return [each.error for each in drafts]


OF_ONE_NAME = frozenset(
    (errno.ENAMETOOLONG, errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.ENOTEMPTY, errno.EINVAL, errno.EILSEQ)
)
"""What may go wrong with one output and not with the next. All else (a full disk, one that is read only) ends a run."""
FULL = frozenset((errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EIO))


def ends_run(error: OSError) -> bool:
    """Whether what went wrong with an output will go wrong with all others, too."""
    return error.errno not in OF_ONE_NAME


class _Draft:
    """One of many: what goes wrong is kept in `error`, and ends nothing."""

    def __init__(self, path: str) -> None:
        self.path, self.written = path, draft_of(path)
        self.error: OSError | None = None
        self.file: int | None = None
        self.there = False

    def begin(self, content: bytes) -> None:
        """Write all of it, and let the system begin to bring it to the disk."""
        try:
            try:
                self.file = os.open(self.written, _NEW, 0o666)
            except FileNotFoundError:
                os.makedirs(os.path.dirname(self.path), exist_ok=True)  # noqa: PTH103, PTH120
                self.file = os.open(self.written, _NEW, 0o666)
            self.there = True
            rest = memoryview(content)
            while rest:
                rest = rest[os.write(self.file, rest) :]
            if sys.platform == "linux":
                os.posix_fadvise(self.file, 0, 0, os.POSIX_FADV_DONTNEED)
        except OSError as error:
            self.error = error

    def settle(self) -> None:
        """Put it in its place, once it is on the disk."""
        if self.error is not None or self.file is None:
            return
        try:
            os.fsync(self.file)
            os.close(self.file)
            self.file = None
            follow(self.path, self.written)
            os.replace(self.written, self.path)  # noqa: PTH105
            self.there = False
        except OSError as error:
            self.error = error

    def close(self) -> None:
        """Leave nothing that is not in its place."""
        with suppress(OSError):
            if self.file is not None:
                os.close(self.file)
            if self.there:
                os.unlink(self.written)  # noqa: PTH108


_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def draft_of(path: str) -> str:
    """The name of a draft, beside the place of what it will be."""
    return os.path.join(os.path.dirname(path), f".{os.getpid()}-{os.urandom(4).hex()}.draft")  # noqa: PTH118, PTH120


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
    follow(str(path), str(written))
    written.replace(path)


def follow(path: str, written: str) -> None:
    """Give what is written the permissions of the file that it takes the place of, and its owner if that may be."""
    with suppress(FileNotFoundError):
        old, new = os.stat(path), os.stat(written)  # noqa: PTH116
        if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
            with suppress(OSError):
                os.chown(written, old.st_uid, old.st_gid)
        os.chmod(written, stat.S_IMODE(old.st_mode))  # noqa: PTH101
