"""The outline of a page as arrays, so that features of boxes are computed at once.

The blocks of a box follow one another, so every sum over a box is a difference of two running sums.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from newsclean.page import Block
from newsclean.rules.body.outline import Outline

Floats = np.ndarray[Any, np.dtype[np.float32]]
Floats64 = np.ndarray[Any, np.dtype[np.float64]]
Places = np.ndarray[Any, np.dtype[np.intp]]
"""The type of an array of places.

`numpy.typing.NDArray` is the same, but its import takes as long as judging a page.
"""

TAGS = {
    **dict.fromkeys(("div", "section", "td", "article"), 2),
    **dict.fromkeys(("h4", "h5", "h6"), 10),
    **dict.fromkeys(("dd", "dt"), 11),
    "p": 0,
    "li": 1,
    "blockquote": 3,
    "tr": 4,
    "pre": 5,
    "figcaption": 6,
    "h1": 7,
    "h2": 8,
    "h3": 9,
}
OTHER_TAG = 12
HEADING, LAST_HEADING = TAGS["h1"], TAGS["h6"]
CONTAINER = TAGS["div"]
"""The kind of `div`, `section`, `td` and `article`, whose boxes hold several blocks.

The boxes of tags that are not listed hold several blocks too. A box of any other tag holds one block, so its features
are taken from the box around it.
"""


class Boxes:
    """The outline as arrays, and the verdict of the rules on each block as a number.

    Of each box: `size` in blocks, `depth`, `kinds` (of tags), `names` (a number for each tag and class, by `known`),
    `parent`, its sums (`chars`, `links`, `raw`) and its columns (`span`). Of each block of the page: `of_blocks`, with
    the rows characters, link characters and weight, `running`, their sums before it, `all_rows`, its box, and
    `verdicts`. Of each block that is to be judged (`judge`): its place in `places`, in ascending order, `judged`, its
    column of `of_blocks`, `rows`, its own box, and `up`, the box around it and those one and two further up.
    """

    def __init__(self, blocks: Sequence[Block], out: Outline, top: int, verdicts: Sequence[int]) -> None:
        self.blocks, self.out, self.top = blocks, out, top
        known: dict[tuple[str, str | None], int] = {}
        self.known = known
        names = [known.setdefault((box.tag, box.attributes.get("class")), len(known)) for box in out.boxes]
        kinds = [TAGS.get(tag, OTHER_TAG) for tag in out.tags]
        each = np.array([out.first, out.end, out.depth, kinds, out.parent, names])
        self.first, self.end, self.depth, self.kinds, self.parent, self.names = each
        self.parent[0] = 0
        self.size = self.end - self.first
        self.of_blocks = np.array([[len(block[0]) for block in blocks], [block[2] for block in blocks], out.weights])
        self.running = np.zeros((3, len(blocks) + 1))
        self.of_blocks.cumsum(1, out=self.running[:, 1:])
        self.chars, self.links, self.raw = self.running.take(self.end, 1) - self.running.take(self.first, 1)
        self.all_rows, self.verdicts = np.array([out.rows, verdicts])

    def judge(self, places: Places) -> None:
        """Set the places of the judged blocks; there must be at least one."""
        self.places = places
        self.judged = self.of_blocks.take(places, 1)
        self.rows = self.all_rows[places]
        several = (self.kinds == CONTAINER) | (self.kinds == OTHER_TAG)
        around = np.where(several, np.arange(len(several)), self.parent)[self.rows]
        above = self.parent[around]
        self.up = around, above, self.parent[above]
        self._starts, self._stops = places.searchsorted([self.first, self.end]).tolist()

    def span(self, row: int) -> slice:
        """Return the columns of the judged blocks in a box."""
        return slice(self._starts[row], self._stops[row])


def numbered(keys: Places) -> Places:
    """Number keys from 0 on; equal keys get equal numbers. For few keys this is three times as fast as sorting."""
    known: dict[int, int] = {}
    return np.array([known.setdefault(key, len(known)) for key in keys.tolist()])
