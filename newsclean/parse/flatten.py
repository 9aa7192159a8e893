"""Rewrite a page that exceeds a limit, in one pass, so that the parser's time and memory are bounded.

The output has properly nested elements, none deeper than the limit. It has no comments, no SVG or MathML, and no
scripts except JSON-LD, because a parser may read those differently. The parser therefore builds the tree that is
counted here, and its running time is known.
"""

from __future__ import annotations

import re
from collections import Counter

from newsclean.limits import PageLimits
from newsclean.parse.guard import GREATER, SAFE_TAGS, TAG_NAME, attributes

VOID = frozenset(
    b"area base basefont bgsound br col embed frame hr image img input keygen link meta param source track wbr".split()
)
FORMATTING = frozenset(b"b big code em font i nobr s small strike strong tt u".split())
PHRASING = frozenset(
    b"a abbr acronym bdi bdo blink cite data del dfn ins kbd label mark q rb rp rt ruby samp span sub sup time".split()
)
RAW = frozenset(b"iframe noembed noframes noscript select style svg textarea xmp".split())
"""Elements that are left out with their content, if they have an end tag."""

TRANSPARENT = frozenset(b"frameset head math optgroup option plaintext".split()) | RAW
"""Elements whose tags are left out and whose content is kept."""

KEPT_RAW = frozenset(b"script title".split())
"""Elements whose text is not markup. Titles and JSON-LD scripts are written."""

ONCE = frozenset(b"html body".split())
INLINE = (FORMATTING | VOID | PHRASING) - {b"hr"}
"""Elements that do not end a paragraph."""

PARAGRAPH = frozenset([b"p"])
ENDED_BY = {
    b"li": frozenset([b"li"]),
    b"dt": frozenset([b"dt", b"dd"]),
    b"dd": frozenset([b"dt", b"dd"]),
    b"td": frozenset([b"td", b"th"]),
    b"th": frozenset([b"td", b"th"]),
    b"tr": frozenset([b"tr"]),
    b"a": frozenset([b"a"]),
}
"""For each start tag, the open elements that it ends without an end tag. Any block ends a paragraph."""

HELD_BY = frozenset(b"ul ol dl table".split())
"""The elements that stop the search for an open element that a start tag ends."""

MAX_LOOK = 6
"""The maximum number of levels that the search for an open element that a start tag ends goes up."""

MAX_COPIES = 3
"""A parser keeps at most three open formatting elements with the same attributes (HTML standard, Noah's Ark clause)."""

MORE = 1000
"""The maximum number of attributes that one step skips."""

MAX_TAG = 65_536
"""The maximum number of bytes of a tag that is written with its attributes, in a page over `max_bytes`."""

_NEXT = re.compile(rb"<(?=[a-zA-Z/!?])")
_COMMENT_END = re.compile(rb"--!?>")
_SVG_END = re.compile(
    rb"</svg(?=[\t\n\f\r />])|<(?=(?:b|big|blockquote|body|br|center|code|dd|div|dl|dt|em|embed|h[1-6]|head|hr|i|img|li"
    rb"|listing|menu|meta|nobr|ol|p|pre|ruby|s|small|span|strong|strike|sub|sup|table|tt|u|ul|var)[\t\n\f\r />])",
    re.IGNORECASE,
)
_INLINE_TAG = re.compile(rb"</?(?:a|b|em|font|i|s|small|span|strong|u)(?:[\t\n\f\r /][^<>]*)?>", re.IGNORECASE)
_TAG = re.compile(
    rb"<(?:script\b.*?(?:</script[^>]*>?|\Z)|style\b.*?(?:</style[^>]*>?|\Z)|!--.*?(?:-->|\Z)|[a-z/!?][^>]*>?)",
    re.IGNORECASE | re.DOTALL,
)


