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
    """Return the removals `gone`, changed so that key points are removed and their copies in the article stay.

    Key points are at least `MIN_POINTS` consecutive lines. Each is a sentence of at least `min_columns` columns. It is
    repeated below all of them, in the same order, alone or in a paragraph. If all of them are repeated as whole
    consecutive blocks, they are the lead of the article and no key points.

    `around` has the possible copies of each block. `gone` has the original of each removed block, and the evidence. A
    line of fewer than `min_words` words is no part of a paragraph.
    """
    copy_of: dict[int, int] = {}
    for at in sorted(at for at in around if at < MAX_TOP):
        text = texts.texts[at]
        if width(text) >= min_columns and ends_sentence(text) and "\n" not in text and texts.is_sentence(at):
            below = _said_below(texts, at, around[at], min_words)
            if below is not None and at not in gone and gone.get(below, (at, ""))[0] == at:
                copy_of[at] = below
    found = dict(gone)
    for _, numbered in groupby(enumerate(copy_of), lambda each: each[1] - each[0]):  # runs of consecutive places
        run = [at for _, at in numbered]
        copies = [copy_of[at] for at in run]
        in_order = copies == sorted(set(copies)) and copies[0] > run[-1]
        whole = all(texts.key(at) == texts.key(copy_of[at]) for at in run)
        is_lead = whole and all(copy_of[at] - at == copies[0] - run[0] for at in run)
        if len(run) >= MIN_POINTS and in_order and not is_lead:
            for at in run:
                found.pop(copy_of[at], None)
                found[at] = (copy_of[at], "a key point of")
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
