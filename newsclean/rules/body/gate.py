"""The gate: a learned score for whether a page holds an article at all.

Its features are what was kept of the page, its boxes, its head and its address. `python -m tests.bench.train` trains it
beside the body's model, on articles and on pages of other kinds: services, forums, products, collections, listings,
documentation.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import log1p

import numpy as np
from numpy.typing import NDArray

from newsclean.parse import traits
from newsclean.rules.body.features.boxes import HEADING, Boxes
from newsclean.rules.body.model import Model, load
from newsclean.rules.body.outline import HEADINGS
from newsclean.rules.title import likeness, worded

FILE = "gate.npz"
LONG_CHARS, MIDDLE_CHARS, SHORT_CHARS = 200, 120, 60
"""The minimum numbers of characters of a block that counts for a feature.

`LONG_CHARS` is for `long`, `MIDDLE_CHARS` is for `long_share`, and `SHORT_CHARS` is for `elsewhere`.
"""

SYMBOLS = "$€£¥₹"
MAX_HEADS = 5
ITEMS = ("li", "dd", "dt")
OF_TEXT = tuple(
    "expected blocks chars kept_blocks kept_chars kept_share kept_block_share kept_links longest long long_share"
    " elsewhere money runs led".split()
)
OF_BOXES = tuple(
    "paragraphs items second_headings headings alike alike_next alike_share head_likeness head_chars".split()
)
NAMES = OF_TEXT + OF_BOXES + traits.NAMES
FALLS = ("product", "money", "other_path", "runs", "led")
RISES = ("expected", "article", "authored", "news_path")
"""The features with which the score may only rise. With the features of `FALLS`, it may only fall.

The training uses both as monotone constraints.
"""

Kept = NDArray[np.bool_]
Floats = NDArray[np.float32]


def features(boxes: Boxes, kept: Kept, expected: float, about: tuple[Sequence[str], Sequence[float]]) -> Floats:
    """Return the features of a page, shape (len(NAMES), 1).

    `kept` has a flag for each block, `expected` is the F1 that the model expects of the kept ones, and `about` holds
    the headlines in the page's head and its traits (`parse.traits`).
    """
    titles, found = about[0], about[1] or traits.UNTOLD
    places = kept.nonzero()[0].tolist()
    numbers = [expected, *_of_text(boxes, kept, len(places)), *_of_boxes(boxes, places, titles), *found]
    return np.array(numbers, np.float32)[:, None]


def _of_text(boxes: Boxes, kept: Kept, count: int) -> list[float]:
    chars, links, _ = boxes.of_blocks
    own = chars[kept]
    said, whole = float(own.sum()), float(chars.sum())
    least = max(1.0, said)
    elsewhere = chars[(chars >= SHORT_CHARS) & (links + links < chars) & ~kept].sum()
    page = "\n".join([block[0] for block in boxes.blocks])
    return [
        len(chars),
        log1p(whole),
        count,
        log1p(said),
        said / max(1.0, whole),
        count / len(chars),
        links[kept].sum() / least,
        own.max(initial=0),
        np.count_nonzero(own >= LONG_CHARS),
        own[own >= MIDDLE_CHARS].sum() / least,
        elsewhere / least,
        sum(map(page.count, SYMBOLS)) / len(chars),
        (kept[0] + np.count_nonzero(kept[1:] & ~kept[:-1])) / max(1, count),
        np.count_nonzero(kept[1:] & ~kept[:-1] & (2 * links > chars)[:-1]) / max(1, count),
    ]


def _of_boxes(boxes: Boxes, places: Sequence[int], titles: Sequence[str]) -> list[float]:
    out = boxes.out
    tags = [out.boxes[out.rows[at]].tag for at in places]
    count = max(1, len(places))
    numbers = np.bincount(boxes.names).tolist()
    alike = sorted(number for (_, name), number in zip(boxes.known, numbers, strict=True) if name)
    last, next_last = [*alike[:-3:-1], 0, 0][:2]
    at_heads = (boxes.kinds[boxes.all_rows] == HEADING).nonzero()[0].tolist()
    heads = [boxes.blocks[at][0] for at in at_heads]
    words = worded(titles) if heads else []
    return [
        tags.count("p") / count,
        sum(map(tags.count, ITEMS)) / count,
        tags.count("h2"),
        sum(map(tags.count, HEADINGS)) / count,
        last,
        next_last,
        last / len(boxes.blocks),
        max((likeness(head, words) for head in heads[:MAX_HEADS]), default=-1.0),
        max(map(len, heads), default=0),
    ]


@cache
def default_model() -> Model:
    """Return the gate that ships with the package."""
    return load(FILE)
