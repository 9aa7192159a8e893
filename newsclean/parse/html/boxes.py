"""Enter elements that make boxes: block-level elements, preformatted text, and boilerplate."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from newsclean.names import AWAY, TAGS, purpose_of
from newsclean.page import Box
from newsclean.parse.html.inline import enter_inline
from newsclean.parse.html.tags import TEXT_ID
from newsclean.parse.html.walk import SKIP, Leave, Walk, collapse, collapse_lines, is_hidden
from newsclean.parse.lines import SENTENCE_ENDS, width

COARSE_TAGS = frozenset("article aside div footer form header main menu nav ol section ul".split())
"""Elements that may become one block."""

MAX_COARSE_CHARS = 4000
"""The maximum number of characters of an element that becomes one block."""

MAX_AWAY_LINE = 200
"""The maximum number of characters of a line in an element that becomes one block.

It applies to an element whose tag or name says boilerplate or comments.
"""

MAX_COARSE_LINE = 100
"""The maximum number of characters of a line in any other element that becomes one block."""

MAX_LABEL_CHARS = 40
"""The maximum number of characters of a line that ends as a sentence does.

It applies to any other element that becomes one block.
"""

MAX_TRIED = 16
"""The maximum number of nested elements that are tested in vain.

Deeper elements are not tested, so that a deep page is not read repeatedly.
"""

MIN_PROSE_LINES, MIN_PROSE_SHARE, MIN_PROSE_WIDTH = 2, 0.6, 60
"""The minimum number of lines that read as paragraphs, their share of all lines, and the columns of each.

An element with this many such lines never becomes one block, whatever its name says.
"""

MIN_LINKS_A_LINE = 1 / 3
"""The minimum number of links per line in an element that becomes one block.

It applies to an element whose name does not say boilerplate. A list without links may be the article's.
"""


def enter_block(walk: Walk, node: LexborNode, tag: str, leaf: bool = True) -> Leave | None:
    """Open a box. If `leaf` is true, an element that contains only text is finished at once.

    Paragraphs with equal attributes in one parent share a box, and headings of one level share a box.
    """
    if walk.rows:
        walk.parts.append(" ")
        return leave_soft
    if walk.parts or walk.segments:
        walk.flush()
    first = node.first_child
    if first is None:
        return SKIP
    around, box = walk.box, walk.last.get(tag)
    attributes = node.attributes
    if box is None or box.parent is not around or box.attributes != attributes:
        shared = box is not None
        if attributes:
            box = Box(tag, attributes, around, around.hidden or is_hidden(attributes))
        else:
            box = Box(tag, attributes, around, around.hidden, TAGS.get(tag, 0))
        if shared:
            walk.last[tag] = box
    walk.box = box
    if leaf and first.tag_id == TEXT_ID and first.next is None and not walk.pres:
        text = collapse(first.text_content or "")
        walk.add(text, len(text) if walk.links else 0, len(text) if walk.bolds else 0)
        walk.box = around
        return SKIP
    return leave_block


def leave_block(walk: Walk) -> None:
    if walk.parts or walk.segments:
        walk.flush()
    assert walk.box.parent is not None
    walk.box = walk.box.parent


def enter_dialog(walk: Walk, node: LexborNode, tag: str) -> Leave | None:
    leave = enter_block(walk, node, tag, leaf=False)
    if leave is leave_block and "open" not in walk.box.attributes:
        walk.box.hidden = True
    return leave


def leave_soft(walk: Walk) -> None:
    walk.parts.append(" ")


def enter_container(walk: Walk, node: LexborNode, tag: str) -> Leave | None:
    """Open a box. An element of short lines, apart from the article's paragraphs, becomes one block."""
    number = node.mem_id
    if number in walk.held:
        leave = enter_block(walk, node, tag, leaf=False)
        if number != walk.near or leave is not leave_block:
            return leave
        walk.inside += 1
        return leave_near
    leave = enter_block(walk, node, tag)
    if leave is not leave_block or walk.tried >= MAX_TRIED:
        return leave
    away = bool(purpose_of(walk.box) & AWAY)
    if not away and (walk.inside or not walk.near):
        return leave
    lines = _short_lines(node, away)
    if lines is None:
        walk.tried += 1
        return leave_tried
    walk.add(lines, len(lines), 0)
    leave_block(walk)
    return SKIP


def leave_tried(walk: Walk) -> None:
    walk.tried -= 1
    leave_block(walk)


def _short_lines(node: LexborNode, away: bool) -> str | None:
    """Return an element's texts, one a line; `None` if they are too long or may be paragraphs."""
    text = node.text(separator="\n", skip_empty=True)
    if len(text) > MAX_COARSE_CHARS:
        return None
    lines = collapse_lines(text)
    if not lines:
        return ""
    longest = max(map(len, lines))
    if longest > (MAX_AWAY_LINE if away else MAX_COARSE_LINE):
        return None
    if away:
        sentences = sum(map(_is_sentence, lines)) if 2 * longest >= MIN_PROSE_WIDTH else 0
        return None if sentences >= max(MIN_PROSE_LINES, MIN_PROSE_SHARE * len(lines)) else "\n".join(lines)
    if any(len(line) > MAX_LABEL_CHARS and line[-1] in SENTENCE_ENDS for line in lines) or len(
        node.css("a")
    ) < MIN_LINKS_A_LINE * len(lines):
        return None
    return "\n".join(lines)


def _is_sentence(line: str) -> bool:
    """Return whether a line reads as a paragraph."""
    return line[-1] in SENTENCE_ENDS and width(line) >= MIN_PROSE_WIDTH


def leave_near(walk: Walk) -> None:
    walk.inside -= 1
    leave_block(walk)


def enter_pre(walk: Walk, node: LexborNode, tag: str) -> Leave | None:
    leave = enter_block(walk, node, tag, leaf=False)
    if leave is not leave_block:
        return leave
    walk.pres += 1
    return leave_pre


def leave_pre(walk: Walk) -> None:
    walk.flush()
    walk.pres -= 1
    leave_block(walk)


def enter_unknown(walk: Walk, node: LexborNode, tag: str) -> Leave | None:
    """Open a box for a custom element, unless it stands in running text."""
    if "-" in tag and not walk.rows and not "".join(walk.parts).strip():
        return enter_block(walk, node, tag)
    return enter_inline(walk, node, tag)
