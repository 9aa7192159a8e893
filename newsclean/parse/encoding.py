"""Bytes to text as browsers do it: byte-order mark, what the caller knows, `<meta>`, then detection.

Two departures, both towards fewer wrong letters. Bytes that are valid UTF-8 with enough letters beyond ASCII to rule
out chance are UTF-8 whatever a page says: pages are often saved in it with their old declaration. And a declaration
that the bytes contradict is dropped for detection, where a browser would show replacement characters.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from newsclean.errors import EncodingError

MIN_UTF8_EVIDENCE = 8
"""Bytes beyond one a character. Fewer in valid UTF-8 may be chance; a declaration is believed against them."""
MAX_BAD_SHARE = 0.1
"""Of the letters beyond ASCII. With more undecodable ones than this, a declared encoding is not the real one."""
PRESCAN_BYTES = 65_536
"""Where `<meta charset>` is looked for. The standard stops at 1,024, but browsers find later ones by parsing again."""
DETECT_BYTES = 200_000
MIN_CONFIDENCE = 0.04
"""Of chardet, on its own scale: a dozen accented letters reach it in their right encoding."""
WEB_ENCODINGS = (
    "big5hkscs cp866 cp874 cp932 cp949 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258"
    " euc-jis-2004 gb18030 iso-2022-jp-2 iso8859-2 iso8859-5 iso8859-6 iso8859-7 iso8859-8 koi8-r koi8-u"
    " utf-8"
).split()
"""What detection may answer: encodings that pages are still met in, the wider one of each pair."""
KNOWN_BY_ALL = frozenset(
    "big5hkscs cp866 cp874 cp932 cp949 cp1251 cp1253 cp1255 euc_jis_2004 gb18030"
    " iso8859-5 iso8859-7 iso8859-8 koi8-r".split()
)
"""Those of them that every chardet from 5.2 on tells well."""
SURE = 0.5
"""The confidence of chardet before 7 in one of these; of Arabic it takes Hebrew for likely, with 0.4."""
NUL_SHARE = 0.2
"""Of the bytes at even or odd places: UTF-16 without a mark has far more in one of them for most scripts."""

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"<meta\s[^>]{0,1000}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s{0,99}<\?xml\s[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})", re.IGNORECASE)

# The web's labels name these; Python's codec of the same name knows fewer characters than browsers do.
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
    """A text, the Python codec that read it, and whether every byte was right in it."""

    text: str
    codec: str
    lossless: bool


def decode(data: bytes, encoding: str | None = None, declared: bool = True) -> Decoded:
    """Decode a page. Bad bytes become U+FFFD; nothing is ever raised for them.

    `encoding` is a label of the web (`latin1`, `gb2312`) that the caller vouches for; only a byte-order mark beats it.
    `declared` says whether to look for `<meta>`. Raises `EncodingError` for a label that the web does not know.
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
    """A text and its bytes in UTF-8. Halves of surrogate pairs are joined; one that stands alone becomes U+FFFD."""
    try:
        return text, text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return text, text.encode()


def web_codec(label: str) -> str:
    """The Python codec for one of the web's encoding labels (https://encoding.spec.whatwg.org/#names-and-labels).

    Raises `EncodingError` for any other label, whether or not Python knows it.

    >>> web_codec("gb2312"), web_codec("ISO-8859-1")
    ('gb18030', 'cp1252')
    """
    codec = _lookup(label)
    if codec is None:
        raise EncodingError(f"unknown encoding {label!r}: use a label such as utf-8, windows-1252, gb18030, shift_jis")
    return codec


def declaration(data: bytes) -> str | None:
    """The codec that a page's own `<meta>` or XML declaration names; `None` if it names none that can be right."""
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
    """The five bytes that windows-1252 leaves open are control characters to a browser."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("newsclean.c1", _c1)


def _decode_legacy(data: bytes, declared: bool) -> Decoded:
    """Decode bytes that are no valid UTF-8."""
    codec = utf16(data) or (declaration(data) if declared else None)
    for candidate in (codec, "utf-8"):
        if candidate is not None and _is_plausible((found := _decode(data, candidate)).text):
            return found
    return _decode(data, detect(data))


def _is_plausible(text: str) -> bool:
    """Whether bad bytes are few beside the letters beyond ASCII that came out well."""
    bad = text.count("\ufffd")
    return not bad or bad <= MAX_BAD_SHARE * (len(text) - len(text.encode("ascii", "ignore")))


def utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: zeros crowd at the even or at the odd places, in text of any script with ASCII markup."""
    sample = data[:4096]
    half = max(1, len(sample) // 2)
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > NUL_SHARE * half and odd > 4 * even:
        return "utf-16-le"
    if even > NUL_SHARE * half and even > 4 * odd:
        return "utf-16-be"
    return None


def detect(data: bytes) -> str:
    """The likeliest of the web's codecs by the letters' statistics (chardet); windows-1252 where none is likely."""
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
    """The likeliest codec where chardet is one that knows only those of Cyrillic, Greek, Hebrew, Thai and East Asia."""
    import chardet

    from newsclean.parse.letters import GREEK, best_codec

    ranked = chardet.detect_all(data, ignore_threshold=True)
    names = [each["encoding"] or "" for each in ranked if each["confidence"] >= SURE]
    named = [_lookup(name) or name.lower() for name in names]
    known = [codec for codec in named if codec in KNOWN_BY_ALL]
    if known and known[0] not in GREEK:
        return known[0]
    return best_codec(data, GREEK) if known else best_codec(data)
