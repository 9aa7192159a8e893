"""Enter inline elements: links, bold text, line breaks, and elements that are not text."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from newsclean.parse.html.tags import SPACED_TAGS
from newsclean.parse.html.walk import SKIP, Leave, Walk, is_hidden


def enter_silent(walk: Walk, node: LexborNode, tag: str) -> Leave | None:
    if tag in SPACED_TAGS:
        walk.parts.append(" ")
    return SKIP


def enter_inline(walk: Walk, node: LexborNode, tag: str) -> Leave | None:
    attributes = node.attributes
    return SKIP if attributes and is_hidden(attributes) else None


def enter_link(walk: Walk, node: LexborNode, tag: str) -> Leave | None:
    attributes = node.attributes
    if is_hidden(attributes):
        return SKIP
    if tag == "a" and "href" not in attributes:
        return None
    walk.links += 1
    if tag == "a":
        return leave_link
    walk.parts.append(" ")
    return leave_button


def leave_link(walk: Walk) -> None:
    walk.links -= 1


def leave_button(walk: Walk) -> None:
    walk.links -= 1
    walk.parts.append(" ")


def enter_bold(walk: Walk, node: LexborNode, tag: str) -> Leave | None:
    if enter_inline(walk, node, tag) is SKIP:
        return SKIP
    walk.bolds += 1
    return leave_bold


def leave_bold(walk: Walk) -> None:
    walk.bolds -= 1


def enter_br(walk: Walk, node: LexborNode, tag: str) -> Leave | None:
    if walk.pres:
        walk.parts.append("\n")
    elif walk.rows:
        walk.parts.append(" ")
    elif (walk.parts or walk.segments) and not walk.end_segment():
        walk.flush()
    return SKIP


def enter_hr(walk: Walk, node: LexborNode, tag: str) -> Leave | None:
    walk.flush()
    return SKIP
