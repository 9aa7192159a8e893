"""The same article under two names: pairs of texts that are nearly the same, their clusters, and which to drop."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

MIN_SIMILARITY = 0.5


class Pair(NamedTuple):
    """Two texts by their places, the earlier first, and the Jaccard similarity of their runs of three words."""

    one: int
    other: int
    similarity: float


def similar(texts: Iterable[str], min_similarity: float = MIN_SIMILARITY) -> list[Pair]:
    """All pairs of texts that are at least so similar, in the order of their places.

    MinHash bands propose pairs, each of which is then verified by the Jaccard similarity of the texts' shingles. These
    are hashes; where one of them could decide about a pair, and `texts` is a sequence, the texts themselves are
    compared. A text without words is similar to none. Of each text some 500 bytes and 4 for each word are kept, none of
    them its letters. Takes time in proportion to the texts and to the pairs that there are.

    >>> similar(["The ferry sails at noon from Lower Quay.", "Rain.", "The ferry sails at noon from Lower Quay"])
    [Pair(one=0, other=2, similarity=1.0)]
    """
    from newsclean.sketches import Sketches, sketch

    sketches = Sketches()
    for text in texts:
        sketches.add(sketch(text))
    text_of = texts.__getitem__ if isinstance(texts, Sequence) else None
    return [Pair(*each) for each in sketches.pairs(min_similarity, text_of)]


def clusters(pairs: Sequence[Pair]) -> list[list[int]]:
    """The places of texts that pairs join, directly or through others, each cluster in the order of the places.

    >>> clusters([Pair(0, 2, 0.9), Pair(1, 4, 0.8), Pair(2, 5, 0.7)])
    [[0, 2, 5], [1, 4]]
    """
    first: dict[int, int] = {}

    def root(at: int) -> int:
        while first.setdefault(at, at) != at:
            first[at] = first[first[at]]
            at = first[at]
        return at

    for one, other, _ in pairs:
        low, high = sorted((root(one), root(other)))
        first[high] = low
    found: dict[int, list[int]] = {}
    for at in sorted(first):
        found.setdefault(root(at), []).append(at)
    return [found[at] for at in sorted(found)]


def copies(pairs: Iterable[Pair], lengths: Sequence[int] | None = None) -> dict[int, int]:
    """The places of the texts to drop, in order, each with that of the text that stays for it.

    Each dropped text is a near copy of the one that stays for it, and no two texts that stay are near copies. The
    earliest stays or, with the `lengths` of all texts, the longest. Of a chain of three, where the ends are not near
    copies of each other, both ends may stay.

    >>> copies([Pair(0, 1, 0.6), Pair(1, 2, 0.6)])
    {1: 0}
    >>> copies([Pair(0, 1, 0.6), Pair(1, 2, 0.6)], lengths=[10, 30, 20])
    {0: 1, 2: 1}
    """
    near: dict[int, list[int]] = {}
    for one, other, _ in pairs:
        near.setdefault(one, []).append(other)
        near.setdefault(other, []).append(one)
    found: dict[int, int] = {}
    for at in sorted(near, key=lambda at: (-lengths[at] if lengths is not None else 0, at)):
        if at not in found:
            for each in near[at]:
                found.setdefault(each, at)
    return dict(sorted(found.items()))
