"""Stream files from and to URLs that fsspec knows: `s3://`, `gs://`, `https://`, `hf://` and more."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from newsclean.errors import InputError, MissingExtraError

if TYPE_CHECKING:
    from newsclean.readers.streams import Meter

EXTRA = "remote"
_ADDRESS = re.compile(r"\A[A-Za-z][A-Za-z0-9+.-]+://")


def is_remote(path: str) -> bool:
    """Return whether a path is an address with a scheme.

    >>> is_remote("s3://bucket/crawl.warc.gz"), is_remote("pages/crawl.warc.gz"), is_remote("C:/a.jsonl")
    (True, False, False)
    """
    return _ADDRESS.match(path) is not None


def without_query(path: str) -> str:
    """Return an address without the query that signed addresses end in; any other path as it is.

    >>> without_query("https://host.example/a.jsonl.gz?token=b.c"), without_query("a?.txt")
    ('https://host.example/a.jsonl.gz', 'a?.txt')
    """
    return path.partition("?")[0] if is_remote(path) else path


def open_remote(path: str, meter: Meter | None = None, mode: str = "rb") -> Any:
    """Open a URL to read; with `mode` "wb", to write. `meter` counts the bytes that are read.

    A file that is open to write has the methods `commit` and `discard`. It appears at the URL when it is committed.
    Raises `MissingExtraError` without fsspec, and `InputError` if the URL cannot be opened. Later faults of the file
    system are raised as `OSError`.
    """
    try:
        import fsspec
    except ImportError:
        raise MissingExtraError(f"reading and writing {path.partition('://')[0]}:// addresses", EXTRA) from None
    try:
        system, place = fsspec.core.url_to_fs(path)
        if mode == "wb":
            return _Remote(system.open(place, mode, autocommit=False), None)
        return io.BufferedReader(_Remote(system.open(place, mode), meter), 1 << 20)
    except Exception as error:  # noqa: BLE001  each file system raises its own
        raise InputError(what_failed(error)) from None


def what_failed(error: Exception) -> str:
    """Return in one line what a file system says is wrong."""
    if isinstance(error, FileNotFoundError):
        return "no such file"
    if isinstance(error, NotImplementedError):
        return "its file system does not allow that"
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


@contextmanager
def _as_os_errors() -> Iterator[None]:
    try:
        yield
    except Exception as error:  # noqa: BLE001  each file system raises its own
        raise OSError(what_failed(error)) from None


class _Remote(io.RawIOBase):
    """A file of fsspec, whose file system may raise anything; here it is an `OSError`."""

    def __init__(self, file: Any, meter: Meter | None) -> None:
        self.file, self.meter = file, meter

    def readable(self) -> bool:
        return cast(bool, self.file.readable())

    def writable(self) -> bool:
        return cast(bool, self.file.writable())

    def seekable(self) -> bool:
        return cast(bool, self.file.seekable())

    def seek(self, offset: int, whence: int = 0) -> int:
        return cast(int, self.file.seek(offset, whence))

    def tell(self) -> int:
        return cast(int, self.file.tell())

    def readinto(self, buffer: Any) -> int:
        with _as_os_errors():
            data = self.file.read(len(buffer))
        buffer[: len(data)] = data
        if self.meter is not None:
            self.meter.read += len(data)
        return len(data)

    def write(self, data: Any) -> int:
        with _as_os_errors():
            return cast(int, self.file.write(data))

    def commit(self) -> None:
        """Close the file and put it at its URL."""
        self.close()
        with _as_os_errors():
            self.file.commit()

    def discard(self) -> None:
        """Drop what was written."""
        super().close()
        with _as_os_errors():
            self.file.discard()

    def close(self) -> None:
        with _as_os_errors():
            self.file.close()
        super().close()
