"""Enter tables. A row of a data table is one block; a layout table becomes boxes."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from newsclean.page import Box
from newsclean.parse.html.boxes import enter_block, leave_block, leave_soft
from newsclean.parse.html.walk import SKIP, Leave, Walk, is_hidden

MAX_CELL_CHARS = 300
"""The maximum number of characters of a cell of a data table. A table with a longer cell is a layout table."""

MAX_TABLE_DEPTH = 4
"""The maximum nesting depth of a data table, in tables. A deeper table is a layout table."""

LAYOUT = "table table, h1, h2, h3, h4, ul, ol, article, section, form, blockquote, iframe, pre"
"""A selector of elements. A table that contains such an element is a layout table."""


def enter_table(walk: Walk, node: LexborNode, tag: str) -> Leave | None:
    leave = enter_block(walk, node, tag)
    walk.tables += 1
    if leave is not leave_block:
        return leave_soft_table
    if walk.tables > MAX_TABLE_DEPTH or not _holds_data(node):
        walk.box.tag = "div"
    return leave_table


def leave_table(walk: Walk) -> None:
    walk.tables -= 1
    leave_block(walk)


def leave_soft_table(walk: Walk) -> None:
    walk.tables -= 1
    leave_soft(walk)


def _holds_data(table: LexborNode) -> bool:
    """Return whether a table contains data. A layout table does not."""
    if table.css_first(LAYOUT) is not None:
        return False
    cells = table.css("td, th")
    return len(cells) > 1 and all(len((cell.text() or "").strip()) <= MAX_CELL_CHARS for cell in cells)


def enter_row(walk: Walk, node: LexborNode, tag: str) -> Leave | None:
    leave = enter_block(walk, node, tag)
    if leave is leave_block and _in_data_table(walk.box):
        walk.rows += 1
        return leave_row
    walk.box.tag = "div" if leave is leave_block else walk.box.tag
    return leave


def leave_row(walk: Walk) -> None:
    walk.rows -= 1
    leave_block(walk)


def _in_data_table(row: Box) -> bool:
    at = row.parent
    if at is not None and at.tag in ("tbody", "thead", "tfoot"):
        at = at.parent
    return at is not None and at.tag == "table"


def enter_cell(walk: Walk, node: LexborNode, tag: str) -> Leave | None:
    if not walk.rows:
        return enter_block(walk, node, "div")
    if is_hidden(node.attributes):
        return SKIP
    walk.parts.clear() if not "".join(walk.parts).strip() else walk.end_segment()
    return leave_cell


def leave_cell(walk: Walk) -> None:
    walk.end_segment()
