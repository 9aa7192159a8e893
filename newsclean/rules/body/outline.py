"""The outline of a page: its boxes, what each is for, and how much prose stands in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from newsclean.names import AWAY, BODY, CAPTION, COMMENTS, FURNITURE, purpose_of
from newsclean.page import Block, Box
from newsclean.rules.body.doubt import doubted
from newsclean.rules.body.hidden import unveiled

if TYPE_CHECKING:
    from newsclean.rules.body.groups import Group

PROSE = {"p": 1.0, "blockquote": 1.0, "pre": 1.0, "li": 0.6, "dd": 0.6, "tr": 0.4}
"""The weight of a character as prose, by the tag of its block."""

OTHER_PROSE = 0.7
"""The weight of a character as prose in a block with any other tag, except a heading. In a heading it is 0."""

MIN_PROSE_CHARS = 25
"""The minimum number of characters of a block that counts as prose.

A shorter block is a label, a name or a heading. Readability uses the same limit.
"""

MAX_LINK_DENSITY = 0.5
"""The maximum share of characters in links of a block that counts as prose.

A block with a larger share is a list of links. Kohlschütter et al. 2010 cut at 0.33 to 0.56.
"""

TRUNK_SHARE, MIN_TOLD_SHARE = 0.5, 0.15
"""The maximum share of a page's prose in a box whose names are believed, and the minimum share that names leave.

