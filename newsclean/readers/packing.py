"""Decompress streams (gzip, bz2, xz, zstd) member by member. Reading continues after a damaged one."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from newsclean.readers.compression import ANY_MEMBER, FORMATS, Engine, format_suffix, is_text, needs_input, unpack_all

BLOCK_BYTES = 1 << 17
"""The number of bytes that one read of a file takes."""

KEPT_BYTES = 1 << 15
"""The number of bytes before the position that stay buffered: a damaged member may end before the damage is noticed."""

HEAD_BYTES = 10
"""The number of bytes that identify the format of a member."""

MAX_DICTIONARY_BYTES = 16 << 20
"""The maximum size of a zstd dictionary in bytes."""

_SKIPPABLE, _DICTIONARY, _DICTIONARY_FRAME = b"\x2a\x4d\x18", b"\x37\xa4\x30\xec", b"\x5d\x2a\x4d\x18"


class DamagedError(OSError):
    """A member is truncated or damaged. `member` is its first byte in the file."""

    def __init__(self, message: str, member: int) -> None:
        super().__init__(message)
        self.member = member


class Members:
    """The content of a file, piece by piece. Each of its members may have a different format.

    `packed` is the suffix of the first member's format; if it is `None`, an uncompressed file is read as it is.
    `member` is the first byte of the last piece's member in the file.
    """

    def __init__(self, file: io.BufferedReader, packed: str | None) -> None:
        self.file = file
        self.form = FORMATS[packed] if packed else None
        self.may_be_plain, self.is_plain = not packed, False
        self.begun = self.lost = self.fresh = False
        self.block, self.at, self.before = b"", 0, 0
        self.member = 0
        self.dictionary: bytes | None = None
        self.engine: Engine | None = None
        self.engines: Callable[[], Engine] | None = None
        self.error: type[Exception] = DamagedError
        self.broken: DamagedError | None = None

    def piece(self) -> bytes:
        """Return the next bytes; empty at the end. Raises `MissingExtraError` if zstandard is missing.

        Raises `DamagedError` once for each damage. The next call resumes at the next member.
        """
        while True:
            if self.broken is not None:
                error, self.broken, self.engine, self.lost = self.broken, None, None, True
                raise error
            if self.is_plain:
                return self.read_raw(BLOCK_BYTES)
            if self.engine is None and not self.begin():
                return b""
            if self.engine is not None and (piece := self.unpacked(self.engine)):
                return piece

    def ready(self, count: int) -> int:
        """Buffer at least `count` bytes, if the file has as many. Return the number of buffered bytes."""
        while len(self.block) - self.at < count and (more := self.file.read1(BLOCK_BYTES)):
            done = max(0, self.at - KEPT_BYTES)
            self.block = self.block[done:] + more
            self.before += done
            self.at -= done
        return len(self.block) - self.at

    def read_raw(self, count: int) -> bytes:
        """Return at most `count` of the next bytes without decompressing them."""
        self.ready(1)
        data = self.block[self.at : self.at + count]
        self.at += len(data)
        return data

    def begin(self) -> bool:
        """Start the next member; return `False` at the end of the file. Zeros between members are skipped."""
        while True:
            if self.lost and not self.find():
                return False
            while self.begun and self.ready(1) and not self.block[self.at]:
                self.at = len(self.block) - len(self.block[self.at :].lstrip(b"\0"))
            if not self.ready(HEAD_BYTES):
                empty, self.begun = not self.begun, True
                if empty:
                    raise DamagedError("an empty file", 0)
                return False
            if not self.skip_frame():
                self.start()
                return True

    def start(self) -> None:
        """Start the member at this position."""
        self.member = self.before + self.at
        head = self.block[self.at : self.at + HEAD_BYTES]
        form = FORMATS.get(format_suffix(head))
        self.is_plain = form is None and self.may_be_plain and not self.begun and is_text(head)
        self.begun = True
        if self.is_plain:
            return
        if form is None:
            self.lost = True
            name = f"not {self.form.name}" if self.form is not None else "neither text nor compressed"
            raise DamagedError(f"{name}: no member begins at byte {self.member:,}", self.member)
        if form is not self.form or self.engines is None:
            self.form = form
            self.engines, self.error = form.engines(self.dictionary)
        self.engine, self.fresh = self.engines(), True

    def unpacked(self, engine: Engine) -> bytes:
        """Return the output of the next step; it may be empty."""
        assert self.form is not None
        data, member = b"", f"the {self.form.name} member at byte {self.member:,}"
        if needs_input(engine):
            data = self.read_raw(self.form.step)
            if not data:
                self.broken = DamagedError(f"cut off: {member} has no end", self.member)
                return b""
        copy: Any = None if self.fresh else getattr(engine, "copy", None)
        before: Engine | None = copy and copy()
        try:
            piece = engine.decompress(data, *self.form.limit)
        except self.error as error:
            message = f"damaged: {member}, before byte {self.before + self.at:,}: {error}"
            self.broken = DamagedError(message, self.member)
            return self.salvaged(before, data)
        self.fresh = False
        if engine.eof:
            self.at -= len(engine.unused_data)
            self.engine = None
        return piece

    def salvaged(self, engine: Engine | None, data: bytes) -> bytes:
        """Return the failed step's output before the damage. `engine` is a copy from before that step."""
        if self.fresh and self.engines is not None:
            engine = self.engines()
        pieces: list[bytes] = []
        if engine is not None:
            with suppress(self.error):
                for at in range(len(data)):
                    pieces.append(engine.decompress(data[at : at + 1]))
        return b"".join(pieces)

    def find(self) -> bool:
        """Go to the next apparent member after the start of the damaged one; return `False` if there is none."""
        begins = ANY_MEMBER if self.form is None else self.form.begins
        self.at = max(0, self.member + 1 - self.before)
        while True:
            found = begins.search(self.block, self.at)
            if found is not None:
                self.at, self.lost = found.start(), False
                return True
            self.at = max(self.at, len(self.block) - HEAD_BYTES)
            have = len(self.block) - self.at
            if self.ready(have + 1) == have:
                self.at = len(self.block)
                return False

    def skip_frame(self) -> bool:
        """Skip a skippable zstd frame; return whether there was one. All later frames use its dictionary."""
        head = self.block[self.at : self.at + 8]
        if head[1:4] != _SKIPPABLE or not FORMATS[".zst"].begins.match(head):
            return False
        self.begun, self.member = True, self.before + self.at
        size, self.at = int.from_bytes(head[4:], "little"), self.at + 8
        if head.startswith(_DICTIONARY_FRAME) and size <= MAX_DICTIONARY_BYTES:
            self.ready(size)
            self.use_dictionary(self.read_raw(size))
            return True
        while size and (piece := self.read_raw(min(size, BLOCK_BYTES))):
            size -= len(piece)
        return True

    def use_dictionary(self, content: bytes) -> None:
        """Use a dictionary, which may be compressed."""
        form = FORMATS[".zst"]
        if form.begins.match(content):
            engines, error = form.engines(None)
            try:
                content = unpack_all(engines(), content, form, MAX_DICTIONARY_BYTES)[0]
            except (error, EOFError, OverflowError) as broke:
                raise DamagedError(f"damaged: the dictionary at byte {self.member:,}: {broke}", self.member) from None
        if content.startswith(_DICTIONARY):
            self.dictionary = content
            self.form = form
            self.engines, self.error = form.engines(content)
