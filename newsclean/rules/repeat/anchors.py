"""Anchors: the first and last letters of clauses. They find blocks that may be copies at little cost.

On most pages all anchors differ. A few passes over the whole text, in C, show that.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from newsclean.fingerprint import normalise
from newsclean.parse.lines import SENTENCE_ENDS

LONG = 60
"""The minimum number of characters of a text whose words are not counted. A text of this length has enough words."""

ANCHOR = 28
"""The length of an anchor in letters: about six words."""

UNSPACED_ANCHOR = 24
"""The length in bytes of an anchor in a script without spaces: eight Chinese characters."""

LONG_ANCHOR = 40
"""The length in bytes of an anchor in other scripts: about four words in Cyrillic."""

MAX_HOLDERS = 4
"""The maximum number of later blocks that are remembered for an anchor, beside the first."""

COMMON = 16
"""The number of occurrences of a line, or of an anchor in lines, after which it is compared with the first alone."""

MAX_PAIRS, PAIRS_A_BLOCK = 5_000, 1
"""The maximum number of pairs of different lines: `MAX_PAIRS` per page, and `PAIRS_A_BLOCK` more per block.

Real pages have hundreds of pairs.
"""

MAX_HOLDER = 200_000
"""The maximum number of bytes of a block that may contain others. A long book's chapter is as large."""

MIN_SIZE = 0.6
"""The minimum length of the shorter of two near copies, as a share of the longer one's letters."""

MIN_WORDS = 0.5
"""The minimum Jaccard similarity of the words of two near copies."""

MIN_NEAR = 120
"""The minimum number of letters of near copies whose lengths may differ by more than `SAME_SIZE`.

Shorter near copies have almost the same length.
"""

SAME_SIZE = 4
"""The largest difference in letters between two short near copies."""

SAMPLED = 12
"""The number of blocks that decide whether a page writes spaces."""

MAX_SOUGHT = 16
"""The maximum number of repeated anchors that are sought in each block.

If there are more, each block's own anchors are looked up.
"""

UNSPACED_CHARS = 12
"""The mean number of characters per space from which on a text counts as written without spaces."""

_CLAUSES = ":;؛；："
_CLAUSE_END = f"[{re.escape(_CLAUSES + SENTENCE_ENDS)}]"
_NO_LETTER = r"[^\w.]"
_HALF_WIDTH = {code + 0xFEE0: code for code in range(0x21, 0x7F)}
_BETWEEN = b"\xff"
"""The byte that separates blocks. UTF-8 has no such byte."""


def _letters() -> tuple[bytes, bytes]:
    """Return the table and the dropped bytes for `bytes.translate` on ASCII.

    The table folds to lower case and turns each clause end into a full stop.
    """
    kept = bytearray(range(256))
    kept[ord("A") : ord("Z") + 1] = bytes(range(ord("a"), ord("z") + 1))
    ends = [ord(end) for end in _CLAUSES + SENTENCE_ENDS if end.isascii()]
    for end in ends:
        kept[end] = ord(".")
    return bytes(kept), bytes(code for code in range(128) if not chr(code).isalnum() and code not in ends)


_LOWER, _DROPPED = _letters()


def alike(texts: Sequence[str], min_columns: int = 40, min_words: int = 8) -> list[tuple[int, int]]:
    """Return pairs of places, the earlier first, of texts that may be copies.

    They are candidates to verify.

    A text with fewer than `min_columns` columns or `min_words` words is skipped. It is removed only with longer
    neighbours. In Latin scripts only ASCII letters count, because copies differ in quotation marks, dashes and spaces.
    """
    places = [at for at, text in enumerate(texts) if len(text) >= LONG or _is_long_enough(text, min_columns, min_words)]
    long = [texts[at] for at in places]
    folded, size = letters(long)
    said_again = repeated(folded, size)
    if not said_again:
        return []
    lines = folded.split(_BETWEEN)
    said = cache(lambda at: _words(long[at]))
    return [
        (places[one], places[other])
        for one, other in _sharing(lines, said_again, size)
        if lines[one] == lines[other]
        or _may_be_part(lines[one], lines[other])
        or (_of_a_size(len(lines[one]), len(lines[other])) and _may_be_near(said(one), said(other)))
    ]


def _is_long_enough(text: str, min_columns: int, min_words: int) -> bool:
    """Return whether a text may have so many columns and words.

    In a script without spaces, each character is a word.
    """
    chars = len(text)
    if 2 * chars < min_columns or (chars < min_columns and text.isascii()):
        return False
    spaces = text.count(" ")
    return spaces + 1 >= min_words or UNSPACED_CHARS * spaces < chars


