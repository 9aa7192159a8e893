"""Tables and lists: each is one thing in an article, and stays or goes whole."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from newsclean.names import AWAY
from newsclean.page import Block
from newsclean.rules.body.outline import MIN_PROSE_CHARS, Outline

if TYPE_CHECKING:
    from newsclean.rules.body.choice import Scores

WHOLES = frozenset(("table", "ul", "ol", "dl"))
MIN_BLOCKS = 2
MIN_TABLE = 0.35
"""The least mean score of a table that counts with what stands around it."""
COLONS = ":：﹕"


class Whole(NamedTuple):
    """The places of a table's or a list's blocks, from `first` to before `end`; and whether a sentence leads to it."""

    first: int
    end: int
    is_table: bool
    led: bool


def wholes(blocks: Sequence[Block], out: Outline) -> list[Whole]:
    """The tables and lists of a page, outer ones only, that stand in nothing that is called furniture."""
    found: list[Whole] = []
    if WHOLES.isdisjoint(out.tags):
        return found
    holders = _holders(out)
    at = 0
    while at < len(blocks):
        holder = holders[out.rows[at]]
        end = at + 1
        while holder >= 0 and end < len(blocks) and holders[out.rows[end]] == holder:
            end += 1
        if end - at >= MIN_BLOCKS and not out.purpose[holder] & AWAY:
            led = at > 0 and blocks[at - 1][0][-1] in COLONS and len(blocks[at - 1][0]) >= MIN_PROSE_CHARS
            found.append(Whole(at, end, out.tags[holder] == "table", led))
        at = end
    return found


def _holders(out: Outline) -> list[int]:
    """For each box the row of the outermost table or list around it; -1 without one."""
    holders: list[int] = []
    for row, (tag, parent) in enumerate(zip(out.tags, out.parent, strict=True)):
        above = holders[parent] if parent >= 0 else -1
        holders.append(above if above >= 0 else (row if tag in WHOLES else -1))
    return holders


def judged_whole(groups: Sequence[Whole], places: Sequence[int], scores: Scores, sizes: Scores) -> Scores:
    """Scores of the blocks at these places, those of a table or a list all the same: their mean, weighed by size.

    A table counts with the blocks right above and below it, and so does a list with a sentence that leads to it: what
    stands in the article belongs to it.
    """
    scores = scores.copy()
    for group in groups:
        first, last = bisect_left(places, group.first), bisect_left(places, group.end) - 1
        if last - first < MIN_BLOCKS - 1:
            continue
        columns = slice(first, last + 1)
        mean = float((scores[columns] * sizes[columns]).sum() / max(float(sizes[columns].sum()), 1e-9))
        if group.led and first and places[first - 1] == group.first - 1:
            mean = max(mean, float(scores[first - 1]))
        elif group.is_table and mean >= MIN_TABLE:
            around = [float(scores[at]) for at in (first - 1, last + 1) if 0 <= at < len(scores)]
            mean = (mean + sum(around)) / (1 + len(around))
        scores[columns] = mean
    return scores
