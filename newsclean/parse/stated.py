"""Add the article from a page's JSON-LD as blocks, if the page does not display it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape

from newsclean.page import STATED, Block, Box, Page
from newsclean.parse.characters import shown_blocks
from newsclean.parse.encoding import whole
from newsclean.parse.lines import is_blank, width
from newsclean.parse.metadata import HeadMetadata

KEY = "articleBody"
MIN_WIDTH = 300
"""The minimum number of columns of an article. A shorter text is not an article."""

PROBES = 24
"""The maximum number of samples of the article that are searched for in the displayed text."""

PROBE_LETTERS = 24
"""The number of characters of a sample."""

MARGIN = 4
"""The number of characters that are skipped between the key and its value."""

MAX_FOUND = 0.5
"""The maximum share of the samples that a page displays if it does not display its article.

If more of the samples are displayed, the page displays its article.
"""

WARNING = "the page does not display its article, or most of it; the article is taken from the page's JSON-LD"

_TAGS = "p|br|div|h[1-6]|li|ul|ol|a|b|i|em|strong|span|figure|blockquote"
_MARKUP = re.compile(rf"</?(?:{_TAGS})\b[^<>]{{0,1000}}>", re.IGNORECASE)
_ENDS = re.compile(r"</(?:p|div|h[1-6]|li|ul|ol|figure|blockquote)\b[^<>]{0,1000}>|<br\b[^<>]{0,1000}>", re.IGNORECASE)
_OTHERS = re.compile(r"[\W_]+")
_BLANKS = re.compile(r"[ \t\f\v]+")


def with_stated(page: Page) -> Page:
    """Return the page, with the article of its JSON-LD as further blocks if most of it is not displayed."""
    metadata = page.metadata
    if not isinstance(metadata, HeadMetadata) or not any(KEY in script for script in metadata.head.linked_data):
        return page
    displayed = "".join([block.text for block in page.blocks])
    if all(is_displayed(script, displayed) for script in metadata.head.linked_data if KEY in script):
        return page
    body = metadata.linked.article.get(KEY)
    if not isinstance(body, str) or width(body[: 2 * MIN_WIDTH]) < MIN_WIDTH:
        return page
    paragraphs = [*cut(whole(body)[0])]
    if found_share(paragraphs, page.blocks) > MAX_FOUND:
        return page
    root = Box("html")
    box = Box("p", {}, Box(STATED, {}, root), purpose=0)
    blocks = shown_blocks([Block(each, box) for each in paragraphs])
    return Page((*page.blocks, *blocks), metadata, warnings=(*page.warnings, WARNING))


def is_displayed(script: str, displayed: str) -> bool:
    """Return whether the displayed text contains the value after the key in a script.

    This check is fast. `True` is certain; `False` is not.
    """
    start = script.index(KEY) + len(KEY) + MARGIN
    end = script.find('"', start)
    while end > 0 and script[end - 1] == "\\":
        end = script.find('"', end + 1)
    step = max(1, (end - start) // PROBES)
    probes = [script[at : at + PROBE_LETTERS] for at in range(start, end - PROBE_LETTERS, step)]
    return bool(probes) and sum(probe in displayed for probe in probes) > MAX_FOUND * len(probes)


def cut(body: str) -> Iterator[str]:
    """Yield the paragraphs of the article. They are separated by line ends or by tags."""
    body = unescape(body)
    if "<" in body:
        body = _MARKUP.sub("", _ENDS.sub("\n", body))
    for line in body.replace("\r", "\n").split("\n"):
        text = _BLANKS.sub(" ", unescape(line)).strip(" ")
        if not is_blank(text):
            yield text


def found_share(paragraphs: Sequence[str], blocks: Sequence[Block]) -> float:
    """Return the share of a text that the blocks of a page contain, estimated from evenly spaced samples."""
    letters = _letters("".join(paragraphs))
    displayed = _letters("".join(block.text for block in blocks))
    step = max(1, (len(letters) - PROBE_LETTERS) // PROBES)
    probes = [letters[at : at + PROBE_LETTERS] for at in range(0, max(1, len(letters) - PROBE_LETTERS), step)][:PROBES]
    return sum(probe in displayed for probe in probes) / len(probes)


def _letters(text: str) -> str:
    return _OTHERS.sub("", text.lower())
