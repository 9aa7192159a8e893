"""HTML to blocks, in one walk over the tree that neither recurses nor changes it.

White space is collapsed as a browser does it: within a block, across inline elements, never between their letters.
Elements that are no text (scripts, form fields, media) are passed over; what is not displayed is marked on its box.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from selectolax.lexbor import LexborHTMLParser, LexborNode

from newsclean.names import AWAY, purpose_of
from newsclean.page import Block, Box, Page
from newsclean.parse.lines import is_blank, line_is_paragraph
from newsclean.parse.metadata import Head, HeadMetadata

Attributes = Mapping[str, "str | None"]
Leave = Callable[["_Walk"], None]

WITHOUT_EVENTS = 1
"""LexborDocumentOptions.WO_EVENTS: no mutation events while parsing. They cost time, and quadratic time in `select`."""

BLOCK_TAGS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form frameset h1 h2 h3 h4 h5 h6 header hgroup html legend li listing main menu nav ol p plaintext pre search"
    " section summary table tbody td tfoot th thead tr ul xmp".split()
)
SILENT_TAGS = frozenset(
    "applet area audio base basefont bgsound canvas col colgroup datalist embed frame iframe map meter noembed noframes"
    " noscript object param progress rp rt rtc select source style svg template textarea track video".split()
)
SPACED_TAGS = frozenset("audio canvas embed iframe input object select textarea video".split())
"""Silent, but drawn between the words around them, so these must not be glued."""
HIDING = frozenset(("hidden", "style"))
"""Attributes without which an element is displayed."""
INLINE_TAGS = frozenset(
    "abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd label mark marquee nobr q ruby s samp"
    " small span strike strong sub sup tt u var wbr".split()
)
SILENT_PARENTS = SILENT_TAGS | frozenset("desc g optgroup option script text title tspan".split())
"""Text right below these is none."""
PRE_TAGS = frozenset("pre listing plaintext xmp".split())
COARSE_TAGS = frozenset("aside div footer form header menu nav ol section ul".split())
MAX_COARSE_NODES = 2000
MAX_COARSE_CHARS = 4000
MAX_COARSE_LINE = 200
"""Furniture of more is walked like anything else: it may be more than furniture."""
FINE_TAGS = frozenset("p article main h1 blockquote pre table".split())
"""What makes furniture worth walking."""
MICRODATA = frozenset("headline author name datepublished inlanguage".split())
MAX_CELL_CHARS = 300
"""A table with a longer cell lays out a page; it holds no data."""
MAX_TABLE_DEPTH = 4


class _Walk:
    """The state of one walk: the block that is being read, and what was read before it."""

    def __init__(self, root: LexborNode, url: str | None) -> None:
        self.blocks: list[Block] = []
        self.head = Head(url=url)
        self.root = root
        self.box = Box("html", root.attributes)
        self.parts: list[str] = []
        self.segments: list[tuple[str, int, int]] = []
        self.links = self.bolds = self.pres = self.rows = self.tables = self.fine = 0
        self.link_chars = self.bold_chars = 0

    def run(self) -> None:
        """Visit every node below the root, in document order."""
        parts = self.parts
        node = self.root.first_child
        open_elements: list[tuple[LexborNode | None, Leave | None]] = []
        while node is not None or open_elements:
            if node is None:
                node, leave = open_elements.pop()
                if leave is not None:
                    leave(self)
                continue
            tag_id = node.tag_id
            if tag_id == TEXT_ID:
                data = node.text_content or ""
                if self.links or self.bolds:
                    self.text(data)
                elif parts or self.pres or not data.isspace():
                    parts.append(data)
            else:
                tag, enter = KNOWN.get(tag_id) or _know(node)
                leave = enter(self, node, tag)
                if leave is not SKIP:
                    open_elements.append((node.next, leave))
                    node = node.first_child
                    continue
            node = node.next
        self.flush()

    def text(self, data: str) -> None:
        """Take a text that stands in a link or in bold."""
        self.parts.append(data)
        chars = len(data.strip())
        if self.links:
            self.link_chars += chars
        if self.bolds:
            self.bold_chars += chars

    def end_segment(self) -> bool:
        """Close the line or cell that is being read; say whether it held text."""
        text = collapse("".join(self.parts))
        self.segments.append((text, min(self.link_chars, len(text)), min(self.bold_chars, len(text))))
        self.parts.clear()
        self.link_chars = self.bold_chars = 0
        return bool(text)

    def flush(self) -> None:
        """Close the block that is being read."""
        if self.pres:
            self.flush_pre()
        elif self.segments:
            self.flush_segments()
        elif self.parts:
            text = collapse("".join(self.parts))
            self.add(text, self.link_chars, self.bold_chars)
            self.parts.clear()
            self.link_chars = self.bold_chars = 0

    def flush_segments(self) -> None:
        """Close a block of several lines, or a table's row."""
        if self.parts:
            self.end_segment()
        segments, self.segments = self.segments, []
        if self.box.tag == "tr":
            self.add_joined("\t", segments)
            return
        segments = [segment for segment in segments if segment[0]]
        if line_is_paragraph([text for text, _, _ in segments]):
            for segment in segments:
                self.add(*segment)
        else:
            self.add_joined("\n", segments)

    def flush_pre(self) -> None:
        """Close preformatted text: a block a run of lines that are not blank."""
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
        """Add a block, unless nothing of it would be seen."""
        if is_blank(text):
            return
        if link_chars or bold_chars:
            self.blocks.append(Block(text, self.box, min(link_chars, len(text)), min(bold_chars, len(text))))
        else:
            self.blocks.append(Block(text, self.box))
        if self.box.tag == "h1":
            self.head.headings.append(text)


