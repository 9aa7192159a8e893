"""Split text into lines and paragraphs, by one convention for plain text and for line breaks in HTML.

The convention concerns a run of lines without a blank line between them. If any line is too long for verse, an address
or hard-wrapped text, each line is a paragraph. Otherwise the run is one paragraph of several lines. Text from HTML is
printed so that reading it as plain text gives the same paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

MAX_WRAPPED = 120
"""The maximum number of columns of a line of verse, of an address or of hard-wrapped text.

Mail and terminals wrap at 72 to 100 columns, and lines of verse are shorter.
"""

_WIDE = r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]"
INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
"""Characters that are not displayed."""

SPACES = (
    " \t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
"""White space of Unicode, as `str.isspace` defines it, except U+2028 and U+2029, which are in `INVISIBLE`."""

UNSEEN = SPACES + INVISIBLE
SENTENCE_ENDS = ".!?…。！？｡؟۔।॥։።"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def split_lines(text: str) -> list[str]:
    r"""Split text into lines that keep their line ends. A line ends at CR LF, LF or CR only.

    >>> split_lines("a\r\nb\n\nc")
    ['a\r\n', 'b\n', '\n', 'c']
    """
    return _LINE.findall(text)


def bare(text: str) -> str:
    r"""Strip white space around each line of a text, and invisible characters around the text.

    >>> bare("  a \n\tb")
    'a\nb'
    """
    if "\n" in text or "\r" in text:
        text = "\n".join([line.strip() for line in split_lines(text)])
    return text.strip().strip(UNSEEN)


def is_blank(text: str) -> bool:
    r"""Return whether no character of the text is visible.

    >>> is_blank(" \u00a0\u200b\n"), is_blank("—")
    (True, False)
    """
    return not text.strip(UNSEEN)


@cache
def _wide() -> re.Pattern[str]:
    """Compile the pattern on first use: compiling takes longer than cleaning a small page."""
    return re.compile(_WIDE)


def width(line: str) -> int:
    """Return the columns of a line. A wide character (Chinese, Japanese, Korean) takes two columns."""
    return len(line) if line.isascii() else len(line) + len(_wide().findall(line))


def line_is_paragraph(lines: Sequence[str]) -> bool:
    """Return whether each of these lines is a paragraph. No blank line stands between them."""
    return any(width(line) > MAX_WRAPPED for line in lines)
