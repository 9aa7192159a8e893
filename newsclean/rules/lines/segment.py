"""The best segmentation of a text into article and rest: two states, a price for each change (Viterbi 1967)."""

from __future__ import annotations

from collections.abc import Sequence


def segment(scores: Sequence[float], price: float) -> list[bool]:
    """For each line, whether it is the article's, so that the scores of these lines, less the changes' price, are most.

    `scores` are the log-odds that a line is the article's; a change from article to rest or back costs `price`, in the
    same unit. A text may begin and end in either state. Time and memory are linear.

    >>> segment([-2, 3, -1, 3, -2], 0.0), segment([-2, 3, -1, 3, -2], 1.5)
    ([False, True, False, True, False], [False, True, True, True, False])
    """
    inside = outside = 0.0
    entered: list[bool] = []
    left: list[bool] = []
    for score in scores:
        entered.append(outside - price > inside)
        left.append(inside - price > outside)
        inside, outside = max(inside, outside - price) + score, max(outside, inside - price)
    state, found = inside > outside, []
    for came, went in zip(reversed(entered), reversed(left), strict=True):
        found.append(state)
        state = (not came) if state else went
    found.reverse()
    return found
