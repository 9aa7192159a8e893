"""Title: the headline, repeated above the article that it heads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from newsclean.fingerprint import jaccard, key
from newsclean.page import Page, Removal
from newsclean.rules.shape import is_prose


@dataclass(frozen=True, slots=True)
class Title:
    """Marks, above the first prose, each `h1` and each block that reads as the page's title.

    `min_jaccard` is the least Jaccard similarity of a block's words to the title's: outlets shorten or extend a
    headline for the browser's tab. `max_blocks` is how far down, in kept blocks, a title is looked for.
    """

    min_jaccard: float = 0.75
    max_blocks: int = 12

    def __call__(self, page: Page) -> Iterator[Removal]:
        if page.layout is not None:
            return
        title = key(page.title or "")
        words = set(title.split())
        for at, block in page.kept[: self.max_blocks]:
            own = key(block.text)
            if own and own == title:
                yield Removal(at, "title", "same as the page's title")
            elif block.box is not None and block.box.tag == "h1":
                yield Removal(at, "title", "the page's <h1>")
            elif words and not is_prose(block.text) and (alike := jaccard(words, own.split())) >= self.min_jaccard:
                yield Removal(at, "title", f"{alike:.2f} like the page's title")
            elif is_prose(block.text):
                return