def flatten(html: bytes, limits: PageLimits, deep: bool = False) -> tuple[bytes, tuple[str, ...]]:
    """Return a UTF-8 page that is within the limits, and a warning for each limit that it exceeded.

    A page that exceeds no limit is returned unchanged. `deep` says that it is known to be nested too deep.
    """
    work = Flattening(html, limits)
    if deep:
        work.warn_depth()
    work.run()
    if not work.warnings and work.unread <= SAFE_TAGS:
        return html, ()
    return b"".join(work.written), tuple(work.warnings)


class Flattening:
    """The state of one pass: the open elements, the output, and a warning for each exceeded limit."""

    def __init__(self, html: bytes, limits: PageLimits) -> None:
        self.html = html
        self.limits = limits
        self.at = 0
        self.room = limits.max_bytes
        self.written: list[bytes] = []
        self.warnings: dict[str, None] = {}
        self.stack: list[bytes] = []
        self.open: Counter[bytes] = Counter()
        self.tags = self.unread = 0
        self.apart = self.in_paragraph = False
        self.left_open: dict[bytes, list[bytes]] = {name: [] for name in FORMATTING}
        self.alike: Counter[bytes] = Counter()
        self.active = self.copies = 0
        self.endless: set[bytes] = set()
        if len(html) > limits.max_bytes:
            self.warn(f"more than {limits.max_bytes:,} bytes: comments and scripts are left out")

    def warn(self, sentence: str) -> None:
        self.warnings[sentence] = None

    def warn_depth(self) -> None:
        self.warn(f"nested deeper than {self.limits.max_depth:,} elements: deeper text is read as paragraphs")

    def run(self) -> None:
        """Rewrite the whole page."""
        html = self.html
        while self.at < len(html) and self.room > 0:
            found = _NEXT.search(html, self.at)
            end = found.start() if found else len(html)
            if end > self.at:
                self.text(html[self.at : end])
                self.at = end
            if found and self.tags >= self.limits.max_tags:
                self.rest()
            elif found:
                self.markup()
        if self.room <= 0:
            self.warn(f"more than {self.limits.max_bytes:,} bytes: the rest is not read")
        while self.stack:
            self.pop()

    def write(self, data: bytes) -> None:
        self.room -= len(data)
        self.written.append(data)

    def text(self, data: bytes) -> None:
        """Write a text. A text that is nested too deep becomes a paragraph of its own."""
        if len(data) > self.room:
            end = self.room
            while end > 0 and data[end] & 0xC0 == 0x80:
                end -= 1
            data, self.room = data[:end], 0
        if self.apart and data.strip():
            self.written.append(b"<p>")
            self.apart, self.in_paragraph = False, True
        self.write(data)

    def rest(self) -> None:
        """Write all that follows the last permitted tag as one paragraph."""
        self.warn(f"more than {self.limits.max_tags:,} tags: the rest is read as one paragraph")
        while self.stack:
            self.pop()
        rest = self.html[self.at : self.at + self.room]
        self.written += [b"<p>", _TAG.sub(b" ", _INLINE_TAG.sub(b"", rest)).replace(b"<", b"&lt;"), b"</p>"]
        self.at = len(self.html)

    def markup(self) -> None:
        """Read a tag, a comment or a declaration."""
        html, at = self.html, self.at
        name = TAG_NAME.match(html, at)
        if name is None:
            self.comment()
            return
        tag = name[2].lower()
        given = attributes(self.limits.max_attributes).match(html, name.end())
        stop = end = given.end() if given else name.end()
        while end < len(html) and html[end] != GREATER:
            self.warn(f"more than {self.limits.max_attributes:,} attributes on one element: the rest are ignored")
            more = attributes(MORE).match(html, end)
            end = more.end() if more else end + 1
        self.at = min(end + 1, len(html))
        if end >= len(html):
            return
        if name[1]:
            self.end(tag)
            return
        self.tags += 1
        too_long = len(html) > self.limits.max_bytes and stop - at > MAX_TAG
        self.start(tag, b"" if too_long else html[name.end() : stop].rstrip(b"\t\n\f\r /"))

    def comment(self) -> None:
        html, at = self.html, self.at
        if html.startswith(b"<!--", at):
            found = _COMMENT_END.search(html, at + 2)
            end = found.end() if found else len(html)
        else:
            end = html.find(b">", at) + 1 or len(html)
        self.pass_over(end)

    def pass_over(self, end: int) -> None:
        """Skip to `end`. Count the less-than signs in between, which may be tags."""
        self.unread += self.html.count(b"<", self.at + 1, end)
        self.at = end

    def start(self, tag: bytes, given: bytes) -> None:
        if tag in RAW or tag in KEPT_RAW:
            self.raw(tag, given)
        elif tag in TRANSPARENT or (tag in ONCE and self.open[tag]):
            return
        elif tag in ONCE:
            self.open[tag] = 1
            self.write(b"<" + tag + given + b">")
        elif tag in VOID:
            self.write(b"<" + tag + given + b">")
        else:
            self.copies += self.active
            if tag in FORMATTING:
                self.leave_open(tag, tag + given)
            self.push(tag, given)

    def raw(self, tag: bytes, given: bytes) -> None:
        """Skip an element and its content if it has an end tag. Write it if it is a title or a JSON-LD script."""
        found = None if tag in self.endless else _ends(tag).search(self.html, self.at)
        if found is None:
            self.endless.add(tag)
            if tag == b"script":
                self.pass_over(len(self.html))
            return
        inside = self.html[self.at : found.start()]
        if tag == b"title" or (tag == b"script" and b"ld+json" in given.lower() and b"<!--" not in inside):
            self.write(b"<" + tag + given + b">" + inside + b"</" + tag + b">")
        self.pass_over(found.start())

    def push(self, tag: bytes, given: bytes) -> None:
        """Open an element, and end the elements that its start tag ends."""
        if tag not in INLINE:
            self.end_before(PARAGRAPH)
        if tag in ENDED_BY:
            self.end_before(ENDED_BY[tag])
        self.stack.append(tag)
        self.open[tag] += 1
        if len(self.stack) <= self.limits.max_depth:
            self.write(b"<" + tag + given + b">")
            return
        self.warn_depth()
        self.apart |= tag not in INLINE

    def end_before(self, ended: frozenset[bytes]) -> None:
        for up in range(1, min(MAX_LOOK, len(self.stack)) + 1):
            tag = self.stack[-up]
            if tag in ended:
                for _ in range(up):
                    self.pop()
                return
            if tag in HELD_BY:
                return

    def pop(self) -> bytes:
        """End the innermost element."""
        tag = self.stack.pop()
        self.open[tag] -= 1
        if len(self.stack) >= self.limits.max_depth:
            self.apart |= tag not in INLINE
            return tag
        if self.in_paragraph:
            self.written.append(b"</p>")
        self.apart = self.in_paragraph = False
        self.written.append(b"</" + tag + b">")
        return tag

    def end(self, tag: bytes) -> None:
        self.copies += self.active
        if self.left_open.get(tag):
            alike = self.left_open[tag].pop()
            self.alike[alike] -= 1
            self.active -= self.alike[alike] < MAX_COPIES
        if tag in ONCE:
            return
        if self.open[tag]:
            while self.pop() != tag:
                pass
        elif tag in (b"p", b"br"):
            self.tags += 1
            self.write(b"</p>" if tag == b"p" else b"<br>")

    def leave_open(self, tag: bytes, alike: bytes) -> None:
        """Record an open formatting element. A parser reopens it in each paragraph up to its end tag."""
        self.left_open[tag].append(alike)
        self.active += self.alike[alike] < MAX_COPIES
        self.alike[alike] += 1
        if self.active > self.limits.max_unclosed or self.copies > self.limits.max_tags:
            self.warn(
                f"more than {self.limits.max_unclosed:,} unclosed formatting elements, or too many copies of them:"
                " each is closed with its paragraph"
            )


def _ends(tag: bytes) -> re.Pattern[bytes]:
    """Return the pattern that ends an element whose content is not markup.

    SVG also ends at the first start tag that only HTML has.
    """
    if tag == b"svg":
        return _SVG_END
    return re.compile(rb"</%s(?=[\t\n\f\r />])" % tag, re.IGNORECASE)
