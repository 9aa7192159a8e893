"""Decode bytes as browsers do: by the byte-order mark, the caller's label, `<meta>`, then detection.

Two rules differ from browsers, so that fewer letters are wrong:

- Bytes that are valid UTF-8, with enough letters beyond ASCII to rule out chance, are read as UTF-8 even if the page
  declares another encoding. Pages are often saved as UTF-8 with their old declaration.
- A declaration that the bytes contradict is ignored, and the encoding is detected. A browser would display replacement
  characters.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from newsclean.errors import EncodingError

MIN_UTF8_EVIDENCE = 8
"""The minimum number of bytes minus the number of characters of valid UTF-8 that is not chance.

If the difference is smaller, UTF-8 may be chance, and the declaration of the page is used.
"""

MAX_BAD_SHARE = 0.1
"""The share of undecodable letters beyond ASCII above which a declared encoding is wrong."""

MAX_BAD_UTF8 = 0.5
"""The share of undecodable letters beyond ASCII above which UTF-8 is wrong.

Bytes seldom match UTF-8 by chance. Of 2,298 texts in 17 other encodings, one has a share under 0.64.
"""

PRESCAN_BYTES = 65_536
"""The number of first bytes of a page in which `<meta charset>` is searched for.

The HTML standard stops at 1,024 bytes, but browsers find a later declaration and parse the page again.
"""

DETECT_BYTES = 200_000
"""The number of first bytes of a page that detection reads."""

MIN_CONFIDENCE = 0.04
"""The minimum confidence of chardet from version 7 on, on its own scale.

A dozen accented letters in the right encoding reach it.
"""

WEB_ENCODINGS = (
    "big5hkscs cp866 cp874 cp932 cp949 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258"
    " euc-jis-2004 gb18030 iso-2022-jp-2 iso8859-2 iso8859-5 iso8859-6 iso8859-7 iso8859-8 koi8-r koi8-u"
    " utf-8"
).split()
"""The possible results of detection: encodings that pages still use.

Of two related encodings, the list has the larger one.
"""

KNOWN_BY_ALL = frozenset(
    "big5hkscs cp866 cp874 cp932 cp949 cp1251 cp1253 cp1255 euc_jis_2004 gb18030"
    " iso8859-5 iso8859-7 iso8859-8 koi8-r".split()
)
"""The encodings of `WEB_ENCODINGS` that every version of chardet from 5.2 on detects well."""

SURE = 0.5
"""The minimum confidence of chardet before version 7.

For Arabic text, such a version reports Hebrew with a confidence of 0.4.
"""

NUL_SHARE = 0.2
"""The share of zeros, among the bytes at even or at odd offsets, above which bytes may be UTF-16.

