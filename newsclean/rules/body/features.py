"""A page's blocks as numbers, for the model to score: a column a block, a row a feature.

The blocks of a box follow one another, so every sum over a box is a difference of two running sums, and what is told
of boxes is computed once a box, whole rows at once.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from newsclean.names import BODY, CAPTION, FURNITURE
from newsclean.page import Block
from newsclean.parse.lines import SENTENCE_ENDS
from newsclean.rules.body.outline import HEADINGS, Outline

Floats = NDArray[np.float32]
Numbers = NDArray[np.float64]
Places = NDArray[np.int64]

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
ITEM, HEADING, LAST_HEADING = TAGS["li"], TAGS["h1"], TAGS["h6"]
LEAVES = HEADINGS | frozenset("p li blockquote tr pre dd dt figcaption".split())
"""Tags of boxes that hold one block: what is said of a block's box is said of the one around these."""
OPENING_CHARS = 48
"""A block that begins as an earlier one does, with as many characters, repeats it."""
NEIGHBOURS = 3
"""So many blocks before and after are looked at."""
NOWHERE = -99
"""A distance from what the page does not have."""
BEYOND = -9
"""Each feature of a neighbour beyond the page's first or last block."""

OF_BLOCK = tuple("chars bytes links bold ends lines repeated tag li heading caption furniture body".split())
OF_BOXES = tuple("prose1 links1 share1 size1 count1 prose2 links2 share2 size2 count2 links3".split())
"""Of the box around the block, and of those one and two further up."""
OF_PLACE = tuple(
    "before article_share part inside steps below common verdict after_h1 since_h1 since_last_h1".split()
    + "since_prose until_prose page_prose page_blocks container told".split()
)
NAMES = OF_BLOCK + OF_BOXES + OF_PLACE
"""The features of a block by itself."""
OF_NEIGHBOURS = tuple(
    "chars bytes links bold ends li heading caption furniture body prose1 links1 inside steps common verdict".split()
)
"""Those of each of its neighbours that are taken beside them."""
ROWS = len(NAMES) + 2 * NEIGHBOURS * len(OF_NEIGHBOURS)
_ROW = {name: at for at, name in enumerate(NAMES)}
_TAKEN = [_ROW[name] for name in OF_NEIGHBOURS]


def matrix(blocks: Sequence[Block], out: Outline, top: int, verdicts: Sequence[int]) -> Floats:
    """The features of each block and of its neighbours, shape (ROWS, blocks). There must be a block.

    `top` is the container's row in the outline; `verdicts` tells for each block, as a number, what the rules say.
    """
    count = len(blocks)
    table = np.empty((ROWS, count), np.float32)
    own = table[: len(NAMES)]
    boxes = _Boxes(out, top)
    _of_blocks(own, blocks, boxes)
    _of_boxes(own, boxes)
    _of_place(own, boxes, verdicts)
    taken = own[_TAKEN]
    width = len(_TAKEN)
    at = len(NAMES)
    for step in range(1, NEIGHBOURS + 1):
        before, after = table[at : at + width], table[at + width : at + 2 * width]
        before[:, :step] = after[:, max(0, count - step) :] = BEYOND
        before[:, step:] = taken[:, : max(0, count - step)]
        after[:, : max(0, count - step)] = taken[:, step:]
        at += 2 * width
    return table


class _Boxes:
    """The outline as arrays: of each box its blocks, its depth and what is around it; of each block its boxes."""

    def __init__(self, out: Outline, top: int) -> None:
        self.out, self.top = out, top
        self.rows = np.array(out.rows)
        self.first, self.end = np.array([out.first, ends(out)])
        depth, article, body = [0], [0], [0]
        for row in range(1, len(out.boxes)):
            above = out.parent[row]
            depth.append(depth[above] + 1)
            article.append(row if out.boxes[row].tag in ("article", "main") else article[above])
            body.append(1 if out.own[row] & BODY else body[above])
        kinds = [TAGS.get(box.tag, OTHER_TAG) for box in out.boxes]
        self.depth, self.article, self.body, self.kinds = np.array([depth, article, body, kinds])
        self.weights = np.array(out.weights)
        parent = np.array([0, *out.parent[1:]])
        leaf = np.array([box.tag in LEAVES for box in out.boxes])
        around = np.where(leaf, parent, np.arange(len(parent)))[self.rows]
        self.up = around, parent[around], parent[parent[around]]
        self.chars = self.links = np.empty(0)

    def total(self, values: Numbers) -> Numbers:
        """The sum of the blocks' values over each box."""
        running = running_sum(values)
        return running[self.end] - running[self.first]

    def chain(self) -> list[int]:
        """The rows of the boxes around the container, outer ones first, and its own."""
        found, row = [], self.top
        while row >= 0:
            found.append(row)
            row = self.out.parent[row]
        return found[::-1]


