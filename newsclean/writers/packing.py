"""Compress outputs as .gz, .bz2, .xz or .zst, according to the suffix of the output's name."""

from __future__ import annotations

from typing import Any, BinaryIO, cast

from newsclean.errors import MissingExtraError

PACKED = (".gz", ".bz2", ".xz", ".zst")


def compressed(data: bytes, suffix: str) -> bytes:
    """Compress bytes into one member. A file may have several members. Equal bytes give equal members."""
    if suffix == ".gz":
        import gzip

        return gzip.compress(data, 6, mtime=0)
    if suffix == ".bz2":
        import bz2

        return bz2.compress(data)
    if suffix == ".xz":
        import lzma

        return lzma.compress(data)
    return cast(bytes, _zstd().compress(data)) if suffix == ".zst" else data


class Members:
    """A file that is written in members of at least `MEMBER_BYTES`. No piece is split between members.

    `close()` writes the last member. The constructor raises `MissingExtraError` for `.zst` without zstandard.
    """

    MEMBER_BYTES = 1 << 20

    def __init__(self, file: BinaryIO, suffix: str) -> None:
        self.file, self.suffix = file, suffix
        self.waiting: list[bytes] = []
        self.waits = self.size = 0
        if suffix == ".zst":
            _zstd()

    def write(self, piece: bytes) -> None:
        """Add a piece."""
        self.waiting.append(piece)
        self.waits += len(piece)
        if not self.suffix or self.waits >= self.MEMBER_BYTES:
            self.flush()

    def flush(self) -> None:
        """Write the buffered pieces as one member."""
        if self.waiting:
            member = compressed(b"".join(self.waiting), self.suffix)
            self.waiting, self.waits = [], 0
            self.file.write(member)
            self.size += len(member)

    def close(self) -> None:
        """Write the last member. A compressed file without content gets one empty member."""
        self.flush()
        if self.suffix and not self.size:
            self.file.write(compressed(b"", self.suffix))


def _zstd() -> Any:
    try:
        import zstandard
    except ImportError:
        raise MissingExtraError("writing .zst", "zstd") from None
    return zstandard.ZstdCompressor()