If names and tags leave a smaller share than `MIN_TOLD_SHARE`, what they say of furniture is not believed.
"""


class Outline:
    """The boxes of a page, parents before children, with sums over what stands in them.

    `tags` are their tags, `depth` is how many boxes are around a box, `first` the place of the first block in it, `end`
    the place behind the last. `own` is what it is for by itself; `purpose` adds what its ancestors are for, up to the
    trunk. `raw` is all prose in it, `prose` only that of blocks that no FURNITURE or COMMENTS box holds. `hides` tells
    those that are not displayed, `at` a box's row, `groups` its tables and lists.
    """

    def __init__(self) -> None:
        self.boxes: list[Box] = []
        self.tags: list[str] = []
        self.parent: list[int] = []
        self.depth: list[int] = []
        self.first: list[int] = []
        self.end: list[int] = []
        self.own: list[int] = []
        self.purpose: list[int] = []
        self.raw: list[float] = []
        self.prose: list[float] = []
        self.weights: list[float] = []
        self.rows: list[int] = []
        self.at: dict[Box | None, int] = {}
        self.hides: list[bool] = []
        self.groups: Sequence[Group] = ()

    def chain(self, row: int) -> list[int]:
        """Return the rows of the boxes around a box, from the outermost to its own."""
        found = []
        while row >= 0:
            found.append(row)
            row = self.parent[row]
        return found[::-1]

    def add(self, box: Box, at: int) -> int:
        """Add a box and its missing ancestors, whose first block stands at this place; return its row."""
        known = self.at
        missing = [box]
        up = box.parent
        while up is not None and up not in known:
            missing.append(up)
            up = up.parent
        row = -1 if up is None else known[up]
        level = -1 if up is None else self.depth[row]
        for each in reversed(missing):
            level += 1
            self.parent.append(row)
            self.depth.append(level)
            self.first.append(at)
            known[each] = row = len(known)
        self.boxes += reversed(missing)
        return row

    def pass_over(self, places: Collection[int]) -> None:
        """Take the weights of the blocks at these places off the prose of the boxes around them."""
        for at in places:
            weight = self.weights[at]
            row = self.rows[at]
            while weight and row >= 0:
                self.prose[row] = max(0.0, self.prose[row] - weight)
                row = self.parent[row]

    def total(self, weights: Sequence[float]) -> list[float]:
        """Return for each box the sum of the weights of all blocks in it."""
        sums = [0.0] * len(self.boxes)
        for row, weight in zip(self.rows, weights, strict=True):
            if weight:
                sums[row] += weight
        parent = self.parent
        for row in range(len(sums) - 1, 0, -1):
            if below := sums[row]:
                sums[parent[row]] += below
        return sums


HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
SHARES = PROSE | dict.fromkeys(HEADINGS, 0.0)


def outline(blocks: Sequence[Block]) -> Outline:
    """Return the outline of a page. Each block must have a box.

    A box that holds more than `TRUNK_SHARE` of the page's prose belongs to the trunk: its names are not believed, for
    nobody calls most of a page its sidebar. Names that are `doubted` are not believed either. Where names and tags
    leave less than `MIN_TOLD_SHARE` of the prose, what they call furniture is not believed; comments, captions and
    bodies still are. Hidden boxes do not count, except those that are `unveiled`.
    """
    out = _laid_out(blocks)
    out.weights = _weights(blocks, out)
    out.raw = out.total(out.weights)
    for box in [*doubted(blocks, out)]:
        box.purpose = 0
    out.hides = _hiding(out, unveiled(blocks, out.weights))
    for believed in (FURNITURE | COMMENTS | CAPTION | BODY, COMMENTS | CAPTION | BODY):
        _tell_purposes(out, TRUNK_SHARE * out.raw[0], believed)
        counts = [not told & AWAY for told in out.purpose]
        if True in out.hides:
            counts = [each and not hidden for each, hidden in zip(counts, out.hides, strict=True)]
        out.prose = out.total([w if counts[row] else 0.0 for w, row in zip(out.weights, out.rows, strict=True)])
        if out.prose[0] >= MIN_TOLD_SHARE * out.raw[0]:
            break
    return out


def _hiding(out: Outline, shown: Collection[Box]) -> list[bool]:
    """Return for each box whether it is hidden and does not count as shown."""
    found = [box.hidden for box in out.boxes]
    if True not in found:
        return found
    found.clear()
    for box, parent in zip(out.boxes, out.parent, strict=True):
        above = parent >= 0 and out.boxes[parent].hidden
        found.append(box.hidden and (found[parent] if above else box not in shown))
    return found


def _laid_out(blocks: Sequence[Block]) -> Outline:
    """Return an outline with the boxes of a page in order, and the box of each block."""
    out = Outline()
    known, rows, boxes = out.at.get, out.rows, out.boxes
    last: Box | None = None
    row = -1
    for at, (_, box, _, _) in enumerate(blocks):
        if box is not last and box is not None:
            last = box
            row = known(box, -1)
            if row < 0:
                row = out.add(box, at)
        rows.append(row)
    out.end, out.tags = _ends(out), [box.tag for box in boxes]
    return out


def _ends(out: Outline) -> list[int]:
    """Return for each box the place behind its last block."""
    found = [0] * len(out.boxes)
    for at, row in enumerate(out.rows, 1):
        found[row] = at
    parent = out.parent
    for row in range(len(found) - 1, 0, -1):
        if found[row] > found[above := parent[row]]:
            found[above] = found[row]
    return found


def _weights(blocks: Sequence[Block], out: Outline) -> list[float]:
    """Return the weight of each block: its characters that count as prose."""
    shares = [SHARES.get(tag, OTHER_PROSE) for tag in out.tags]
    return [
        shares[row] * (len(text) - links)
        if len(text) >= MIN_PROSE_CHARS and links <= MAX_LINK_DENSITY * len(text)
        else 0.0
        for (text, _, links, _), row in zip(blocks, out.rows, strict=True)
    ]


def _tell_purposes(out: Outline, trunk: float, believed: int) -> None:
    owns: list[int] = []
    purposes: list[int] = []
    for box, parent, raw in zip(out.boxes, out.parent, out.raw, strict=True):
        above = purposes[parent] & ~BODY if parent >= 0 else 0
        own = 0 if above & AWAY else box.purpose
        if own is None:
            own = purpose_of(box)
        if own:
            own &= believed if parent >= 1 and raw <= trunk else believed & BODY
        owns.append(own)
        purposes.append(own | above)
    out.own, out.purpose = owns, purposes
