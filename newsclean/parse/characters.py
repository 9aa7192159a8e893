"""Remove control characters, invisible characters and noncharacters from text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsclean.page import Block
from newsclean.parse.lines import is_blank

_LAST_OF_PLANES = "".join(map(chr, (plane << 16 | last for plane in range(17) for last in (0xFFFE, 0xFFFF))))
_NO_CHARACTER = f"[\ufdd0-\ufdef{_LAST_OF_PLANES}]"
"""The noncharacters (Unicode 16, section 23.7), which are reserved for the internal use of programs."""

_CONTROL = "[\\x00-\\x08\\x0e-\\x1f\\x7f\\x9b\u00ad\u200b\u2060\ufeff]"
"""A pattern for the characters that a browser does not display.

A terminal may obey control characters, and a program that reads the text may obey a byte-order mark. Soft hyphens,
zero-width spaces and word joiners only control line breaking.
"""

_CONTROLS = bytes(0 if (each < 32 and each not in b"\t\n\v\f\r") or each == 127 else each for each in range(256))
"""A table for `bytes.translate` that maps control bytes to zero and every other byte to itself."""

_SIGNS = (
    (b"\xef", b"\xef\xb7"),
    (b"\xef", b"\xef\xbb\xbf"),
    (b"\xbf", b"\xbf\xbe"),
    (b"\xbf", b"\xbf\xbf"),
    (b"\x9b", b"\xc2\x9b"),
    (b"\xc2", b"\xc2\xad"),
    (b"\xe2", b"\xe2\x80\x8b"),
    (b"\x81", b"\xe2\x81\xa0"),
)
"""The UTF-8 sequences of the characters of `_NO_CHARACTER` and `_CONTROL` that are not ASCII.

Few other characters contain these sequences. Before each sequence stands its rarest byte, which is searched for first.
"""


def shown(text: str) -> str:
    r"""Return text of HTML without characters that are not displayed, and with U+FFFD for noncharacters.

    Unicode recommends U+FFFD for noncharacters (Unicode 16, section 23.7).

    >>> shown("a\x1b[1m\ufdd0\n")
    'a[1m\ufffd\n'
    """
    return re.sub(_NO_CHARACTER, "\ufffd", re.sub(_CONTROL, "", text)).strip(" ") if _is_odd(text) else text


def shown_blocks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Apply `shown` to the text of each block.

    All texts are checked at once, because hardly any page has such characters.
    """
    if not _is_odd("\n".join([block.text for block in blocks])):
        return tuple(blocks)
    texts = [without_blank_lines(shown(block.text)) for block in blocks]
    return tuple(
        block._replace(
            text=text, link_chars=min(block.link_chars, len(text)), bold_chars=min(block.bold_chars, len(text))
        )
        for block, text in zip(blocks, texts, strict=True)
        if not is_blank(text)
    )


def without_blank_lines(text: str) -> str:
    r"""Return a text without its blank lines, which would end a paragraph.

    >>> without_blank_lines("a\n\nb")
    'a\nb'
    """
    return "\n".join(line for line in text.split("\n") if not is_blank(line)) if "\n" in text else text


def writable(text: str) -> str:
    r"""Return a plain text without NUL and with U+FFFD for noncharacters. Every other character is kept.

    >>> writable("a\0\x1b\uffff")
    'a\x1b\ufffd'
    """
    return re.sub(_NO_CHARACTER, "\ufffd", text.replace("\0", "")) if _is_odd(text) else text


def _is_odd(text: str) -> bool:
    """Return whether a text may contain one of these characters. This check is fast."""
    data = text.encode()
    if b"\0" in data.translate(_CONTROLS):
        return True
    return len(data) > len(text) and any(rare in data and sign in data for rare, sign in _SIGNS)
