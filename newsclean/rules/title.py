"""Title: the headline, repeated above the article that it heads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from newsclean.fingerprint import jaccard, words
from newsclean.page import Page, Removal
from newsclean.rules.shape import is_prose

STOPS = ".。।"
RECENT = 32
"""Texts whose words are remembered: several rules ask for those of a page's headlines."""


@dataclass(frozen=True, slots=True)
class Title:
    """Marks, above the first prose, each `h1` and each block that reads as the page's title.

    `min_jaccard` is the least Jaccard similarity of a block's words to the title's: outlets shorten or extend a
    headline for the browser's tab. `max_blocks` is how far down, in kept blocks, a title is looked for. A block is none
    if it has more than `max_chars`, or ends in a full stop and has more than `max_sentence_chars`.
    """

    min_jaccard: float = 0.75
    max_blocks: int = 12
    max_chars: int = 200
    max_sentence_chars: int = 100

    def __call__(self, page: Page) -> Iterator[Removal]:
        if page.layout is not None:
            return
        headlines: list[frozenset[str]] | None = None
        for at, block in page.kept[: self.max_blocks]:
            if block.box is not None and block.box.tag == "h1":
                yield Removal(at, "title", "the page's <h1>")
                continue
            if len(block.text) <= (self.max_sentence_chars if block.text[-1] in STOPS else self.max_chars):
                headlines = headlines or worded(page.metadata.headlines)
                alike = likeness(block.text, headlines)
                if alike >= self.min_jaccard:
                    yield Removal(at, "title", f"{alike:.2f} like the page's title")
                    continue
            if is_prose(block.text):
                return


def worded(headlines: Iterable[str]) -> list[frozenset[str]]:
    """The words of each of a page's headlines."""
    return [_said(each) for each in headlines]


def likeness(text: str, headlines: Iterable[frozenset[str]]) -> float:
    """The Jaccard similarity of a text's words and those of the headline that is most like it; 0 without one."""
    said = _said(text)
    return max((jaccard(said, headline) for headline in headlines), default=0.0)


@lru_cache(RECENT)
def _said(text: str) -> frozenset[str]:
    return frozenset(words(text))
