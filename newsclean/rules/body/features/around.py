"""Features of what stands before and after a block: prose, links, headings."""

from __future__ import annotations

import numpy as np

from newsclean.rules.body.features.boxes import HEADING, LAST_HEADING, Boxes, Floats, Floats64, Places

BEYOND = -9
"""The value of a feature where there is no neighbour."""

WINDOW = 5
"""The number of judged blocks on each side in the near window. The far window has all judged blocks."""

OF_WINDOW = tuple("links_next prose_next links_before prose_before".split())
OF_HEADINGS = tuple("since level alike before after section_links section_prose section_chars".split())
"""The names of the features of headings, and of the section in which a block stands.

`since`, `level` and `alike` describe the last heading above the block: its distance in judged blocks, its level, and
the number of headings of its level. `before` and `after` are the numbers of headings above and below the block. A
section reaches up to the next heading. Its features are its share of links, its share of prose, and its length.
"""

NAMES = (
    *OF_WINDOW,
    *(f"all_{name}" for name in OF_WINDOW),
    *("after_share", "before_share", "page_part"),
    *(f"heading_{name}" for name in OF_HEADINGS),
)


def neighbours(found: Floats, taken: Floats, reach: int) -> None:
    """Fill in the features of the blocks one before, one after, two before and so on up to `reach`."""
    width, count = taken.shape
    padded = np.full((width, count + 2 * reach), BEYOND, np.float32)
    padded[:, reach:-reach] = taken
    at = 0
    for step in range(1, reach + 1):
        for start in (reach - step, reach + step):
            found[at : at + width] = padded[:, start : start + count]
            at += width


def around(boxes: Boxes) -> list[Floats64]:
    """Return the rows of `NAMES` for each judged block, in parts."""
    judged = boxes.judged
    running = np.zeros((3, judged.shape[1] + 1))
    judged.cumsum(1, out=running[:, 1:])
    whole = running[2, -1] or 1.0
    shares = np.empty((3, judged.shape[1]))
    shares[0], shares[1] = running[2, 1:] / whole, running[2, :-1] / whole
    shares[2] = judged[0] / (running[0, -1] or 1.0)
    return [
        _windows(running, WINDOW),
        _windows(running, judged.shape[1]),
        shares,
        _headings(boxes.kinds[boxes.rows], running),
    ]


def _windows(running: Floats64, size: int) -> Floats64:
    """Return the shares of links and of prose in `size` blocks after each block, and before it."""
    count = running.shape[1] - 1
    found = np.empty((len(OF_WINDOW), count))
    at = np.arange(size, count + size + 1)
    after = running.take(at[1:], 1, mode="clip") - running[:, 1:]
    before = running[:, :-1] - running.take(at[:-1] - 2 * size, 1, mode="clip")
    found[:2] = after[1:] / np.maximum(after[0], 1)
    found[2:] = before[1:] / np.maximum(before[0], 1)
    return found


def _headings(tags: Places, running: Floats64) -> Floats64:
    heading = (tags >= HEADING) & (tags <= LAST_HEADING)
    where = heading.nonzero()[0]
    found = np.full((len(OF_HEADINGS), len(tags)), -1.0)
    if not len(where):
        return found
    number = heading.cumsum()
    first = int(where[0])
    below = number[first:] - 1
    last = where[below]
    found[0, first:] = np.arange(first, len(tags)) - last
    level = tags[where]
    found[1, first:] = level[below]
    found[2, first:] = np.bincount(level)[level][below]
    found[3] = number
    found[4] = len(where) - number
    starts = running[:, np.concatenate([[0], where, [len(tags)]])]
    section = starts[:, 1:] - starts[:, :-1]
    found[5:7] = (section[1:] / np.maximum(section[0], 1))[:, number]
    found[7] = np.log1p(section[0])[number]
    return found
