"""Choose the blocks that the model judges, and those that stay."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from newsclean.names import CAPTION, caption_around
from newsclean.rules.body.features.boxes import HEADING, LAST_HEADING, Boxes, Places
from newsclean.rules.body.verdict import AROUND, KEPT, LUMPED, NAMED, NEVER

MAX_CAPTION_BOXES = 3
"""The maximum number of boxes around a block, its own included, that are searched for a caption element.

A block in such an element is a caption.
"""

_PLAIN = np.array([code not in NEVER and code not in (AROUND, NAMED) for code in range(LUMPED + 1)])
"""For the code of each verdict, whether the model judges all blocks with this verdict."""

_IF_PROSE = np.array([code in (AROUND, NAMED) for code in range(LUMPED + 1)])
"""For the code of each verdict, whether the model judges only the prose and the headings with this verdict."""

Kept = np.ndarray[Any, np.dtype[np.bool_]]
Scores = np.ndarray[Any, np.dtype[np.float64]]


def judged(boxes: Boxes) -> Places:
    """Return the places of the blocks that the model judges.

    It does not judge blocks with a verdict of `NEVER`, blocks that the rules remove and that are no prose, and
    captions, which have a rule of their own.
    """
    codes, rows, out = boxes.verdicts, boxes.all_rows, boxes.out
    kinds = boxes.kinds[rows]
    headings = (kinds >= HEADING) & (kinds <= LAST_HEADING)
    found = _PLAIN[codes] | (_IF_PROSE[codes] & ((boxes.of_blocks[2] > 0) | headings))
    told = np.array(out.purpose)[rows] & CAPTION
    for at in ((told > 0) & (codes == KEPT)).nonzero()[0].tolist():
        if caption_around(out.boxes[out.rows[at]], MAX_CAPTION_BOXES):
            found[at] = False
    return found.nonzero()[0]


def losers(boxes: Boxes, scores: Scores, least: float) -> Iterator[tuple[int, float]]:
    """Yield the blocks that go, with their scores. The rules decide on blocks that the model does not judge."""
    whole = np.where(boxes.verdicts == KEPT, 1.0, -1.0)
    whole[boxes.places] = scores
    gone = (whole < least).nonzero()[0]
    return zip(gone.tolist(), whole[gone].tolist(), strict=True)


def all_but(gone: Sequence[int], count: int) -> Kept:
    """Return for each block whether it stays; `gone` are the places of those that do not."""
    kept = np.ones(count, bool)
    kept[list(gone)] = False
    return kept


class Choice(NamedTuple):
    """The least score of a block that stays, and the expected F1 of the best choice."""

    least: float
    expected: float


def choose(scores: Scores, sizes: Scores, beta: float = 1.0) -> Choice:
    """Choose the blocks whose F-measure can be expected to be best (Lewis 1995), given each block's score and size: its
    characters.

    A page of which the model is sure gets a threshold near a half; one of which it is not, a lower one, so that it
    never answers with nothing. Without a block, both are 0. `beta` above 1 weighs recall higher, below 1 precision.
    """
    if not len(scores):
        return Choice(0.0, 0.0)
    order = (-scores).argsort(kind="stable")
    sizes, likely = sizes[order], (scores * sizes)[order]
    right, said = likely.cumsum(), sizes.cumsum()
    gold = right[-1]
    square = beta * beta
    at = int(((1 + square) * right / np.maximum(said + square * gold, 1e-9)).argmax())
    expected = float((2 * right / np.maximum(said + gold, 1e-9)).max())
    return Choice(float(scores[order[at]]), min(expected, 1.0))
