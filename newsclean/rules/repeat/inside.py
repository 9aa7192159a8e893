"""Repeats inside a paragraph: sentences given twice in a row by a mistake of a scraper or a template."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from operator import eq

from newsclean.layout import Layout
from newsclean.page import Block, Page, Removal
from newsclean.parse.lines import SENTENCE_ENDS, SPACES, UNSEEN, width
from newsclean.rules.shape import CLOSERS

MAX_SENTENCES = 3
"""The maximum number of sentences that are given twice together."""

TAIL = 16
"""The number of characters at a sentence's end that tell two sentences apart.

A shorter sentence goes only with a longer neighbour.
"""

Spans = Sequence[tuple[int, int]]
"""The beginning and end of each of some parts of a text."""

_NUMBER = re.compile(r"[,;:.]\s*\d{1,2}\.\s*$")
"""The number of a list's next item, at the end of what only looks like a sentence."""

_SENTENCE = rf"[^{re.escape(SENTENCE_ENDS)}]+[{re.escape(SENTENCE_ENDS)}]+[{re.escape(CLOSERS)}]*\s*"


def cut_inside(page: Page, min_columns: int) -> Page:
    """Return the page with the repeats inside its paragraphs cut out.

    A repeat is a sentence that follows on itself, or half of a paragraph that does. It becomes a marked block after the
    paragraph. A sentence of fewer than `min_columns` columns may occur twice. A page without a repeat is returned
    unchanged. In a plain text, the line is shortened and the rest of the layout stays.
    """
    texts = [block.text for _, block in page.kept if _may_hold_two(block.text, min_columns)]
    if not (_may_say_again(texts) or any(map(_is_twice, texts))):
        return page
    found = {at: cuts for at, block in page.kept if (cuts := repeated_spans(block.text, min_columns))}
    if not found:
        return page
    blocks: list[Block] = []
    marks: list[Removal] = []
    places: list[int] = []
    reasons = {removal.at: removal for removal in page.removed}
    for at, block in enumerate(page.blocks):
        places.append(len(blocks))
        if at in reasons:
            marks.append(reasons[at]._replace(at=len(blocks)))
        text = _without(block.text, found[at]) if at in found else block.text
        share = len(text) / max(1, len(block.text))
        blocks.append(block._replace(text=text, link_chars=int(block.link_chars * share)))
        for start, end in found.get(at, []):
            marks.append(Removal(len(blocks), "repeat", f"follows on itself in block {places[at]}"))
            blocks.append(Block(block.text[start:end].strip(), block.box))
    layout = page.layout and _laid_out(page, page.layout, found, places, len(blocks))
    cut = Page(tuple(blocks), page.metadata, layout, page.warnings, page.encoding, page.confidence, page.gate_of)
    cut.remove(marks)
    return cut


def _laid_out(page: Page, layout: Layout, found: Mapping[int, Spans], places: Sequence[int], count: int) -> Layout:
    """Return the layout after some blocks were split.

    `places` are the new places of the old blocks; `count` is the number of blocks now.
    """
    lines, gaps = [""] * count, [""] * count
    for at, place in enumerate(places):
        lines[place], gaps[place] = layout.lines[at], layout.gaps[at]
    shortened = {places[at]: line for at, line in layout.shortened.items()}
    for at, spans in found.items():
        text = page.blocks[at].text
        shortened[places[at]] = shortened.get(places[at], layout.lines[at]).replace(text, _without(text, spans), 1)
    return Layout(tuple(lines), tuple(gaps), shortened)


def _without(text: str, spans: Spans) -> str:
    """Return a text without these parts of it."""
    ends = [0, *(end for _, end in spans)]
    starts = [*(start for start, _ in spans), len(text)]
    return "".join(text[end:start] for end, start in zip(ends, starts, strict=True)).strip()


def repeated_spans(text: str, min_columns: int) -> list[tuple[int, int]]:
    """Return the spans of a text that repeat the words before them: a single sentence, or a few together.

    >>> repeated_spans("The ferry was late. The ferry was late. Nobody minded.", 10)
    [(20, 40)]
    """
    if not _may_hold_two(text, min_columns) or "\n" in text:
        return []
    if _is_twice(text) and _period(text) >= min_columns:
        return [(len(text) // 2 + 1, len(text))]
    if not _may_say_again([text]):
        return []
    last = 1 + max(map(text.rfind, SENTENCE_ENDS))  # past it, the pattern would try each character as a start
    stop = len(text) - len(text[last:].lstrip(CLOSERS + SPACES))
    spans = [each.span() for each in re.compile(_SENTENCE).finditer(text, 0, stop)]
    said = [text[start:end].strip(UNSEEN) for start, end in spans]
    if len(set(said)) == len(said):
        return []
    found: list[tuple[int, int]] = []
    cut = 0
    for at in range(len(said)):
        for size in range(1, MAX_SENTENCES + 1):
            again = said[at + size : at + 2 * size]
            if at + size >= cut and again == said[at : at + size] and _is_long_enough(again, min_columns):
                cut = at + 2 * size
                found.append((spans[at + size][0], spans[cut - 1][1]))
                break
    return found


def _is_long_enough(sentences: Sequence[str], columns: int) -> bool:
    """Return whether sentences are long enough to be cut out, and no list item's number ends them."""
    return width(" ".join(sentences)) >= columns and not _NUMBER.search(sentences[-1])


def _may_hold_two(text: str, columns: int) -> bool:
    """Return whether a text is long enough for two sentences of so many columns.

    A wide character takes two columns.
    """
    return len(text) >= 2 * columns or (len(text) >= columns and not text.isascii())


def _is_twice(text: str) -> bool:
    """Return whether a text is one half twice, with a space between."""
    half = len(text) // 2
    return text[half] == " " and len(text) % 2 == 1 and text.endswith(text[:half])


def _period(text: str) -> int:
    """Return the length in characters after which a text begins to repeat itself.

    A refrain has a short period.

    >>> _period("la la la"), _period("Not a word. Not a word.")
    (3, 12)
    """
    line = f"{text} "
    return (line + line).find(line, 1)


def _may_say_again(texts: Sequence[str]) -> bool:
    """Return whether a sentence may follow on itself.

    This cheapest test comes first; its answer is nearly always false.

    A sentence with an abbreviation in it counts as two here.
    """
    joined = ". ".join(texts)
    for end in SENTENCE_ENDS[1:]:
        if end in joined:
            joined = joined.replace(end, ".")
    pieces = [each for each in joined.split(".") if len(each) >= TAIL]
    if len({each[-TAIL:] for each in pieces}) == len(pieces):
        return False
    pieces = [each.lstrip(CLOSERS + UNSEEN) for each in pieces]
    return any(any(map(eq, pieces, pieces[apart:])) for apart in range(1, 2 * MAX_SENTENCES + 1))
