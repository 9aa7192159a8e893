"""What elements say about the page: noted before the walk, read when it is asked for."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from newsclean.parse.html.walk import Walk, collapse

AUTHORS = "span[class*=author i], a[class*=author i], span[class*=byline i], a[class*=byline i]"
FACTS = f"title, meta, base, link[rel=canonical i], time, [itemprop], [rel~=author], {AUTHORS}"
MICRODATA = frozenset("headline author datepublished datemodified inlanguage".split())
MAX_NAMES = 40
"""Elements that are called authors; a page that has more lists articles, or has comments."""
MAX_NAME_CHARS = 200


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


def _note_base(walk: Walk, node: LexborNode) -> None:
    walk.head.base = walk.head.base or node.attributes.get("href") or ""


def _note_time(walk: Walk, node: LexborNode) -> None:
    """Note the moment that a `<time>` states, and what it displays."""
    if moment := node.attributes.get("datetime"):
        walk.head.times.append((moment, collapse(node.text() or "")))
    if "itemprop" in node.attributes:
        _note_element(walk, node)


def _note_element(walk: Walk, node: LexborNode) -> None:
    """Note a microdata property, an author's name."""
    attributes = node.attributes
    key = (attributes.get("itemprop") or "").lower()
    if key == "author":
        named = node.css_first("[itemprop=name]")
        _note_name(
            walk, key, (attributes.get("content") if named is None else named.attributes.get("content")), named or node
        )
    elif key in MICRODATA:
        value = attributes.get("content") or attributes.get("datetime") or collapse(node.text() or "")
        walk.head.items.append((key, value))
    elif "author" in (attributes.get("rel") or "").lower().split():
        _note_name(walk, "rel-author", None, node)
    elif not key:
        _note_name(walk, "class-author", None, node)


def _note_name(walk: Walk, key: str, stated: str | None, node: LexborNode) -> None:
    """Note the name of an author, as it is stated or else as the element displays it."""
    if len(walk.head.items) < MAX_NAMES:
        name = stated or collapse(node.text(separator=" ") or "")
        if len(name) <= MAX_NAME_CHARS:
            walk.head.items.append((key, name))


_NOTE = {"title": _note_title, "meta": _note_meta, "link": _note_link, "base": _note_base, "time": _note_time}
