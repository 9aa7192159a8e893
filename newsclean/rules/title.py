"""Title: the headline, repeated above the article that it heads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from newsclean.fingerprint import jaccard, words
from newsclean.page import Block, Page, Removal
from newsclean.rules.shape import is_prose


@dataclass(frozen=True, slots=True)
class Title:
    """Marks, above the first prose, each `h1` and each block that reads as the page's title.

    `min_jaccard` is the least Jaccard similarity of a block's words to the title's: outlets shorten or extend a
    headline for the browser's tab. `max_blocks` is how far down, in kept blocks, a title is looked for.
    """

    steady: ClassVar[bool] = True

    min_jaccard: float = 0.75
    max_blocks: int = 12
    max_chars: int = 300

    def __call__(self, page: Page) -> Iterator[Removal]:
        if page.layout is not None:
            return
        for at, block in page.kept[: self.max_blocks]:
            if block.box is not None and block.box.tag == "h1":
                yield Removal(at, "title", "the page's <h1>")
            elif (alike := self.likeness(page, block)) >= self.min_jaccard:
                yield Removal(at, "title", f"{alike:.2f} like the page's title")
            elif is_prose(block.text):
                return

    def likeness(self, page: Page, block: Block) -> float:
        """The Jaccard similarity of a block's words to the title's; 0 for a block too long to be one."""
        if len(block.text) > self.max_chars:
            return 0.0
        said = words(block.text)
        return max((jaccard(said, words(headline)) for headline in page.metadata.headlines), default=0.0)
