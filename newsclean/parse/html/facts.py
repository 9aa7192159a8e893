"""Entering what says something about the page: noted on the same walk, read when it is asked for."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from newsclean.parse.html.walk import SKIP, Leave, Walk, collapse

MICRODATA = frozenset("headline author name datepublished inlanguage".split())


def enter_head(walk: Walk, node: LexborNode, tag: str) -> Leave | None:
    return None


def enter_title(walk: Walk, node: LexborNode, tag: str) -> Leave | None:
    walk.head.title = walk.head.title or collapse(node.text() or "")
    return SKIP


def enter_meta(walk: Walk, node: LexborNode, tag: str) -> Leave | None:
    attributes = node.attributes
    content = attributes.get("content")
    key = (
        attributes.get("property")
        or attributes.get("name")
        or attributes.get("itemprop")
        or attributes.get("http-equiv")
    )
    if key and content:
        walk.head.metas.append((key.lower(), content))
    return SKIP


def enter_link_element(walk: Walk, node: LexborNode, tag: str) -> Leave | None:
    if not walk.head.canonical:
        attributes = node.attributes
        if (attributes.get("rel") or "").lower() == "canonical":
            walk.head.canonical = attributes.get("href") or ""
    return SKIP


def note_script(walk: Walk, node: LexborNode) -> None:
    """Note a script that is JSON-LD."""
    if node.first_child is not None and "ld+json" in (node.attributes.get("type") or "").lower():
        walk.head.linked_data.append(node.text() or "")


def note_element(walk: Walk, node: LexborNode) -> None:
    """Note what an element says of the page: a moment, a microdata property, an author's name."""
    attributes = node.attributes
    if node.tag == "time" and (moment := attributes.get("datetime")):
        walk.head.times.append(moment)
    key = (attributes.get("itemprop") or "").lower()
    if key in MICRODATA:
        value = attributes.get("content") or attributes.get("datetime") or collapse(node.text() or "")
        walk.head.items.append((key, value))
    elif (attributes.get("rel") or "").lower() == "author":
        walk.head.items.append(("rel-author", collapse(node.text() or "")))
