"""The state of a walk over a page's tree: the current block and the blocks before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from selectolax.lexbor import LexborNode

from newsclean.page import Block, Box
from newsclean.parse.lines import is_blank, line_is_paragraph
from newsclean.parse.metadata import Head

Attributes = Mapping[str, "str | None"]
Leave = Callable[["Walk"], None]
Enter = Callable[["Walk", LexborNode, str], "Leave | None"]


SHARING = ("p", "h1", "h2", "h3", "h4", "h5", "h6")
"""Elements that are one block each. Equal elements in one parent share a box."""


class Walk:
    """The state of one walk: the current block and the blocks before it."""

    __slots__ = (
        *("blocks", "bold_chars", "bolds", "box", "head", "link_chars", "links"),
        *("held", "inside", "last", "near", "parts", "pres", "root", "rows", "segments", "tables", "tried"),
    )

    def __init__(self, root: LexborNode, url: str | None) -> None:
        self.blocks: list[Block] = []
        self.head = Head(url=url)
        self.root = root
        self.box = Box("html", root.attributes)
        self.last = dict.fromkeys(SHARING, Box(""))
        self.parts: list[str] = []
        self.segments: list[tuple[str, int, int]] = []
        self.links = self.bolds = self.pres = self.rows = self.tables = 0
        self.link_chars = self.bold_chars = 0
        self.held: dict[int, int] = {}
        self.near = self.inside = self.tried = 0

    def text(self, data: str) -> None:
        """Add text within a link or within bold text."""
        self.parts.append(data)
        chars = len(data.strip())
        if self.links:
            self.link_chars += chars
        if self.bolds:
            self.bold_chars += chars

    def end_segment(self) -> bool:
        """End the current line or cell, and return whether a reader sees text in it."""
        text = collapse("".join(self.parts))
        self.segments.append((text, min(self.link_chars, len(text)), min(self.bold_chars, len(text))))
        self.parts.clear()
        self.link_chars = self.bold_chars = 0
        return is_seen(text)

    def flush(self) -> None:
        """End the current block."""
        if self.pres and not self.segments:
            self.flush_pre()
        elif self.segments:
            self.flush_segments()
        elif self.parts:
            text = collapse("".join(self.parts))
            self.add(text, self.link_chars, self.bold_chars)
            self.parts.clear()
            self.link_chars = self.bold_chars = 0

    def flush_segments(self) -> None:
        """End a block of several lines, or a table row."""
        if self.parts:
            self.end_segment()
        segments, self.segments = self.segments, []
        if self.box.tag == "tr":
            self.add_joined("\t", segments)
            return
        segments = [segment for segment in segments if is_seen(segment[0])]
        if line_is_paragraph([text for text, _, _ in segments]):
            for segment in segments:
                self.add(*segment)
        else:
            self.add_joined("\n", segments)

    def flush_pre(self) -> None:
        """End preformatted text. Each run of lines that are not blank is one block."""
        lines = [line.rstrip() for line in "".join(self.parts).replace("\r\n", "\n").replace("\r", "\n").split("\n")]
        self.parts.clear()
        self.link_chars = self.bold_chars = 0
        chunk: list[str] = []
        for line in [*lines, ""]:
            if not is_blank(line):
                chunk.append(line)
                continue
            for text in chunk if line_is_paragraph(chunk) else ["\n".join(chunk)]:
                self.add(text, 0, 0)
            chunk = []

    def add_joined(self, between: str, segments: list[tuple[str, int, int]]) -> None:
        """Add a block of several segments."""
        text = between.join(text for text, _, _ in segments).rstrip()
        self.add(text, sum(links for _, links, _ in segments), sum(bolds for _, _, bolds in segments))

    def add(self, text: str, link_chars: int, bold_chars: int) -> None:
        """Add a block, unless its text is blank."""
        if not is_seen(text):
            return
        if link_chars or bold_chars:
            self.blocks.append(Block(text, self.box, min(link_chars, len(text)), min(bold_chars, len(text))))
        else:
            self.blocks.append(Block(text, self.box))
        if self.box.tag == "h1":
            self.head.headings.append(text)


def collapse(text: str) -> str:
    r"""Collapse white space as a browser does.

    A run of spaces, tabs and line ends becomes one space, and is removed at the ends of the text. A no-break space is
    kept.

    >>> collapse(" a\n \tb ")
    'a b'
    """
    text = text.strip(" \n\t\r\f")
    if "\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text:
        return b" ".join(text.encode().split()).decode()
    return text


def collapse_lines(text: str) -> list[str]:
    r"""Return the lines that are not blank, with collapsed white space.

    >>> collapse_lines(" a\t b \n \nc")
    ['a b', 'c']
    """
    if "  " in text or "\t" in text or "\r" in text or "\f" in text:
        lines = [b" ".join(line.split()) for line in text.encode().split(b"\n")]
        return b"\n".join(filter(None, lines)).decode().split("\n") if any(lines) else []
    return [line for each in text.split("\n") if (line := each.strip(" "))]


def SKIP(walk: Walk) -> None:  # noqa: N802
    """A sentinel that means: do not enter this element. It is never called."""


def is_hidden(attributes: Attributes) -> bool:
    """Return whether an element is hidden by its own attributes."""
    if "hidden" in attributes and (attributes["hidden"] or "").lower() != "until-found":
        return True
    if "style" not in attributes or not (style := attributes["style"]):
        return False
    rules = "".join(style.lower().split())
    return "display:none" in rules or "visibility:hidden" in rules


def is_seen(text: str) -> bool:
    """Return whether a reader sees a character of the text. The usual case is fast."""
    return text[:1].isalnum() or not is_blank(text)
