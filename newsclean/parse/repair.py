"""What is mended in a page's source before it is parsed: what would hide its text, or garble it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import partial

from newsclean.page import Block

MAX_TIMES = 3
"""So often letters are read as bytes again."""
MIN_TWICE = 4
"""Letters that were encoded twice, in a page that may be mended: fewer may be chance."""
MAX_ALONE = 1 / 4
"""Of the places of a letter that opens such runs, those where it opens none: it is a letter of the page's language."""
TITLE_BYTES = 20_000
"""A title that is not closed is looked for in so many."""

SHADOW_ROOT = b"shadowrootmode"
"""The attribute of a declarative shadow root, as every page writes it."""
_TEMPLATE = re.compile(rb"<(/?)template\b([^<>]{0,2000})>", re.IGNORECASE)
_TITLE = re.compile(rb"<(?:title|TITLE|Title)\b[^<>]{0,500}>")
_NO_TITLE = re.compile(rb"<(?:/head|meta|link|script|style|body|div|p|h1|article|main)\b", re.IGNORECASE)
_CLOSED = re.compile(rb"</title\b", re.IGNORECASE)

_HIGH = bytes(range(0x80, 0xC0)).decode("cp1252", "ignore") + bytes(range(0x80, 0xC0)).decode("latin-1")
"""What bytes that go on a letter of UTF-8 look like, read as windows-1252 or as latin-1."""
_LAST = f"[{re.escape(''.join(sorted(set(_HIGH))))}]"
_TWICE = re.compile(f"[ÂÃÄÅÎÏÐÑ×ØÙÚÛ]{_LAST}|[\u00e0-\u00ef]{_LAST}{{2}}|[\u00f0-\u00f4]{_LAST}{{3}}")
_TWICE_BYTES = re.compile(
    rb"\xc3[\x82-\x85\x8e-\x91\x97-\x9b\xa0-\xb4](?:\xc2[\x80-\xbf]|[\xc5\xc6\xcb][\x80-\xbf]|\xe2[\x80-\x84][\x80-\xbf])"
)
"""Both in UTF-8: the beginning of such a run."""
_BYTES = {
    char: code for code in range(0x80, 0x100) for char in (chr(code), bytes([code]).decode("cp1252", "ignore")) if char
}


def may_be_twice(blocks: Sequence[Block]) -> bool:
    """Whether letters in the text of a page look as if they had been encoded twice: a quick look."""
    text = "".join([block.text for block in blocks])
    if text.isascii() or not _TWICE_BYTES.search(text.encode()):
        return False
    return any(map(_letter, _TWICE.findall(text)))


def opened(html: bytes) -> bytes:
    """A page with each `<template shadowrootmode>`, which browsers display, as an element `shadow-root`."""
    open_ones: list[bool] = []

    def renamed(tag: re.Match[bytes]) -> bytes:
        if tag[1]:
            shown = bool(open_ones) and open_ones.pop()
        else:
            shown = SHADOW_ROOT in tag[2]
            open_ones.append(shown)
        return b"<" + tag[1] + b"shadow-root" + tag[2] + b">" if shown else tag[0]

    return _TEMPLATE.sub(renamed, html)


def closed(html: bytes) -> bytes:
    """A page whose title is closed before the next element of its head; open, it would take all that follows."""
    start = _TITLE.search(html, 0, TITLE_BYTES)
    if start is None:
        return html
    at = start.end()
    next_tag = html.find(b"<", at)
    if next_tag < 0 or _CLOSED.match(html, next_tag) or not _NO_TITLE.match(html, next_tag):
        return html
    return html[:next_tag] + b"</title>" + html[next_tag:]


def once(html: bytes) -> bytes:
    r"""A page without letters that were encoded as UTF-8 twice, or more often, where that is certain.

    There are several, each a letter again when it is read as bytes; and what opens them hardly stands elsewhere.

    >>> once("Ca fÃ©e, une Ã©cole, un Ã©tÃ© â€” dÃ©fi".encode()).decode()
    'Ca fée, une école, un été — défi'
    >>> once("«Â» É été".encode()).decode()
    '«Â» É été'
    """
    text = html.decode("utf-8", "surrogateescape")
    for _ in range(MAX_TIMES):
        found = [run for run in _TWICE.findall(text) if _letter(run)]
        if len(found) < MIN_TWICE:
            break
        openers = Counter(run[0] for run in found)
        sure = {char for char, times in openers.items() if text.count(char) - times <= MAX_ALONE * times}
        if not sure:
            break
        text = _TWICE.sub(partial(_mended, sure), text)
    return text.encode("utf-8", "surrogateescape")


def _mended(sure: Collection[str], run: re.Match[str]) -> str:
    return (run[0][0] in sure and _letter(run[0])) or run[0]


def _letter(run: str) -> str:
    """The letter that a run of such letters is; empty if it is none."""
    try:
        return bytes(_BYTES[char] for char in run).decode()
    except (UnicodeDecodeError, KeyError):
        return ""