def _of_blocks(own: Floats, blocks: Sequence[Block], boxes: _Boxes) -> None:
    seen: set[str] = set()
    texts = []
    for text, _, links, bold in blocks:
        opening = text[:OPENING_CHARS]
        size = len(text)
        texts.append(
            (
                size,
                size if text.isascii() else len(text.encode("utf-8", "replace")),
                links,
                bold,
                text[-1:] in SENTENCE_ENDS or text[-2:-1] in SENTENCE_ENDS,
                text.count("\n"),
                opening in seen,
            )
        )
        seen.add(opening)
    found = np.array(texts, np.float64).T
    boxes.chars, boxes.links = found[0], found[2]
    own[:7] = found
    own[2:4] /= np.maximum(own[0], 1)
    own[:2] = np.log1p(own[:2])
    kinds = boxes.kinds[boxes.rows]
    told = np.array(boxes.out.purpose)[boxes.rows]
    own[7:13] = (
        kinds,
        kinds == ITEM,
        (kinds >= HEADING) & (kinds <= LAST_HEADING),
        (told & CAPTION) > 0,
        (told & FURNITURE) > 0,
        boxes.body[boxes.rows],
    )


def _of_boxes(own: Floats, boxes: _Boxes) -> None:
    out = boxes.out
    raw, chars = boxes.total(boxes.weights), boxes.total(boxes.chars)
    told = np.array(
        [
            np.array(out.prose) / (out.prose[0] or 1.0),
            boxes.total(boxes.links) / np.maximum(chars, 1),
            raw / (out.raw[0] or 1.0),
            np.log1p(raw),
            boxes.end - boxes.first,
        ]
    )
    at = len(OF_BLOCK)
    own[at : at + 5] = told[:, boxes.up[0]]
    own[at + 5 : at + 10] = told[:, boxes.up[1]]
    own[at + 10] = told[1, boxes.up[2]]
    own[_ROW["part"]] = boxes.chars / np.maximum(chars[boxes.up[0]], 1)
    own[_ROW["article_share"]] = np.where(boxes.article > 0, chars[boxes.article] / max(chars[0], 1.0), 0)[boxes.rows]


def _of_place(own: Floats, boxes: _Boxes, verdicts: Sequence[int]) -> None:
    out, top = boxes.out, boxes.top
    raw = out.raw[0] or 1.0
    own[_ROW["before"]] = running_sum(boxes.weights)[:-1] / raw
    start, end = int(boxes.first[top]), int(boxes.end[top])
    own[_ROW["inside"]] = 0
    own[_ROW["inside"], start:end] = 1
    common, steps = own[_ROW["common"]], own[_ROW["steps"]]
    prose = out.prose[0] or 1.0
    for row in boxes.chain():
        common[boxes.first[row] : boxes.end[row]] = out.prose[row] / prose
        steps[boxes.first[row] : boxes.end[row]] = boxes.depth[row]
    depth = boxes.depth[boxes.rows]
    own[_ROW["steps"]] = depth - steps
    own[_ROW["below"]] = depth - boxes.depth[top]
    own[_ROW["verdict"]] = verdicts
    _distances(own, boxes, start, end)
    own[_ROW["page_prose"]] = np.log1p(raw)
    own[_ROW["page_blocks"]] = np.log1p(len(boxes.rows))
    own[_ROW["container"]] = out.raw[top] / raw
    own[_ROW["told"]] = prose / raw


def _distances(own: Floats, boxes: _Boxes, start: int, end: int) -> None:
    """How far it is to the page's main headings, and to the first and last prose of the container."""
    places = np.arange(len(boxes.rows))
    h1 = np.flatnonzero(own[_ROW["tag"]] == HEADING)
    own[_ROW["after_h1"]] = places > h1[0] if len(h1) else 0.5
    own[_ROW["since_h1"]] = places - h1[0] if len(h1) else NOWHERE
    own[_ROW["since_last_h1"]] = places - h1[-1] if len(h1) else NOWHERE
    at = start + np.flatnonzero(boxes.weights[start:end])
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


def running_sum(values: Numbers) -> Numbers:
    """The sum of all values before each place, and of all."""
    found = np.empty(len(values) + 1)
    found[0] = 0.0
    np.cumsum(values, out=found[1:])
    return found
