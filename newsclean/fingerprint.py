"""How alike two texts are: normal form, shingles, exact key, MinHash signature, Jaccard similarity.

datasketch is imported only where there are many texts to compare: it loads scipy, which takes most of a second.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from typing import TYPE_CHECKING
from zlib import crc32

from newsclean.parse.lines import INVISIBLE

if TYPE_CHECKING:
    from datasketch import MinHash

PERMUTATIONS = 128
"""Hash functions in a signature: the standard error of an estimated Jaccard similarity is about 1/sqrt(128) = 0.09."""
BANDS = (32, 4)
"""LSH bands and rows, fixed: a pair at Jaccard 0.5 becomes a candidate with probability 0.87, at 0.8 with 0.9999."""
SEED = 1
MAX_COMPARED = 1_000_000
"""Sets times shingles of all of them, up to which each set is compared with each other: of 100 paragraphs of a hundred
words, or of 190 short ones. There it takes some 15 ms, as MinHash does once datasketch and scipy are loaded, which
takes 500. Of 1,094 news pages six have paragraphs to compare, two each."""
MAX_SIGNED = 500
"""Sets of which signatures are made. Each of so many near copies of one another may propose all others."""

_WORD = re.compile(r"[^\W_]+")
_UNSPACED = r"[\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
"""Letters of scripts that write words without spaces between them: Thai, Lao, Burmese, Khmer, kana, Han."""
_MAY_BE_UNSPACED = re.compile("[^\0-\u0dff\u1e00-\u22ff]")
"""All but letters and signs that other texts have: `re` goes through the characters of a set one by one, and through
those above for longer than a small page takes to clean."""
MAX_MARKS = 30
"""Marks on one letter that are compared: no text has more (Unicode's stream-safe format, UAX #15, section 13)."""
MANY_CHARS = 1000
"""A text with fewer cannot hold enough marks in a row to take long."""
_MARKS = rf"([\W\uff9e\uff9f]{{{MAX_MARKS}}})[\W\uff9e\uff9f]+"
"""A run of what is no letter or digit: of combining marks, if of anything that normalising puts in another order. Two
letters, the half-width sound marks of kana, become marks."""
_UNSEEN = re.compile(f"[{INVISIBLE}]")


def normalise(text: str) -> str:
    r"""The text as it is compared: compatibility forms folded, lower case, no invisible characters, single spaces.

    >>> normalise("\ufb01ne  \u00adPRINT")
    'fine print'
    """
    return " ".join(_folded(text).split())


def words(text: str) -> list[str]:
    """The normalised words; where a script writes no spaces, each character is a word.

    >>> words("Don't stop, 北京")
    ['don', 't', 'stop', '北', '京']
    """
    folded = _folded(text)
    found = _WORD.findall(folded)
    if folded.isascii() or not _is_unspaced(folded):
        return found
    split: list[str] = []
    for word in found:
        split.extend(word) if _is_unspaced(word) else split.append(word)
    return split


def _is_unspaced(text: str) -> bool:
    """Whether there is a letter of a script that writes words without spaces between them."""
    return _MAY_BE_UNSPACED.search(text) is not None and re.search(_UNSPACED, text) is not None


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    if _UNSEEN.search(text):
        text = _UNSEEN.sub("", text)
    if len(text) >= MANY_CHARS:
        text = re.sub(_MARKS, r"\1", text)
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return text.casefold()


def key(text: str) -> str:
    """What two texts share that are the same but for case, white space and punctuation.

    Texts with neither letter nor digit have their normal form for a key.

    >>> key("“Yes,” he said.") == key('"Yes", he said')
    True
    """
    return " ".join(words(text)) or normalise(text)


def wording(text: str) -> str:
    """The key without its numbers: `12 Comments` and `Comments (3)` have the same.

    >>> wording("12 Comments"), wording("Comments (3)")
    ('comments', 'comments')
    """
    return " ".join(word for word in words(text) if not word.isdecimal())


def shingles(tokens: Sequence[str], size: int) -> set[str]:
    """Every run of `size` tokens, as one string each; a shorter text is one shingle.

    >>> sorted(shingles(["a", "b", "c"], 2))
    ['a b', 'b c']
    """
    if len(tokens) <= size:
        return {" ".join(tokens)}
    return {" ".join(tokens[at : at + size]) for at in range(len(tokens) - size + 1)}


def jaccard(one: Collection[str], other: Collection[str]) -> float:
    """The share of all shingles that both sets have; 0 where both are empty.

    >>> jaccard({"a", "b"}, {"b", "c"})
    0.3333333333333333
    """
    one, other = frozenset(one), frozenset(other)
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if one or other else 0.0


def containment(part: Collection[str], whole: Collection[str]) -> float:
    """The share of `part` that `whole` has; 0 where `part` is empty.

    >>> containment({"a", "b"}, {"b", "c"})
    0.5
    """
    part = frozenset(part)
    whole = whole if isinstance(whole, Set) else frozenset(whole)
    return sum(each in whole for each in part) / len(part) if part else 0.0


def _crc(data: bytes) -> int:
    return crc32(data)


@cache
def _empty() -> MinHash:
    """An empty signature to copy: drawing its hash functions anew would cost more than most signatures."""
    from datasketch import MinHash

    return MinHash(num_perm=PERMUTATIONS, seed=SEED, hashfunc=_crc)


def signature(shingle_set: Iterable[str]) -> MinHash:
    """The MinHash signature of a set of shingles (Broder 1997), the same in every process."""
    minhash = _empty().copy()
    minhash.update_batch([shingle.encode() for shingle in sorted(shingle_set)])
    return minhash


class Neighbours:
    """Sets of shingles, and which of them are alike, verified by the true Jaccard similarity.

    Of few sets each is compared with all others, so none is missed. Of more than `MAX_COMPARED` allows, each is
    compared with those that MinHash LSH with fixed bands proposes. Of more than `MAX_SIGNED` it is compared with those
    that the caller proposes, and no signatures are made. So time grows with the sets alone.
    """

    def __init__(self, sets: Mapping[int, Collection[str]], bands: tuple[int, int] = BANDS) -> None:
        self._sets = {name: frozenset(each) for name, each in sorted(sets.items()) if each}
        self.are_few = len(self._sets) * sum(map(len, self._sets.values())) <= MAX_COMPARED
        self.are_signed = not self.are_few and len(self._sets) <= MAX_SIGNED
        self._index = _Index(self._sets, bands) if self.are_signed else None

    def before(self, name: int, least: float, most: int, proposed: Iterable[int] = ()) -> Iterator[tuple[int, float]]:
        """The sets of lower names that are at least so similar to the one of this name, in order, with how similar.

        So many of what MinHash proposes are verified, and of too many sets those that are `proposed` here.
        """
        own = self._sets.get(name)
        if own is None:
            return
        others = self._sets if self.are_few else sorted(proposed)
        for other in others if self._index is None else self._index.like(name)[:most]:
            if other >= name:
                break
            each = self._sets[other]
            small, large = sorted((len(own), len(each)))
            if small >= least * large and (similarity := jaccard(own, each)) >= least:
                yield other, similarity


class _Index:
    """MinHash LSH over sets of shingles. Building it costs some 0.1 ms a set."""

    def __init__(self, sets: Mapping[int, Collection[str]], bands: tuple[int, int]) -> None:
        from datasketch import MinHashLSH

        self._signatures = {name: signature(each) for name, each in sets.items()}
        self._index = MinHashLSH(num_perm=PERMUTATIONS, params=bands)
        for name, minhash in self._signatures.items():
            self._index.insert(name, minhash)

    def like(self, name: int) -> list[int]:
        """The names of the sets that may be near the one of this name, itself left out, in ascending order."""
        return sorted(each for each in self._index.query(self._signatures[name]) if each != name)
