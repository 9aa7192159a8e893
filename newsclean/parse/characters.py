"""Characters that no text is made of: what cannot be written as UTF-8, and what acts where it should be read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsclean.page import Block
from newsclean.parse.lines import is_blank

_LAST_OF_PLANES = "".join(map(chr, (plane << 16 | last for plane in range(17) for last in (0xFFFE, 0xFFFF))))
_NO_CHARACTER = f"[\ufdd0-\ufdef{_LAST_OF_PLANES}]"
"""The noncharacters (Unicode 16, section 23.7), which are for a program's own use."""
_CONTROL = "[\\x00-\\x08\\x0e-\\x1f\\x7f\\x9b\u00ad\u200b\u2060\ufeff]"
"""What a browser shows nothing for, and a terminal may obey; or, the byte-order mark, the next reader of the text; or
tells only where a line may be broken: soft hyphens, spaces without width, word joiners."""
_CONTROLS = bytes(0 if (each < 32 and each not in b"\t\n\v\f\r") or each == 127 else each for each in range(256))
"""Each byte, but zero for a control."""
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
"""Of UTF-8: each of them that is beyond ASCII has one; few others do. Before each the rarer byte of the two."""


def shown(text: str) -> str:
    r"""A text of HTML without what is not seen in it, and with U+FFFD for noncharacters, as Unicode advises.

    >>> shown("a\x1b[1m\ufdd0\n")
    'a[1m\ufffd\n'
    """
    return re.sub(_NO_CHARACTER, "\ufffd", re.sub(_CONTROL, "", text)).strip(" ") if _is_odd(text) else text


def shown_blocks(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks of HTML, their texts as `shown`. They are looked at all together, because hardly a page has any such."""
    if not _is_odd("\n".join([block.text for block in blocks])):
        return tuple(blocks)
    texts = [shown(block.text) for block in blocks]
    return tuple(
        block._replace(
            text=text, link_chars=min(block.link_chars, len(text)), bold_chars=min(block.bold_chars, len(text))
        )
        for block, text in zip(blocks, texts, strict=True)
        if not is_blank(text)
    )


def writable(text: str) -> str:
    r"""A plain text without NUL, and with U+FFFD for noncharacters; every other character stays.

    >>> writable("a\0\x1b\uffff")
    'a\x1b\ufffd'
    """
    return re.sub(_NO_CHARACTER, "\ufffd", text.replace("\0", "")) if _is_odd(text) else text


def _is_odd(text: str) -> bool:
    data = text.encode()
    if b"\0" in data.translate(_CONTROLS):
        return True
    return len(data) > len(text) and any(rare in data and sign in data for rare, sign in _SIGNS)
