"""Write kept blocks with their structure: headings, quotations, lists, tables, preformatted text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsclean.page import Block, Box
from newsclean.writers.markdown import HEADINGS, PRE, list_of, number_item
from newsclean.writers.report.markup import escape

MAX_DEPTH = 9
"""The maximum number of nested containers. Outer ones are left out, so that the text fits on a phone."""

TOP_LEVEL = 3
"""The highest level of the article's headings. The report itself uses two levels above it."""

Container = tuple[str, Box]


def path(block: Block) -> list[Container]:
    """Return the quotations, lists, items and table around a block, the outermost first."""
    if block.box is None:
        return []
    found: list[Container] = []
    in_table = block.box.tag != "tr"
    for box in block.box.ancestors():
        if box.tag == "blockquote":
            found.append((box.tag, box))
        elif box.tag == "table" and not in_table:
            found.append((box.tag, box))
            in_table = True
        elif box.tag == "li":
            holder = list_of(box)
            ordered = holder is not None and holder.tag == "ol"
            found += [("li", box), ("ol" if ordered else "ul", holder or box.parent or box)]
        if len(found) >= MAX_DEPTH:
            break
    return found[::-1]


class Shapes:
    """A writer of consecutive blocks. A container of two blocks stays open between them."""

    def __init__(self) -> None:
        self.open: list[Container] = []
        self.counts: dict[Box, int] = {}
        self.level = TOP_LEVEL - 1
        self.first_row = False

    def kept(self, at: int, block: Block) -> Iterator[str]:
        """Yield a kept block and the tags around it."""
        way = path(block)
        yield from self.close(self.common(way))
        for element, box in way[len(self.open) :]:
            yield self.start(element, box)
        self.open = way
        yield self.leaf(at, block)

    def gap(self, content: str, after: Sequence[Container]) -> Iterator[str]:
        """Yield removed content between the previous block and one in the containers `after`."""
        yield from self.close(self.common(after))
        inside = self.open[-1][0] if self.open else ""
        if inside in ("ul", "ol"):
            yield f'<li class="gap">{content}</li>\n'
        elif inside == "table":
            yield f'<tr class="gap"><td colspan="99">{content}</td></tr>\n'
        else:
            yield content

    def common(self, way: Sequence[Container]) -> int:
        """Return how many of the open containers also contain a block with these containers."""
        count = 0
        while count < min(len(way), len(self.open)) and way[count] == self.open[count]:
            count += 1
        return count

    def close(self, count: int = 0) -> Iterator[str]:
        """Close all containers except the first `count`."""
        for element, _ in reversed(self.open[count:]):
            yield "</tbody></table></div>\n" if element == "table" else f"</{element}>\n"
        self.open = self.open[:count]

    def start(self, element: str, box: Box) -> str:
        if element == "table":
            self.first_row = True
            return '<div class="wide" role="region" aria-label="Table" tabindex="0"><table><tbody>\n'
        if element != "li":
            return f"<{element}>\n"
        value = number_item(box, self.counts)
        return "<li>" if value is None else f'<li value="{value}">'

    def leaf(self, at: int, block: Block) -> str:
        tag = block.box.tag if block.box is not None else "p"
        mark = f'id="block-{at}" data-at="{at}"'
        if self.open and self.open[-1][0] == "table":
            return self.row(mark, block.text.split("\t"))
        if tag in PRE:
            return f'<pre {mark} dir="auto" tabindex="0">\n{escape(block.text)}</pre>\n'
        text = escape(block.text).replace("\n", "<br>")
        if tag in HEADINGS:
            self.level = min(max(int(tag[1]) + 1, TOP_LEVEL), self.level + 1, 6)
            return f'<h{self.level} {mark} dir="auto">{text}</h{self.level}>\n'
        return f'<p {mark} dir="auto">{text}</p>\n'

    def row(self, mark: str, cells: Sequence[str]) -> str:
        """Return a table row. The first row is the header, as in Markdown."""
        opening, end = ('<th scope="col" dir="auto">', "</th>") if self.first_row else ('<td dir="auto">', "</td>")
        self.first_row = False
        return f"<tr {mark}>{''.join(opening + escape(cell) + end for cell in cells)}</tr>\n"
