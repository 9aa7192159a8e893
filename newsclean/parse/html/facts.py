"""What elements say about the page: noted before the walk, read when it is asked for."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from newsclean.parse.html.walk import Walk, collapse

FACTS = "title, meta, link[rel=canonical i], time, [itemprop], [rel=author]"
MICRODATA = frozenset("headline author name datepublished inlanguage".split())


def note_script(walk: Walk, node: LexborNode) -> None:
    """Note a script that is JSON-LD."""
    if node.first_child is not None and "ld+json" in (node.attributes.get("type") or "").lower():
        walk.head.linked_data.append(node.text() or "")


def note_fact(walk: Walk, node: LexborNode) -> None:
    """Note what one of FACTS says."""
    _NOTE.get(node.tag or "", _note_element)(walk, node)


def _note_title(walk: Walk, node: LexborNode) -> None:
    walk.head.title = walk.head.title or collapse(node.text() or "")


def _note_meta(walk: Walk, node: LexborNode) -> None:
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
    if "itemprop" in attributes:
        _note_element(walk, node)


def _note_link(walk: Walk, node: LexborNode) -> None:
    attributes = node.attributes
    if (attributes.get("rel") or "").lower() == "canonical":
        walk.head.canonical = walk.head.canonical or attributes.get("href") or ""
    else:
        _note_element(walk, node)


def _note_element(walk: Walk, node: LexborNode) -> None:
    """Note a moment, a microdata property, an author's name."""
    attributes = node.attributes
    if node.tag == "time" and (moment := attributes.get("datetime")):
        walk.head.times.append(moment)
    key = (attributes.get("itemprop") or "").lower()
    if key in MICRODATA:
        value = attributes.get("content") or attributes.get("datetime") or collapse(node.text() or "")
        walk.head.items.append((key, value))
    elif (attributes.get("rel") or "").lower() == "author":
        walk.head.items.append(("rel-author", collapse(node.text() or "")))


_NOTE = {"title": _note_title, "meta": _note_meta, "link": _note_link}
