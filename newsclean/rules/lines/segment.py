"""The best segmentation of a text into article and rest: two states, a price for each change (Viterbi 1967)."""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.rules.shape import CLOSERS, ends_sentence

GOES_ON = frozenset(",;:.?!%" + CLOSERS)
"""Signs that nothing begins with; lower-case letters aside, what begins so goes on with the line above."""
ENDS = frozenset(";:；：")
"""Signs that end a list's item, or what leads to it."""


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


def article(scores: Sequence[float], texts: Sequence[str], blanks: Sequence[bool], price: float) -> list[bool]:
    """For each line, whether it is the article's: the best segmentation, but no sentence is torn.

    Dumps cut a paragraph at its links and at what is bold. Of such pieces, all stay where one does. `blanks` says below
    which lines a blank line stands.
    """
    found = segment(scores, price)
    joined = [
        not blank and (below[:1].islower() or below[:1] in GOES_ON) and not (ends_sentence(text) or text[-1:] in ENDS)
        for text, below, blank in zip(texts, texts[1:], blanks, strict=False)
    ]
    for at in range(len(joined) - 1, -1, -1):
        found[at] = found[at] or (joined[at] and found[at + 1])
    for at, is_joined in enumerate(joined):
        found[at + 1] = found[at + 1] or (is_joined and found[at])
    return found
