"""Groups: tables and lists, each of which stays or goes as a whole."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from newsclean.names import AWAY
from newsclean.page import Block
from newsclean.rules.body.outline import MIN_PROSE_CHARS, Outline

if TYPE_CHECKING:
    from newsclean.rules.body.choice import Scores

GROUPS = frozenset(("table", "ul", "ol", "dl"))
MIN_BLOCKS = 2
MIN_TABLE = 0.35
"""The minimum mean score, 0 to 1, of a table that is scored together with the blocks around it."""

COLONS = ":：﹕"


class Group(NamedTuple):
    """A table or list: its blocks `first` to `end` (exclusive); `led` says that a sentence introduces it."""

    first: int
    end: int
    is_table: bool
    led: bool


def groups_of(blocks: Sequence[Block], out: Outline) -> list[Group]:
    """Return the outermost tables and lists of a page that do not stand in a box named as furniture."""
    found: list[Group] = []
    if GROUPS.isdisjoint(out.tags):
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
            found.append(Group(at, end, out.tags[holder] == "table", led))
        at = end
    return found


def _holders(out: Outline) -> list[int]:
    """Return for each box the row of the outermost table or list around it; -1 without one."""
    holders: list[int] = []
    for row, (tag, parent) in enumerate(zip(out.tags, out.parent, strict=True)):
        above = holders[parent] if parent >= 0 else -1
        holders.append(above if above >= 0 else (row if tag in GROUPS else -1))
    return holders


def scored_by_group(groups: Sequence[Group], places: Sequence[int], scores: Scores, sizes: Scores) -> Scores:
    """Return the scores, with one score for all blocks of a group: their mean, weighted by size.

    A table is scored together with the blocks above and below it, and a list with the sentence that introduces it.
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
