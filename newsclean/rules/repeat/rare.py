"""What an article may well say twice: rows of tables, code, terms, and items of lists that are alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from newsclean.page import Block
from newsclean.rules.shape import NEVER_ALONE


def is_rare(block: Block) -> bool:
    """Whether it is code, a term or a table's row."""
    return block.box is not None and block.box.tag in NEVER_ALONE


def may_stay(block: Block) -> bool:
    """Whether it may be said twice on an HTML page, but not in what is left of it as plain text."""
    return is_rare(block) or (block.box is not None and block.box.tag == "li")


def in_other_lists(blocks: Sequence[Block], run: Sequence[int], twins: Mapping[int, int]) -> bool:
    """Whether a run is of nothing but items of lists whose originals are items of other lists.

    Lists by product, day or place say much alike; a body that is there twice holds more than a list.
    """
    for at in run:
        own, other = blocks[at].box, blocks[twins[at]].box
        if own is None or other is None or own.tag != "li" or other.tag != "li" or own.parent is other.parent:
            return False
    return True
