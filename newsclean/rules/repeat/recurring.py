"""Content that an article may give twice: table rows, code, terms, and similar items of lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from newsclean.page import Block
from newsclean.rules.shape import NEVER_ALONE


def may_recur(block: Block) -> bool:
    """Return whether a block is code, a term or a table row."""
    return block.box is not None and block.box.tag in NEVER_ALONE


def may_recur_in_html(block: Block) -> bool:
    """Return whether a block may occur twice on an HTML page, but not in a plain text made from it."""
    return may_recur(block) or (block.box is not None and block.box.tag == "li")


def in_other_lists(blocks: Sequence[Block], run: Sequence[int], originals: Mapping[int, int]) -> bool:
    """Return whether a run has only list items whose originals are items of other lists.

    Lists by product, day or place share many items. A body that occurs twice holds more than a list.
    """
    for at in run:
        own, other = blocks[at].box, blocks[originals[at]].box
        if own is None or other is None or own.tag != "li" or other.tag != "li" or own.parent is other.parent:
            return False
    return True
