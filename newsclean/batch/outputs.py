"""Write files atomically: a file is moved into place when it is complete."""

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
    """Open a draft that replaces `path` at the end of the block. If the block fails, nothing is changed.

    The draft is synced to disk before it replaces `path`, so a crash leaves the old file or the new one. The new file
    gets the permissions of the old one, and its owner if the system permits that. If `path` is a link, its target is
    replaced. A device or a pipe is not replaced: what the block writes goes there at once.
    """
    if path.is_symlink():
        path = Path(os.path.realpath(path))
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            yield file
        return
    draft_path = Path(draft_of(str(path)))
    try:
        with draft_path.open("xb") as file:
            yield file
            commit(file, draft_path, path)
    finally:
        with suppress(OSError):
            draft_path.unlink(missing_ok=True)


def put_all(files: Sequence[tuple[str, bytes]]) -> list[OSError | None]:
    """Write files as `draft` does, create their folders, and return the error of each file or `None`.

    All files are written before the first is synced, so that the disk takes them together. Syncing each file after
    writing it takes three times as long.
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
            each.commit()
    finally:
        for each in drafts:
            each.close()
    return [each.error for each in drafts]


OF_ONE_NAME = frozenset(
    (errno.ENAMETOOLONG, errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.ENOTEMPTY, errno.EINVAL, errno.EILSEQ)
)
"""Errors that concern only one output. Any other error, such as a full or read-only disk, ends the run."""

FULL = frozenset((errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EIO))


def ends_run(error: OSError) -> bool:
    """Return whether an error of one output will also occur for all others."""
    return error.errno not in OF_ONE_NAME


class _Draft:
    """One of many drafts. An error is stored in `error` and does not stop the others. Links are followed."""

    def __init__(self, path: str) -> None:
        self.path = os.path.realpath(path) if os.path.islink(path) else path  # noqa: PTH114
        self.written = draft_of(self.path)
        self.error: OSError | None = None
        self.file: int | None = None
        self.created = False

    def begin(self, content: bytes) -> None:
        """Write the content, and let the system start writing it to disk."""
        try:
            try:
                self.file = os.open(self.written, _NEW, 0o666)
            except FileNotFoundError:
                os.makedirs(os.path.dirname(self.path), exist_ok=True)  # noqa: PTH103, PTH120
                self.file = os.open(self.written, _NEW, 0o666)
            self.created = True
            rest = memoryview(content)
            while rest:
                rest = rest[os.write(self.file, rest) :]
            if sys.platform == "linux":
                os.posix_fadvise(self.file, 0, 0, os.POSIX_FADV_DONTNEED)
        except OSError as error:
            self.error = error

    def commit(self) -> None:
        """Sync the draft to disk and move it into place."""
        if self.error is not None or self.file is None:
            return
        try:
            os.fsync(self.file)
            os.close(self.file)
            self.file = None
            copy_permissions(self.path, self.written)
            os.replace(self.written, self.path)  # noqa: PTH105
            self.created = False
        except OSError as error:
            self.error = error

    def close(self) -> None:
        """Remove a draft that was not moved into place."""
        with suppress(OSError):
            if self.file is not None:
                os.close(self.file)
            if self.created:
                os.unlink(self.written)  # noqa: PTH108


_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def draft_of(path: str) -> str:
    """Return the path of a new draft, in the folder of its final path."""
    return os.path.join(os.path.dirname(path), f".{os.getpid()}-{os.urandom(4).hex()}.draft")  # noqa: PTH118, PTH120


def sweep(folder: Path) -> None:
    """Remove drafts of processes that have ended.

    On Windows, where that cannot be checked, all drafts are kept.
    """
    if sys.platform == "win32":
        return
    for path in folder.glob(".*.draft"):
        with suppress(OverflowError, ValueError, OSError):
            pid = int(path.name[1:].partition("-")[0])
            try:
                os.kill(pid, 0)
            except ProcessLookupError:
                path.unlink()


def commit(file: BinaryIO, written: Path, path: Path) -> None:
    """Sync a written file to disk and move it into place."""
    file.flush()
    os.fsync(file.fileno())
    copy_permissions(str(path), str(written))
    written.replace(path)


def copy_permissions(path: str, written: str) -> None:
    """Give a written file the permissions of the file that it replaces, and its owner if permitted."""
    with suppress(FileNotFoundError):
        old, new = os.stat(path), os.stat(written)  # noqa: PTH116
        if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
            with suppress(OSError):
                os.chown(written, old.st_uid, old.st_gid)
        os.chmod(written, stat.S_IMODE(old.st_mode))  # noqa: PTH101
