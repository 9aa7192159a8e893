"""Parse bytes or text into a `Page`: decode it, detect HTML or plain text, and cut it into blocks."""

from __future__ import annotations

import re
import sys
from typing import get_args

from newsclean.errors import TooDeepError
from newsclean.limits import DEFAULT_LIMITS, PageLimits
from newsclean.page import Kind, Page, Stated
from newsclean.parse.characters import writable
from newsclean.parse.encoding import decode, web_codec, whole
from newsclean.parse.guard import is_suspect
from newsclean.parse.lines import is_blank
from newsclean.parse.repair import close_title, may_be_double_encoded, undo_double_encoding
from newsclean.parse.text import parse_text

SNIFF_CHARS = 100_000
"""The number of first characters of a source in which tags are counted."""

MIN_TAGS = 4
"""The minimum number of tags of an HTML source that does not begin with a tag."""

CHARS_A_TAG = 400
"""The maximum mean number of characters per tag in HTML.

A plain text about HTML seldom has a tag in this many characters.
"""

SNIFF_BYTES = 4096
"""The number of first bytes of a source in which control characters are counted."""

BLANK_CHARS = 10_000
"""The number of first characters of a source in which a visible character is searched for.

A page without blocks gets a warning if there is one.
"""

MAX_CONTROL_SHARE = 0.01
"""The largest share of control characters in the first bytes of a text. In random bytes the share is 0.1."""

_OPENS_PAGE = re.compile(
    r"\A[\ufeff\s]{0,1000}<(?:!doctype|\?xml|!--|(?:html|head|body|title|meta|link|script|style|base|div|p|article"
    r"|section|main|header|nav|table|ul|ol|h[1-6]|span|a|center|font|form|img|blockquote|figure|aside|footer)[\s/>])",
    re.IGNORECASE,
)
_TAG = r"</(?:p|div|a|span|li|ul|h[1-6]|td|tr|table|article|section|body|html|b|i|em|strong)\s{0,9}>|<br\s{0,9}/?>|<p>"
_CONTROLS = bytes(each for each in range(32) if each not in b"\t\n\v\f\r\x1b") + b"\x7f"
_SIGNATURES = (
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF file (WebP, WAV or AVI)"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x7fELF", "a program"),
    (b"OggS", "an Ogg file"),
    (b"ID3", "an MP3 file"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
)


def parse(
    source: str | bytes,
    url: str | None = None,
    kind: Kind = "auto",
    encoding: str | None = None,
    limits: PageLimits = DEFAULT_LIMITS,
) -> Page:
    """Parse a source into a page of blocks. No block is removed.

    `kind` forces HTML or plain text. `encoding` is a web encoding label for bytes, such as `gb2312`; it overrides the
    declaration of the page. Binary data gives a page without blocks and a warning that names its format. HTML over
    `limits` is rewritten in a simpler form and gives a warning. Raises `EncodingError` for an unknown label, and
    `ValueError` for an unknown kind. Nothing else is raised, for any source.
    """
    if kind not in get_args(Kind):
        raise ValueError(f"unknown kind {kind!r}: use {', '.join(get_args(Kind))}")
    if encoding is not None:
        web_codec(encoding)
    if isinstance(source, str):
        return _parse_as(kind, whole(source), url, limits)
    if binary := binary_kind(source):
        return Page((), Stated(url=url), warnings=(f"not a page but {binary}",))
    text, codec, lossless = decode(source, encoding, declared=kind != "text")
    page = _parse_as(kind, (text, source) if codec == "utf-8" and lossless else whole(text), url, limits)
    page.encoding = codec
    if not lossless:
        lost = f"{text.count(chr(0xFFFD))} characters could not be read as {codec}"
        page.warnings = (lost, *page.warnings)
    return page


def _parse_as(kind: Kind, content: tuple[str, bytes], url: str | None, limits: PageLimits) -> Page:
    """Parse a text and its UTF-8 bytes as HTML or as plain text."""
    text, utf8 = content
    if kind == "text" or (kind == "auto" and not looks_like_html(text)):
        text = text.lstrip("\ufeff")
        written = writable(text)
        page = parse_text(written, url)
        page.warnings = () if written == text else ("NUL characters were removed, or noncharacters replaced",)
        return page
    from newsclean.parse.html import parse_html
    from newsclean.parse.stated import with_stated

    warnings: tuple[str, ...] = ()
    utf8 = close_title(utf8)
    if is_suspect(utf8, limits):
        utf8, warnings = _flat(utf8, limits)
    try:
        page = parse_html(utf8, url, sys.maxsize if warnings else limits.max_depth)
    except TooDeepError:
        utf8, warnings = _flat(utf8, limits, deep=True)
        page = parse_html(utf8, url)
    if may_be_double_encoded(page.blocks) and (mended := undo_double_encoding(utf8)) != utf8:
        page = parse_html(mended, url)
    page = with_stated(page)
    warnings += page.warnings
    page.warnings = warnings if page.blocks or is_blank(text[:BLANK_CHARS]) else (*warnings, "no text is displayed")
    return page


def _flat(utf8: bytes, limits: PageLimits, deep: bool = False) -> tuple[bytes, tuple[str, ...]]:
    from newsclean.parse.flatten import flatten

    return flatten(utf8, limits, deep)


def looks_like_html(text: str) -> bool:
    """Return whether a source is HTML: it begins with a tag, or it has many tags.

    >>> looks_like_html("<p>One.<p>Two."), looks_like_html("One.\\nUse <p> and </p>."), looks_like_html("a < b")
    (True, False, False)
    """
    if _OPENS_PAGE.match(text):
        return True
    head = text[:SNIFF_CHARS]
    if "<" not in head:
        return False
    tags = len(re.findall(_TAG, head, re.IGNORECASE))
    return tags >= MIN_TAGS and tags * CHARS_A_TAG >= len(head)


def binary_kind(data: bytes) -> str:
    """Return the format of binary data, in words; an empty string for text in any encoding."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    head = data[:SNIFF_BYTES]
    if not head or head[:2] in (b"\xff\xfe", b"\xfe\xff") or _looks_utf16(head):
        return ""
    return "binary data" if len(head) - len(head.translate(None, _CONTROLS)) > MAX_CONTROL_SHARE * len(head) else ""


def _looks_utf16(head: bytes) -> bool:
    from newsclean.parse.encoding import utf16

    codec = utf16(head) if b"\0" in head else None
    if codec is None:
        return False
    text = head.decode(codec, "replace")
    return sum(letter < " " and letter not in "\t\n\r" for letter in text) <= MAX_CONTROL_SHARE * len(text)
