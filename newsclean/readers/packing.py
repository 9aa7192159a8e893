"""Decompress streams (gzip, bz2, xz, zstd) member by member. Reading continues after a damaged one."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple, Protocol

from newsclean.errors import MissingExtraError

BLOCK_BYTES = 1 << 17
"""Bytes that one read of a file takes."""
KEPT_BYTES = 1 << 15
"""Bytes before the position that stay buffered: a damaged member may end before the damage is detected."""
HEAD_BYTES = 10
"""Bytes that identify the format of a member."""
OUT_BYTES = 1 << 20
"""The largest output of one step, for engines that accept a limit."""
MAX_DICTIONARY_BYTES, MAX_WORKING_BYTES = 16 << 20, 256 << 20
"""Bytes of a zstd dictionary, and bytes of memory for decompressing xz."""
_SKIPPABLE, _DICTIONARY, _DICTIONARY_FRAME = b"\x2a\x4d\x18", b"\x37\xa4\x30\xec", b"\x5d\x2a\x4d\x18"


class Engine(Protocol):
    """A decompressor of one member."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /) -> bytes: ...


class Packing(NamedTuple):
    """A compression format: its name, the magic number of its members, and the input bytes of one step.

    `engines` returns a factory of engines and the type of their errors; a dictionary is for zstd only. `limit` bounds
    the output of a step. Without it, `step` is so small that a step gives at most about 16 MB.
    """

    name: str
    begins: re.Pattern[bytes]
    step: int
    engines: Callable[[bytes | None], tuple[Callable[[], Engine], type[Exception]]]
    limit: tuple[int, ...] = ()


class DamagedError(OSError):
    """A member is truncated or damaged. `member` is its first byte in the file."""

    def __init__(self, message: str, member: int) -> None:
        super().__init__(message)
        self.member = member


def _gzip(dictionary: bytes | None) -> tuple[Callable[[], Engine], type[Exception]]:
    return lambda: zlib.decompressobj(31), zlib.error


def _bz2(dictionary: bytes | None) -> tuple[Callable[[], Engine], type[Exception]]:
    import bz2

    return bz2.BZ2Decompressor, OSError


def _xz(dictionary: bytes | None) -> tuple[Callable[[], Engine], type[Exception]]:
    import lzma

    return lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, MAX_WORKING_BYTES), lzma.LZMAError


def _zstd(dictionary: bytes | None) -> tuple[Callable[[], Engine], type[Exception]]:
    try:
        import zstandard
    except ImportError:
        raise MissingExtraError("reading zstd", "zstd") from None
    known = zstandard.ZstdCompressionDict(dictionary) if dictionary else None
    return zstandard.ZstdDecompressor(dict_data=known).decompressobj, zstandard.ZstdError


PACKINGS = {
    ".gz": Packing("gzip", re.compile(rb"\x1f\x8b\x08[\0-\x1f]"), 1 << 12, _gzip),
    ".bz2": Packing("bz2", re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"), 1 << 16, _bz2, (OUT_BYTES,)),
    ".xz": Packing("xz", re.compile(rb"\xfd7zXZ\0"), 1 << 16, _xz, (OUT_BYTES,)),
    ".zst": Packing("zstd", re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18"), 512, _zstd),
}
"""The formats by file suffix. No page and no row begins like a member."""

_ANY = re.compile(b"|".join(form.begins.pattern for form in PACKINGS.values()))
_PRINTABLE = bytes(range(0x20, 0x7F)) + b"\t\r\n"


def is_text(head: bytes) -> bool:
    """Return whether these bytes are text, even if some are damaged.

    >>> is_text(b"WBRC/1.0 "), is_text(bytes.fromhex("1f8c0800"))
    (True, False)
    """
    return 4 * len(head.translate(None, _PRINTABLE)) < len(head)


def packing(head: bytes) -> str:
    """Return the suffix of the format that begins with these bytes; empty for uncompressed data.

    >>> packing(bytes.fromhex("1f8b0800")), packing(b"<html>")
    ('.gz', '')
    """
    return next((suffix for suffix, form in PACKINGS.items() if form.begins.match(head)), "")


class Members:
    """The content of a file, piece by piece. Each of its members may have a different format.

    `packed` is the suffix of the first member's format; if it is `None`, an uncompressed file is read as it is.
    `member` is the first byte of the last piece's member in the file.
    """

    def __init__(self, file: io.BufferedReader, packed: str | None) -> None:
        self.file = file
        self.form = PACKINGS[packed] if packed else None
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
        form = PACKINGS.get(packing(head))
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
        begins = _ANY if self.form is None else self.form.begins
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
        if head[1:4] != _SKIPPABLE or not PACKINGS[".zst"].begins.match(head):
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
        form = PACKINGS[".zst"]
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


def needs_input(engine: Engine) -> bool:
    """Return whether an engine needs more input."""
    return getattr(engine, "needs_input", True)


def unpack_all(engine: Engine, data: bytes, form: Packing, most: int | None) -> tuple[bytes, bytes]:
    """Decompress a member; return its content and the data after it.

    Raises `EOFError` if it is truncated, `OverflowError` if its content is larger than `most`, and its engine's errors.
    """
    pieces: list[bytes] = []
    size = at = 0
    while not engine.eof:
        step = data[at : at + form.step] if (hungry := needs_input(engine)) else b""
        if hungry and not step:
            raise EOFError("cut off")
        at += len(step)
        pieces.append(engine.decompress(step, *form.limit))
        size += len(pieces[-1])
        if most is not None and size > most:
            raise OverflowError("too large")
    return b"".join(pieces), engine.unused_data + data[at:]
