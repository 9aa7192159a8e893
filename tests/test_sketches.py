"""newsclean/sketches.py: what is kept of a text, and that it gives the pairs that the texts themselves give."""

from __future__ import annotations

import pickle
import random
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from zlib import crc32

import pytest

from newsclean import similar
from newsclean.fingerprint import jaccard, shingles, words
from newsclean.sketches import BITS, Sketch, Sketches, shingle_numbers, sketch
from tests.bench.similar import composed
from tests.bench.site import sentence

TEXTS = composed(400, seed=5)
TWINS = ("plumless", "buckeroo")
"""Two words with one CRC-32."""


def sets(texts: list[str]) -> list[set[str]]:
    return [shingles(words(text), 3) if words(text) else set() for text in texts]


def made(text: str) -> Sketch:
    found = sketch(text)
    assert found is not None
    return found


def filled(texts: list[str]) -> Sketches:
    found = Sketches()
    for text in texts:
        found.add(sketch(text))
    return found


def brute(texts: list[str], least: float) -> list[tuple[int, int, float]]:
    """All pairs by their shingles as texts."""
    found = enumerate(sets(texts))
    pairs = ((one, other, jaccard(left, right)) for (one, left), (other, right) in combinations(found, 2))
    return [pair for pair in pairs if pair[2] >= least]


@pytest.mark.parametrize(
    "text", ["Rain", "Rain again", "rain again soon", "one two three one two three", TEXTS[3], "京都市"]
)
def test_a_sketch_has_as_many_shingles_as_its_text(text: str) -> None:
    found = made(text)
    assert found.size == len(shingle_numbers(found.words)) == len(shingles(words(text), 3))
    assert len(found.bits) == BITS // 8
    assert pickle.loads(pickle.dumps(found)) == found


def test_a_sketch_takes_four_bytes_a_word_and_five_hundred() -> None:
    assert sum(map(len, made(TEXTS[3])[:3])) <= 4 * len(words(TEXTS[3])) + 500


def test_a_sketch_is_the_same_in_every_process() -> None:
    code = "from newsclean.sketches import sketch; print(sketch('The ferry sails at noon from Lower Quay.'))"
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
            cwd=Path(__file__).parent.parent,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1] == f"{sketch('The ferry sails at noon from Lower Quay.')}\n".encode()


@pytest.mark.parametrize("least", [0.5, 0.62, 0.8])
def test_the_pairs_are_those_of_the_texts(least: float) -> None:
    expected = brute(TEXTS, least)
    assert len(expected) > 5
    assert filled(TEXTS).pairs(least) == expected


def test_texts_of_few_words_and_none() -> None:
    texts = ["", "Rain.", "rain", "—", "Rain again", "again rain", "rain AGAIN", "Rain again and", "", "rain again and"]
    assert filled(texts).pairs(0.5) == [(1, 2, 1.0), (4, 6, 1.0), (7, 9, 1.0)] == brute(texts, 0.5)
    assert filled(texts).lengths() == [0, 1, 1, 0, 2, 2, 2, 3, 0, 3]
    assert filled([]).pairs(0.5) == filled(["", ""]).pairs(0.5) == []


def test_many_copies_of_one_text_are_all_pairs() -> None:
    texts = [TEXTS[0]] * 30 + [TEXTS[1]] + [TEXTS[0].upper()] * 10
    assert filled(texts).pairs(0.9) == [
        (one, other, 1.0) for one, other in combinations([*range(30), *range(31, 41)], 2)
    ]


def test_texts_of_one_template_are_told_apart_without_comparing_each_with_each() -> None:
    """Of 600 texts that share a tenth of their runs of words, the bitmaps leave next to nothing to verify."""
    draw = random.Random(3)
    texts = [" ".join(sentence(draw) for _ in range(18)) for _ in range(600)]
    sketches = filled([*texts, texts[7].replace("town", "city")])
    import numpy as np

    candidates = list(sketches._candidates(np.arange(601), 0.5))
    assert len(candidates) < 50
    assert [pair[:2] for pair in sketches.pairs(0.5)] == [(7, 600)]


def test_where_a_hash_could_decide_the_texts_do() -> None:
    """`plumless` and `buckeroo` have one CRC-32: as sketches, the texts below differ in one word less than they do."""
    one, other = TWINS
    assert crc32(one.encode()) == crc32(other.encode())
    front = " ".join(sentence(random.Random(at)) for at in range(3))
    texts = [f"{front} The {one} sails at noon for weeks", f"{front} The {other} sails at noon for years"]
    exact = jaccard(*sets(texts))
    assert similar(texts, exact) == [(0, 1, exact)]
    assert similar(texts, exact + 0.001) == []
    (pair,) = similar(iter(texts), exact + 0.001)
    assert exact < pair.similarity < 1
