"""Boxed: remove boxes in or below an article in which an outlet speaks of itself.

They hold sign-up forms, appeals and terms.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import ClassVar

from newsclean.page import Block, Box, Page, Removal
from newsclean.rules.policy import Policies
from newsclean.rules.shape import is_prose

LEAVES = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "dt", "dd", "pre"))
"""Elements that are not boxes."""

MIN_ALIKE = 4
"""The minimum number of similar boxes that hold the article's own paragraphs, one paragraph each."""

MIN_REST = 150
"""The minimum number of characters outside the boxes in which an outlet speaks of itself.

On a page with fewer characters, the boxes may be its subject.
"""


@dataclass(frozen=True, slots=True)
class Boxed:
    """Marks, on an HTML page, whole boxes whose prose is mostly an outlet's standing text.

    The rule `policies` recognises that text. A box here is an element that does not hold the article's first paragraph
    but stands in an element that does.

    - `policies`: the rule that scores the prose.
    - `min_share`: the least share of a box's prose about sign-up, comments, rights and the like. Higher removes less.
    - `min_total`, log-odds: the least sum of the scores of all its prose. Higher removes less.
    - `max_chars`, characters: a longer box stays. Higher removes longer boxes.
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
        """Return whether most of a box's prose is an outlet's standing text.

        Long paragraphs are read first, because they decide soonest.
        """
        if sum(len(block.text) for block in blocks) > self.max_chars:
            return False
        prose = sorted((block.text for block in blocks if is_prose(block.text)), key=len, reverse=True)
        least = self.min_share * sum(map(len, prose))
        left, spoken, total = sum(map(len, prose)), 0, 0.0
        for text in prose:
            score, evidence = self.policies.weighed(text)
            total += score
            left -= len(text)
            spoken += len(text) if evidence is not None and evidence.is_sure else 0
            if spoken + left < least:
                return False
        return bool(prose) and total >= self.min_total


def _looks(box: Box) -> tuple[str, str | None]:
    """Return what similar boxes have in common: the tag and the class."""
    return box.tag, box.attributes.get("class")


def _beside(box: Box | None, sides: dict[Box | None, Box | None]) -> Box | None:
    """Return the outermost element from `box` upwards that does not hold the article's first paragraph.

    The result is None if every such element holds it. `sides` caches the results; an element that holds the first
    paragraph has None there.
    """
    inner: list[Box] = []
    while box not in sides:
        assert box is not None
        inner.append(box)
        box = box.parent
    found = sides[box] or (inner[-1] if inner else None)
    sides.update(dict.fromkeys(inner, found))
    return found
