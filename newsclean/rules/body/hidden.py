"""Hidden text: it goes, unless it is the article, or the rest of it behind a button."""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.names import AWAY, COMMENTS, purpose_of
from newsclean.page import Block, Box
from newsclean.parse.lines import width
from newsclean.rules.body.labels import bare, more
from newsclean.rules.body.topic import Words, is_anew, said
from newsclean.rules.shape import is_prose

MIN_SHOWN = 2
"""The minimum number of paragraphs in one box that make a visible article."""

MIN_WIDTH = 250
"""The minimum number of columns that the paragraphs of a visible article have together."""

NEAR = 2
"""The maximum distance, in blocks, between a hidden text and the button that shows it."""


def unveiled(blocks: Sequence[Block], weights: Sequence[float]) -> frozenset[Box]:
    """Return the outermost hidden boxes whose text counts as shown.

    If most prose of the page is hidden, a script shows it: all boxes count if the visible page has no article, else
    those on the topic of the visible article. Otherwise a box counts if a button beside it says that the text goes on.
    """
    hidden = [at for at, block in enumerate(blocks) if block.box is not None and block.box.hidden]
    if not hidden:
        return frozenset()
    tops = {at: _top(blocks[at].box) for at in hidden}
    veiled = sum(weights[at] for at in hidden)
    if veiled > sum(weights) / 2:
        article = _article(blocks, weights)
        each = dict.fromkeys(tops.values())
        return frozenset(box for box in each if not article or _is_of(box, tops, blocks, article))
    return frozenset(box for box in dict.fromkeys(tops.values()) if _goes_on(box, tops, blocks))


def _top(box: Box | None) -> Box:
    assert box is not None
    while box.parent is not None and box.parent.hidden:
        box = box.parent
    return box


def _article(blocks: Sequence[Block], weights: Sequence[float]) -> Words:
    """Return the words of the first visible box whose paragraphs make an article; an empty set without one."""
    found: dict[Box | None, list[str]] = {}
    for (text, box, _, _), weight in zip(blocks, weights, strict=True):
        if weight and box is not None and not box.hidden and is_prose(text) and not _is_away(box):
            found.setdefault(box.parent if box.tag == "p" else box, []).append(text)
    for texts in found.values():
        if len(texts) >= MIN_SHOWN and sum(map(width, texts)) >= MIN_WIDTH:
            return said(texts)
    return set()


def _is_of(box: Box, tops: dict[int, Box], blocks: Sequence[Block], article: Words) -> bool:
    """Return whether a hidden box is about the topic of an article."""
    return not is_anew(said(blocks[at].text for at, top in tops.items() if top is box), article)


def _is_away(box: Box) -> bool:
    return any(purpose_of(each) & AWAY for each in box.ancestors() if each.tag not in ("body", "html", "form"))


def _goes_on(box: Box, tops: dict[int, Box], blocks: Sequence[Block]) -> bool:
    """Return whether a button next to a hidden box says that there is more to read."""
    if purpose_of(box) & COMMENTS or box.tag == "dialog":
        return False
    places = [at for at, top in tops.items() if top is box]
    first, last = places[0], places[-1]
    around = (*range(max(0, first - NEAR), first), *range(last + 1, min(len(blocks), last + 1 + NEAR)))
    return any(bare(line) in more() for at in around if at not in tops for line in blocks[at].text.split("\n")[:3])
