"""Compress outputs as .gz, .bz2, .xz or .zst, according to the suffix of the output's name."""

from __future__ import annotations

from typing import Any, BinaryIO, cast

from newsclean.errors import MissingExtraError

PACKED = (".gz", ".bz2", ".xz", ".zst")


def compressed(data: bytes, suffix: str) -> bytes:
    """Return bytes compressed as one member, by suffix; any other suffix leaves them unchanged.

    A file may have several members. Equal bytes give equal members. Raises `MissingExtraError` for `.zst` without
    zstandard.
    """
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
    """A file to which pieces are added.

    With a suffix of `PACKED`, pieces are collected up to `MEMBER_BYTES`, and each collection becomes a member. Without
    one, each piece is written at once. No piece is split. `pending_bytes` counts bytes before compression, and
    `written_bytes` bytes of the file. `close()` writes the last member, which may be shorter. The constructor raises
    `MissingExtraError` for `.zst` without zstandard.
    """

    MEMBER_BYTES = 1 << 20
    """The minimum number of bytes of a member before compression. The last one may have fewer."""

    def __init__(self, file: BinaryIO, suffix: str) -> None:
        self.file, self.suffix = file, suffix
        self.pending: list[bytes] = []
        self.pending_bytes = self.written_bytes = 0
        if suffix == ".zst":
            _zstd()

    def write(self, piece: bytes) -> None:
        """Add a piece."""
        self.pending.append(piece)
        self.pending_bytes += len(piece)
        if not self.suffix or self.pending_bytes >= self.MEMBER_BYTES:
            self.flush()

    def flush(self) -> None:
        """Write the buffered pieces as one member."""
        if self.pending:
            member = compressed(b"".join(self.pending), self.suffix)
            self.pending, self.pending_bytes = [], 0
            self.file.write(member)
            self.written_bytes += len(member)

    def close(self) -> None:
        """Write the last member. A compressed file without content gets one empty member."""
        self.flush()
        if self.suffix and not self.written_bytes:
            self.file.write(compressed(b"", self.suffix))


def _zstd() -> Any:
    try:
        import zstandard
    except ImportError:
        raise MissingExtraError("writing .zst", "zstd") from None
    return zstandard.ZstdCompressor()
