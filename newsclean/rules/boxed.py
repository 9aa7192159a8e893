"""Boxes amid or below an article in which an outlet speaks of itself: sign-up forms, pleas, terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import ClassVar

from newsclean.page import Block, Box, Page, Removal
from newsclean.rules.policy import Policies
from newsclean.rules.policy.short import READS, is_sure
from newsclean.rules.shape import is_prose

LEAVES = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "dt", "dd", "pre"))
"""Elements that are no boxes."""
MIN_ALIKE = 4
"""Boxes that look alike hold the paragraphs of the article, one each."""
MIN_REST = 150
"""Characters of prose outside of such boxes; on a page with fewer they may be what it is about."""


@dataclass(frozen=True, slots=True)
class Boxed:
    """Marks, on an HTML page, whole boxes whose prose is mostly what `policies` knows to be an outlet's own.

    A box here is an element that does not hold the article's first paragraph but stands in one that does. At least
    `min_share` of its prose must speak of sign-up, comments, rights and the like, the scores of all of it add up to
    `min_total`, and it has `max_chars` at most.
    """

    once: ClassVar[bool] = True

    policies: Policies = field(default_factory=Policies)
    min_share: float = 0.3
    min_total: float = 1.1
    max_chars: int = 1000

    def __call__(self, page: Page) -> Iterator[Removal]:
        if page.layout is not None:
            return
        kept = page.kept
        first = next((block for _, block in kept if is_prose(block.text)), None)
        if first is None or first.box is None:
            return
        sides: dict[Box | None, Box | None] = dict.fromkeys((None, *first.box.ancestors()))
        beside = [_beside(block.box, sides) for _, block in kept]
        places = groupby(range(len(kept)), key=beside.__getitem__)
        groups = [
            (side, [kept[place] for place in group])
            for side, group in places
            if side is not None and side.tag not in LEAVES
        ]
        alike = Counter(_looks(side) for side, _ in groups)
        found = [
            group
            for side, group in groups
            if alike[_looks(side)] < MIN_ALIKE and self.speaks([block for _, block in group])
        ]
        inside = {at for group in found for at, _ in group}
        if found and sum(len(block.text) for at, block in kept if at not in inside) >= MIN_REST:
            yield from (Removal(at, "policy", "in a box that speaks of the outlet's own") for at in sorted(inside))

    def speaks(self, blocks: Sequence[Block]) -> bool:
        """Whether most of a box's prose is an outlet's own. Long paragraphs are read first: they tell soonest."""
        if sum(len(block.text) for block in blocks) > self.max_chars:
            return False
        prose = sorted((block.text for block in blocks if is_prose(block.text)), key=len, reverse=True)
        least = self.min_share * sum(map(len, prose))
        left, spoken, total = sum(map(len, prose)), 0, 0.0
        for text in prose:
            score, said = self.policies.weighed(text)
            total += score
            left -= len(text)
            spoken += len(text) * is_sure(said or READS)
            if spoken + left < least:
                return False
        return bool(prose) and total >= self.min_total


def _looks(box: Box) -> tuple[str, str | None]:
    """What boxes that look alike have in common."""
    return box.tag, box.attributes.get("class")


def _beside(box: Box | None, sides: dict[Box | None, Box | None]) -> Box | None:
    """The outermost box around one, or itself, that does not hold the article's first paragraph.

    `sides` tells it of the boxes that were looked at; it is `None` of those that hold that paragraph.
    """
    inner: list[Box] = []
    while box not in sides:
        assert box is not None
        inner.append(box)
        box = box.parent
    found = sides[box] or (inner[-1] if inner else None)
    sides.update(dict.fromkeys(inner, found))
    return found
