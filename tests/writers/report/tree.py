"""A document as it is written, beside what a browser's parser makes of it."""

from __future__ import annotations

from html.parser import HTMLParser

from selectolax.lexbor import LexborHTMLParser

VOID = frozenset(("meta", "input", "br"))

Tag = tuple[int, str, tuple[tuple[str, str], ...]]
"""An element's depth, name and attributes."""


class _Written(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[Tag] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = tuple(sorted((name.lower(), value or "") for name, value in attrs))
        self.tags.append((len(self.open), tag, values))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def written(document: str) -> list[Tag]:
    """The elements by their tags alone; fails where an end tag is missing or stands elsewhere."""
    parser = _Written()
    parser.feed(document)
    parser.close()
    assert parser.open == []
    return parser.tags


def parsed(document: str) -> list[Tag]:
    """The elements of the tree that a browser would build."""
    found: list[Tag] = []
    waiting = [(0, LexborHTMLParser(document).root)]
    while waiting:
        depth, node = waiting.pop()
        assert node is not None
        values = tuple(sorted((name.lower(), value or "") for name, value in node.attributes.items()))
        found.append((depth, node.tag, values))
        waiting += [(depth + 1, child) for child in reversed(list(node.iter()))]
    return found
