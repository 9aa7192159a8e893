"""Pointers: lines amid an article that lead to another story."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from newsclean.data import sections
from newsclean.fingerprint import wording
from newsclean.page import Block, Page, Removal
from newsclean.parse.lines import SENTENCE_ENDS, width
from newsclean.rules.policy.screen import screen, script_of
from newsclean.rules.shape import ends_sentence, is_prose

LINES = frozenset(("p", "div", "span", "section", "aside", "blockquote", "strong", "b", "em", "h4", "h5", "h6"))
"""Elements that may hold a pointer; what stands in a list or a table is one thing with its neighbours."""
ALONE = frozenset(("p", "div", "span", "section", "aside", "strong", "b"))
"""Those in which a link alone is one."""
FIRST_CHARS = 40
"""In which a line's first word is looked for."""
_WORD = re.compile(r"[^\W_]+")
UNSPACED = frozenset(("han", "hangul"))
"""Scripts in which a lead may be the beginning of a longer word."""
BETWEEN = frozenset(":：|–—-»›→>・/【】「")
"""What may stand between what leads to a story and its title."""


@dataclass(frozen=True, slots=True)
class Pointers:
    """Marks, on an HTML page, lines that lead to another story (`See also: ...`), in 28 languages.

    A line of at most `max_chars` goes that begins with what leads to stories and is mostly a link; or that goes on,
    after a colon or a bar, with what ends no sentence, if two words or more lead. A line that only leads goes with the
    link below it. A paragraph of `min_width` columns or more that is one link and ends no sentence goes if it stands
    amid prose and no colon leads to it.
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
        """What a line begins with that leads to the rest of it; empty if it is no pointer."""
        lead, rest = cut(block.text)
        if not lead or not rest.strip():
            return ""
        if 2 * block.link_chars >= len(block.text) - len(lead):
            return lead
        bare = rest.lstrip(" \xa0")
        parted = bare[:1] in BETWEEN and (" " in lead or not lead.isascii())
        return lead if parted and not ends_sentence(bare) and len(bare) > self.min_width // 2 else ""

    def leads_above(self, above: Block) -> str:
        """What the line above a link says if it says no more than that it leads to it."""
        lead, rest = cut(above.text) if len(above.text) <= self.max_chars // 4 else ("", "")
        return lead if lead and not rest.strip("".join(BETWEEN) + " \xa0") else ""

    def points_down(self, block: Block, below: Block) -> bool:
        """Whether a line leads to the link below it."""
        return self.is_link(below) and bool(self.leads_above(block))

    def is_link(self, block: Block) -> bool:
        """Whether a paragraph is one link, and long enough for a story's title."""
        alone = block.box is not None and block.box.tag in ALONE and block.link_chars >= len(block.text) - 2
        return (
            alone and "\n" not in block.text and width(block.text) >= self.min_width and not ends_sentence(block.text)
        )


def is_amid(texts: Sequence[str]) -> bool:
    """Whether the second of these texts stands between paragraphs, or below the last, and none leads to it."""
    prose = is_prose(texts[0]) and texts[0][-1] not in ":："
    return prose and (len(texts) == 2 or (is_prose(texts[2]) and ends_sentence(texts[2])))


@cache
def known() -> tuple[frozenset[str], int]:
    """The wordings of what leads to a story, beside those of each script; and how many words the longest has."""
    lines = frozenset(map(wording, sections("pointers.txt")["lead"]))
    return lines, max(len(line.split()) for line in lines)


@cache
def openers(script: str) -> dict[str, frozenset[str]]:
    """What leads begin with in a script: their first words, each with the second ones; of one word, with nothing.

    In scripts without spaces these are first letters.
    """
    found: dict[str, set[str]] = {}
    for line in (*known()[0], *screen(script).leads):
        first, _, rest = line.partition(" ")
        if script in UNSPACED and not first.isascii():
            first, rest = first[:1], ""
        found.setdefault(first, set()).add(rest.partition(" ")[0])
    return {first: frozenset(seconds) for first, seconds in found.items()}


def may_lead(text: str) -> bool:
    """Whether a line begins as something does that leads to a story; quick."""
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
    """A line's beginning that leads to another story, and the rest; both empty if nothing leads."""
    if not may_lead(text):
        return "", ""
    own, most = known()
    spelled = screen(script_of(text[:40])).leads
    for end in _ends(text[:60], most):
        said = wording(text[:end])
        if said in own or said in spelled:
            return text[:end], text[end:]
    return "", ""


def _ends(text: str, most: int) -> Sequence[int]:
    """Where a beginning of whole words may end, longer ones first; in scripts without spaces, of letters."""
    ends = [at for at in range(1, len(text) + 1) if text[at - 1].isalnum() and not text[at : at + 1].isalnum()]
    if not text[:4].isascii() and (len(ends) < 2 or ends[0] > 8):
        ends = [*range(2, min(len(text), most) + 1), *ends]
    return sorted(set(ends[: 2 * most]), reverse=True)