UTF-16 of most scripts has a far larger share at one of the two.
"""

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"<meta\s[^>]{0,1000}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s{0,99}<\?xml\s[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})", re.IGNORECASE)

# For these web labels, Python's codec of the same name has fewer characters than browsers support.
_WIDER = {
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "euc-kr": "cp949",
    "big5": "big5hkscs",
    "euc-jp": "euc_jis_2004",
    "iso-8859-1": "cp1252",
    "windows-874": "cp874",
}
_NO_ENCODING = frozenset(("replacement", "x-user-defined"))


class Decoded(NamedTuple):
    """A text, the Python codec that decoded it, and whether every byte was valid."""

    text: str
    codec: str
    lossless: bool


def decode(data: bytes, encoding: str | None = None, declared: bool = True) -> Decoded:
    """Decode a page. Invalid bytes become U+FFFD and never raise an error.

    `encoding` is a web label (`latin1`, `gb2312`) that the caller is sure of; only a byte-order mark overrides it.
    `declared` says whether to read a declaration such as `<meta>`. Raises `EncodingError` for an unknown label.
    """
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _decode(data[len(bom) :], codec)
    if encoding is not None:
        return _decode(data, web_codec(encoding))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_legacy(data, declared)
    if b"\0" in data and (codec := utf16(data) or ""):
        return _decode(data, codec)
    if len(data) - len(text) < MIN_UTF8_EVIDENCE and (b"\x1b" in data or not text.isascii()) and declared:
        codec = declaration(data) or "utf-8"
        if codec != "utf-8":
            return _decode(data, codec)
    return Decoded(text, "utf-8", True)


def whole(text: str) -> tuple[str, bytes]:
    """Return a text and its UTF-8 bytes. Surrogate pairs are joined; a lone surrogate becomes U+FFFD."""
    try:
        return text, text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return text, text.encode()


def web_codec(label: str) -> str:
    """Return the Python codec for a web encoding label.

    The labels are those of https://encoding.spec.whatwg.org/#names-and-labels. Raises `EncodingError` for any other
    label, even if Python has a codec of that name.

    >>> web_codec("gb2312"), web_codec("ISO-8859-1")
    ('gb18030', 'cp1252')
    """
    codec = _lookup(label)
    if codec is None:
        raise EncodingError(f"unknown encoding {label!r}: use a label such as utf-8, windows-1252, gb18030, shift_jis")
    return codec


def declaration(data: bytes) -> str | None:
    """Return the codec of the page's `<meta>` or XML declaration; `None` without a known one.

    The declaration was readable as ASCII, so UTF-16 cannot be right; UTF-8 is returned in its place.
    """
    head = data[:PRESCAN_BYTES]
    found = _META.search(head) or _XML.search(head)
    if found is None:
        return None
    codec = _lookup(found[1].decode("ascii", "ignore"))
    return "utf-8" if codec is not None and codec.startswith("utf-16") else codec


def _lookup(label: str) -> str | None:
    import webencodings

    found = webencodings.lookup(label)
    if found is None or found.name in _NO_ENCODING:
        return None
    return _WIDER.get(found.name, found.codec_info.name)


def _decode(data: bytes, codec: str) -> Decoded:
    text = data.decode(codec.removesuffix("-sig"), "newsclean.c1" if codec == "cp1252" else "replace")
    return Decoded(text, codec, "\ufffd" not in text)


def _c1(error: UnicodeError) -> tuple[str, int]:
    """Decode the five bytes that windows-1252 does not define as control characters, as browsers do."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("newsclean.c1", _c1)


def _decode_legacy(data: bytes, declared: bool) -> Decoded:
    """Decode bytes that are not valid UTF-8."""
    codec = utf16(data) or (declaration(data) if declared else None)
    for candidate in (codec, "utf-8"):
        if candidate is not None and _is_plausible(found := _decode(data, candidate)):
            return found
    return _decode(data, detect(data))


def _is_plausible(found: Decoded) -> bool:
    """Return whether invalid bytes are few among the letters beyond ASCII."""
    text, most = found.text, MAX_BAD_UTF8 if found.codec == "utf-8" else MAX_BAD_SHARE
    bad = text.count("\ufffd")
    return not bad or bad <= most * (len(text) - len(text.encode("ascii", "ignore")))


def utf16(data: bytes) -> str | None:
    """Return the UTF-16 codec of bytes without a byte-order mark; `None` if they are not UTF-16.

    In UTF-16 text with ASCII markup, most zero bytes stand at even offsets or most at odd offsets, in any script.
    """
    sample = data[:4096]
    half = max(1, len(sample) // 2)
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > NUL_SHARE * half and odd > 4 * even:
        return "utf-16-le"
    if even > NUL_SHARE * half and even > 4 * odd:
        return "utf-16-be"
    return None


def detect(data: bytes) -> str:
    """Return the likeliest codec by letter statistics (chardet); windows-1252 where none is likely."""
    import chardet

    try:
        found = chardet.detect(data[:DETECT_BYTES], include_encodings=WEB_ENCODINGS)
    except TypeError:  # chardet before 7
        return detect_by_letters(data[:DETECT_BYTES])
    if found["encoding"] is None or found["confidence"] < MIN_CONFIDENCE:
        return "cp1252"
    name = codecs.lookup(found["encoding"]).name
    return _WIDER.get(name.replace("_", "-"), name)


def detect_by_letters(data: bytes) -> str:
    """Return the likeliest codec with chardet before version 7.

    That version detects only the codecs of Cyrillic, Greek, Hebrew, Thai and East Asian scripts.
    """
    import chardet

    from newsclean.parse.letters import GREEK, best_codec

    ranked = chardet.detect_all(data, ignore_threshold=True)
    names = [each["encoding"] or "" for each in ranked if each["confidence"] >= SURE]
    named = [_lookup(name) or name.lower() for name in names]
    known = [codec for codec in named if codec in KNOWN_BY_ALL]
    if known and known[0] not in GREEK:
        return known[0]
    return best_codec(data, GREEK) if known else best_codec(data)
