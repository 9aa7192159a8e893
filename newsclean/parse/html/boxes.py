"""Entering what makes boxes: block-level elements, preformatted text, furniture that is taken as one block."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from newsclean.names import AWAY, TAGS, purpose_of
from newsclean.page import Box
from newsclean.parse.html.facts import note_item, note_time
from newsclean.parse.html.inline import enter_inline
from newsclean.parse.html.tags import MAX_KNOWN_ID, SILENT_PARENTS, TEXT_ID
from newsclean.parse.html.walk import HIDING, SKIP, Leave, Walk, collapse, is_hidden

COARSE_TAGS = frozenset("aside div footer form header menu nav ol section ul".split())
AWAY_TAGS = frozenset("aside footer menu nav".split())
"""Furniture beyond doubt, so that what stands in it is furniture too. Of names, one cannot be so sure."""
MAX_COARSE_NODES = 1000
MAX_COARSE_CHARS = 4000
MAX_COARSE_LINE = 200
"""Furniture of more is walked like anything else: it may be more than furniture."""
FINE_TAGS = frozenset("p article main h1 blockquote pre table".split())
"""What makes furniture worth walking."""
FINE, SILENT, TIME, PLAIN = range(4)
KINDS: dict[int, int] = {}
"""What furniture's elements are, by lexbor's numbers; filled as tags are met."""


def enter_block(walk: Walk, node: LexborNode, tag: str) -> Leave | None:
    if walk.rows:
        walk.parts.append(" ")
        return leave_soft
    if walk.parts or walk.segments:
        walk.flush()
    if node.first_child is None:
        return SKIP
    attributes = node.attributes
    around = walk.box
    if attributes:
        hidden = around.hidden or (not HIDING.isdisjoint(attributes) and is_hidden(attributes))
        if "itemprop" in attributes:
            note_item(walk, node, attributes)
        walk.box = Box(tag, attributes, around, hidden)
    else:
        walk.box = Box(tag, attributes, around, around.hidden, TAGS.get(tag, 0))
    return leave_block


def leave_block(walk: Walk) -> None:
    if walk.parts or walk.segments:
        walk.flush()
    assert walk.box.parent is not None
    walk.box = walk.box.parent


def enter_dialog(walk: Walk, node: LexborNode, tag: str) -> Leave | None:
    leave = enter_block(walk, node, tag)
    if leave is leave_block and "open" not in walk.box.attributes:
        walk.box.hidden = True
    return leave


def leave_soft(walk: Walk) -> None:
    walk.parts.append(" ")


def enter_container(walk: Walk, node: LexborNode, tag: str) -> Leave | None:
    """A box; but what is furniture, or stands in furniture, is a single block if it holds no paragraph."""
    leave = enter_block(walk, node, tag)
    if leave is not leave_block or walk.fine or not (walk.away or purpose_of(walk.box) & AWAY):
        return leave
    lines = _lines(walk, node)
    if lines is None and (walk.away or tag in AWAY_TAGS):
        walk.away += 1
        return leave_away
    if lines is None:
        return leave
    text = "\n".join(filter(None, map(collapse, lines)))
    if not 0 < len(text) <= MAX_COARSE_CHARS or max(map(len, lines)) > MAX_COARSE_LINE:
        walk.fine += 1
        return leave_fine
    walk.add(text, len(text), 0)
    leave_block(walk)
    return SKIP


def leave_away(walk: Walk) -> None:
    walk.away -= 1
    leave_block(walk)


def _lines(walk: Walk, node: LexborNode) -> list[str] | None:
    """An element's texts, one by one; none of them if it holds too much, `None` if it holds a paragraph."""
    lines: list[str] = []
    silent = False
    for count, inner in enumerate(node.traverse(include_text=True, skip_empty=True)):
        number = inner.tag_id
        if number == TEXT_ID:
            if not silent or (inner.parent or node).tag not in SILENT_PARENTS:
                lines.append(inner.text_content or "")
            continue
        kind = KINDS[number] if number in KINDS else _kind(inner)
        if kind == FINE:
            return None
        if count >= MAX_COARSE_NODES:
            return []
        if kind == SILENT:
            silent = True
        elif kind == TIME:
            note_time(walk, inner)
    return lines


def _kind(node: LexborNode) -> int:
    tag = node.tag or ""
    kind = FINE if tag in FINE_TAGS else SILENT if tag in SILENT_PARENTS else TIME if tag == "time" else PLAIN
    if node.tag_id < MAX_KNOWN_ID:
        KINDS[node.tag_id] = kind
    return kind


def leave_fine(walk: Walk) -> None:
    walk.fine -= 1
    leave_block(walk)


def enter_pre(walk: Walk, node: LexborNode, tag: str) -> Leave | None:
    leave = enter_block(walk, node, tag)
    if leave is not leave_block:
        return leave
    walk.pres += 1
    return leave_pre


def leave_pre(walk: Walk) -> None:
    walk.flush()
    walk.pres -= 1
    leave_block(walk)


def enter_unknown(walk: Walk, node: LexborNode, tag: str) -> Leave | None:
    """A custom element: a box, unless it stands in running text."""
    if "-" in tag and not walk.rows and not "".join(walk.parts).strip():
        return enter_block(walk, node, tag)
    return enter_inline(walk, node, tag)
