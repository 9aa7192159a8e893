"""Segmentation of a text into article and rest.

It has two states and a price for each change (Viterbi 1967).
"""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.rules.shape import CLOSERS, ends_sentence

GOES_ON = frozenset(",;:.?!%" + CLOSERS)
"""The signs that begin no line.

A line that begins with such a sign, or with a lower-case letter, continues the line above.
"""

ENDS = frozenset(";:；：")
"""Signs that end a list item, or a line that introduces a list."""


def segment(scores: Sequence[float], price: float) -> list[bool]:
    """Return, for each line, whether it belongs to the article.

    The result is the segmentation with the highest value. The value is the sum of the scores of the article's lines,
    less the price of the changes. `scores` are the log-odds that a line belongs to the article. A change from article
    to rest or back costs `price`, in the same unit. A text may begin and end in either state. Time and memory are
    linear.

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
    """Return, for each line, whether it belongs to the article, without splitting a sentence.

    The result is the best segmentation, with split paragraphs joined. Dumps break a paragraph at links and at bold
    text. If one such piece stays, all pieces of its paragraph stay. `blanks` says for each line whether a blank line
    follows it.
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
