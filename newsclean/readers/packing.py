"""Packed streams (gzip, bz2, xz, zstd), unpacked member by member: after a damaged one, the next can be read."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple, Protocol

from newsclean.errors import MissingExtraError

BLOCK_BYTES = 1 << 17
"""Read of a file at once."""
KEPT_BYTES = 1 << 15
"""So much of what was unpacked stays at hand: a damaged member may end before the place where the damage shows."""
HEAD_BYTES = 10
"""A member is known by so many bytes."""
OUT_BYTES = 1 << 20
"""Unpacked at once by what takes a limit."""
MAX_DICTIONARY_BYTES, MAX_WORKING_BYTES = 16 << 20, 256 << 20
"""Of a zstd dictionary, and of the memory that unpacking xz may take."""
_SKIPPABLE, _DICTIONARY, _DICTIONARY_FRAME = b"\x2a\x4d\x18", b"\x37\xa4\x30\xec", b"\x5d\x2a\x4d\x18"


class Engine(Protocol):
    """What unpacks one member."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /) -> bytes: ...


class Packing(NamedTuple):
    """A way to pack: its name, what its members begin with, and how much of one is unpacked at once.

    `engines` gives what makes the engines, and what they raise; a dictionary is for zstd only. With `limit`, an engine
    gives no more at once; those without one are given so little that at most some 16 MB come of it.
    """

    name: str
    begins: re.Pattern[bytes]
    step: int
    engines: Callable[[bytes | None], tuple[Callable[[], Engine], type[Exception]]]
    limit: tuple[int, ...] = ()


class DamagedError(OSError):
    """A member is cut off or damaged. `member` is the byte of the file at which it begins."""

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
"""By the suffix of a file. No page begins like a member, nor a row."""

_ANY = re.compile(b"|".join(form.begins.pattern for form in PACKINGS.values()))
_PRINTABLE = bytes(range(0x20, 0x7F)) + b"\t\r\n"


def is_text(head: bytes) -> bool:
    """Whether these bytes are of a text, even if some are damaged.

    >>> is_text(b"WBRC/1.0 "), is_text(bytes.fromhex("1f8c0800"))
    (True, False)
    """
    return 4 * len(head.translate(None, _PRINTABLE)) < len(head)


def packing(head: bytes) -> str:
    """How a stream is packed that begins so, as a suffix.

    >>> packing(bytes.fromhex("1f8b0800")), packing(b"<html>")
    ('.gz', '')
    """
    return next((suffix for suffix, form in PACKINGS.items() if form.begins.match(head)), "")


class Members:
    """What a file holds, a piece at a time, whatever each of its members is packed with.

    `packed` is the suffix of the first one's packing; with `None`, a file that is not packed is taken as it is.
    `member` is the byte of the file at which the member of the last piece begins.
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
        """The next bytes; none at the end. Raises `DamagedError` once for each damage; then goes on at the next member.

        Raises `MissingExtraError` where zstandard is not installed.
        """
        while True:
            if self.broken is not None:
                error, self.broken, self.engine, self.lost = self.broken, None, None, True
                raise error
            if self.is_plain:
                return self.taken(BLOCK_BYTES)
            if self.engine is None and not self.begin():
                return b""
            if self.engine is not None and (piece := self.unpacked(self.engine)):
                return piece

    def ready(self, count: int) -> int:
        """How many bytes are at hand: so many at least, if the file has them."""
        while len(self.block) - self.at < count and (more := self.file.read1(BLOCK_BYTES)):
            done = max(0, self.at - KEPT_BYTES)
            self.block = self.block[done:] + more
            self.before += done
            self.at -= done
        return len(self.block) - self.at

    def taken(self, count: int) -> bytes:
        """The next bytes as they lie there."""
        self.ready(1)
        data = self.block[self.at : self.at + count]
        self.at += len(data)
        return data

    def begin(self) -> bool:
        """Start with the next member; false at the end of the file. Zeros between members are nothing."""
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
            if not self.passed_over():
                self.start()
                return True

    def start(self) -> None:
        """Start with the member that stands here."""
        self.member = self.before + self.at
        head = self.block[self.at : self.at + HEAD_BYTES]
        form = PACKINGS.get(packing(head))
        self.is_plain = form is None and self.may_be_plain and not self.begun and is_text(head)
        self.begun = True
        if self.is_plain:
            return
        if form is None:
            self.lost = True
            name = f"no {self.form.name}" if self.form is not None else "neither text nor compressed"
            raise DamagedError(f"{name}: no member begins at byte {self.member:,}", self.member)
        if form is not self.form or self.engines is None:
            self.form = form
            self.engines, self.error = form.engines(self.dictionary)
        self.engine, self.fresh = self.engines(), True

    def unpacked(self, engine: Engine) -> bytes:
        """What comes of the next step into the member, if anything."""
        assert self.form is not None
        data, member = b"", f"the {self.form.name} member at byte {self.member:,}"
        if is_hungry(engine):
            data = self.taken(self.form.step)
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
        """What stands before the damage in the step that broke, by an engine as it was before."""
        if self.fresh and self.engines is not None:
            engine = self.engines()
        pieces: list[bytes] = []
        if engine is not None:
            with suppress(self.error):
                for at in range(len(data)):
                    pieces.append(engine.decompress(data[at : at + 1]))
        return b"".join(pieces)

    def find(self) -> bool:
        """Go to what begins like a member after the start of the one that is damaged; false if nothing does."""
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

    def passed_over(self) -> bool:
        """Whether a frame stood here that zstd passes over. A dictionary in one is for all frames after it."""
        head = self.block[self.at : self.at + 8]
        if head[1:4] != _SKIPPABLE or not PACKINGS[".zst"].begins.match(head):
            return False
        self.begun, self.member = True, self.before + self.at
        size, self.at = int.from_bytes(head[4:], "little"), self.at + 8
        if head.startswith(_DICTIONARY_FRAME) and size <= MAX_DICTIONARY_BYTES:
            self.ready(size)
            self.learn(self.taken(size))
            return True
        while size and (piece := self.taken(min(size, BLOCK_BYTES))):
            size -= len(piece)
        return True

    def learn(self, content: bytes) -> None:
        """Take a dictionary, packed or not."""
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


def is_hungry(engine: Engine) -> bool:
    """Whether an engine needs more to go on."""
    return getattr(engine, "needs_input", True)


def unpack_all(engine: Engine, data: bytes, form: Packing, most: int | None) -> tuple[bytes, bytes]:
    """What a member holds, and what follows it.

    Raises `EOFError` if it is cut off, `OverflowError` if more than `most` comes of it, and what its engine raises.
    """
    pieces: list[bytes] = []
    size = at = 0
    while not engine.eof:
        step = data[at : at + form.step] if (hungry := is_hungry(engine)) else b""
        if hungry and not step:
            raise EOFError("cut off")
        at += len(step)
        pieces.append(engine.decompress(step, *form.limit))
        size += len(pieces[-1])
        if most is not None and size > most:
            raise OverflowError("too large")
    return b"".join(pieces), engine.unused_data + data[at:]
