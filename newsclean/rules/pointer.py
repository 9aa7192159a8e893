"""Pointers: remove lines inside an article that lead to another story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from newsclean.data import sections
from newsclean.fingerprint import wording
from newsclean.page import Block, Page, Removal
from newsclean.parse.lines import SENTENCE_ENDS, width
from newsclean.rules.policy.lexicon import lexicon, script_of
from newsclean.rules.shape import ends_sentence, is_prose

LINES = frozenset(("p", "div", "span", "section", "aside", "blockquote", "strong", "b", "em", "h4", "h5", "h6"))
"""Elements that may hold a pointer. In a list or a table, a line belongs together with its neighbours."""

ALONE = frozenset(("p", "div", "span", "section", "aside", "strong", "b"))
"""The elements in which a mere link is a pointer."""

FIRST_CHARS = 40
"""The number of first characters in which a line's first word is sought."""

_WORD = re.compile(r"[^\W_]+")
UNSPACED = frozenset(("han", "hangul"))
"""Scripts in which a lead may be the beginning of a longer word."""

BETWEEN = frozenset(":：|–—-»›→>・/【】「")
"""Signs that may stand between a lead and the title of a story."""


@dataclass(frozen=True, slots=True)
class Pointers:
    """Marks, on an HTML page, lines that lead to another story (`See also: ...`), in 28 languages.

    A lead is a known wording that introduces another story. Four kinds of lines go:

    - a line of at most `max_chars` characters that begins with a lead and is mostly a link;
    - a line of that length with a lead of two words or more, then a colon or a bar, then text that ends no sentence;
    - a line that is nothing but a lead, and the link below it;
    - a paragraph of at least `min_width` columns that is one link, ends no sentence and stands amid prose. The line
      above may not end in a colon.
    """

    max_chars: int = 250
    min_width: int = 24

    def __call__(self, page: Page) -> Iterator[Removal]:
        if page.layout is not None:
            return
        kept = page.kept
        last = len(kept) - 1
        for place, (at, block) in enumerate(kept):
            if len(block.text) > self.max_chars or block.box is None or block.box.tag not in LINES or not place:
                continue
            if not block.link_chars and block.text[-1] in SENTENCE_ENDS:
                continue
            above = kept[place - 1][1]
            is_link = block.link_chars > 0 and self.is_link(block)
            if lead := self.leads(block) or (is_link and self.leads_above(above)):
                yield Removal(at, "furniture", f"points to another story: {lead}")
            elif is_link and is_amid([each.text for _, each in kept[place - 1 : place + 2]]):
                yield Removal(at, "furniture", "one link, to another story")
            elif place < last and kept[place + 1][1].link_chars and self.points_down(block, kept[place + 1][1]):
                yield Removal(at, "furniture", f"points to the story below: {block.text}")

    def leads(self, block: Block) -> str:
        """Return the lead that a line begins with, or an empty string if the line is no pointer."""
        lead, rest = cut(block.text)
        if not lead or not rest.strip():
            return ""
        if 2 * block.link_chars >= len(block.text) - len(lead):
            return lead
        bare = rest.lstrip(" \xa0")
        parted = bare[:1] in BETWEEN and (" " in lead or not lead.isascii())
        return lead if parted and not ends_sentence(bare) and len(bare) > self.min_width // 2 else ""

    def leads_above(self, above: Block) -> str:
        """Return the lead in the line above a link if that line has nothing else, or an empty string."""
        lead, rest = cut(above.text) if len(above.text) <= self.max_chars // 4 else ("", "")
        return lead if lead and not rest.strip("".join(BETWEEN) + " \xa0") else ""

    def points_down(self, block: Block, below: Block) -> bool:
        """Return whether a line leads to the link below it."""
        return self.is_link(below) and bool(self.leads_above(block))

    def is_link(self, block: Block) -> bool:
        """Return whether a paragraph is one link, and long enough for a story's title."""
        alone = block.box is not None and block.box.tag in ALONE and block.link_chars >= len(block.text) - 2
        return (
            alone and "\n" not in block.text and width(block.text) >= self.min_width and not ends_sentence(block.text)
        )


def is_amid(texts: Sequence[str]) -> bool:
    """Return whether the second of these texts stands between paragraphs, or below the last one.

    A paragraph above that ends in a colon leads to it, so it does not count.
    """
    prose = is_prose(texts[0]) and texts[0][-1] not in ":："
    return prose and (len(texts) == 2 or (is_prose(texts[2]) and ends_sentence(texts[2])))


@cache
def known() -> tuple[frozenset[str], int]:
    """Return the wordings of leads that are not in a script's own list, and the word count of the longest."""
    lines = frozenset(map(wording, sections("pointers.txt")["lead"]))
    return lines, max(len(line.split()) for line in lines)


@cache
def openers(script: str) -> dict[str, frozenset[str]]:
    """Return the first words of a script's leads, each with the possible second words.

    A lead of one word has an empty second word. In scripts without spaces, the first letter stands for the first word.
    """
    found: dict[str, set[str]] = {}
    for line in (*known()[0], *lexicon(script).leads):
        first, _, rest = line.partition(" ")
        if script in UNSPACED and not first.isascii():
            first, rest = first[:1], ""
        found.setdefault(first, set()).add(rest.partition(" ")[0])
    return {first: frozenset(seconds) for first, seconds in found.items()}


def may_lead(text: str) -> bool:
    """Return whether a line may begin with a lead. This first test is fast."""
    first = _WORD.search(text, 0, FIRST_CHARS)
    if first is None:
        return False
    word = first[0].lower()
    script = "latin" if word.isascii() else script_of(text[:FIRST_CHARS])
    known_ones = openers(script)
    seconds = known_ones.get(word if script not in UNSPACED else word[0])
    if seconds is None:
        seconds = None if word.isascii() else known_ones.get(wording(word[:1] if script in UNSPACED else word))
    if seconds is None or "" in seconds:
        return seconds is not None
    second = _WORD.search(text, first.end())
    return second is not None and second[0].lower() in seconds


def cut(text: str) -> tuple[str, str]:
    """Return the lead at the beginning of a line, and the rest. Both are empty if there is no lead."""
    if not may_lead(text):
        return "", ""
    own, most = known()
    spelled = lexicon(script_of(text[:40])).leads
    for end in _ends(text[:60], most):
        said = wording(text[:end])
        if said in own or said in spelled:
            return text[:end], text[end:]
    return "", ""


def _ends(text: str, most: int) -> Sequence[int]:
    """Return the places where a beginning of whole words may end, the longest first.

    In scripts without spaces, a beginning may end after any letter.
    """
    ends = [at for at in range(1, len(text) + 1) if text[at - 1].isalnum() and not text[at : at + 1].isalnum()]
    if not text[:4].isascii() and (len(ends) < 2 or ends[0] > 8):
        ends = [*range(2, min(len(text), most) + 1), *ends]
    return sorted(set(ends[: 2 * most]), reverse=True)