def letters(texts: Sequence[str]) -> tuple[bytes, int]:
    """Return the letters of the texts, joined, and the anchor size for their script."""
    lines = [text.encode("ascii", "ignore") for text in texts]
    folded = _BETWEEN.join(lines).translate(_LOWER, _DROPPED)
    foreign = [at for at, line in enumerate(lines) if 3 * len(line) < 2 * len(texts[at])]
    if not foreign:
        return folded, ANCHOR
    lines = folded.split(_BETWEEN)
    for at in foreign:
        lines[at] = fold(texts[at])
    size = ANCHOR
    if 2 * len(foreign) > len(lines):
        size = UNSPACED_ANCHOR if is_unspaced([texts[at] for at in foreign[:SAMPLED]]) else LONG_ANCHOR
    return _BETWEEN.join(lines), size


def fold(text: str) -> bytes:
    """Return the letters of any text, with a full stop for each clause end.

    In Latin scripts only ASCII letters stay.

    >>> fold("Ｑuay 7, né")
    b'quay7n'
    """
    plain = text.translate(_HALF_WIDTH).encode("ascii", "ignore")
    if 3 * len(plain) >= 2 * len(text):
        return plain.translate(_LOWER, _DROPPED)
    return re.sub(_NO_LETTER, "", re.sub(_CLAUSE_END, ".", normalise(text))).encode("utf-8", "replace")


def is_unspaced(texts: Sequence[str]) -> bool:
    """Return whether the texts are written without spaces between words."""
    return sum(map(len, texts)) >= UNSPACED_CHARS * sum(text.count(" ") for text in texts)


def repeated(folded: bytes, size: int = ANCHOR) -> set[bytes]:
    """Return what begins or ends more than one clause, or begins more than one block.

    Most pages have hardly any.
    """
    clauses = folded.replace(_BETWEEN, b".").split(b".")
    ends = [each[:size] for each in clauses if len(each) >= size]
    ends += [each[-size:] for each in clauses if len(each) > size]
    openings = [each[:size] for each in folded.split(_BETWEEN)]
    return {
        each
        for said in (ends, openings)
        if len(set(said)) < len(said)
        for each, count in Counter(said).items()
        if count > 1 and each
    }


def anchors(line: bytes, size: int = ANCHOR) -> set[bytes]:
    """Return a block's anchors, its first letters among them.

    >>> sorted(anchors(b"nonews.theferriesstayedintheharbour", 12))
    [b'intheharbour', b'nonews.thefe', b'theferriesst']
    """
    clauses = [each for each in line.split(b".") if len(each) >= size]
    return {each[:size] for each in clauses} | {each[-size:] for each in clauses} | {line[:size]}


def _sharing(lines: Sequence[bytes], said_again: set[bytes], size: int) -> Iterator[tuple[int, int]]:
    """Yield pairs of lines that share an anchor. Of equal lines, each is paired with the first only."""
    holders: defaultdict[bytes, list[int]] = defaultdict(list)
    first: dict[bytes, int] = {}
    said: Counter[bytes] = Counter()
    left = MAX_PAIRS + PAIRS_A_BLOCK * len(lines)
    few = list(said_again) if len(said_again) <= MAX_SOUGHT else None
    for at, line in enumerate(lines):
        said[line] += 1
        if said[line] > COMMON and line in first:
            yield first[line], at
            continue
        own = [each for each in few if each in line] if few is not None else said_again & anchors(line, size)
        if not own:
            continue
        same = first.setdefault(line, at)
        for earlier in sorted({holder for each in own for holder in holders[each]}):
            left -= lines[earlier] != line
            if earlier == same or (lines[earlier] != line and left > 0):
                yield earlier, at
        for each in own:
            said[_BETWEEN + each] += 1
            first_one, later = holders[each][:1], [*holders[each][1:], at][-MAX_HOLDERS:]
            holders[each] = [*first_one, *later] if said[_BETWEEN + each] <= COMMON else first_one


def _of_a_size(*letters: int) -> bool:
    """Return whether two numbers of letters are close enough for near copies."""
    small, large = sorted(letters)
    return small >= MIN_SIZE * large and (small >= MIN_NEAR or large - small <= SAME_SIZE)


def _may_be_near(said: set[str], again: set[str]) -> bool:
    """Return whether two sets of words are similar enough for near copies."""
    return len(said & again) >= MIN_WORDS * len(said | again)


def _words(text: str) -> set[str]:
    """Return a text's words, or its characters in a script without spaces."""
    found = text.casefold().split()
    return set(text) if len(text) > UNSPACED_CHARS * len(found) else set(found)


def _may_be_part(one: bytes, other: bytes) -> bool:
    """Return whether the longer text contains the first half of the shorter.

    The rest may be an invitation to read on.
    """
    if max(len(one), len(other)) > MAX_HOLDER:
        return one == other
    small, large = sorted((one.replace(b".", b""), other.replace(b".", b"")), key=len)
    return small[: max(ANCHOR, len(small) // 2)] in large
