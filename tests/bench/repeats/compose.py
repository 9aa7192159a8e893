"""What a case is made of: sections of a page with paragraphs in them, printed as HTML and as plain text."""

from __future__ import annotations

import html
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from newsclean.fingerprint import key, words
from newsclean.parse.lines import width

MIN_WIDTH = 60
"""Columns. A shorter line of an article is a heading or a label more often than a paragraph."""

MIN_PARAGRAPHS, MAX_PARAGRAPHS = 5, 12
_SENTENCE = re.compile(r"(?<=[.!?…])[\"”’»]?\s+(?=[^\W\d_a-z]|[\"“„«‘¿¡])|(?<=[。！？])(?![”」』）])|(?<=[।۔؟])\s+")
MIN_SENTENCE_WORDS = 8
HEAD = "<!DOCTYPE html><html><head><meta charset=utf-8><title>Our report of the day</title></head><body>"
NAV = "<nav><ul><li><a href=/a>Region</a></li><li><a href=/b>Culture</a></li><li><a href=/c>Weather</a></li></ul></nav>"
FOOT = "<footer><p>Printed by the Halden Works, Lower Quay</p><a href=/imprint>Imprint</a></footer></body></html>"


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph or the like. `attributes` go into its tag."""

    text: str
    tag: str = "p"
    attributes: str = ""

    def html(self) -> str:
        """As markup; a tab parts the cells of a row."""
        inner = html.escape(self.text, quote=False)
        if self.tag == "tr":
            inner = "".join(f"<td>{cell}</td>" for cell in inner.split("\t"))
        return f"<{self.tag}{self.attributes}>{inner}</{self.tag}>"


@dataclass(frozen=True, slots=True)
class Section:
    """Items in an element, and perhaps another section at its end."""

    items: Sequence[Item]
    tag: str = "article"
    attributes: str = ""
    inside: Section | None = None

    def html(self) -> str:
        """As markup."""
        inner = "".join(item.html() for item in self.items) + (self.inside.html() if self.inside else "")
        return f"<{self.tag}{self.attributes}>{inner}</{self.tag}>"

    def lines(self) -> list[str]:
        """The items' texts."""
        return [item.text for item in self.items] + (self.inside.lines() if self.inside else [])


@dataclass(frozen=True, slots=True)
class Case:
    """A page and what must come of it: each of `once` exactly as often as it is listed, of `perhaps` at most that."""

    sections: Sequence[Section]
    once: Sequence[str]
    perhaps: Sequence[str] = ()

    def html(self) -> bytes:
        """The page as HTML."""
        body = "".join(section.html() for section in self.sections)
        return f"{HEAD}{NAV}<main><h1>Our report of the day</h1>{body}</main>{FOOT}".encode("utf-8", "replace")

    def text(self, blank_lines: bool) -> str:
        """The page as an extractor may have printed it."""
        lines = [line for section in self.sections for line in section.lines()]
        return ("\n\n" if blank_lines else "\n").join(lines) + "\n"

    def dump(self) -> str:
        """The page as scrapers dump it, each of its text nodes a line: a link cuts each paragraph into three."""
        return (
            "\n".join(piece for section in self.sections for line in section.lines() for piece in pieces(line)) + "\n"
        )


def pieces(line: str) -> list[str]:
    """What stands before a link of two words, it, and the rest; a line of few words whole.

    >>> pieces("The ferries of Lower Quay stayed in the harbour")
    ['The ferries of', 'Lower Quay', 'stayed in the harbour']
    """
    found = line.split(" ")
    third = len(found) // 3
    parts = (
        (found[:third], found[third : third + 2], found[third + 2 :]) if len(found) >= MIN_SENTENCE_WORDS else (found,)
    )
    return [" ".join(part) for part in parts]


@dataclass(frozen=True, slots=True)
class Article:
    """Paragraphs of one article, none of which says what another says, and a source of chance."""

    name: str
    paragraphs: tuple[str, ...]
    draw: random.Random = field(compare=False)

    def items(self) -> list[Item]:
        """The paragraphs as items."""
        return list(map(Item, self.paragraphs))


def article(name: str, text: str) -> Article | None:
    """The first paragraphs of a text that can be told apart; `None` if there are too few."""
    found: list[str] = []
    said: list[str] = []
    for line in map(str.strip, text.split("\n")):
        its_key = f" {key(line)} "
        if width(line) < MIN_WIDTH or any(its_key in each or each in its_key for each in said):
            continue
        found.append(" ".join(line.split()))
        said.append(its_key)
    return Article(name, tuple(found[:MAX_PARAGRAPHS]), random.Random(name)) if len(found) >= MIN_PARAGRAPHS else None


def sentences(text: str) -> list[str]:
    """A paragraph's sentences; a short one stays with the one before it.

    >>> sentences("The ferry came late again on Monday and on Tuesday. Nobody said why it had been so late this time.")
    ['The ferry came late again on Monday and on Tuesday.', 'Nobody said why it had been so late this time.']
    """
    found: list[str] = []
    start = 0
    for end in [*(each.end() for each in _SENTENCE.finditer(text)), len(text)]:
        piece = text[start:end].strip()
        whole = len(words(piece)) >= MIN_SENTENCE_WORDS and len(words(text[end:])) not in range(1, MIN_SENTENCE_WORDS)
        if piece and whole:
            found.append(piece)
            start = end
    if start < len(text):
        found.append(text[start:].strip())
    return [each for each in found if each]


def is_once(case: Case, output: str) -> bool:
    """Whether the output has each paragraph as often as it should, and no words besides.

    A few are allowed: the headline, and what invites to read on.
    """
    tokens = words(output)
    said = f" {' '.join(tokens)} "
    for each in set(case.once):
        if said.replace(" ", "  ").count(f" {key(each)} ".replace(" ", "  ")) != case.once.count(each):
            return False
    allowed = sum(len(words(each)) for each in (*case.once, *case.perhaps))
    return len(tokens) <= allowed + 8
