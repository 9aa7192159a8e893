"""Repair faults in a page's source that would hide or garble its text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import partial

from newsclean.page import Block

MAX_TIMES = 3
"""The maximum number of times that double encoding is undone. Some pages were encoded more than twice."""

MIN_TWICE = 4
"""The minimum number of double-encoded letters of a page that is repaired.

A page with fewer such letters is left alone, because they may be chance.
"""

MAX_ALONE = 1 / 4
"""The maximum ratio of the occurrences of a lead letter outside double-encoded sequences to those inside.

If a letter exceeds this ratio, it is a letter of the page's language and its sequences are left alone.
"""

TITLE_BYTES = 20_000
"""The number of first bytes of a page in which an unclosed title is searched for."""

SHADOW_ROOT = b"shadowrootmode"
"""The attribute of a declarative shadow root. All pages write it in lower case."""

_TEMPLATE = re.compile(rb"<(/?)template\b([^<>]{0,2000})>", re.IGNORECASE)
_TITLE = re.compile(rb"<(?:title|TITLE|Title)\b[^<>]{0,500}>")
_NO_TITLE = re.compile(rb"<(?:/head|meta|link|script|style|body|div|p|h1|article|main)\b", re.IGNORECASE)
_CLOSED = re.compile(rb"</title\b", re.IGNORECASE)

_HIGH = bytes(range(0x80, 0xC0)).decode("cp1252", "ignore") + bytes(range(0x80, 0xC0)).decode("latin-1")
"""The continuation bytes of UTF-8, decoded as windows-1252 and as latin-1."""

_LAST = f"[{re.escape(''.join(sorted(set(_HIGH))))}]"
_TWICE = re.compile(f"[ÂÃÄÅÎÏÐÑ×ØÙÚÛ]{_LAST}|[\u00e0-\u00ef]{_LAST}{{2}}|[\u00f0-\u00f4]{_LAST}{{3}}")
_TWICE_BYTES = re.compile(
    rb"\xc3[\x82-\x85\x8e-\x91\x97-\x9b\xa0-\xb4](?:\xc2[\x80-\xbf]|[\xc5\xc6\xcb][\x80-\xbf]|\xe2[\x80-\x84][\x80-\xbf])"
)
"""The start of a double-encoded letter: its first two characters, in UTF-8."""

_BYTES = {
    char: code for code in range(0x80, 0x100) for char in (chr(code), bytes([code]).decode("cp1252", "ignore")) if char
}


def may_be_double_encoded(blocks: Sequence[Block]) -> bool:
    """Return whether the text of a page may have double-encoded letters. This check is fast."""
    text = "".join([block.text for block in blocks])
    if text.isascii() or not _TWICE_BYTES.search(text.encode()):
        return False
    return any(map(_letter, _TWICE.findall(text)))


def rename_shadow_roots(html: bytes) -> bytes:
    """Rename each `<template shadowrootmode>` to `<shadow-root>`, because browsers display its content."""
    open_ones: list[bool] = []

    def renamed(tag: re.Match[bytes]) -> bytes:
        if tag[1]:
            shown = bool(open_ones) and open_ones.pop()
        else:
            shown = SHADOW_ROOT in tag[2]
            open_ones.append(shown)
        return b"<" + tag[1] + b"shadow-root" + tag[2] + b">" if shown else tag[0]

    return _TEMPLATE.sub(renamed, html)


def close_title(html: bytes) -> bytes:
    """Close a title that has no end tag, before the next tag of the page.

    An open title would contain the rest of the page. The end tag of a later title, as in an SVG, is not its own.
    """
    start = _TITLE.search(html, 0, TITLE_BYTES)
    if start is None:
        return html
    at = start.end()
    next_tag = html.find(b"<", at)
    if next_tag < 0 or not _NO_TITLE.match(html, next_tag):
        return html
    end = _CLOSED.search(html, next_tag)
    if end is not None and not _TITLE.search(html, next_tag, end.start()):
        return html
    return html[:next_tag] + b"</title>" + html[next_tag:]


def undo_double_encoding(html: bytes) -> bytes:
    r"""Decode letters that were encoded as UTF-8 twice or more often, where that is certain.

    It is certain if there are several such sequences, each of which decodes to a letter, and if their lead letters
    hardly occur elsewhere.

    >>> undo_double_encoding("Ca fÃ©e, une Ã©cole, un Ã©tÃ© â€” dÃ©fi".encode()).decode()
    'Ca fée, une école, un été — défi'
    >>> undo_double_encoding("«Â» É été".encode()).decode()
    '«Â» É été'
    """
    text = html.decode("utf-8", "surrogateescape")
    for _ in range(MAX_TIMES):
        found = [run for run in _TWICE.findall(text) if _letter(run)]
        if len(found) < MIN_TWICE:
            break
        leads = Counter(run[0] for run in found)
        sure_leads = {char for char, times in leads.items() if text.count(char) - times <= MAX_ALONE * times}
        if not sure_leads:
            break
        text = _TWICE.sub(partial(_mended, sure_leads), text)
    return text.encode("utf-8", "surrogateescape")


def _mended(sure_leads: Collection[str], run: re.Match[str]) -> str:
    return (run[0][0] in sure_leads and _letter(run[0])) or run[0]


def _letter(run: str) -> str:
    """Return the letter that a double-encoded sequence stands for; empty if it is not one."""
    try:
        return bytes(_BYTES[char] for char in run).decode()
    except (UnicodeDecodeError, KeyError):
        return ""
