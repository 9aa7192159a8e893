"""newsclean/bands.py: MinHash bands of many texts at once."""

from __future__ import annotations

import random
import subprocess
import sys

from newsclean.bands import MIN_SHARED, bands
from newsclean.fingerprint import jaccard, shingles

WORDS = [f"word{letter}{other}" for letter in "abcdefghijklmnopqrst" for other in "abcdefghijklmnopqrst"]


def test_a_text_has_the_same_bands_in_any_company_and_any_process() -> None:
    one, other = ["the", "ferry", "left"], ["rain"]
    assert bands([one, other])[0] == bands([one])[0] == bands([other, one, one])[2]
    code = "from newsclean.bands import bands; print(bands([['the', 'ferry', 'left']])[0])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(bands([one])[0])
    assert bands([]) == []


def test_numbers_do_not_matter() -> None:
    assert bands([["join", "12", "readers"]]) == bands([["join", "3417", "readers"]])


def shared_share(changed: int) -> tuple[float, float]:
    """The mean similarity of pairs of texts with so many words changed, and the share that the bands find."""
    draw = random.Random(changed)
    alike, found = [], []
    for _ in range(400):
        one = draw.sample(WORDS, 40)
        other = list(one)
        for at in draw.sample(range(40), changed):
            other[at] = f"other{at}x".replace("0", "o").translate({48 + n: 97 + n for n in range(10)})
        alike.append(jaccard(shingles(one, 2), shingles(other, 2)))
        first, second = bands([one, other])
        found.append(sum(a == b for a, b in zip(first, second, strict=True)) >= MIN_SHARED)
    return sum(alike) / len(alike), sum(found) / len(found)


def test_near_copies_are_found_and_others_are_not() -> None:
    alike, found = shared_share(1)
    assert alike > 0.88
    assert found > 0.97
    alike, found = shared_share(14)
    assert 0.2 < alike < 0.4
    assert found < 0.05
