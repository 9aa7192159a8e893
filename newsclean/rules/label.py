"""Labels: the name of a section, alone above the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from newsclean.data import languages
from newsclean.fingerprint import key
from newsclean.page import Block, Page, Removal
from newsclean.rules.caption import Captions, credit_words
from newsclean.rules.shape import ends_sentence, opening

_PARTS = re.compile(r"[|/>»›•·→,–—]")


@dataclass(frozen=True, slots=True)
class Labels:
    """Marks the blocks at the very top that name a section.

    Two things must speak for it. One is its place: nothing that stays stands above it. The other is that each of its
    parts (`World | Europe` has two) is the known name of a section (`data/openings`), or that it is at most
    `max_words` words with no sentence's end, and the caption of a picture follows.
    """

    steady: ClassVar[bool] = True

    max_words: int = 3
    max_chars: int = 60

    def __call__(self, page: Page) -> Iterator[Removal]:
        kept = page.kept
        following = [block for _, block in kept[1:]]
        if not following:
            return
        for (at, block), below in zip(opening(kept[:-1]), following, strict=False):
            if len(block.text) > self.max_chars or "\n" in block.text:
                return
            if all(key(part) in section_names() for part in _PARTS.split(block.text)):
                yield Removal(at, "label", "the name of a section, above the article")
            elif self._heads_caption(block, below):
                yield Removal(at, "label", "a few words above a caption, above the article")
            else:
                return

    def _heads_caption(self, block: Block, below: Block) -> bool:
        few = len(block.text.split()) <= self.max_words and not ends_sentence(block.text)
        return few and Captions().credit(below.text, credit_words())[-1:] == ":"


@cache
def section_names() -> frozenset[str]:
    """The keys of known names of sections, in all languages."""
    return frozenset(key(name) for _, sections in languages("openings") for name in sections.get("label", ()))
