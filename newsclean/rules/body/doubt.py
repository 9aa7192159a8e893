"""Doubted names: boxes that are named as furniture or captions, but hold a part of the article."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from newsclean.names import AWAY, CAPTION, COMMENTS, TAGS, purpose_of
from newsclean.page import Block, Box
from newsclean.rules.body.topic import is_anew, said
from newsclean.rules.shape import ends_sentence, is_prose

if TYPE_CHECKING:
    from newsclean.rules.body.outline import Outline

MIN_PARAGRAPHS = 2
NEAR = 3
"""The number of boxes around a paragraph of the article, its own included, that may be a doubted box's parent."""

MAX_LINKS = 0.3
"""The maximum share of a paragraph's characters that are in links."""

NONE, SURE = -1, -2
"""The values for a box whose name is not doubted.

`NONE` means that neither the box nor a box around it is named as furniture, comments or a caption. `SURE` means that
such a name is beyond doubt, because it is a tag or a name of comments.
"""


def doubted(blocks: Sequence[Block], out: Outline) -> Iterator[Box]:
    """Yield the boxes whose names are not believed.

    Such a box stands near other paragraphs, and holds paragraphs and headings alone, two paragraphs or more. They are
    of the matter of those that no such name is around, and none speaks as an outlet's own lines do. Or its id is made
    of its heading.
    """
    named, weights, rows = _named(out), out.weights, out.rows
    held: dict[int, list[int]] = {}
    for at in [at for at, row in enumerate(rows) if named[row] >= 0]:
        held.setdefault(named[rows[at]], []).append(at)
    near: set[int] = set()
    for row, places in held.items():
        box = out.boxes[row]
        if _is_called(box, blocks[places[0]]):
            yield box
            continue
        prose = [blocks[at].text for at in places if weights[at] and _is_paragraph(blocks[at])]
        if len(prose) < MIN_PARAGRAPHS or len(prose) + sum(_is_heading(blocks[at]) for at in places) < len(places):
            continue
        if _holds_sure(row, out):
            continue
        rest = [at for at, each in enumerate(rows) if weights[at] and named[each] < 0]
        near = near or _holders({rows[at] for at in rest}, out.parent)
        if out.parent[row] in near and _reads_on(prose, [blocks[at].text for at in rest]):
            yield box


def _reads_on(prose: Sequence[str], others: Sequence[str]) -> bool:
    article = said(others)
    return bool(article) and not is_anew(said(prose), article) and not _speaks(prose)


def _holders(rows: Iterable[int], parent: Sequence[int]) -> set[int]:
    """Return these rows, and those of `NEAR` - 1 levels of boxes around them."""
    found = {row for row in rows if row >= 0}
    for _ in range(NEAR - 1):
        found |= {parent[row] for row in found if parent[row] >= 0}
    return found


def _named(out: Outline) -> list[int]:
    """For each box, the row of the outermost one around that is called furniture or a caption.

    Where a tag or a name of comments says so, there is none for those inside.
    """
    found: list[int] = []
    for row, (box, parent) in enumerate(zip(out.boxes, out.parent, strict=True)):
        name = found[parent] if parent >= 0 else NONE
        if name == NONE:
            purpose = box.purpose
            if purpose is None:
                purpose = purpose_of(box)
            if purpose & (AWAY | CAPTION) and box.tag != "body":
                name = SURE if _is_sure(box, purpose) else row
        found.append(name)
    return found


def _is_sure(box: Box, purpose: int) -> bool:
    return bool(purpose & COMMENTS) or box.tag in TAGS


def _holds_sure(row: int, out: Outline) -> bool:
    """Return whether any box inside one is surely furniture or holds comments."""
    inner = range(row + 1, bisect_left(out.first, out.end[row], row + 1))
    return any(_is_sure(out.boxes[each], purpose_of(out.boxes[each])) for each in inner)


def _is_called(box: Box, block: Block) -> bool:
    """Return whether the id of a box consists of the words of its first heading."""
    name = box.attributes.get("id") or ""
    return _is_heading(block) and _letters(name).startswith(_letters(block.text)) and not box.attributes.get("role")


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))


def _is_paragraph(block: Block) -> bool:
    short = not is_prose(block.text) or "\n" in block.text
    return not short and ends_sentence(block.text) and block.link_chars <= MAX_LINKS * len(block.text)


def _is_heading(block: Block) -> bool:
    return block.box is not None and block.box.tag in ("h2", "h3", "h4", "h5", "h6") and not block.link_chars


def _speaks(texts: Sequence[str]) -> bool:
    """Return whether a paragraph is one that outlets print under every article, such as a comment policy."""
    from newsclean.rules.policy import Policies

    policies = Policies()
    return any((evidence := policies.evidence(text)) and evidence.is_sure for text in texts)
