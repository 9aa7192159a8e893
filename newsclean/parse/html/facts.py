"""Record elements that carry metadata. They are recorded before the walk and parsed on demand."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from newsclean.parse.html.walk import Walk, collapse

AUTHORS = "span[class*=author i], a[class*=author i], span[class*=byline i], a[class*=byline i]"
FACTS = f"title, meta, base, link[rel=canonical i], time, [itemprop], [rel~=author], {AUTHORS}"
MICRODATA = frozenset("headline author datepublished datemodified inlanguage".split())
MAX_NAMES, MAX_TIMES = 40, 100
"""The number of recorded items, microdata included, from which on names by class or link are not recorded.

`MAX_TIMES` is the maximum number of recorded `<time>` elements. A page with more lists articles or has comments.
"""

MAX_NAME_CHARS = 200


def note_script(walk: Walk, node: LexborNode) -> None:
    """Record a script that is JSON-LD."""
    if node.first_child is not None and "ld+json" in (node.attributes.get("type") or "").lower():
        walk.head.linked_data.append(node.text() or "")


def _note_title(walk: Walk, node: LexborNode) -> None:
    walk.head.title = walk.head.title or collapse(node.text() or "")


def _note_meta(walk: Walk, node: LexborNode) -> None:
    attributes = node.attributes
    get = attributes.get
    content = get("content")
    if content and (key := get("property") or get("name") or get("itemprop") or get("http-equiv")):
        walk.head.metas.append((key.lower(), content))
    if "itemprop" in attributes:
        note_element(walk, node)


def _note_link(walk: Walk, node: LexborNode) -> None:
    attributes = node.attributes
    if (attributes.get("rel") or "").lower() == "canonical":
        walk.head.canonical = walk.head.canonical or attributes.get("href") or ""
    else:
        note_element(walk, node)


def _note_base(walk: Walk, node: LexborNode) -> None:
    walk.head.base = walk.head.base or node.attributes.get("href") or ""


def _note_time(walk: Walk, node: LexborNode) -> None:
    """Record the `datetime` of a `<time>` element and its text."""
    attributes = node.attributes
    moment = attributes.get("datetime")
    if moment and len(walk.head.times) < MAX_TIMES:
        walk.head.times.append((moment, collapse(node.text() or "")))
    if "itemprop" in attributes:
        note_element(walk, node)


def note_element(walk: Walk, node: LexborNode) -> None:
    """Record a microdata property or an author's name."""
    attributes = node.attributes
    if "itemprop" in attributes:
        key = (attributes["itemprop"] or "").lower()
        if key == "author":
            named = node.css_first("[itemprop=name]") or node
            _note_name(walk, key, named.attributes.get("content") or "", named)
        elif key in MICRODATA:
            value = attributes.get("content") or attributes.get("datetime") or collapse(node.text() or "")
            walk.head.items.append((key, value))
    elif len(walk.head.items) < MAX_NAMES:
        by_link = "author" in (attributes.get("rel") or "").lower()
        _note_name(walk, "rel-author" if by_link else "class-author", "", node)


def _note_name(walk: Walk, key: str, stated: str, node: LexborNode) -> None:
    """Record the name of an author: the stated name, or else the text of the element."""
    name = stated or collapse(node.text(separator=" ") or "")
    if name and len(name) <= MAX_NAME_CHARS:
        walk.head.items.append((key, name))


NOTES = {"title": _note_title, "meta": _note_meta, "link": _note_link, "base": _note_base, "time": _note_time}
"""The function that records an element of `FACTS`, by its tag. `note_element` records all other elements."""
