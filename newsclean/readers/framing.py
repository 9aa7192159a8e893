"""Split a WARC file into records. After a damaged record, reading resumes at the next one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from newsclean.errors import InputError
from newsclean.readers.packing import DamagedError, Members

MAX_BODY_BYTES = 256 << 20
MAX_HEAD_BYTES = 1 << 20
"""The maximum number of bytes of a record's own header. Its URL may be a `data:` URL as long as an image."""

PART_BYTES = 1 << 16
"""The number of bytes that are kept of a body that is too large. They are enough to detect its format."""

SEEN_BYTES = 4096
"""The number of bytes searched for data after the blank lines behind a body, and for a header after a version."""

AHEAD_BYTES = 64
"""The number of bytes that are buffered behind a body: enough for the usual blank lines and a version line."""

VERSION_BYTES = 20
"""The maximum number of bytes of the version line of a record."""

_BLANK = b"\r\n \t"
_BEGINS = re.compile(rb"WARC/\d")
_VERSION = re.compile(rb"WARC/\d\.\d{1,2}[^\r\n]{0,8}\r?\n")
_TYPE = re.compile(rb"\n(WARC-Type[ \t]*:)|\n\r?\n|WARC/\d\.\d", re.IGNORECASE)
_END = re.compile(rb"\n\r?\n")


class Frame(NamedTuple):
    """A record. `size` is the size of its body; `body` is only the first part of a body that is too large."""

    fields: dict[str, list[str]]
    body: bytes
    size: int
    place: str


class Gap(NamedTuple):
    """The place and the description of damage."""

    place: str
    message: str


def frames(members: Members) -> Iterator[Frame | Gap]:
    """Yield the records of a file in order, and a gap wherever data is not a record.

    Raises `InputError` for a file that has neither a record nor a damaged member, and `MissingExtraError` if zstandard
    is required but not installed.
    """
    window = Window(members)
    known = False
    while window.renew():
        for found in _segment(window):
            known = known or window.looks_like or window.damage is not None or not window.over
            if known:
                yield found
    if not known:
        raise InputError("not a WARC file: it has no record")


def fields_of(head: bytes, encoding: str = "utf-8") -> dict[str, list[str]]:
    """Return the values of each field of a header by its lower-case name.

    The first line is skipped, and so are lines that are not fields.

    >>> fields_of(b"HTTP/1.1 200 OK\\r\\nA: b\\r\\n c\\r\\na:d\\r\\nno field")
    {'a': ['b c', 'd']}
    """
    found: dict[str, list[str]] = {}
    values: list[str] = []
    for line in head.decode(encoding, "replace").split("\n")[1:]:
        if line[:1] in (" ", "\t") and values:
            values[-1] = f"{values[-1]} {line.strip()}".strip()
            continue
        name, colon, value = line.partition(":")
        values = []
        if colon:
            values = found.setdefault(name.strip().lower(), [])
            values.append(value.strip())
    return found


def _segment(window: Window) -> Iterator[Frame | Gap]:
    """Yield the records and gaps up to the next damage in the compressed file."""
    while window.is_more():
        place = window.place()
        if window.data.startswith(b"WARC/", window.at) and _BEGINS.match(window.data, window.at):
            window.looks_like = True
            yield _record(window, place)
        elif window.ended and b"WARC/".startswith(window.data[window.at : window.at + 5]):
            window.at = len(window.data)
            yield Gap(place, window.cut_off())
        else:
            window.find()
            yield Gap(place, "no record begins here")
    if window.damage is not None and not window.reported:
        yield Gap(f"byte {window.damage.member:,}", window.cut_off())


def _record(window: Window, place: str) -> Frame | Gap:
    """Read the record at this position. If its end is uncertain, a record is searched for within it."""
    end = window.head_end()
    if end is None:
        window.at += 5
        window.find()
        return Gap(place, window.cut_off() if window.ended else "a record's header has no end")
    head = window.part(end - window.at)
    window.at += len(b"WARC/")
    if not window.find(len(head) - len(b"WARC/")):
        return Gap(place, "a record's header is cut off")
    fields = fields_of(head)
    length = fields.get("content-length", [""])[0]
    if not (length.isascii() and length.isdigit() and len(length) < 20):
        window.find()
        given = f"the invalid Content-Length {length[:40]!r}" if length else "no Content-Length"
        return Gap(place, f"a record with {given}")
    size = int(length)
    if size <= MAX_BODY_BYTES:
        body = window.body(size)
    else:
        window.ready(PART_BYTES)
        part = window.part(PART_BYTES)
        body = part if window.find(size) else None
    if body is None:
        return Gap(place, window.wrong_size(size))
    if "warc-type" not in fields:
        return Gap(place, "a record without a WARC-Type")
    return Frame(fields, body, size, place)


