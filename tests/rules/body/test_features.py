import numpy as np
import pytest

from newsclean.page import Block, Box
from newsclean.parse.html import parse_html
from newsclean.rules.body import Body
from newsclean.rules.body.features import BEYOND, NAMES, NOWHERE, OF_NEIGHBOURS, ROWS, ends, matrix
from newsclean.rules.body.outline import Outline, outline

STORY = "The ferries of Lower Quay stayed in the harbour on Tuesday as the pilots began the third week of their strike."
PAGE = f"""<body><nav><a href=a>Ports</a></nav><div id=all><h1>No ferries</h1><article><p>{STORY}</p>
<p>“{STORY}”</p><p>{STORY} See <a href=b>the pilots' letter</a></p></article></div><footer>Lower Quay 5</footer>"""


def looked(html: str) -> tuple[list[Block], Outline, int, list[int], np.ndarray]:
    """A page's blocks and all that `matrix` wants beside them, each block to be judged."""
    blocks = list(parse_html(html).blocks)
    out, top, verdicts = Body().look(blocks)
    return blocks, out, top, [0 if each is None else each.code for each in verdicts], np.arange(len(blocks))


def row(table: np.ndarray, name: str) -> list[float]:
    return [round(float(each), 3) for each in table[NAMES.index(name)]]


def test_a_row_a_feature_and_a_column_a_block() -> None:
    blocks, *rest = looked(PAGE)
    table = matrix(blocks, *rest)
    assert table.shape == (ROWS, len(blocks))
    assert np.isfinite(table).all()
    assert row(table, "tag") == [12, 7, 0, 0, 0, 12]
    assert row(table, "heading") == [0, 1, 0, 0, 0, 0]
    assert row(table, "links") == [1, 0, 0, 0, round(len("the pilots' letter") / len(blocks[4].text), 3), 0]
    assert row(table, "repeated") == [0, 0, 0, 0, 1, 0]
    assert row(table, "since_h1") == [-1, 0, 1, 2, 3, 4]
    assert row(table, "since_prose") == [-2, -1, 0, 1, 2, 3]
    assert row(table, "until_prose") == [4, 3, 2, 1, 0, -1]
    assert row(table, "count1") == [1, 4, 3, 3, 3, 1]
    assert row(table, "steps") == [1, 1, 1, 1, 1, 1]
    assert row(table, "prose1") == [0, 1, 1, 1, 1, 0]


def test_neighbours_stand_beside() -> None:
    blocks, *rest = looked(PAGE)
    table = matrix(blocks, *rest)
    width = len(OF_NEIGHBOURS)
    own = table[[NAMES.index(name) for name in OF_NEIGHBOURS]]
    before, after = table[len(NAMES) :][:width], table[len(NAMES) + width :][:width]
    assert (before[:, 1:] == own[:, :-1]).all()
    assert (after[:, :-1] == own[:, 1:]).all()
    assert (before[:, 0] == BEYOND).all()
    assert (after[:, -1] == BEYOND).all()


def test_what_is_not_judged_is_no_neighbour() -> None:
    blocks, out, top, verdicts, places = looked(PAGE)
    whole, some = (matrix(blocks, out, top, verdicts, each) for each in (places, places[[1, 2, 4]]))
    assert some.shape == (ROWS, 3)
    for name in ("chars", "tag", "prose1", "size1", "part", "before", "article_share", "common", "below", "verdict"):
        assert row(some, name) == [row(whole, name)[at] for at in (1, 2, 4)], name
    assert row(some, "since_h1") == [0, 1, 2]
    width = len(OF_NEIGHBOURS)
    assert (some[len(NAMES) :][:width][:, 2] == whole[[NAMES.index(name) for name in OF_NEIGHBOURS]][:, 2]).all()


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_pages_of_few_blocks(count: int) -> None:
    blocks, *rest = looked("<body>" + "<p>Ports</p>" * count)
    table = matrix(blocks, *rest)
    assert table.shape == (ROWS, count)
    assert np.isfinite(table).all()
    assert row(table, "since_h1") == [NOWHERE] * count
    assert row(table, "since_prose") == [NOWHERE] * count


def test_a_box_ends_behind_its_last_block() -> None:
    body = Box("body")
    aside, main = Box("aside", parent=body), Box("main", parent=body)
    blocks = [Block("a", main), Block("b", aside), Block("c", aside), Block("d", body)]
    out = outline(blocks, 0.5, 0.15)
    spans = {out.boxes[at].tag: (out.first[at], end) for at, end in enumerate(ends(out))}
    assert spans == {"body": (0, 4), "main": (0, 1), "aside": (1, 3)}
