"""What a paragraph says twice in a row, by a scraper's or a template's mistake."""

from __future__ import annotations

import re

from newsclean.page import Block, Page, Removal
from newsclean.parse.lines import SENTENCE_ENDS
from newsclean.rules.shape import CLOSERS

MAX_SENTENCES = 3
"""That are said twice together."""
MIN_PIECE_CHARS = 8
"""Of what stands between two ends of sentences; shorter ones are no sentences, or go with longer ones."""
_SENTENCE = re.compile(rf"[^{re.escape(SENTENCE_ENDS)}]+[{re.escape(SENTENCE_ENDS)}]+[{re.escape(CLOSERS)}]*\s*")


def cut_inside(page: Page, min_chars: int) -> Page:
    """The page with each sentence that follows on itself, or on its whole paragraph, cut out into a block after it.

    A sentence of fewer than `min_chars` may well be said twice. A page without such a sentence comes back as it is.
    """
    found = {at: cuts for at, block in page.kept if (cuts := doubled(block.text, min_chars))}
    if not found:
        return page
    blocks: list[Block] = []
    marks: list[Removal] = []
    reasons = {removal.at: removal for removal in page.removed}
    for at, block in enumerate(page.blocks):
        if at in reasons:
            marks.append(reasons[at]._replace(at=len(blocks)))
        text = block.text
        for start, end in reversed(found.get(at, [])):
            text = f"{text[:start].rstrip()} {text[end:]}".strip()
        share = len(text) / max(1, len(block.text))
        blocks.append(block._replace(text=text, link_chars=int(block.link_chars * share)))
        for start, end in found.get(at, []):
            marks.append(Removal(len(blocks), "repeat", f"follows on itself in block {len(blocks) - 1}"))
            blocks.append(Block(block.text[start:end].strip(), block.box))
    cut = Page(tuple(blocks), page.metadata, page.layout, page.warnings, page.encoding, page.confidence)
    cut.remove(marks)
    return cut


def doubled(text: str, min_chars: int) -> list[tuple[int, int]]:
    """Where a text says again what it has just said: a sentence, or some of them as often as once more.

    >>> doubled("The ferry was late. The ferry was late. Nobody minded.", 10)
    [(20, 40)]
    """
    if len(text) < 2 * min_chars or "\n" in text:
        return []
    half = text[: (len(text) - 1) // 2]
    if len(text) % 2 and text[len(half)] == " " and text.endswith(half):
        return [(len(half) + 1, len(text))]
    if not _may_say_again(text):
        return []
    spans = [each.span() for each in _SENTENCE.finditer(text)]
    said = [text[start:end].strip() for start, end in spans]
    if len(set(said)) == len(said):
        return []
    found: list[tuple[int, int]] = []
    at = 0
    while at < len(said):
        for size in range(1, MAX_SENTENCES + 1):
            again = said[at + size : at + 2 * size]
            if again == said[at : at + size] and len(" ".join(again)) >= min_chars:
                found.append((spans[at + size][0], spans[at + 2 * size - 1][1]))
                at += size
                break
        at += 1
    return found


def _may_say_again(text: str) -> bool:
    """Whether any two sentences may be the same: the cheapest test, and nearly always false."""
    for end in SENTENCE_ENDS[1:]:
        if end in text:
            text = text.replace(end, ".")
    pieces = [each.lstrip(CLOSERS + " ") for each in text.split(".") if len(each) >= MIN_PIECE_CHARS]
    return len(set(pieces)) < len(pieces)
