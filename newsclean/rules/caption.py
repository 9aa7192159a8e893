"""Captions: what is written under pictures, and who took them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from newsclean.data import languages
from newsclean.names import CAPTION, caption_around, purpose_of
from newsclean.page import Block, Box, Page, Removal
from newsclean.parse.lines import SENTENCE_ENDS
from newsclean.rules.body import describe
from newsclean.rules.shape import is_prose

BEFORE_CREDIT = frozenset(".!?…。！？؟۔।,;|/([{-–—•·*\n")
"""What stands before a credit: the end of a sentence, a bracket, a bar. A mere space is running text."""
SEPARATORS = ":："
WORD_CHARS = 40
"""Room for a word for picture and its separator before the name."""


@dataclass(frozen=True, slots=True)
class Captions:
    """Marks captions and photo credits.

    On an HTML page a caption is what an element for captions holds, up to `max_boxes` boxes up. In any text it is a
    block of at most `max_chars` characters that ends in a credit, such as `Photo: Jane Doe`: a word for picture
    (`data/openings`), set off from the sentence before it, then a separator and a name of at most `max_name_chars`
    characters. Longer than `max_short_chars`, a block that ends a sentence needs the separator. What is nothing but a
    credit goes above the first prose; below it only from an HTML page, and with the
    separator.
    """

    steady: ClassVar[bool] = True

    max_chars: int = 400
    max_name_chars: int = 60
    max_short_chars: int = 150
    max_boxes: int = 3

    def __call__(self, page: Page) -> Iterator[Removal]:
        kept = page.kept
        above = True
        boxes = self.caption_boxes(kept)
        hinted = self.hinted([block.text for _, block in kept])
        for at, block in kept if hinted else [(at, page.blocks[at]) for at in boxes]:
            if at in boxes:
                yield Removal(at, "caption", describe(boxes[at]))
            elif (credit := self.credit(block.text, hinted)) and self.is_sure(block, credit, above):
                yield Removal(at, "caption", f"ends in the credit {credit!r}")
            elif above and is_prose(block.text):
                above = False

    def hinted(self, texts: Sequence[str]) -> Sequence[str]:
        """The words for picture that stand near the end of any text that may be a caption: on most pages, none."""
        chars, short, most = self.max_name_chars + WORD_CHARS, self.max_short_chars, self.max_chars
        tails = "\n".join(
            [text[-chars:] for text in texts if len(text) <= most and (len(text) <= short or self.tail(text))]
        ).lower()
        found = [word for word in shortest_credit_words() if word in tails]
        if not found:
            return ()
        return [word for word in credit_words() if any(each in word for each in found) and word in tails]

    def tail(self, text: str) -> str:
        """The end of a text that may close with a credit; empty for a plain paragraph."""
        if len(text) > self.max_chars:
            return ""
        tail = text[-self.max_name_chars - WORD_CHARS :]
        plain = len(text) > self.max_short_chars and text[-1] in SENTENCE_ENDS
        return "" if plain and ":" not in tail and "：" not in tail else tail

    def is_sure(self, block: Block, credit: str, above: bool) -> bool:
        """Whether a credit bears out that the block is a caption, where it stands."""
        whole = block.text.lower().startswith(credit.rstrip(SEPARATORS))
        set_off = credit[-1] in SEPARATORS or " " in credit
        if above:
            return whole or set_off
        return set_off and not (whole and block.box is None)

    def caption_boxes(self, kept: Sequence[tuple[int, Block]]) -> dict[int, Box]:
        """The caption elements that hold blocks, by the blocks' indices.

        Most blocks have a box of their own in a parent that they share, so what is above is looked up once a parent.
        """
        found: dict[int, Box] = {}
        above: dict[Box | None, Box | None] = {}
        for at, block in kept if self.max_boxes > 0 else ():
            box = block.box
            if box is None or box.tag == "body":
                continue
            holder: Box | None = box
            if not purpose_of(box) & CAPTION:
                if (parent := box.parent) not in above:
                    above[parent] = caption_around(parent, self.max_boxes - 1)
                holder = above[parent]
            if holder is not None:
                found[at] = holder
        return found

    def credit(self, text: str, among: Sequence[str]) -> str:
        """The one of these words that a block's closing credit begins with, with its separator; empty without one."""
        tail = self.tail(text).lower()
        whole = len(tail) == len(text)
        for word in among:
            at = tail.rfind(word)
            if at >= 0 and self._is_credit(tail, at, word, whole=whole and at == 0):
                rest = tail[at + len(word) :].lstrip(" ")
                return word + (rest[0] if rest[:1] and rest[0] in SEPARATORS else "")
        return ""

    def _is_credit(self, tail: str, at: int, word: str, whole: bool) -> bool:
        before, name = tail[:at].rstrip(" "), tail[at + len(word) :]
        if not whole and before[-1:] not in BEFORE_CREDIT:
            return False
        if name[:1].isalnum() or len(name) > self.max_name_chars:
            return False
        name = name.lstrip(" " + SEPARATORS)
        sentences = sum(name.count(end + " ") for end in SENTENCE_ENDS)
        return bool(name) and sentences <= 1 and not (whole and len(name.split()) > 8)


@cache
def credit_words() -> tuple[str, ...]:
    """Words for picture in all languages, lower-cased, the longest first."""
    found = {word.lower() for _, sections in languages("openings") for word in sections.get("credit", ())}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def shortest_credit_words() -> tuple[str, ...]:
    """Those that contain no other: where none of these stands, none of all does."""
    every = credit_words()
    return tuple(word for word in every if not any(other != word and other in word for other in every))
