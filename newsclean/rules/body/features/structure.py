"""What is repeated on a page: where a block stands among its like, and where the article's own kind begins and ends."""

from __future__ import annotations

import numpy as np

from newsclean.rules.body.features.boxes import KINDS, Boxes, Floats64, Places

OF_LIKE = tuple("count linked links link_share prose chars".split())
"""Of all blocks of the page like this one: how many, which share is mostly links and how many, the share of their
characters in links, their share of the page's prose, their mean length."""
OF_MOST = tuple("is_most most_share since_most until_most".split())
"""Of the kind, or the box, with the most prose: whether a block is of it, its share, how far its first and last are."""
OF_GAPS = tuple("gap gap_before gap_chars gap_chars_before gap_links gap_links_before".split())
"""What stands, unjudged, between a block and the next, or the one before."""
NAMES = (
    *(f"{like}_{name}" for like in ("path", "kind") for name in OF_LIKE),
    *(f"{name}_{of}" for of in ("kind", "box") for name in OF_MOST),
    *OF_GAPS,
)


def kinds_of(boxes: Boxes) -> Places:
    """For each block of the page, a number: the same for those whose boxes, and those around them, have the same tag
    and class."""
    names, rows = boxes.names, boxes.all_rows
    return np.unique(names[rows] * len(names) + names[boxes.parent[rows]], return_inverse=True)[1]


def _paths(boxes: Boxes) -> Places:
    """For each block of the page, a number: the same for those as deep, in boxes of the same tags."""
    kinds, parent, rows = boxes.kinds, boxes.parent, boxes.all_rows
    around = parent[rows]
    path = boxes.depth[rows] * KINDS**3 + kinds[rows] * KINDS**2 + kinds[around] * KINDS + kinds[parent[around]]
    return np.unique(path, return_inverse=True)[1]


def structure(boxes: Boxes, kinds: Places) -> list[Floats64]:
    """For each judged block, the rows of `NAMES`."""
    own = kinds[boxes.places]
    return [
        *_of_like(boxes, _paths(boxes)),
        *_of_like(boxes, kinds),
        *_of_most(boxes, own),
        *_of_most(boxes, boxes.up[0]),
        *_gaps(boxes),
    ]


def _of_like(boxes: Boxes, like: Places) -> Floats64:
    chars, links, weights = boxes.of_blocks
    linked = links > chars / 2
    count = np.bincount(like)
    held, lined, linked_chars, prose = (np.bincount(like, each) for each in (chars, linked, links, weights))
    found = np.array(
        [
            np.log1p(count),
            lined / count,
            np.log1p(lined),
            linked_chars / np.maximum(held, 1),
            prose / max(weights.sum(), 1),
            np.log1p(held / count),
        ]
    )
    return found[:, like[boxes.places]]


def _of_most(boxes: Boxes, numbers: Places) -> list[Floats64]:
    weights = boxes.of_blocks[2, boxes.places]
    prose = np.bincount(numbers, weights)
    most = int(prose.argmax())
    of_it = numbers == most
    at = of_it.nonzero()[0]
    first, last = (at[0], at[-1]) if len(at) else (0, 0)
    places = np.arange(len(numbers), dtype=np.float64)
    share = np.full(len(numbers), prose[most] / max(boxes.running[2, -1], 1))
    return [of_it.astype(np.float64), share, places - first, last - places]


def _gaps(boxes: Boxes) -> list[Floats64]:
    places, running = boxes.places, boxes.running[:2]
    begins = np.concatenate([[0], places + 1])
    stops = np.append(places, running.shape[1] - 1)
    blocks = (stops - begins).astype(np.float64)
    chars, links = np.log1p(running[:, stops] - running[:, begins])
    return [blocks[1:], blocks[:-1], chars[1:], chars[:-1], links[1:], links[:-1]]