def parse_html(html: str | bytes, url: str | None = None) -> Page:
    """Cut a page into blocks. `html` is a `str`, or bytes in UTF-8."""
    tree = LexborHTMLParser(html, options=WITHOUT_EVENTS, scripting=True)
    root = tree.root
    if root is None:
        return Page((), HeadMetadata(Head(url=url)))
    walk = _Walk(root, url)
    walk.head.language = root.attributes.get("lang") or root.attributes.get("xml:lang") or ""
    walk.run()
    return Page(tuple(walk.blocks), HeadMetadata(walk.head))


def collapse(text: str) -> str:
    r"""White space as a browser shows it: runs of space, tab and line ends become one space, none at the ends.

    A no-break space is no white space here.

    >>> collapse(" a\n \tb ")
    'a b'
    """
    if "\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text:
        return b" ".join(text.encode().split()).decode()
    return text.strip(" ")


def _is_hidden(attributes: Attributes) -> bool:
    """Whether an element's own attributes keep it from being displayed."""
    if "hidden" in attributes and (attributes["hidden"] or "").lower() != "until-found":
        return True
    style = attributes.get("style")
    if not style:
        return False
    rules = "".join(style.lower().split())
    return "display:none" in rules or "visibility:hidden" in rules


# What is done on entering an element. Each returns what to do on leaving it, or SKIP to pass its content over.


def SKIP(walk: _Walk) -> None:
    """Stands for: do not enter. Never called."""


def _enter_silent(walk: _Walk, node: LexborNode, tag: str) -> Leave | None:
    if tag in SPACED_TAGS:
        walk.parts.append(" ")
    return SKIP


def _enter_block(walk: _Walk, node: LexborNode, tag: str) -> Leave | None:
    if walk.rows:
        walk.parts.append(" ")
        return _leave_soft
    if walk.parts or walk.segments:
        walk.flush()
    attributes = node.attributes
    around = walk.box
    if attributes:
        hidden = around.hidden or (not HIDING.isdisjoint(attributes) and _is_hidden(attributes))
        if "itemprop" in attributes:
            _note_item(walk, node, attributes)
        walk.box = Box(tag, attributes, around, hidden)
    else:
        walk.box = Box(tag, attributes, around, around.hidden)
    return _leave_block


def _leave_block(walk: _Walk) -> None:
    if walk.parts or walk.segments:
        walk.flush()
    assert walk.box.parent is not None
    walk.box = walk.box.parent


def _enter_dialog(walk: _Walk, node: LexborNode, tag: str) -> Leave | None:
    leave = _enter_block(walk, node, tag)
    if leave is _leave_block and "open" not in walk.box.attributes:
        walk.box.hidden = True
    return leave


def _leave_soft(walk: _Walk) -> None:
    walk.parts.append(" ")


def _enter_container(walk: _Walk, node: LexborNode, tag: str) -> Leave | None:
    """A box, unless its tag and names call it furniture, and it holds no paragraph: such a one is a single block."""
    leave = _enter_block(walk, node, tag)
    if leave is not _leave_block or walk.fine or not purpose_of(walk.box) & AWAY:
        return leave
    lines = _lines(walk, node)
    if lines is None:
        return leave
    text = "\n".join(filter(None, map(collapse, lines)))
    if len(text) > MAX_COARSE_CHARS or max(map(len, lines), default=0) > MAX_COARSE_LINE:
        walk.fine += 1
        return _leave_fine
    walk.add(text, len(text), 0)
    _leave_block(walk)
    return SKIP


