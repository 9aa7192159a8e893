"""Numbered photo galleries: `1/44`, `2/44` ..., each with its caption."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsclean.page import Block
from newsclean.rules.body.verdict import SAID, Verdict

MIN_PICTURES = 3
"""The minimum number of different numbers out of one total, such as `1/44` and `2/44`, in a gallery."""

OPENS = frozenset("(0123456789")
_NUMBER = re.compile(r"\(?(\d{1,3})\s?(?:/|of|von|de|sur|di|van|z|из|／)\s?(\d{1,3})\)?(?!\d)")
GALLERY = Verdict(SAID, "furniture", "a picture's caption in a numbered gallery")


def gallery(blocks: Sequence[Block]) -> Iterator[tuple[int, Verdict]]:
    """Yield the places of the captions of galleries. Below a number that stands alone, the next line is one too."""
    found: dict[str, list[tuple[int, bool]]] = {}
    for at in [at for at, block in enumerate(blocks) if block[0][0] in OPENS]:
        number = _NUMBER.match(text := blocks[at].text)
        if number is not None and int(number[1]) <= int(number[2]):
            found.setdefault(number[2], []).append((at, number.end() == len(text)))
    for places in found.values():
        if len({blocks[at].text[:6] for at, _ in places}) >= MIN_PICTURES:
            for at, alone in places:
                yield at, GALLERY
                if alone and at + 1 < len(blocks) and not _is_heading(blocks[at + 1]):
                    yield at + 1, GALLERY


def _is_heading(block: Block) -> bool:
    return block.box is not None and block.box.tag in ("h2", "h3", "h4", "h5", "h6")
