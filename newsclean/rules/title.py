"""Title: remove the headline above the article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from newsclean.fingerprint import jaccard, words
from newsclean.page import Page, Removal
from newsclean.rules.shape import is_prose

STOPS = ".。।"
"""Signs that end a sentence rather than a headline."""

RECENT = 32
"""The number of texts whose words are cached. Several rules ask for the words of a page's headlines."""


@dataclass(frozen=True, slots=True)
class Title:
    """Mark each `h1`, and each block that reads as the page's title, above the first prose.

    - `min_jaccard`, 0 to 1: the least Jaccard similarity of a block's words and the title's. Outlets shorten or extend
      a headline for the browser's tab.
    - `max_blocks`: the number of kept blocks from the top in which a title is sought.
    - `max_chars`, characters: a longer block is no title.
    - `max_sentence_chars`, characters: a longer block that ends in a full stop is no title.
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
    """Return the set of words of each headline."""
    return [_said(each) for each in headlines]


def likeness(text: str, headlines: Iterable[frozenset[str]]) -> float:
    """Return the Jaccard similarity of a text and the headline most like it, or 0 without a headline.

    The similarity compares sets of words.
    """
    said = _said(text)
    return max((jaccard(said, headline) for headline in headlines), default=0.0)


@lru_cache(RECENT)
def _said(text: str) -> frozenset[str]:
    """Return the set of a text's words."""
    return frozenset(words(text))
