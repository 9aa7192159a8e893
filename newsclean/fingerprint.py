"""Measure the similarity of texts by exact key, shingles, Jaccard similarity and MinHash.

datasketch is imported only to compare many texts, because it loads scipy, which takes most of a second.
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
"""Fixed LSH bands and rows. A pair at Jaccard 0.5 becomes a candidate with probability 0.87, at 0.7 with 0.9998."""

SEED = 1
MAX_COMPARED = 1_000_000
"""Number of sets times the sum of their shingles. Up to this product, each set is compared with all others.

It allows 100 paragraphs of a hundred words, or 190 short ones. Comparing these takes about 15 ms. MinHash takes as
long, and loading datasketch and scipy takes 500 ms more. Of 1,094 news pages, six have paragraphs to compare, two each.
"""

MAX_SIGNED = 500
"""Sets for which signatures are made. With more near copies of one another, each may propose all others."""

_WORD = re.compile(r"[^\W_]+")
_UNSPACED = r"[\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
"""Letters of scripts without spaces between words: Thai, Lao, Burmese, Khmer, kana, Han."""

_MAY_BE_UNSPACED = re.compile("[^\0-\u0dff\u1e00-\u22ff]")
"""A pattern that matches every character of `_UNSPACED`, and others.

It is compiled in a sixth of the time, which for `_UNSPACED` is longer than cleaning a small page takes.
"""

MAX_MARKS = 30
"""The maximum number of combining marks on one letter that are compared.

Natural text has no more (stream-safe format, UAX #15, section 13).
"""

MANY_CHARS = 1000
"""The minimum number of characters of a text in which long runs of marks are looked for.

A shorter text cannot have so many consecutive marks that normalising is slow.
"""

_MARKS = rf"([\W\uff9e\uff9f]{{{MAX_MARKS}}})[\W\uff9e\uff9f]+"
"""A run of characters that are not letters or digits. Normalising reorders such a run only if it has combining marks.

The half-width sound marks of kana are letters that become marks."""

_UNSEEN = re.compile(f"[{INVISIBLE}]")


def normalise(text: str) -> str:
    r"""Normalise a text: NFKC, case-folded, without invisible characters, with single spaces.

    >>> normalise("\ufb01ne  \u00adPRINT")
    'fine print'
    """
    return " ".join(_folded(text).split())


def words(text: str) -> list[str]:
    """Return the normalised words. In scripts without spaces, each character is a word.

    Combining marks, such as vowel signs, are dropped and separate words.

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
    """Return whether a text has a letter of a script without spaces between words."""
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
    """Return the words of a text, with single spaces between them. The same words in the same order give one key.

    The key of a text without letters and digits is its normal form.

    >>> key("“Yes,” he said.") == key('"Yes", he said')
    True
    """
    return " ".join(words(text)) or normalise(text)


def wording(text: str) -> str:
    """Return the key without numbers. It is equal for `12 Comments` and `Comments (3)`.

    >>> wording("12 Comments"), wording("Comments (3)")
    ('comments', 'comments')
    """
    return " ".join(word for word in words(text) if not word.isdecimal())


def shingles(tokens: Sequence[str], size: int) -> set[str]:
    """Return every run of `size` tokens as a string. A shorter text is one shingle.

    >>> sorted(shingles(["a", "b", "c"], 2))
    ['a b', 'b c']
    """
    if len(tokens) <= size:
        return {" ".join(tokens)}
    return {" ".join(tokens[at : at + size]) for at in range(len(tokens) - size + 1)}


def jaccard(one: Collection[str], other: Collection[str]) -> float:
    """Return the Jaccard similarity: shared shingles divided by all shingles; 0 for two empty sets.

    >>> jaccard({"a", "b"}, {"b", "c"})
    0.3333333333333333
    """
    one, other = frozenset(one), frozenset(other)
    shared = len(one & other)
    return shared / (len(one) + len(other) - shared) if one or other else 0.0


def containment(part: Collection[str], whole: Collection[str]) -> float:
    """Return the share of `part` that is in `whole`; 0 if `part` is empty.

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
    """Return an empty signature to copy. Creating its hash functions takes longer than most signatures."""
    from datasketch import MinHash

    return MinHash(num_perm=PERMUTATIONS, seed=SEED, hashfunc=_crc)


def signature(shingle_set: Iterable[str]) -> MinHash:
    """Return the MinHash signature of a set of shingles (Broder 1997). It is equal in every process."""
    minhash = _empty().copy()
    minhash.update_batch([shingle.encode() for shingle in shingle_set])
    return minhash


class Neighbours:
    """Sets of shingles, and the search for similar ones.

    Up to `MAX_COMPARED`, each set is compared with all others, so no pair is missed. Above it, MinHash LSH with fixed
    bands proposes candidates. Above `MAX_SIGNED` sets, the caller proposes them and no signatures are made, so time is
    linear in the number of sets. The exact Jaccard similarity is verified in each case.
    """

    def __init__(self, sets: Mapping[int, Collection[str]], bands: tuple[int, int] = BANDS) -> None:
        self._sets = {name: frozenset(each) for name, each in sorted(sets.items()) if each}
        self.are_few = len(self._sets) * sum(map(len, self._sets.values())) <= MAX_COMPARED
        self.are_signed = not self.are_few and len(self._sets) <= MAX_SIGNED
        self._index = _Index(self._sets, bands) if self.are_signed else None

    def before(self, name: int, least: float, most: int, proposed: Iterable[int] = ()) -> Iterator[tuple[int, float]]:
        """Yield name and similarity of the similar sets with lower names than `name`, in order of their names.

        `least` is the least similarity. At most `most` candidates of MinHash are verified; above `MAX_SIGNED` sets,
        those that are `proposed`, whose sets must not be empty.
        """
        own = self._sets.get(name)
        if own is None:
            return
        if self._index is not None:
            others: Iterable[int] = self._index.like(name)[:most]
        else:
            others = self._sets if self.are_few else sorted(proposed)
        for other in others:
            if other >= name:
                break
            each = self._sets[other]
            small, large = sorted((len(own), len(each)))
            # the similarity is at most small / large
            if small >= least * large and (similarity := jaccard(own, each)) >= least:
                yield other, similarity


class _Index:
    """MinHash LSH over sets of shingles. Building it takes about 0.1 ms a set."""

    def __init__(self, sets: Mapping[int, Collection[str]], bands: tuple[int, int]) -> None:
        from datasketch import MinHashLSH

        self._signatures = {name: signature(each) for name, each in sets.items()}
        self._index = MinHashLSH(num_perm=PERMUTATIONS, params=bands)
        for name, minhash in self._signatures.items():
            self._index.insert(name, minhash)

    def like(self, name: int) -> list[int]:
        """Return the names of the other sets that may be similar to this one, in ascending order."""
        return sorted(each for each in self._index.query(self._signatures[name]) if each != name)
