"""The same article under two names: pairs of texts that are nearly the same, and the clusters that they make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from newsclean.fingerprint import jaccard, shingles, words

MIN_SIMILARITY = 0.5
BANDS = (42, 3)
"""MinHash bands and rows: a pair at Jaccard 0.5 is proposed with a probability of 0.996, at 0.3 of 0.68."""
SHINGLE_WORDS = 3


class Pair(NamedTuple):
    """Two texts by their places, the earlier first, and the Jaccard similarity of their runs of three words."""

    one: int
    other: int
    similarity: float


def similar(texts: Iterable[str], min_similarity: float = MIN_SIMILARITY) -> list[Pair]:
    """All pairs of texts that are at least so similar, in the order of their places.

    MinHash bands propose pairs, each of which is then verified by its exact Jaccard similarity. A text without words
    is similar to none. Takes time and memory in proportion to the texts and to the pairs that there are.

    >>> similar(["The ferry sails at noon from Lower Quay.", "Rain.", "The ferry sails at noon from Lower Quay"])
    [Pair(one=0, other=2, similarity=1.0)]
    """
    from newsclean.bands import bands

    holders: dict[int, list[int]] = {}
    sets: list[frozenset[str]] = []
    pairs: list[Pair] = []
    for at, text in enumerate(texts):
        tokens = words(text)
        sets.append(frozenset(shingles(tokens, SHINGLE_WORDS)) if tokens else frozenset())
        proposed: set[int] = set()
        for band in set(bands([tokens], *BANDS)[0]) if tokens else ():
            proposed.update(holders.setdefault(band, []))
            holders[band].append(at)
        for earlier in sorted(proposed):
            alike = jaccard(sets[earlier], sets[at])
            if alike >= min_similarity:
                pairs.append(Pair(earlier, at, alike))
    return sorted(pairs)


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
