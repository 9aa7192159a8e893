"""newsclean/fingerprint.py: how alike two texts are."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.fingerprint import (
    MAX_COMPARED,
    MAX_SIGNED,
    Neighbours,
    containment,
    jaccard,
    key,
    normalise,
    shingles,
    signature,
    wording,
    words,
)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("  The\tTide\n Waits ", "the tide waits"),
        ("\ufb01sh \u00adand\u200b chips", "fish and chips"),
        ("Straße", "strasse"),
        ("ＷＩＤＥ", "wide"),
        ("e\u0301te\u0301", "été"),
        ("İzmir", "i\u0307zmir"),
        ("", ""),
    ],
)
def test_normalise(text: str, normal: str) -> None:
    assert normalise(text) == normal


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Don't stop", ["don", "t", "stop"]),
        ("12,5 km_long", ["12", "5", "km", "long"]),
        ("港口 2021年", ["港", "口", "2", "0", "2", "1", "年"]),
        ("Москва—Минск", ["москва", "минск"]),
        ("— … !", []),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Yes,” he said.", '"yes" he   SAID'),
        ("The tide—late again—turned.", "the tide late again turned"),
        ("Fi\u00adsher\u200bmen", "fishermen"),
        ("GRÜSSE", "Grüße"),
        ("ﾆｭｰｽ 港", "ニュース 港"),
        ("ﾆｭｰｽ", "ニュース"),
        ("A豈", "A\u8c48"),
    ],
)
def test_equal_keys(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("tide 1", "tide 2"), ("***", "---"), ("the tide", "thetide"), ("sea", "see")]
)
def test_different_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_wording_has_no_numbers() -> None:
    assert wording("12 Comments") == wording("Comments (3)") == wording("COMMENTS") == "comments"
    assert wording("12") == ""


@pytest.mark.parametrize(
    ("tokens", "size", "found"),
    [
        (["a", "b", "c"], 2, {"a b", "b c"}),
        (["a", "b"], 2, {"a b"}),
        (["a"], 3, {"a"}),
        (["a", "a", "a"], 2, {"a a"}),
    ],
)
def test_shingles(tokens: list[str], size: int, found: set[str]) -> None:
    assert shingles(tokens, size) == found


def test_jaccard_and_containment() -> None:
    assert jaccard("ab", "bc") == pytest.approx(1 / 3)
    assert jaccard("", "") == jaccard("a", "") == 0
    assert containment("ab", "abcd") == 1
    assert containment("abcd", ["a", "a"]) == 0.25
    assert containment("", "a") == 0


SETS = st.sets(st.sampled_from("abcdefghij"))


@given(SETS, SETS)
def test_laws_of_likeness(one: set[str], other: set[str]) -> None:
    assert 0 <= jaccard(one, other) == jaccard(other, one) <= 1
    assert jaccard(one, other) <= max(containment(one, other), containment(other, one))
    assert jaccard(one, one) == containment(one, one) == (1 if one else 0)
    assert (jaccard(one, other) == 1) == (one == other and bool(one))


@given(st.text())
def test_laws_of_keys(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
    assert key(text) == key(f"  {text}\u200b ")
    assert wording(text) == wording(wording(text)) or not words(text)
    assert not any(letter.isspace() for word in words(text) for letter in word)


SETS_OF_WORDS = {at: {f"word{each}" for each in range(at * 10, at * 10 + 60)} for at in range(0, 60, 6)}


def test_signatures_estimate_jaccard() -> None:
    one, other = SETS_OF_WORDS[0], {f"word{each}" for each in range(20, 80)}
    assert signature(one).jaccard(signature(one)) == 1
    assert signature(one).jaccard(signature(other)) == pytest.approx(jaccard(one, other), abs=0.2)


def test_signatures_do_not_depend_on_order_or_process() -> None:
    code = "from newsclean.fingerprint import signature; print(list(signature({'b', 'c', 'a'}).hashvalues))"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == str(list(signature(["c", "a", "b"]).hashvalues))


def many_sets() -> dict[int, set[str]]:
    """More sets than are compared with each other, the last one like the third, and one that is empty."""
    sets = {at: {f"{at} {each}" for each in range(100)} for at in range(300)}
    assert len(sets) * sum(map(len, sets.values())) > MAX_COMPARED
    return sets | {299: {f"2 {each}" for each in range(10, 110)}, 300: set()}


@pytest.mark.parametrize("sets", [SETS_OF_WORDS | {300: set()}, many_sets()], ids=["few", "many"])
def test_neighbours_finds_what_is_near(sets: dict[int, set[str]]) -> None:
    neighbours = Neighbours(sets)
    for name, each in sets.items():
        alike = [(other, jaccard(sets[other], each)) for other in sorted(sets) if other < name]
        assert list(neighbours.before(name, 0.8, 8)) == [pair for pair in alike if pair[1] >= 0.8]
    assert list(neighbours.before(12345, 0, 8)) == []


def test_neighbours_of_few_sets_are_all_found() -> None:
    """Half alike, a pair may escape MinHash."""
    sets = {at: {f"{at // 2} {each}" for each in range(at % 2, at % 2 + 3)} for at in range(200)}
    neighbours = Neighbours(sets)
    assert [list(neighbours.before(at, 0.5, 8)) for at in range(1, 200, 2)] == [[(at, 0.5)] for at in range(0, 200, 2)]


def test_neighbours_counts_up() -> None:
    same = {at: {"one", "two", "three"} for at in (7, 3, 5)}
    assert list(Neighbours(same).before(7, 1, 8)) == [(3, 1.0), (5, 1.0)]


def test_of_too_many_sets_those_are_compared_that_are_proposed() -> None:
    sets = {at: {f"{at // 2} {each}" for each in range(100)} for at in range(2 * MAX_SIGNED)}
    neighbours = Neighbours(sets)
    assert list(neighbours.before(7, 0.8, 8, [6, 5, 9])) == [(6, 1.0)]
    assert list(neighbours.before(7, 0.8, 8)) == []


def test_importing_loads_no_datasketch() -> None:
    code = "import sys, newsclean.fingerprint; sys.exit('datasketch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
