"""Hidden text: what a browser does not display at first is left out, unless it is the article or the rest of it."""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.names import AWAY, COMMENTS, purpose_of
from newsclean.page import Block, Box
from newsclean.parse.lines import width
from newsclean.rules.body.labels import bare, more
from newsclean.rules.body.topic import Words, is_anew, said
from newsclean.rules.shape import is_prose

MIN_SHOWN = 2
"""Paragraphs of a visible article, in one box."""
MIN_WIDTH = 250
"""Columns of them together."""
NEAR = 2
"""So many blocks from hidden text stands the button that shows it."""


def unveiled(blocks: Sequence[Block], weights: Sequence[float]) -> frozenset[Box]:
    """The outermost hidden boxes whose text counts as shown.

    Where more prose is hidden than shown, a script shows it: all do if the visible page has no article, else those of
    its matter. Where less is, those are shown whose button says that the text goes on.
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
    """The words of the first paragraphs that stand side by side in a visible box, if they are an article; else none."""
    found: dict[Box | None, list[str]] = {}
    for (text, box, _, _), weight in zip(blocks, weights, strict=True):
        if weight and box is not None and not box.hidden and is_prose(text) and not _is_away(box):
            found.setdefault(box.parent if box.tag == "p" else box, []).append(text)
    for texts in found.values():
        if len(texts) >= MIN_SHOWN and sum(map(width, texts)) >= MIN_WIDTH:
            return said(texts)
    return set()


def _is_of(box: Box, tops: dict[int, Box], blocks: Sequence[Block], article: Words) -> bool:
    """Whether what a hidden box says is of an article's matter."""
    return not is_anew(said(blocks[at].text for at, top in tops.items() if top is box), article)


def _is_away(box: Box) -> bool:
    return any(purpose_of(each) & AWAY for each in box.ancestors() if each.tag not in ("body", "html", "form"))


def _goes_on(box: Box, tops: dict[int, Box], blocks: Sequence[Block]) -> bool:
    """Whether a button right before or behind a hidden box says that there is more to read."""
    if purpose_of(box) & COMMENTS or box.tag == "dialog":
        return False
    places = [at for at, top in tops.items() if top is box]
    first, last = places[0], places[-1]
    around = (*range(max(0, first - NEAR), first), *range(last + 1, min(len(blocks), last + 1 + NEAR)))
    return any(bare(line) in more() for at in around if at not in tops for line in blocks[at].text.split("\n")[:3])