def _lines(walk: _Walk, node: LexborNode) -> list[str] | None:
    """An element's texts, one by one; `None` if it holds a paragraph or too much."""
    lines: list[str] = []
    for count, inner in enumerate(node.traverse(include_text=True, skip_empty=True)):
        tag = inner.tag
        if tag == "-text":
            parent = inner.parent
            if parent is not None and parent.tag not in SILENT_PARENTS:
                lines.append(inner.text_content or "")
        elif tag in FINE_TAGS or count == MAX_COARSE_NODES:
            return None
        elif tag == "time":
            _enter_time(walk, inner, tag)
    return lines


def _leave_fine(walk: _Walk) -> None:
    walk.fine -= 1
    _leave_block(walk)


def _enter_pre(walk: _Walk, node: LexborNode, tag: str) -> Leave | None:
    leave = _enter_block(walk, node, tag)
    if leave is not _leave_block:
        return leave
    walk.pres += 1
    return _leave_pre


def _leave_pre(walk: _Walk) -> None:
    walk.flush()
    walk.pres -= 1
    _leave_block(walk)


def _enter_table(walk: _Walk, node: LexborNode, tag: str) -> Leave | None:
    leave = _enter_block(walk, node, tag)
    walk.tables += 1
    if leave is _leave_block and walk.tables <= MAX_TABLE_DEPTH and _holds_data(node):
        walk.box.tag = "table"
    elif leave is _leave_block:
        walk.box.tag = "div"
    return _leave_table if leave is _leave_block else _leave_soft_table


def _leave_table(walk: _Walk) -> None:
    walk.tables -= 1
    _leave_block(walk)


def _leave_soft_table(walk: _Walk) -> None:
    walk.tables -= 1
    _leave_soft(walk)


def _holds_data(table: LexborNode) -> bool:
    """Whether a table's rows are data, rather than the layout of a page."""
    if table.css_first("table table, h1, h2, h3, h4, ul, ol, article, section, form, blockquote, iframe, pre") is not None:
        return False
    cells = table.css("td, th")
    return len(cells) > 1 and all(len((cell.text() or "").strip()) <= MAX_CELL_CHARS for cell in cells)


def _enter_row(walk: _Walk, node: LexborNode, tag: str) -> Leave | None:
    leave = _enter_block(walk, node, tag)
    if leave is _leave_block and _in_data_table(walk.box):
        walk.rows += 1
        return _leave_row
    walk.box.tag = "div" if leave is _leave_block else walk.box.tag
    return leave


def _leave_row(walk: _Walk) -> None:
    walk.rows -= 1
    _leave_block(walk)


def _in_data_table(row: Box) -> bool:
    at = row.parent
    if at is not None and at.tag in ("tbody", "thead", "tfoot"):
        at = at.parent
    return at is not None and at.tag == "table"


def _enter_cell(walk: _Walk, node: LexborNode, tag: str) -> Leave | None:
    if not walk.rows:
        return _enter_block(walk, node, "div")
    if _is_hidden(node.attributes):
        return SKIP
    walk.parts.clear() if not "".join(walk.parts).strip() else walk.end_segment()
    return _leave_cell


def _leave_cell(walk: _Walk) -> None:
    walk.end_segment()


def _enter_inline(walk: _Walk, node: LexborNode, tag: str) -> Leave | None:
    attributes = node.attributes
    if attributes:
        if ("style" in attributes or "hidden" in attributes) and _is_hidden(attributes):
            return SKIP
        if "itemprop" in attributes or "rel" in attributes:
            _note_item(walk, node, attributes)
    return None


def _enter_unknown(walk: _Walk, node: LexborNode, tag: str) -> Leave | None:
    """A custom element: a box, unless it stands in running text."""
    if "-" in tag and not walk.rows and not "".join(walk.parts).strip():
        return _enter_block(walk, node, tag)
    return _enter_inline(walk, node, tag)


def _enter_link(walk: _Walk, node: LexborNode, tag: str) -> Leave | None:
    attributes = node.attributes
    if ("style" in attributes or "hidden" in attributes) and _is_hidden(attributes):
        return SKIP
    if "rel" in attributes or "itemprop" in attributes:
        _note_item(walk, node, attributes)
    walk.links += 1
    if tag == "a":
        return _leave_link
    walk.parts.append(" ")
    return _leave_button


def _leave_link(walk: _Walk) -> None:
    walk.links -= 1


def _leave_button(walk: _Walk) -> None:
    walk.links -= 1
    walk.parts.append(" ")


