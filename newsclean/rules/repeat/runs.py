"""Runs: copies in the order of their originals.

The module says which copy stays and which neighbours go too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from newsclean.page import Block, Box
from newsclean.rules.repeat.parts import Blocks, Part

MIN_BETTER = 2
"""The minimum ratio of the prose around a later place to the prose around the first place.

The later place is the better one if the ratio is larger.
"""

MIN_RUN_JACCARD = 0.5
"""The minimum Jaccard similarity of the word pairs of a near copy beside other copies, and of its original.

The other copies confirm the near copy, so less similarity is enough.
"""

MIN_IN_ORDER = 3
"""The minimum number of near copies in the order of their originals that confirm one another."""

MAX_IN_ORDER = 1000
"""The maximum number of pairs of blocks that are compared to find near copies in the order of their originals."""

MAX_PIECES = 8
"""The maximum number of blocks into which a dump splits a paragraph with links.

The next paragraph is sought past all of them.
"""

MAX_FILLED = 12
"""The maximum distance, in blocks, of two copies or originals between which the blocks are compared word for word."""


def runs(originals: dict[int, int]) -> Iterator[list[int]]:
    """Yield the copies, as runs.

    In a run, both the copies and their originals are consecutive.
    """
    run: list[int] = []
    for at in sorted(originals):
        if run and (at != run[-1] + 1 or originals[at] != originals[run[-1]] + 1):
            yield run
            run = []
        run.append(at)
    if run:
        yield run


def exact(keys: Sequence[str]) -> dict[int, int]:
    """Return a mapping of each block to an earlier block with the same key.

    Within a run, that is the block after the previous block's original. Elsewhere it is the first equal block.
    """
    first: dict[str, int] = {}
    originals: dict[int, int] = {}
    for at, each in enumerate(keys):
        along = originals.get(at - 1, -2) + 1
        if 0 < along < at and keys[along] == each:
            originals[at] = along
        elif each in first:
            originals[at] = first[each]
        first.setdefault(each, at)
    return originals


def near_runs(
    texts: Blocks, pairs: Sequence[tuple[int, int]], originals: Mapping[int, int]
) -> Iterator[tuple[int, int, float]]:
    """Yield near copies in the order of their originals, as tuples of copy, original and similarity.

    Blocks that have an original already are not yielded.
    """
    apart: defaultdict[int, list[int]] = defaultdict(list)
    for earlier, at in pairs:
        if originals.get(at, earlier) == earlier:
            apart[at - earlier].append(at)
    left = MAX_IN_ORDER
    for distance, places in apart.items():
        for run in runs({at: at - distance for at in places}):
            new = [at for at in run if at not in originals]
            if not new or not MIN_IN_ORDER <= len(run) <= distance or len(new) > left:
                continue
            left -= len(new)
            like = {at: texts.likeness(at - distance, at) for at in new if texts.same_facts(at - distance, at)}
            alike = [at for at in run if at in originals or like.get(at, 0.0) >= MIN_RUN_JACCARD]
            for part in runs({at: at - distance for at in alike}):
                if len(part) >= MIN_IN_ORDER:
                    yield from ((at, at - distance, like[at]) for at in part if at in like)


def firsts(originals: Mapping[int, int]) -> dict[int, int]:
    """Return a mapping of each copy to the first block of its kind, which has no original itself."""
    found: dict[int, int] = {}
    for at in sorted(originals):
        found[at] = found.get(originals[at], originals[at])
    return found


def best_places(blocks: Sequence[Block], gone: dict[int, tuple[int, str]]) -> dict[int, tuple[int, str]]:
    """Return `gone` with originals exchanged for copies in better places.

    A copy is in a better place if its box has much more of the page's prose.
    """
    prose: Counter[Box | None] = Counter()
    for block in blocks:
        prose[block.box.parent if block.box is not None else None] += len(block.text)
    found: dict[int, tuple[int, str]] = {}
    groups: dict[int, list[int]] = {}
    for at, (first, _) in gone.items():
        groups.setdefault(first, [first]).append(at)
    for first, members in groups.items():
        places = [prose[box.parent if (box := blocks[at].box) is not None else None] for at in members]
        best = members[places.index(max(places))] if max(places) > MIN_BETTER * places[0] else first
        found |= {at: (best, gone[best if at == first else at][1]) for at in members if at != best}
    return found


def continued(texts: Blocks, at: int, part: Part, gone: Collection[int]) -> dict[int, tuple[int, str]]:
    """Return the blocks beside a part that are parts of the same holder.

    The holder continues with their words right before or after the part.
    """
    found: dict[int, tuple[int, str]] = {}
    whole = texts.key(part.holder)
    for step in (1, -1):
        place, start, end = at + step, part.start, part.end
        while 0 <= place < len(texts) and place not in gone and place != part.holder:
            said = texts.key(place)
            if step > 0 and f"{whole} ".startswith(f" {said} ", end):
                end += 1 + len(said)
            elif step < 0 and f" {whole[:start]}".endswith(f" {said} "):
                start -= 1 + len(said)
            else:
                break
            found[place] = (part.holder, "a part of")
            place += step
    return found


def add_neighbours(texts: Blocks, around: Mapping[int, Sequence[int]], gone: dict[int, tuple[int, str]]) -> None:
    """Add blocks that equal an earlier block, where a neighbour is a copy of that block's neighbour.

    The neighbour's original may be in up to `MAX_PIECES` pieces.
    """
    for step in (1, -1):
        for at in sorted(around, reverse=step < 0):
            other = gone.get(at - step, (-1, ""))[0]
            for earlier in range(other, other + step * MAX_PIECES, step) if other >= 0 and at not in gone else ():
                if 0 <= earlier < at and earlier not in gone and texts.key(earlier) == texts.key(at):
                    gone[at] = (earlier, "same as")
                    break


def fill_gaps(texts: Blocks, gone: dict[int, tuple[int, str]]) -> None:
    """Add the blocks between two copies that repeat, word for word, the blocks between their originals.

    If the first original is in pieces, its other pieces may come before those blocks.
    """
    for one, other in pairwise(sorted(gone)):
        first, last = gone[one][0], gone[other][0]
        if 1 < other - one <= MAX_FILLED and 1 < last - first <= MAX_FILLED and not first < one < last:
            again, said = range(one + 1, other), [at for at in range(first + 1, last) if at not in gone]
            if said and f" {' '.join(map(texts.key, said))}".endswith(f" {' '.join(map(texts.key, again))}"):
                gone |= dict.fromkeys(again, (said[0], "with those around it, same as"))


def prefer_complete(
    texts: Blocks, originals: Mapping[int, int], gone: dict[int, tuple[int, str]]
) -> dict[int, tuple[int, str]]:
    """Return `gone` with the originals of a run in the place of its copies.

    They are exchanged where an original was truncated and its copy is complete.

    The blocks around both that are equal word for word go with the originals.
    """
    for run in runs(dict(originals)):
        goes = all(gone.get(at, (-1, ""))[0] == originals[at] and originals[at] not in gone for at in run)
        above = goes and any(texts.core(originals[at])[1] and not texts.core(at)[1] for at in run)
        if above and not any(texts.core(at)[1] and not texts.core(originals[at])[1] for at in run):
            gone = {at: each for at, each in gone.items() if at not in run} | {
                originals[at]: (at, gone[at][1]) for at in run
            }
            for start, step in ((run[0], -1), (run[-1], 1)):
                _add_beside(texts, start, originals[start], step, gone)
    return gone


def _add_beside(texts: Blocks, at: int, other: int, step: int, gone: dict[int, tuple[int, str]]) -> None:
    """Add the blocks on one side of an original that goes, while those beside its copy are equal."""
    at, other, end = at + step, other + step, at
    while 0 <= other < end and at < len(texts) and other not in gone and texts.key(at) == texts.key(other):
        gone[other] = (at, "same as")
        at, other = at + step, other + step
