"""Anchors: the first and the last letters of clauses, by which blocks that may say the same are found at little cost.

On most pages all anchors differ, and a few passes over the whole text in C say so.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from newsclean.fingerprint import normalise
from newsclean.parse.lines import SENTENCE_ENDS

LONG = 60
"""Characters. A longer text has words enough."""
ANCHOR = 28
"""Letters of an anchor: some six words."""
UNSPACED_ANCHOR = 24
"""Bytes of one in a script without spaces: eight Chinese characters."""
LONG_ANCHOR = 40
"""Bytes of an anchor in other scripts: some four words in Cyrillic."""
MAX_HOLDERS = 4
"""Later blocks with an anchor that are remembered, beside the first."""
COMMON = 16
"""Times that a line is said, or an anchor stands in one; from then on it is compared with the first alone."""
MAX_PAIRS, PAIRS_A_BLOCK = 5_000, 1
"""Pairs of lines that differ: so many of a page, and so many more a block. Real pages have hundreds."""
MAX_HOLDER = 200_000
"""Bytes of a block that others may be parts of: as many as a long book's chapter."""
MIN_SIZE = 0.6
"""The least share of the letters of the longer of two near copies that the shorter has."""
MIN_WORDS = 0.5
"""The least Jaccard similarity of their words."""
MIN_NEAR = 120
"""Letters. Shorter near copies are of almost the same size."""
SAME_SIZE = 4
SAMPLED = 12
"""Blocks by which it is judged whether a page writes spaces."""
MAX_SOUGHT = 16
"""So few anchors that stand on the page twice are sought in each block; more are looked up among each block's own."""
UNSPACED_CHARS = 12
"""Characters a word of a text that writes no spaces, on the mean."""
_CLAUSES = ":;؛；："
_CLAUSE_END = f"[{re.escape(_CLAUSES + SENTENCE_ENDS)}]"
_NO_LETTER = r"[^\w.]"
_HALF_WIDTH = {code + 0xFEE0: code for code in range(0x21, 0x7F)}
_BETWEEN = b"\xff"
"""Stands between blocks: no byte of UTF-8."""


def _letters() -> tuple[bytes, bytes]:
    """What `bytes.translate` makes of ASCII: lower case, a full stop for what ends a clause; and what it drops."""
    kept = bytearray(range(256))
    kept[ord("A") : ord("Z") + 1] = bytes(range(ord("a"), ord("z") + 1))
    ends = [ord(end) for end in _CLAUSES + SENTENCE_ENDS if end.isascii()]
    for end in ends:
        kept[end] = ord(".")
    return bytes(kept), bytes(code for code in range(128) if not chr(code).isalnum() and code not in ends)


_LOWER, _DROPPED = _letters()


def alike(texts: Sequence[str], min_chars: int = 40, min_words: int = 8) -> list[tuple[int, int]]:
    """Pairs of places, the earlier first, of texts that may say the same: candidates, to be verified.

    Shorter texts say nothing again that matters by itself; they go with the longer ones beside them. Of Latin scripts
    only the letters of ASCII are looked at: copies differ in quotation marks, dashes and spaces.
    """
    places = [at for at, text in enumerate(texts) if len(text) >= LONG or _matters(text, min_chars, min_words)]
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


def _matters(text: str, min_chars: int, min_words: int) -> bool:
    """Whether a text may have so many columns, and so many words: of scripts without spaces a character is one."""
    chars = len(text)
    if 2 * chars < min_chars or (chars < min_chars and text.isascii()):
        return False
    spaces = text.count(" ")
    return spaces + 1 >= min_words or UNSPACED_CHARS * spaces < chars


def letters(texts: Sequence[str]) -> tuple[bytes, int]:
    """The letters of texts, one after the other, and the size of an anchor of them."""
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
    """The letters of any text, of Latin script only those of ASCII, with a full stop for each end of a clause.

    >>> fold("Ｑuay 7, né")
    b'quay7n'
    """
    plain = text.translate(_HALF_WIDTH).encode("ascii", "ignore")
    if 3 * len(plain) >= 2 * len(text):
        return plain.translate(_LOWER, _DROPPED)
    return re.sub(_NO_LETTER, "", re.sub(_CLAUSE_END, ".", normalise(text))).encode("utf-8", "replace")


def is_unspaced(texts: Sequence[str]) -> bool:
    """Whether they write no spaces between words."""
    return sum(map(len, texts)) >= UNSPACED_CHARS * sum(text.count(" ") for text in texts)


def repeated(folded: bytes, size: int = ANCHOR) -> set[bytes]:
    """What begins or ends more than one clause, or begins more than one block: on most pages hardly anything."""
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
    """A block's anchors, its first letters among them.

    >>> sorted(anchors(b"nonews.theferriesstayedintheharbour", 12))
    [b'intheharbour', b'nonews.thefe', b'theferriesst']
    """
    clauses = [each for each in line.split(b".") if len(each) >= size]
    return {each[:size] for each in clauses} | {each[-size:] for each in clauses} | {line[:size]}


def _sharing(lines: Sequence[bytes], said_again: set[bytes], size: int) -> Iterator[tuple[int, int]]:
    """Pairs of lines that share an anchor; of equals each with the first."""
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
        for earlier in {holder for each in own for holder in holders[each]}:
            left -= lines[earlier] != line
            if earlier == same or (lines[earlier] != line and left > 0):
                yield earlier, at
        for each in own:
            said[_BETWEEN + each] += 1
            first_one, later = holders[each][:1], [*holders[each][1:], at][-MAX_HOLDERS:]
            holders[each] = [*first_one, *later] if said[_BETWEEN + each] <= COMMON else first_one


def _of_a_size(*letters: int) -> bool:
    small, large = sorted(letters)
    return small >= MIN_SIZE * large and (small >= MIN_NEAR or large - small <= SAME_SIZE)


def _may_be_near(said: set[str], again: set[str]) -> bool:
    """Whether most of their words are the same."""
    return len(said & again) >= MIN_WORDS * len(said | again)


def _words(text: str) -> set[str]:
    found = text.casefold().split()
    return set(text) if len(text) > UNSPACED_CHARS * len(found) else set(found)


def _may_be_part(one: bytes, other: bytes) -> bool:
    """Whether the first half of the shorter stands in the longer; what follows may invite to read on."""
    if max(len(one), len(other)) > MAX_HOLDER:
        return one == other
    small, large = sorted((one.replace(b".", b""), other.replace(b".", b"")), key=len)
    return small[: max(ANCHOR, len(small) // 2)] in large
