"""newsclean/rules/body/features/boxes.py: the outline as arrays."""

import numpy as np

from newsclean.page import Block, Box
from newsclean.rules.body.features.boxes import numbered
from newsclean.rules.body.outline import outline


def test_a_box_ends_behind_its_last_block() -> None:
    body = Box("body")
    aside, main = Box("aside", parent=body), Box("main", parent=body)
    blocks = [Block("a", main), Block("b", aside), Block("c", aside), Block("d", body)]
    out = outline(blocks)
    spans = {out.boxes[at].tag: (out.first[at], end) for at, end in enumerate(out.end)}
    assert spans == {"body": (0, 4), "main": (0, 1), "aside": (1, 3)}


def test_equal_keys_have_equal_numbers() -> None:
    assert numbered(np.array([9, 4, 9, 7])).tolist() == [0, 1, 0, 2]
