"""Other articles on a page, as in endless scrolling, each with a headline and a container of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from newsclean.page import Block
from newsclean.rules.body.outline import Outline
from newsclean.rules.title import likeness, worded

MIN_JACCARD = 0.75
"""The minimum Jaccard similarity of the words of a heading that is the headline and of the page's title."""

MIN_HEADLINES = 2
MIN_PROSE = 300
"""The minimum prose of an article, in weighted characters (`Outline.raw`).

A box with less prose is a section or a teaser.
"""


def other_articles(blocks: Sequence[Block], out: Outline, headlines: Callable[[], Sequence[str]]) -> frozenset[int]:
    """Return the rows of the boxes that hold an article other than the page's own.

    The page's own stands under the first `h1` that says what the page's title says. Another has an `h1` of the same
    class, and the boxes that hold the two, side by side in one, have the same tag and class, and both prose enough.
    """
    if out.tags.count("h1") < MIN_HEADLINES:
        return frozenset()
    heads = {row: block for block, row in zip(blocks, out.rows, strict=True) if out.tags[row] == "h1"}
    titles = worded(headlines())
    own = next((row for row, block in heads.items() if likeness(block.text, titles) >= MIN_JACCARD), -1)
    if own < 0:
        return frozenset()
    chain = out.chain(own)
    found = {_apart(out, chain, row) for row in heads if row != own and _alike(out, own, row)}
    return frozenset(found - {-1})


def _alike(out: Outline, one: int, other: int) -> bool:
    """Return whether two boxes have the same tag and class."""
    first, second = out.boxes[one], out.boxes[other]
    return first.tag == second.tag and first.attributes.get("class") == second.attributes.get("class")


def _apart(out: Outline, mine: Sequence[int], other: int) -> int:
    """Return the outermost box around a row that is not in this chain, if the box beside it looks alike; else -1."""
    theirs = out.chain(other)
    at = next((at for at, (one, two) in enumerate(zip(mine, theirs, strict=False)) if one != two), -1)
    if at < 0:
        return -1
    one, two = mine[at], theirs[at]
    return two if _alike(out, one, two) and min(out.raw[one], out.raw[two]) >= MIN_PROSE else -1