class Window:
    """A buffer of a file's unpacked bytes, up to the next damage. `at` is the position in `data`."""

    def __init__(self, members: Members) -> None:
        self.members = members
        self.data, self.at, self.before = bytearray(), 0, 0
        self.ended, self.over = True, False
        self.looks_like = self.reported = False
        self.damage: DamagedError | None = None
        self.starts: list[tuple[int, int]] = []
        self.found_next = False

    def renew(self) -> bool:
        """Resume after damage. Return `False` at the end of the file."""
        self.before += len(self.data)
        self.data.clear()
        self.at, self.starts = 0, []
        self.ended, self.damage, self.reported = False, None, False
        return not self.over

    def ready(self, count: int) -> int:
        """Buffer at least `count` bytes if possible, up to the next damage. Return the number of bytes."""
        while len(self.data) - self.at < count and not self.ended:
            self.more()
        return len(self.data) - self.at

    def more(self) -> None:
        """Buffer the next piece."""
        if self.at > len(self.data) // 2:
            del self.data[: self.at]
            self.before += self.at
            self.at = 0
        try:
            piece = self.members.piece()
        except DamagedError as error:
            self.damage, self.ended = error, True
            return
        if not piece:
            self.ended = self.over = True
            return
        if not self.starts or self.starts[-1][1] != self.members.member:
            self.starts.append((self.before + len(self.data), self.members.member))
        self.data += piece

    def place(self) -> str:
        """Return the position in words."""
        here = self.before + self.at
        while len(self.starts) > 1 and self.starts[1][0] <= here:
            del self.starts[0]
        if not self.starts and self.damage is not None:
            return f"byte {self.damage.member:,}"
        if self.members.is_plain or not self.starts:
            return f"byte {here:,}"
        return f"byte {self.starts[0][1]:,} ({here:,} unpacked)"

    def is_more(self) -> bool:
        """Skip blank lines, and return whether data follows them."""
        while self.ready(1):
            seen = self.data[self.at : self.at + SEEN_BYTES]
            self.at += len(seen) - len(seen.lstrip(_BLANK))
            if self.at < len(self.data) and self.data[self.at] not in _BLANK:
                self.ready(len(b"WARC/1"))
                return True
        return False

    def head_end(self) -> int | None:
        """Return the end of the header at this position; `None` if it has no end."""
        seen = self.at
        while True:
            found = _END.search(self.data, seen, self.at + MAX_HEAD_BYTES)
            if found is not None:
                return found.end()
            have = len(self.data) - self.at
            if have >= MAX_HEAD_BYTES or self.ready(have + 1) == have:
                return None
            seen = self.at + max(0, have - 2)

    def part(self, size: int) -> bytes:
        """Return the next bytes, as far as they are buffered."""
        with memoryview(self.data) as view:
            return bytes(view[self.at : self.at + size])

    def body(self, size: int) -> bytes | None:
        """Return the next bytes if a record may end after them, or else `None` and go to the next record.

        A record may also end before a blank line and other data, if no other record begins within it.
        """
        if self.ready(size) < size:
            self.find()
            return None
        sure = self.is_end(size)
        weak = self.data.startswith((b"\r\n\r\n", b"\n\n"), self.at + size) and not self.is_damaged(size)
        body = self.part(size) if sure or weak else None
        if sure:
            self.at += size
        elif not weak:
            self.find()
        elif not self.find(size):
            return None
        return body

    def is_end(self, size: int) -> bool:
        """Return whether a record may end after `size` bytes: blank lines and a record follow, or nothing."""
        self.ready(size + AHEAD_BYTES)
        rest = self.data[self.at + size : self.at + size + SEEN_BYTES].lstrip(_BLANK)
        if not rest and not self.ended:
            self.ready(size + SEEN_BYTES)
            rest = self.data[self.at + size : self.at + size + SEEN_BYTES].lstrip(_BLANK)
        if not rest:
            return not self.is_damaged(size)
        return rest.startswith(b"WARC/") or (self.ended and b"WARC/".startswith(rest))

    def is_damaged(self, size: int) -> bool:
        """Return whether some of the next bytes come from a damaged member."""
        if self.damage is None or not self.starts:
            return False
        start, member = self.starts[-1]
        return member == self.damage.member and start < self.before + self.at + size

    def find(self, most: int | None = None) -> bool:
        """Go to the next apparent record or the end of this segment, but at most `most` bytes on.

        With `most`, return whether that position was reached; without it, whether a record was found.
        """
        stop = None if most is None else self.before + self.at + most
        self.found_next = False
        while self.ready(1):
            last = len(self.data) if stop is None else min(len(self.data), stop - self.before + VERSION_BYTES)
            found = _VERSION.search(self.data, self.at, last)
            if found is not None:
                self.at = found.start()
            else:
                self.at = len(self.data) if self.ended else max(self.at, len(self.data) - VERSION_BYTES)
            if stop is not None and self.before + self.at >= stop:
                self.at = stop - self.before
                return True
            if found is None:
                self.ready(len(self.data) - self.at + 1)
            elif self.is_likely():
                self.found_next = True
                return most is None
            else:
                self.at += len(b"WARC/")
        return False

    def is_likely(self) -> bool:
        """Return whether a header with a record type follows the version line at this position."""
        self.ready(SEEN_BYTES)
        found = _TYPE.search(self.data, self.at + len(b"WARC/1"), self.at + SEEN_BYTES)
        return found is not None and found[1] is not None

    def cut_off(self) -> str:
        """Return the message for a record that is cut off at the end of this segment."""
        self.reported = True
        return "the file ends in a record" if self.damage is None else str(self.damage)

    def wrong_size(self, size: int) -> str:
        """Return the message for a record that does not end after its Content-Length."""
        if not self.found_next:
            return self.cut_off()
        return f"a record does not end after the {size:,} bytes of its Content-Length"
