"""Features of repeated structure: blocks of one kind, and the kind and box with the most prose."""

from __future__ import annotations

import numpy as np

from newsclean.rules.body.features.boxes import Boxes, Floats64, Places, numbered

OF_LIKE = tuple("count links link_share prose chars".split())
"""The names of the features of all blocks of one kind.

They are the number of blocks, the number of blocks that are mostly links, the share of characters in links, the share
of the page's prose, and the mean length in characters.
"""

OF_MOST = tuple("is_most most_share since_most until_most".split())
"""The names of the features of the kind, or the box, that has the most prose.

They are whether a block is in it, its share of the page's prose, and the distances from a block to its first and last
block.
"""

OF_GAPS = tuple("gap gap_before gap_chars gap_chars_before".split())
"""The names of the features of the gaps between judged blocks.

They are the numbers of unjudged blocks and of their characters, up to the next judged block and back to the one
before.
"""

NAMES = (
    *(f"kind_{name}" for name in OF_LIKE),
    *(f"{name}_{of}" for of in ("kind", "box") for name in OF_MOST),
    *OF_GAPS,
)


def _kinds(boxes: Boxes) -> Places:
    """Return a number for each block of the page: the same where the box and the box around it have the same tags and
    classes."""
    names, rows = boxes.names, boxes.all_rows
    return numbered(names[rows] * len(names) + names[boxes.parent[rows]])


def structure(boxes: Boxes) -> list[Floats64]:
    """Return the rows of `NAMES` for each judged block, in parts."""
    kinds = _kinds(boxes)
    return [
        _of_like(boxes, kinds),
        _of_most(boxes, kinds[boxes.places]),
        _of_most(boxes, boxes.up[0]),
        _gaps(boxes),
    ]


def _of_like(boxes: Boxes, like: Places) -> Floats64:
    chars, links, weights = boxes.of_blocks
    count = np.bincount(like)
    found = np.empty((len(OF_LIKE), len(count)))
    found[0] = count
    found[1] = np.bincount(like, links > chars / 2)
    held = np.bincount(like, chars)
    found[2] = np.bincount(like, links) / held
    found[3] = np.bincount(like, weights) / (boxes.running[2, -1] or 1.0)
    found[4] = held / count
    found[[0, 1, 4]] = np.log1p(found[[0, 1, 4]])
    return found[:, like[boxes.places]]


def _of_most(boxes: Boxes, numbers: Places) -> Floats64:
    prose = np.bincount(numbers, boxes.judged[2])
    most = int(prose.argmax())
    found = np.empty((len(OF_MOST), len(numbers)))
    found[0] = of_it = numbers == most
    at = of_it.nonzero()[0]
    first, last = (int(at[0]), int(at[-1])) if len(at) else (0, 0)
    found[1] = prose[most] / (boxes.running[2, -1] or 1.0)
    found[2] = np.arange(-first, len(numbers) - first)
    found[3] = last - first - found[2]
    return found


def _gaps(boxes: Boxes) -> Floats64:
    places, running = boxes.places, boxes.running[0]
    begins = np.concatenate([[0], places + 1])
    stops = np.append(places, len(running) - 1)
    blocks = stops - begins
    chars = np.log1p(running[stops] - running[begins])
    found = np.empty((len(OF_GAPS), len(places)))
    found[0], found[1], found[2], found[3] = blocks[1:], blocks[:-1], chars[1:], chars[:-1]
    return found
