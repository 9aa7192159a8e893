"""Near copies: long blocks that resemble an earlier block, and blocks that extend a run of copies."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from newsclean.fingerprint import Neighbours, shingles, words
from newsclean.rules.repeat.context import ends
from newsclean.rules.repeat.parts import Blocks, neighbours_of
from newsclean.rules.repeat.runs import MIN_RUN_JACCARD
from newsclean.rules.shape import is_prose

MAX_NEIGHBOURS = 8
"""The maximum number of candidates of MinHash that are compared with a block."""


def near_copies(
    texts: Blocks, originals: dict[int, int], pairs: Sequence[tuple[int, int]], min_chars: int, min_jaccard: float
) -> dict[int, float]:
    """Add the near copies to `originals`, and return their similarities.

    A near copy has at least `min_chars` characters, and a similarity of at least `min_jaccard`. Blocks of very
    different lengths are not compared. On a page with very many long blocks, a block is compared only with its partners
    in `pairs`, or with the originals of those.
    """

    def may_be(one: int, other: int) -> bool:
        shorter, longer = sorted((len(texts.texts[one]), len(texts.texts[other])))
        long = shorter >= max(min_chars, min_jaccard / 2 * longer)
        return long and one not in originals and other not in originals and texts.same_facts(one, other)

    suspects = [pair for pair in pairs if may_be(*pair)]
    sets = {at: shingles(words(texts.texts[at]), 2) for at in sorted({at for pair in suspects for at in pair})}
    neighbours, around = Neighbours(sets), neighbours_of(suspects)
    found: dict[int, float] = {}
    for at in sets:
        whole = ends(texts.texts[at]) or texts.texts[at].endswith((":", "："))
        beside = {originals[each] if each in found else each for each in around[at]}
        for earlier, similarity in neighbours.before(at, min_jaccard, MAX_NEIGHBOURS, beside) if whole else ():
            if earlier not in found and texts.same_facts(earlier, at):
                originals[at], found[at] = earlier, similarity
                break
    return found


def extend(texts: Blocks, runs: Collection[Sequence[int]], originals: dict[int, int], found: dict[int, float]) -> None:
    """Extend runs of copies at both ends by the blocks that resemble their counterparts.

    No step is repeated.
    """
    walked: set[tuple[int, int, int]] = set()
    for start, step in ((start, step) for run in runs for start, step in ((run[0], -1), (run[-1], 1))):
        at, opposite = start + step, originals[start] + step
        while 0 <= opposite < at < len(texts) and originals.get(at, opposite) == opposite:
            if (at, opposite, step) in walked:
                break
            walked.add((at, opposite, step))
            if at not in originals:
                likeness = texts.likeness(opposite, at)
                if not goes_on(texts, at, opposite, likeness) and not (
                    likeness >= MIN_RUN_JACCARD / 2
                    and is_copy(texts, at + step, opposite + step, originals)
                    and texts.same_facts(at, opposite)
                ):
                    break
                originals[at], found[at] = opposite, likeness
            at, opposite = at + step, opposite + step


def goes_on(texts: Blocks, at: int, opposite: int, likeness: float) -> bool:
    """Return whether a block beside a run is similar enough to its counterpart to extend the run.

    Figures may differ, as when a page brings them up to date.
    """
    enough = likeness >= MIN_RUN_JACCARD and texts.same_facts(at, opposite)
    return enough or (is_prose(texts.texts[at]) and texts.same_but_figures(at, opposite))


def is_copy(texts: Blocks, at: int, opposite: int, originals: dict[int, int]) -> bool:
    """Return whether a block is a copy of another, or similar to it."""
    inside = 0 <= opposite < at < len(texts)
    return originals.get(at) == opposite or (inside and texts.likeness(opposite, at) >= MIN_RUN_JACCARD)
