"""Write a page as Markdown: CommonMark with the tables of GitHub Flavored Markdown.

Headings, lists, quotations, code and tables keep their structure. Links become plain text. Markdown syntax in the
page's text is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsclean.page import Block, Box, Page

CONTAINERS = frozenset(("blockquote", "li"))
LISTS = frozenset(("ul", "ol", "menu", "dir"))
HEADINGS = {f"h{level}": "#" * level + " " for level in range(1, 7)}
PRE = frozenset(("pre", "listing", "plaintext", "xmp"))

_SPECIAL = re.compile(r"[\\`*\[\]<~]|&(?=[#\w])|(?<!\w)_|_(?!\w)")
_LINE_START = re.compile(r"^(#{1,6}(?=\s|$)|[+-](?=\s|$|-)|=+(?=\s*$)|>|\||\d{1,9}(?=[.)](?:\s|$))|:?-+)", re.MULTILINE)
_FENCE = re.compile(r"`{3,}")


def write(page: Page) -> str:
    """Return the kept blocks as Markdown, with a line end after the last one."""
    lines: list[str] = []
    writing = _Writing()
    for group in _groups([block for _, block in page.kept]):
        lines += writing.lines(group)
    return "\n".join(lines) + "\n" if lines else ""


def escape(text: str) -> str:
    r"""Put a backslash before each character that Markdown would read as markup.

    >>> print(escape("5 * 4 [sic]"))
    5 \* 4 \[sic\]
    >>> print(escape("1. May"))
    1\. May
    """
    text = _SPECIAL.sub(r"\\\g<0>", text)
    return _LINE_START.sub(_escaped_start, text)


def _escaped_start(found: re.Match[str]) -> str:
    start = found[0]
    return start + "\\" if start.isdigit() else "\\" + start


def _groups(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield groups of blocks that are written together: table rows, or parts of a preformatted text."""
    group: list[Block] = []
    for block in blocks:
        if group and (whole := _whole(block)) is not None and whole is _whole(group[0]):
            group.append(block)
            continue
        if group:
            yield group
        group = [block]
    if group:
        yield group


def _whole(block: Block) -> Box | None:
    """Return the table of a row, or the preformatted element of a text; `None` for any other block."""
    if block.box is None:
        return None
    if block.box.tag in PRE:
        return block.box
    return next((box for box in block.box.ancestors() if box.tag == "table"), None) if block.box.tag == "tr" else None


class _Writing:
    """The state between blocks: the open quotations and list items, and the last number of each list."""

    def __init__(self) -> None:
        self.open: list[Box] = []
        self.counts: dict[Box, int] = {}
        self.started = False

    def lines(self, group: Sequence[Block]) -> Iterator[str]:
        """Yield the lines of one group, with the blank line before it."""
        box = group[0].box
        path = [each for each in reversed(list(box.ancestors())) if each.tag in CONTAINERS] if box is not None else []
        common = 0
        while common < min(len(path), len(self.open)) and path[common] is self.open[common]:
            common += 1
        before = "".join("> " if each.tag == "blockquote" else self._indent(each) for each in path[:common])
        if self.started and not self._is_next_item(path, common):
            yield before.rstrip()
        first = rest = before
        for each in path[common:]:
            marker = "> " if each.tag == "blockquote" else self._marker(each)
            first += marker
            rest += "> " if each.tag == "blockquote" else " " * len(marker)
        for line in _content(group):
            yield (first + line).rstrip() if line else first.rstrip()
            first = rest
        self.open, self.started = path, True

    def _is_next_item(self, path: Sequence[Box], common: int) -> bool:
        """Return whether this block begins an item in the list or parent item of the previous block."""
        opens_item = common < len(path) and path[common].tag == "li"
        return opens_item and bool(self.open) and (common > 0 or list_of(path[0]) is list_of(self.open[0]) is not None)

    def _marker(self, item: Box) -> str:
        number = number_item(item, self.counts)
        return "- " if number is None else f"{number}. "

    def _indent(self, item: Box) -> str:
        holder = list_of(item)
        if holder is None or holder.tag != "ol":
            return "  "
        return " " * len(f"{self.counts.get(holder, 1)}. ")


def list_of(item: Box) -> Box | None:
    """Return the list that contains an item; `None` if there is none."""
    return next((box for box in item.ancestors() if box.tag in LISTS), None)


def number_item(item: Box, counts: dict[Box, int]) -> int | None:
    """Return the number of an item; `None` in a list without numbers.

    `counts` has the last number of each list, and is updated.
    """
    holder = list_of(item)
    if holder is None or holder.tag != "ol":
        return None
    number = _number(item, "value")
    if number is None:
        number = counts[holder] + 1 if holder in counts else _number(holder, "start") or 1
    counts[holder] = number
    return number


def _number(box: Box, attribute: str) -> int | None:
    number = box.attributes.get(attribute) or ""
    return int(number) if number.isascii() and number.isdigit() and len(number) < 10 else None


def _content(group: Sequence[Block]) -> Iterator[str]:
    """Yield the lines of a group, without the markers of the quotations and items around it."""
    tag = group[0].box.tag if group[0].box is not None else "p"
    if tag in PRE:
        text = "\n\n".join(block.text for block in group)
        fence = "`" * max([3, *(len(ticks) + 1 for ticks in _FENCE.findall(text))])
        yield from (fence, *text.split("\n"), fence)
    elif tag == "tr":
        yield from _table([block.text.split("\t") for block in group])
    elif tag in HEADINGS:
        yield HEADINGS[tag] + escape(" ".join(group[0].text.split("\n")))
    else:
        lines = [line.strip() for line in group[0].text.split("\n")]
        for at, line in enumerate(lines):
            yield escape(line) + ("\\" if at < len(lines) - 1 else "")


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table.

    Its first row becomes the header, because a Markdown table must have one.
    """
    columns = max(map(len, rows))
    for at, row in enumerate(rows):
        cells = [escape(cell).replace("|", "\\|") for cell in row] + [""] * (columns - len(row))
        yield f"| {' | '.join(cells)} |"
        if at == 0:
            yield "|" + " --- |" * columns
