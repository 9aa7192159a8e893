"""What stands before and after a block: prose and links near and far, the same box or another, headings."""

from __future__ import annotations

import numpy as np

from newsclean.rules.body.features.boxes import TAGS, Boxes, Floats64, Places

WINDOWS = 5, 10
"""So many judged blocks are looked at before and after, beside all of them."""
OF_WINDOW = tuple("links_next links_before prose_next prose_before".split())
OF_SAME = tuple("box_before box_next kind_before kind_next".split())
"""Whether the box, or the kind, is that of the block before or next, or of the prose before or next."""
OF_HEADINGS = tuple("part since level links section_links section_prose section_chars before after alike until".split())
"""Where a block stands between the first heading and the last; of the last heading above it, how far, which, its share
of links; of its section, up to the next heading, the shares of links and prose and the length; headings above and
below, those of the same level, and how far the next one is."""
NAMES = (
    *(f"{name}_{size}" for size in (*WINDOWS, "all") for name in OF_WINDOW),
    *("after_share", "before_share", "page_part"),
    *(f"same_{name}" for name in OF_SAME),
    *(f"prose_{name}" for name in OF_SAME),
    *("prose_since", "prose_until"),
    *(f"heading_{name}" for name in OF_HEADINGS),
)
HEADING, LAST_HEADING = TAGS["h1"], TAGS["h6"]
FAR = 99
"""How far a block is from prose where there is none."""


def around(boxes: Boxes, kinds: Places) -> list[Floats64]:
    """For each judged block, the rows of `NAMES`; `kinds` tells its kind as a number."""
    judged = boxes.of_blocks[:, boxes.places]
    running = np.zeros((3, judged.shape[1] + 1))
    judged.cumsum(1, out=running[:, 1:])
    return [
        *_windows(running),
        running[2, 1:] / max(running[2, -1], 1),
        running[2, :-1] / max(running[2, -1], 1),
        judged[0] / max(running[0, -1], 1),
        *_same(boxes.up[0], kinds, judged[2]),
        *_headings(boxes.kinds[boxes.rows], judged, running),
    ]


def _windows(running: Floats64) -> list[Floats64]:
    """The shares of links and prose in the blocks next and before, within each of `WINDOWS` and in all."""
    count = running.shape[1] - 1
    at = np.arange(count)
    found: list[Floats64] = []
    for size in (*WINDOWS, count):
        after = running[:, np.minimum(at + 1 + size, count)] - running[:, 1:]
        before = running[:, :-1] - running[:, np.maximum(at - size, 0)]
        parts = np.array([after[1:], before[1:]]) / np.maximum([after[:1], before[:1]], 1)
        found += [parts[0, 0], parts[1, 0], parts[0, 1], parts[1, 1]]
    return found


def _same(boxes: Places, kinds: Places, weights: Floats64) -> list[Floats64]:
    count = len(kinds)
    each = np.array([boxes, kinds])
    like = np.zeros((2, count + 1))
    like[:, 1:-1] = each[:, 1:] == each[:, :-1]
    at = np.arange(count)
    prose = weights > 0
    last = np.maximum.accumulate(np.where(prose, at, -1))
    before = np.concatenate([[-1], last[:-1]])
    first = np.minimum.accumulate(np.where(prose, at, count)[::-1])[::-1]
    after = np.append(first[1:], count)
    above, below = before >= 0, after < count
    like_above = np.where(above, each[:, before] == each, -1.0)
    like_below = np.where(below, each[:, np.minimum(after, count - 1)] == each, -1.0)
    return [
        *(like[0, :-1], like[0, 1:], like[1, :-1], like[1, 1:]),
        *(like_above[0], like_below[0], like_above[1], like_below[1]),
        np.where(above, at - before, FAR).astype(np.float64),
        np.where(below, after - at, FAR).astype(np.float64),
    ]


def _headings(tags: Places, judged: Floats64, running: Floats64) -> list[Floats64]:
    heading = (tags >= HEADING) & (tags <= LAST_HEADING)
    where = heading.nonzero()[0]
    count = len(tags)
    if not len(where):
        return [np.full(count, -1.0)] * len(OF_HEADINGS)
    at = np.arange(count)
    number = heading.cumsum()
    above = number > 0
    last = where[number - 1]
    last[~above] = 0
    until = np.append(where, count)[number]
    level = np.where(above, tags[last], -1)
    section = running[:, until] - running[:, last]
    shares = section[1:] / np.maximum(section[0], 1)
    links = judged[1] / np.maximum(judged[0], 1)
    alike = np.bincount(tags[where], minlength=LAST_HEADING + 1)
    return [
        (at - where[0]) / max(int(where[-1] - where[0]), 1),
        np.where(above, at - last, -1).astype(np.float64),
        level.astype(np.float64),
        np.where(above, links[last], -1.0),
        shares[0],
        shares[1],
        np.log1p(section[0]),
        number.astype(np.float64),
        (len(where) - number).astype(np.float64),
        np.where(above, alike[level], 0).astype(np.float64),
        (until - at).astype(np.float64),
    ]
