"""Anchors: pairs of long words by which blocks that may say the same are found, cheaply, and on most pages in vain."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter, defaultdict, deque
from collections.abc import Sequence

from newsclean.parse.lines import INVISIBLE

MIN_LONG, MIN_LESS_LONG = 6, 4
"""Letters of a long word; of one in a language of short words."""
LONG_SHARE = 6
"""One word in so many is long in most languages."""
SAMPLED = 12
"""Blocks by which that is judged."""
MAX_HOLDERS = 4
UNSPACED_CHARS = 12
"""Characters a word of a text that writes no spaces, on the mean."""
MIN_CLAUSE = 4
MIN_CHARS = 20
"""A shorter block says nothing again that matters by itself; it goes with the longer ones beside it."""
OPENING = ""
OPENING_WORDS = 5
MIN_PART_CHARS = 50
"""A shorter block is no part of another that would go; only its opening is looked at."""
MIN_SHARED = 0.35
"""The least share of the anchors of the shorter of two blocks that the other has, for them to be looked at."""
_MARKS = tuple((mark, "") for mark in "“”„«»‘’") + tuple((mark, " ") for mark in "…–—\u00a0")
"""Typography in which copies differ."""
_CLAUSE = re.compile(rf"\w{{{MIN_CLAUSE},}}")
_UNSEEN = re.compile(f"[{INVISIBLE}]")

Anchor = tuple[str, ...]


def alike(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of places, the earlier first, of texts that share enough anchors: candidates, to be verified."""
    folded = _folded("\0".join(texts)).split("\0")
    least = least_letters(folded)
    first: dict[Anchor, int] = {}
    later: defaultdict[Anchor, deque[int]] = defaultdict(lambda: deque(maxlen=MAX_HOLDERS))
    counts: list[int] = []
    pairs: list[tuple[int, int]] = []
    for at, text in enumerate(folded):
        own = anchors(text, least) if len(text) >= MIN_CHARS else set()
        counts.append(len(own))
        if not first.keys().isdisjoint(own):
            shared: Counter[int] = Counter()
            for each in [each for each in own if each in first]:
                weight = counts[at] if each[0] is OPENING else 1  # an opening will do
                for earlier in {first[each], *later[each]}:
                    shared[earlier] += weight
                later[each].append(at)
                own.remove(each)
            pairs += [
                (earlier, at)
                for earlier, count in shared.items()
                if count >= MIN_SHARED * min(counts[earlier], counts[at])
            ]
        first.update(dict.fromkeys(own, at))
    return pairs


def least_letters(texts: Sequence[str]) -> int:
    """How many letters make a long word on this page: fewer where words are short."""
    sample = " ".join(texts[:SAMPLED]).split()
    long = sum(len(word) >= MIN_LONG for word in sample)
    return MIN_LONG if long * LONG_SHARE >= len(sample) else MIN_LESS_LONG


def anchors(text: str, least: int = MIN_LONG) -> set[Anchor]:
    """The pairs of long words in a row, and the first words; of a text without spaces, its clauses' ends.

    >>> sorted(anchors("no the ferries stayed in the harbour on that long, cold monday"))
    [('', 'no', 'the', 'ferries', 'stayed', 'in'), ('ferries', 'stayed'), ('harbour', 'monday'), ('stayed', 'harbour')]
    """
    found = text.split()
    if len(text) > UNSPACED_CHARS * len(found):
        clauses = _CLAUSE.findall(text)
        return {(each[:MIN_CLAUSE],) for each in clauses} | {(each[-MIN_CLAUSE:],) for each in clauses}
    if len(text) < MIN_PART_CHARS:
        return {(OPENING, *found[:OPENING_WORDS])}
    own: set[Anchor] = set(itertools.pairwise([word for word in found if len(word) >= least]))
    own.add((OPENING, *found[:OPENING_WORDS]))
    return own


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower().replace('"', "").replace("'", "")
    for mark, instead in _MARKS:
        if mark in text:
            text = text.replace(mark, instead)
    if not text.isascii():
        if not unicodedata.is_normalized("NFKC", text):
            text = unicodedata.normalize("NFKC", text)
        if _UNSEEN.search(text):
            text = _UNSEEN.sub("", text)
    return text.casefold().replace('"', "").replace("'", "")
