"""Find the block that displays the headline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsclean.fingerprint import jaccard
from newsclean.page import Block
from newsclean.parse.metadata.wording import is_prose

MAX_HEADLINE = 300
"""The number of characters from which on a block is too long for a headline.

Only this many characters of a block are compared with the titles.
"""

MIN_HEADING_JACCARD, MIN_BLOCK_JACCARD = 0.5, 0.75
"""The minimum Jaccard similarity of the words of a stated title and of an `h1` that is the headline.

`MIN_BLOCK_JACCARD` is the minimum similarity for any other block.
"""

_WORDS = re.compile(r"[\u0e00-\u0e7f\u3040-\u9fff\uac00-\ud7af]|\w+")
"""Words, or characters in scripts without spaces."""


def headline_at(blocks: Sequence[Block], titles: Sequence[str]) -> int:
    """Return the index of the block that displays the headline.

    `titles` are the titles that the page states. In this order of preference, the headline is the `h1` that is most
    like a title, the last block down to the first prose that is a title, the first block above the prose that is like a
    title, and the last `h1` above the prose that does not name the site. Without one of these, the result is the index
    of the block before the first prose, and -1 without prose.
    """
    wanted = [frozenset(_WORDS.findall(each.casefold())) for each in titles]
    tops = [at for at, block in enumerate(blocks) if block.box is not None and block.box.tag == "h1"]
    scored = [(_likeness(blocks[at], wanted), -at) for at in tops]
    if scored and max(scored)[0] >= MIN_HEADING_JACCARD:
        return -max(scored)[1]
    exact = {each.casefold() for each in titles}
    first = first_prose(blocks)
    for at in range(min(first, len(blocks) - 1), -1, -1):
        if blocks[at].text.casefold() in exact:
            return at
    for at in range(first):
        if len(blocks[at].text) < MAX_HEADLINE and _likeness(blocks[at], wanted) >= MIN_BLOCK_JACCARD:
            return at
    above = [at for at in tops if at < first and not _names_site(blocks[at].text, titles)]
    return above[-1] if above else first - 1 if first < len(blocks) else -1


def first_prose(blocks: Sequence[Block]) -> int:
    """Return the index of the first block that is prose, or the number of blocks if there is none."""
    return next((at for at, block in enumerate(blocks) if is_prose(block.text)), len(blocks))


def _names_site(text: str, titles: Sequence[str]) -> bool:
    """Return whether a title ends with this heading. Such a heading is the site's name."""
    return any(each != text and each.endswith(text) for each in titles)


def _likeness(block: Block, wanted: Sequence[frozenset[str]]) -> float:
    """Return the largest Jaccard similarity of a block's words and of any title's."""
    words = frozenset(_WORDS.findall(block.text[:MAX_HEADLINE].casefold()))
    return max((jaccard(words, each) for each in wanted), default=0.0)