def _enter_bold(walk: _Walk, node: LexborNode, tag: str) -> Leave | None:
    if _enter_inline(walk, node, tag) is SKIP:
        return SKIP
    walk.bolds += 1
    return _leave_bold


def _leave_bold(walk: _Walk) -> None:
    walk.bolds -= 1


def _enter_br(walk: _Walk, node: LexborNode, tag: str) -> Leave | None:
    if walk.pres:
        walk.parts.append("\n")
    elif walk.rows:
        walk.parts.append(" ")
    elif (walk.parts or walk.segments) and not walk.end_segment():
        walk.flush()
    return SKIP


def _enter_hr(walk: _Walk, node: LexborNode, tag: str) -> Leave | None:
    walk.flush()
    return SKIP


def _enter_input(walk: _Walk, node: LexborNode, tag: str) -> Leave | None:
    walk.parts.append(" ")
    return SKIP


# The facts that metadata is read from, noted on the same walk.


def _enter_head(walk: _Walk, node: LexborNode, tag: str) -> Leave | None:
    return None


def _enter_title(walk: _Walk, node: LexborNode, tag: str) -> Leave | None:
    walk.head.title = walk.head.title or collapse(node.text() or "")
    return SKIP


def _enter_meta(walk: _Walk, node: LexborNode, tag: str) -> Leave | None:
    attributes = node.attributes
    content = attributes.get("content")
    key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or attributes.get("http-equiv")
    if key and content:
        walk.head.metas.append((key.lower(), content))
    return SKIP


def _enter_link_element(walk: _Walk, node: LexborNode, tag: str) -> Leave | None:
    attributes = node.attributes
    if (attributes.get("rel") or "").lower() == "canonical":
        walk.head.canonical = walk.head.canonical or attributes.get("href") or ""
    return SKIP


def _enter_script(walk: _Walk, node: LexborNode, tag: str) -> Leave | None:
    if "ld+json" in (node.attributes.get("type") or "").lower():
        walk.head.linked_data.append(node.text() or "")
    return SKIP


def _enter_time(walk: _Walk, node: LexborNode, tag: str) -> Leave | None:
    attributes = node.attributes
    if attributes.get("datetime"):
        walk.head.times.append(attributes["datetime"] or "")
    return _enter_inline(walk, node, tag)


def _note_item(walk: _Walk, node: LexborNode, attributes: Attributes) -> None:
    """Note a microdata property or an author link."""
    key = (attributes.get("itemprop") or "").lower()
    if key in MICRODATA:
        value = attributes.get("content") or attributes.get("datetime") or collapse(node.text() or "")
        walk.head.items.append((key, value))
    elif (attributes.get("rel") or "").lower() == "author":
        walk.head.items.append(("rel-author", collapse(node.text() or "")))


Enter = Callable[[_Walk, LexborNode, str], "Leave | None"]
ENTER: dict[str, Enter] = dict.fromkeys(BLOCK_TAGS, _enter_block)
ENTER |= dict.fromkeys(COARSE_TAGS, _enter_container)
ENTER |= dict.fromkeys(INLINE_TAGS, _enter_inline)
ENTER |= dict.fromkeys(SILENT_TAGS, _enter_silent)
ENTER |= dict.fromkeys(PRE_TAGS, _enter_pre)
ENTER |= dict.fromkeys(("td", "th"), _enter_cell)
ENTER |= dict.fromkeys(("a", "button"), _enter_link)
ENTER |= dict.fromkeys(("b", "strong"), _enter_bold)
ENTER |= {
    "dialog": _enter_dialog,
    "table": _enter_table,
    "tr": _enter_row,
    "br": _enter_br,
    "hr": _enter_hr,
    "input": _enter_input,
    "head": _enter_head,
    "title": _enter_title,
    "meta": _enter_meta,
    "link": _enter_link_element,
    "script": _enter_script,
    "time": _enter_time,
}
"""What to do on entering an element, by its tag."""

TEXT_ID = 2
"""lexbor's number for text nodes (LXB_TAG__TEXT)."""
MAX_KNOWN_ID = 1000
"""lexbor numbers the tags that it knows from 1; those that a page makes up have a memory address."""
KNOWN: dict[int, tuple[str, Enter]] = {}
"""ENTER by lexbor's numbers, which are faster to read than names; filled as tags are met."""


def _know(node: LexborNode) -> tuple[str, Enter]:
    tag = node.tag or ""
    known = (tag, ENTER.get(tag, _enter_unknown) if node.is_element_node else _enter_silent)
    if node.tag_id < MAX_KNOWN_ID:
        KNOWN[node.tag_id] = known
    return known
