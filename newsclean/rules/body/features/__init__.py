"""The features of a page's blocks: a column for each block that the model judges, a row for each feature."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from newsclean.names import BODY
from newsclean.page import Block, Metadata
from newsclean.parse.lines import SENTENCE_ENDS
from newsclean.rules.body.features import around, structure, text
from newsclean.rules.body.features.boxes import HEADING, LAST_HEADING, TAGS, Boxes, Floats
from newsclean.rules.body.features.text import NOWHERE

ARTICLES = frozenset(("article", "main"))
ITEM = TAGS["li"]
OPENING_CHARS = 48
"""The number of first characters that are compared. A block repeats an earlier one if these characters are equal."""

NEIGHBOURS = 3
"""The number of neighbours on each side whose features are added to those of a block."""

OF_BLOCK = tuple("chars bytes links bold ends repeated tag li heading body".split())
OF_BOXES = tuple("prose1 links1 share1 size1 count1 prose2 links2 share2 size2 count2 links3".split())
"""The names of the features of the box around the block (1), and of the boxes one (2) and two (3) levels further up."""

OF_PLACE = tuple(
    "before article_share part steps below common verdict after_h1 since_h1 since_last_h1".split()
    + "since_prose until_prose page_prose page_blocks container told".split()
)
BY_RULES = OF_BLOCK + OF_BOXES + OF_PLACE
NAMES = (*BY_RULES, *structure.NAMES, *around.NAMES, *text.NAMES, *text.STATED)
"""The names of all features of a block, without the features of its neighbours."""

OF_NEIGHBOURS = tuple("chars bytes links bold ends li heading body prose1 links1 steps common verdict".split())
"""The names of the features of each neighbour that are added. Only blocks that the model judges are neighbours."""

ROWS = len(NAMES) + 2 * NEIGHBOURS * len(OF_NEIGHBOURS)
_ROW = {name: at for at, name in enumerate(NAMES)}
_TAKEN = [_ROW[name] for name in OF_NEIGHBOURS]


def matrix(boxes: Boxes, metadata: Metadata) -> Floats:
    """Return the features of the judged blocks and of their neighbours, shape (ROWS, blocks)."""
    table = np.empty((ROWS, len(boxes.places)), np.float32)
    own = table[: len(NAMES)]
    blocks = [boxes.blocks[at] for at in boxes.places.tolist()]
    texts = [block[0] for block in blocks]
    _of_blocks(own, blocks, texts, boxes)
    _of_boxes(own, boxes)
    _of_place(own, boxes)
    at = len(BY_RULES)
    chars = boxes.judged[0]
    said = text.shapes(texts, chars), text.stated(texts, chars, metadata)
    parts = (*structure.structure(boxes), *around.around(boxes), *said)
    for part in parts:
        own[at : at + len(part)] = part
        at += len(part)
    around.neighbours(table[at:], own[_TAKEN], NEIGHBOURS)
    return table


def _of_blocks(own: Floats, blocks: Sequence[Block], texts: Sequence[str], boxes: Boxes) -> None:
    own[0], own[2], _ = boxes.judged
    own[1] = own[0]
    for at in [at for at, each in enumerate(texts) if not each.isascii()]:
        own[1, at] = len(texts[at].encode("utf-8", "replace"))
    own[3] = [block[3] for block in blocks]
    own[4] = [each[-1:] in SENTENCE_ENDS or each[-2:-1] in SENTENCE_ENDS for each in texts]
    own[5] = text.repeated(texts, OPENING_CHARS)
    own[_ROW["part"]] = own[0] / np.maximum(boxes.chars[boxes.up[0]], 1)
    own[2:4] /= np.maximum(own[0], 1)
    own[:2] = np.log1p(own[:2])
    kinds = boxes.kinds[boxes.rows]
    own[_ROW["tag"]] = kinds
    own[_ROW["li"]] = kinds == ITEM
    own[_ROW["heading"]] = (kinds >= HEADING) & (kinds <= LAST_HEADING)
    own[_ROW["body"]] = own[_ROW["article_share"]] = 0
    whole = max(boxes.chars[0], 1.0)
    out = boxes.out
    for row in [row for row, purpose in enumerate(out.own) if purpose & BODY]:
        own[_ROW["body"], boxes.span(row)] = row > 0
    for row in [] if ARTICLES.isdisjoint(out.tags) else [row for row, tag in enumerate(out.tags) if tag in ARTICLES]:
        own[_ROW["article_share"], boxes.span(row)] = boxes.chars[row] / whole


def _of_boxes(own: Floats, boxes: Boxes) -> None:
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


def _of_place(own: Floats, boxes: Boxes) -> None:
    out, top = boxes.out, boxes.top
    raw, prose = out.raw[0] or 1.0, out.prose[0] or 1.0
    own[_ROW["verdict"]] = boxes.verdicts[boxes.places]
    own[_ROW["before"]] = boxes.running[2, boxes.places] / raw
    common, steps = own[_ROW["common"]], own[_ROW["steps"]]
    for row_of_chain, row in enumerate(out.chain(top)):
        common[boxes.span(row)] = out.prose[row] / prose
        steps[boxes.span(row)] = row_of_chain
    depth = boxes.depth[boxes.rows]
    own[_ROW["steps"]] = depth - steps
    own[_ROW["below"]] = depth - boxes.depth[top]
    _distances(own, boxes)
    own[_ROW["page_prose"]] = np.log1p(raw)
    own[_ROW["page_blocks"]] = np.log1p(len(out.rows))
    own[_ROW["container"]] = out.raw[top] / raw
    own[_ROW["told"]] = prose / raw


def _distances(own: Floats, boxes: Boxes) -> None:
    """Fill in the distances, in judged blocks, to the main headings and the first and last prose of the container."""
    places = np.arange(len(boxes.rows))
    h1 = (own[_ROW["tag"]] == HEADING).nonzero()[0]
    own[_ROW["after_h1"]] = places > h1[0] if len(h1) else 0.5
    own[_ROW["since_h1"]] = places - h1[0] if len(h1) else NOWHERE
    own[_ROW["since_last_h1"]] = places - h1[-1] if len(h1) else NOWHERE
    within = boxes.span(boxes.top)
    at = within.start + boxes.judged[2, within].nonzero()[0]
    own[_ROW["since_prose"]] = places - at[0] if len(at) else NOWHERE
    own[_ROW["until_prose"]] = at[-1] - places if len(at) else NOWHERE
