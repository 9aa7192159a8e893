"""Labels: remove the name of a section, alone above the article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from newsclean.data import languages
from newsclean.fingerprint import key
from newsclean.page import Block, Page, Removal
from newsclean.rules.caption import Captions
from newsclean.rules.credit import closing_credit, credit_words
from newsclean.rules.shape import ends_sentence, opening

_PARTS = r"[|/>»›•·→,–—&+]"
_AND = r"(?i:\s(?:and|und|et|y|e|ed|en|og|och|ja|ve|û|a|i|и|та|і|و|और|এবং|dan|và)\s)"


@dataclass(frozen=True, slots=True)
class Labels:
    """Mark the blocks at the very top that name a section.

    Two conditions must hold. First, no block that stays stands above. Second, the block is a name or heads a caption:

    - each of its parts (`World | Europe` has two) is the known name of a section, or two such names with an `and`
      (`data/openings`); or
    - it has at most `max_words` words, ends no sentence, and the caption of a picture follows.

    A block of more than `max_chars` characters is no label.
    """

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
            if all(map(_is_section, re.split(_PARTS, block.text))):
                yield Removal(at, "label", "the name of a section, above the article")
            elif self._heads_caption(block, below):
                yield Removal(at, "label", "a few words above a caption, above the article")
            else:
                return

    def _heads_caption(self, block: Block, below: Block) -> bool:
        """Return whether a block has few words and the caption of a picture follows."""
        if len(block.text.split()) > self.max_words or ends_sentence(block.text):
            return False
        return Captions().credit(below.text, credit_words())[-1:] == ":" or closing_credit(below.text) != ""


def _is_section(part: str) -> bool:
    """Return whether a part is the known name of a section, or two such names with an `and`."""
    names = section_names()
    return key(part) in names or all(key(half) in names for half in re.split(_AND, part))


@cache
def section_names() -> frozenset[str]:
    """Return the keys of known names of sections, in all languages."""
    return frozenset(key(name) for _, sections in languages("openings") for name in sections.get("label", ()))
