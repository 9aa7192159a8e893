"""Near-duplicate texts: pairs, clusters of pairs, and the texts to drop."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

MIN_SIMILARITY = 0.5
"""The least Jaccard similarity of near-duplicates, unless the caller gives another."""


class Pair(NamedTuple):
    """Two similar texts.

    `one` and `other` are their places in the input; `one` comes first. `similarity` is the Jaccard similarity of their
    shingles of three words, 0 to 1.
    """

    one: int
    other: int
    similarity: float


def similar(texts: Iterable[str], min_similarity: float = MIN_SIMILARITY) -> list[Pair]:
    """Return all pairs of texts with at least the given similarity, in the order of their places.

    `min_similarity` is a Jaccard similarity, 0 to 1. MinHash bands (locality-sensitive hashing) propose pairs. Each
    pair is then verified by the Jaccard similarity of the texts' shingles. Shingles are stored as hashes. If a wrong
    hash could decide about a pair and `texts` is a sequence, the texts themselves are compared. A text without words is
    similar to no other.

    About 500 bytes are kept for each text, and 4 for each of its words; the text itself is not kept. The time is
    proportional to the number of texts and to the number of pairs.

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
    """Return the connected components of the pairs: lists of places, each in ascending order.

    Two texts are in one cluster if pairs join them, directly or through other texts.

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
    """Return the texts to drop, each with the text that stays for it, by their places in ascending order.

    A dropped text is a near copy of the text that stays for it. No two texts that stay are near copies of each other.
    The earliest text stays. If `lengths` gives the lengths of all texts, the longest stays. In a chain of three texts
    whose ends are not near copies of each other, both ends may stay.

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
