"""A page's blocks as numbers, for the model to score: a column a block that it judges, a row a feature.

The blocks of a box follow one another, so every sum over a box is a difference of two running sums, and what is told
of boxes is computed once a box, whole rows at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from newsclean.names import BODY
from newsclean.page import Block
from newsclean.parse.lines import SENTENCE_ENDS
from newsclean.rules.body.outline import Outline

Floats = np.ndarray[Any, np.dtype[np.float32]]
Places = np.ndarray[Any, np.dtype[np.intp]]
"""As `numpy.typing.NDArray`, which takes as long to load as a page to judge."""

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
ARTICLES = frozenset(("article", "main"))
ITEM, HEADING, LAST_HEADING = TAGS["li"], TAGS["h1"], TAGS["h6"]
CONTAINER = TAGS["div"]
"""These and other tags hold several blocks; a box of the rest holds one, so what is said of a block's box is said of
the one around it."""
OPENING_CHARS = 48
"""A block that begins as an earlier one does, with as many characters, repeats it."""
NEIGHBOURS = 3
"""So many blocks before and after are looked at."""
NOWHERE = -99
"""A distance from what the page does not have."""
BEYOND = -9
"""Each feature of a neighbour beyond the first or last block that is judged."""

OF_BLOCK = tuple("chars bytes links bold ends repeated tag li heading body".split())
OF_BOXES = tuple("prose1 links1 share1 size1 count1 prose2 links2 share2 size2 count2 links3".split())
"""Of the box around the block, and of those one and two further up."""
OF_PLACE = tuple(
    "before article_share part steps below common verdict after_h1 since_h1 since_last_h1".split()
    + "since_prose until_prose page_prose page_blocks container told".split()
)
NAMES = OF_BLOCK + OF_BOXES + OF_PLACE
"""The features of a block by itself."""
OF_NEIGHBOURS = tuple("chars bytes links bold ends li heading body prose1 links1 steps common verdict".split())
"""Those of each of its neighbours, among the judged, that are taken beside them."""
ROWS = len(NAMES) + 2 * NEIGHBOURS * len(OF_NEIGHBOURS)
_ROW = {name: at for at, name in enumerate(NAMES)}
_TAKEN = [_ROW[name] for name in OF_NEIGHBOURS]


def matrix(blocks: Sequence[Block], out: Outline, top: int, verdicts: Sequence[int], places: Places) -> Floats:
    """The features of the blocks at these places, in ascending order, and of their neighbours: shape (ROWS, places).

    There must be one. `top` is the container's row in the outline; `verdicts` tells for each block, as a number, what
    the rules say.
    """
    own = np.empty((len(NAMES), len(places)), np.float32)
    boxes = _Boxes(blocks, out, top, places)
    _of_blocks(own, [blocks[at] for at in places.tolist()], boxes)
    _of_boxes(own, boxes)
    own[_ROW["verdict"]] = np.array(verdicts)[places]
    _of_place(own, boxes)
    return np.concatenate([own, *_neighbours(own[_TAKEN])])


def _neighbours(taken: Floats) -> Iterator[Floats]:
    """The features of the blocks one before, one after, two before and so on."""
    width, count = taken.shape
    padded = np.full((width, count + 2 * NEIGHBOURS), BEYOND, np.float32)
    padded[:, NEIGHBOURS:-NEIGHBOURS] = taken
    for step in range(1, NEIGHBOURS + 1):
        yield padded[:, NEIGHBOURS - step : NEIGHBOURS - step + count]
        yield padded[:, NEIGHBOURS + step : NEIGHBOURS + step + count]


class _Boxes:
    """The outline as arrays: of each box its sums, its depth and its columns; of each judged block its boxes."""

    def __init__(self, blocks: Sequence[Block], out: Outline, top: int, places: Places) -> None:
        self.out, self.top = out, top
        kinds = [TAGS.get(box.tag, OTHER_TAG) for box in out.boxes]
        each = np.array([out.first, ends(out), out.depth, kinds, out.parent])
        first, end, self.depth, self.kinds, parent = each
        parent[0] = 0
        self.size = end - first
        sums = np.array([[len(block[0]) for block in blocks], [block[2] for block in blocks], out.weights])
        running = np.zeros((3, len(blocks) + 1))
        sums.cumsum(1, out=running[:, 1:])
        self.chars, self.links, self.raw = running[:, end] - running[:, first]
        self.before, self.weights = running[2, places], sums[2, places]
        self.rows = np.array(out.rows)[places]
        holder = np.where((self.kinds == CONTAINER) | (self.kinds == OTHER_TAG), np.arange(len(parent)), parent)
        around = holder[self.rows]
        self.up = around, parent[around], parent[parent[around]]
        self.starts, self.stops = places.searchsorted(first).tolist(), places.searchsorted(end).tolist()

    def span(self, row: int) -> slice:
        """The columns of the blocks in a box."""
        return slice(self.starts[row], self.stops[row])


def _of_blocks(own: Floats, blocks: Sequence[Block], boxes: _Boxes) -> None:
    texts = [block[0] for block in blocks]
    told: list[Sequence[float]] = [
        [len(text) for text in texts],
        [len(text) if text.isascii() else len(text.encode("utf-8", "replace")) for text in texts],
        [block[2] for block in blocks],
        [block[3] for block in blocks],
        [text[-1:] in SENTENCE_ENDS or text[-2:-1] in SENTENCE_ENDS for text in texts],
        _repeated(texts),
    ]
    own[: len(told)] = told
    own[_ROW["part"]] = own[0] / np.maximum(boxes.chars[boxes.up[0]], 1)
    own[2:4] /= np.maximum(own[0], 1)
    own[:2] = np.log1p(own[:2])
    kinds = boxes.kinds[boxes.rows]
    own[_ROW["tag"]] = kinds
    own[_ROW["li"]] = kinds == ITEM
    own[_ROW["heading"]] = (kinds >= HEADING) & (kinds <= LAST_HEADING)
    own[_ROW["body"]] = own[_ROW["article_share"]] = 0
    whole = max(boxes.chars[0], 1.0)
    for row in [row for row, purpose in enumerate(boxes.out.own) if purpose & BODY]:
        own[_ROW["body"], boxes.span(row)] = row > 0
    for row in [row for row, box in enumerate(boxes.out.boxes) if box.tag in ARTICLES]:
        own[_ROW["article_share"], boxes.span(row)] = boxes.chars[row] / whole


def _repeated(texts: Sequence[str]) -> list[bool]:
    """For each text, whether an earlier one begins as it does."""
    openings = [text[:OPENING_CHARS] for text in texts]
    if len(set(openings)) == len(openings):
        return [False] * len(openings)
    first = {opening: at for at, opening in reversed([*enumerate(openings)])}
    return [first[opening] < at for at, opening in enumerate(openings)]


def _of_boxes(own: Floats, boxes: _Boxes) -> None:
    out = boxes.out
    told = np.array(
        [
            np.array(out.prose) / (out.prose[0] or 1.0),
            boxes.links / np.maximum(boxes.chars, 1),
            boxes.raw / (out.raw[0] or 1.0),
            np.log1p(boxes.raw),
            boxes.size,
        ]
    )
    at = len(OF_BLOCK)
    own[at : at + 5] = told[:, boxes.up[0]]
    own[at + 5 : at + 10] = told[:, boxes.up[1]]
    own[at + 10] = told[1, boxes.up[2]]


def _of_place(own: Floats, boxes: _Boxes) -> None:
    out, top = boxes.out, boxes.top
    raw, prose = out.raw[0] or 1.0, out.prose[0] or 1.0
    own[_ROW["before"]] = boxes.before / raw
    common, steps = own[_ROW["common"]], own[_ROW["steps"]]
    for around, row in enumerate(out.chain(top)):
        common[boxes.span(row)] = out.prose[row] / prose
        steps[boxes.span(row)] = around
    depth = boxes.depth[boxes.rows]
    own[_ROW["steps"]] = depth - steps
    own[_ROW["below"]] = depth - boxes.depth[top]
    _distances(own, boxes)
    own[_ROW["page_prose"]] = np.log1p(raw)
    own[_ROW["page_blocks"]] = np.log1p(len(out.rows))
    own[_ROW["container"]] = out.raw[top] / raw
    own[_ROW["told"]] = prose / raw


def _distances(own: Floats, boxes: _Boxes) -> None:
    """How far it is, in judged blocks, to the main headings, and to the first and last prose of the container."""
    places = np.arange(len(boxes.rows))
    h1 = (own[_ROW["tag"]] == HEADING).nonzero()[0]
    own[_ROW["after_h1"]] = places > h1[0] if len(h1) else 0.5
    own[_ROW["since_h1"]] = places - h1[0] if len(h1) else NOWHERE
    own[_ROW["since_last_h1"]] = places - h1[-1] if len(h1) else NOWHERE
    within = boxes.span(boxes.top)
    at = within.start + boxes.weights[within].nonzero()[0]
    own[_ROW["since_prose"]] = places - at[0] if len(at) else NOWHERE
    own[_ROW["until_prose"]] = at[-1] - places if len(at) else NOWHERE


def ends(out: Outline) -> list[int]:
    """For each box, the place behind the last block in it."""
    found = [0] * len(out.boxes)
    for at, row in enumerate(out.rows):
        found[row] = at + 1
    for row in range(len(found) - 1, 0, -1):
        above = out.parent[row]
        if found[row] > found[above]:
            found[above] = found[row]
    return found
