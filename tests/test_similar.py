"""newsclean/similar.py: the same article under two names."""

from __future__ import annotations

from itertools import pairwise

from newsclean import Pair, clusters, copies, similar
from newsclean.fingerprint import jaccard, shingles, words
from tests.bench.site import composed

ARTICLES = [sample.golds[0] for sample in composed(20, html=False)]
EDITED = ARTICLES[3].replace("town", "city", 2) + "\nWith agency material."
HALF = ARTICLES[5][: len(ARTICLES[5]) // 3]


def test_copies_are_found_with_their_similarity() -> None:
    texts = [*ARTICLES, EDITED, ARTICLES[7].upper(), HALF]
    exact = jaccard(*(shingles(words(text), 3) for text in (ARTICLES[3], EDITED)))
    assert 0.8 < exact < 1
    assert similar(texts) == [Pair(3, 20, exact), Pair(7, 21, 1.0)]
    assert similar(texts, exact + 0.01) == [Pair(7, 21, 1.0)]


def test_every_pair_is_that_brute_force_finds() -> None:
    texts = [*ARTICLES, *(f"{one}\n{other}" for one, other in pairwise(ARTICLES))]
    sets = [shingles(words(text), 3) for text in texts]
    brute = [
        (one, other)
        for one in range(len(sets))
        for other in range(one + 1, len(sets))
        if jaccard(sets[one], sets[other]) >= 0.6
    ]
    assert brute
    assert [(pair.one, pair.other) for pair in similar(texts, 0.6)] == brute


def test_texts_without_words_are_like_none() -> None:
    assert similar([]) == similar(["", "", "—", "—"]) == []


def test_clusters_join_what_pairs_join() -> None:
    texts = [ARTICLES[0], ARTICLES[1], ARTICLES[0], ARTICLES[2], ARTICLES[1], ARTICLES[0]]
    assert clusters(similar(texts)) == [[0, 2, 5], [1, 4]]
    assert clusters([]) == []


def test_the_earliest_or_the_longest_stays() -> None:
    pairs = [Pair(0, 2, 0.9), Pair(1, 4, 0.8), Pair(2, 5, 0.7)]
    assert copies(pairs) == {2: 0, 4: 1}
    assert copies(pairs, [1, 1, 3, 1, 1, 2]) == {0: 2, 4: 1, 5: 2}
    assert copies([]) == {}


def test_what_is_dropped_has_a_near_copy_that_stays_and_what_stays_has_none() -> None:
    texts = [*ARTICLES, *(f"{one}\n{other}" for one, other in pairwise(ARTICLES)), *ARTICLES[::3]]
    pairs = similar(texts)
    near = {(pair.one, pair.other) for pair in pairs}
    for lengths in (None, [len(text) for text in texts]):
        found = copies(pairs, lengths)
        assert found
        assert all((min(each), max(each)) in near for each in found.items())
        assert not set(found) & set(found.values())
        assert not any(one not in found and other not in found for one, other in near)
