"""Key points: short lines at the top of a plain text. The article below repeats each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from newsclean.parse.lines import width
from newsclean.rules.repeat.parts import Blocks
from newsclean.rules.shape import ends_sentence

MAX_TOP = 12
"""The number of blocks at the top among which key points are sought."""

MIN_POINTS = 2
"""The minimum number of key points in a row. A single line may be a lead."""


def key_points(
    texts: Blocks,
    around: Mapping[int, Sequence[int]],
    gone: dict[int, tuple[int, str]],
    min_columns: int,
    min_words: int,
) -> dict[int, tuple[int, str]]:
    """Return the removals, with key points in the place of their copies.

    The copy in the article is in the better place. Key points are at least `MIN_POINTS` consecutive lines. Each is a
    sentence of at least `min_columns` columns that stands again below all of them, alone or in a paragraph, in the same
    order. Lines that are consecutive below as well are a lead.
    """
    said: dict[int, int] = {}
    for at in sorted(at for at in around if at < MAX_TOP):
        text = texts.texts[at]
        if width(text) >= min_columns and ends_sentence(text) and "\n" not in text and texts.is_sentence(at):
            below = _said_below(texts, at, around[at], min_words)
            if below is not None and at not in gone and gone.get(below, (at, ""))[0] == at:
                said[at] = below
    found = dict(gone)
    for _, row in groupby(enumerate(said), lambda each: each[1] - each[0]):
        run = [at for _, at in row]
        places = [said[at] for at in run]
        apart = places == sorted(set(places)) and places[0] > run[-1]
        again = all(texts.key(at) == texts.key(said[at]) for at in run)
        lead = again and all(said[at] - at == said[run[0]] - run[0] for at in run)
        if len(run) >= MIN_POINTS and apart and not lead:
            for at in run:
                found.pop(said[at], None)
                found[at] = (said[at], "a key point of")
    return found


def _said_below(texts: Blocks, at: int, others: Sequence[int], min_words: int) -> int | None:
    """Return the first block below that contains a whole line, or None."""
    for other in sorted(each for each in others if each > at):
        if texts.key(other) == texts.key(at):
            return other
        part = texts.part(at, other, min_words)
        if part is not None and not part.cut:
            return other
    return None
