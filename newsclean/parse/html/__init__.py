"""Parse HTML into blocks, in one walk over the tree that neither recurses nor changes the tree.

White space is collapsed as in a browser: within a block and across inline elements, but no space is added between
letters. Elements that are not text (scripts, form fields, media) are skipped. Elements that are not displayed are
marked as hidden on their box.
"""

from __future__ import annotations

import sys
from typing import NoReturn

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsclean.errors import TooDeepError
from newsclean.page import Page
from newsclean.parse.characters import shown_blocks
from newsclean.parse.html.boxes import (
    COARSE_TAGS,
    enter_block,
    enter_container,
    enter_dialog,
    enter_pre,
    enter_unknown,
)
from newsclean.parse.html.inline import (
    enter_bold,
    enter_br,
    enter_hr,
    enter_inline,
    enter_link,
    enter_silent,
)
from newsclean.parse.html.shadow import fill_slots
from newsclean.parse.html.skim import skim
from newsclean.parse.html.tables import enter_cell, enter_row, enter_table
from newsclean.parse.html.tags import BLOCK_TAGS, INLINE_TAGS, MAX_KNOWN_ID, PRE_TAGS, SILENT_TAGS, TEXT_ID
from newsclean.parse.html.walk import SKIP, Enter, Leave, Walk
from newsclean.parse.metadata import Head, HeadMetadata
from newsclean.parse.repair import SHADOW_ROOT, rename_shadow_roots

WITHOUT_EVENTS = 1
"""The option `LexborDocumentOptions.WO_EVENTS`: no mutation events while parsing.

Such events cost time. Within `<select>`, the time is quadratic.
"""

ENTER: dict[str, Enter] = dict.fromkeys(BLOCK_TAGS, enter_block)
ENTER |= dict.fromkeys(COARSE_TAGS, enter_container)
ENTER |= dict.fromkeys(INLINE_TAGS, enter_inline)
ENTER |= dict.fromkeys(SILENT_TAGS, enter_silent)
ENTER |= dict.fromkeys(PRE_TAGS, enter_pre)
ENTER |= dict.fromkeys(("td", "th"), enter_cell)
ENTER |= dict.fromkeys(("a", "button"), enter_link)
ENTER |= dict.fromkeys(("b", "strong"), enter_bold)
ENTER |= {
    "dialog": enter_dialog,
    "table": enter_table,
    "tr": enter_row,
    "br": enter_br,
    "hr": enter_hr,
    "input": enter_silent,
}
"""The function that is called on entering an element, by its tag."""

KNOWN: dict[int, tuple[str, Enter]] = {}
"""A cache of `ENTER` by lexbor's tag numbers, which are faster to read than tag names."""


def _know(node: LexborNode) -> tuple[str, Enter]:
    tag = node.tag or ""
    known = (tag, ENTER.get(tag, enter_unknown) if node.is_element_node else enter_silent)
    if node.tag_id < MAX_KNOWN_ID:
        KNOWN[node.tag_id] = known
    return known


def parse_html(html: str | bytes, url: str | None = None, max_depth: int = sys.maxsize) -> Page:
    """Cut a page into blocks. `html` is a `str` or UTF-8 bytes.

    Raises `TooDeepError` if elements are nested deeper than `max_depth`.
    """
    html = html.encode() if isinstance(html, str) else html
    shadows = SHADOW_ROOT in html
    tree = LexborHTMLParser(rename_shadow_roots(html) if shadows else html, options=WITHOUT_EVENTS, scripting=True)
    root = tree.root
    if root is None:
        return Page((), HeadMetadata(Head(url=url)))
    if shadows:
        fill_slots(root)
    walk = Walk(root, url)
    walk.head.language = root.attributes.get("lang") or root.attributes.get("xml:lang") or ""
    skim(walk)
    _run(walk, max_depth)
    walk.flush()
    blocks = shown_blocks(walk.blocks)
    return Page(blocks, HeadMetadata(walk.head, blocks))


def _run(walk: Walk, max_depth: int) -> None:
    """Visit every node below the root, in document order.

    Raises `TooDeepError` at a node that is too deep.
    """
    parts, known = walk.parts, KNOWN.get
    node = walk.root.first_child
    open_elements: list[tuple[LexborNode | None, Leave | None]] = []
    while node is not None or open_elements:
        if node is None:
            node, leave = open_elements.pop()
            if leave is not None:
                leave(walk)
            continue
        tag_id = node.tag_id
        if tag_id == TEXT_ID:
            if walk.links or walk.bolds:
                walk.text(node.text_content or "")
            elif parts or walk.pres or not node.is_empty_text_node:
                parts.append(node.text_content or "")
        else:
            tag, enter = known(tag_id) or _know(node)
            leave = enter(walk, node, tag)
            if leave is not SKIP:
                open_elements.append((node.next, leave))
                node = node.first_child if len(open_elements) <= max_depth else _give_up(max_depth)
                continue
        node = node.next


def _give_up(max_depth: int) -> NoReturn:
    raise TooDeepError(f"nested deeper than {max_depth:,} elements")
