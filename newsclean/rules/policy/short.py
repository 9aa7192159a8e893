"""Recognise the short lines of footers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from newsclean.data import sections
from newsclean.page import Block
from newsclean.parse.lines import SENTENCE_ENDS
from newsclean.rules.policy.evidence import Evidence, Kind
from newsclean.rules.policy.lexicon import (
    MAX_START_CHARS,
    Lexicon,
    hash_of,
    lexicon,
    script_of,
    tokens,
    uncounted,
    wording,
)
from newsclean.rules.policy.reading import RECENT, SHORT_WORD, read
from newsclean.rules.shape import QUOTES, is_prose

MAX_SHORT_CHARS = 90
"""The maximum number of characters of a short line."""

MIN_PHRASE_CHARS = 8
"""The minimum number of characters of a line between paragraphs.

A shorter one, such as `Up next`, may be the article's own.
"""

MAX_NAME_CHARS = 24
"""The maximum number of characters of a name."""

MAX_NAME_WORDS = 4
"""The maximum number of words of a name."""

COPYRIGHT = "©"
COPYRIGHTED = (COPYRIGHT, "copyright", "(c)")
MIN_RIGHTS_CHARS, MAX_RIGHTS_CHARS = 4, 400
"""The minimum and maximum number of characters of a line that names an owner of rights, or reserves them."""

MAX_OWNER_CHARS = 40
"""The maximum number of characters beside the words that all rights are reserved: an owner and a year."""

_DATED = re.compile(r"(?:©|\(c\)|copyright)\W{0,3}(?:copyright\W{0,2}|©\W{0,2})?\d{4}(?!\d)|\d{4}\W{0,2}©")
BRACKETS = "([（/"
MAX_CREDIT_CHARS = 40
"""The maximum number of characters of a line that names an agency."""

MAX_CREDIT_WORDS = 4
"""The maximum number of words of a line that names an agency."""

_INNER = re.compile(r'(?<=\w)["״](?=\w)')
"""The mark inside an abbreviation of Hebrew."""


def short_lines(texts: Sequence[str]) -> dict[int, Evidence]:
    """Return the evidence for the texts that are known short lines or combinations of them, by place."""
    places = lexicon("latin").may_be_short(texts, MAX_SHORT_CHARS)
    return {place: evidence for place in places if (evidence := short_line(texts[place]))}


@lru_cache(RECENT)
def short_line(text: str) -> Evidence | None:
    """Return the evidence that a text is a known short line or a combination of them; `None` if it is not.

    >>> str(short_line("Share on X")), str(short_line("Follow us on X and Facebook")), short_line("Herons of the river")
    ('a notice: share on x', 'put together of known lines: follow us on x and facebook', None)
    """
    if rights := copyrighted(text):
        return rights
    if len(text) > MAX_SHORT_CHARS:
        return None
    book = lexicon(script_of(text))
    words = words_of(text, book)
    return (known_line(text, words, book) or combined(text, words, book)) if words else None


MIN_FOLLOWS = 0.6
"""The minimum share of a line's word pairs that known lines have. In a line combined by chance it is about half."""

MIN_PUT_SCORE = 3.0
"""The minimum log-odds of a combined line with a share below `MIN_FOLLOWS`. Such a line is surely a footer's."""


def combined(text: str, words: Sequence[str], book: Lexicon) -> Evidence | None:
    """Return the evidence that a line combines known lines; `None` if it does not.

    Such a line ends no sentence. All its words, and most of its word pairs, stand in known lines.
    """
    if text[-1:] in SENTENCE_ENDS or not book.may_hold(words):
        return None
    if book.follows(words) < MIN_FOLLOWS and not (read(text).only_short and read(text).score >= MIN_PUT_SCORE):
        return None
    return Evidence(Kind.COMBINED, " ".join(words))


def known_line(text: str, words: Sequence[str], book: Lexicon) -> Evidence | None:
    """Return the evidence that a text is or begins with a known short line; `None` if it does not."""
    said = " ".join(words)
    if said in book.notices:
        return Evidence(Kind.NOTICE, said)
    if said in book.widgets:
        return Evidence(Kind.KNOWN, said)
    if names_agency(text, book):
        return Evidence(Kind.CREDIT, said)
    lead = leads(text, book)
    if lead in book.leads:
        return Evidence(Kind.READ_ON, lead)
    kind = Kind.CREDIT if is_phrase(lead) and rest_is_name(text) else Kind.BEGINNING
    return Evidence(kind, lead) if lead else None


def words_of(text: str, book: Lexicon) -> list[str]:
    """Return the words of a text that may be a short line.

    The list is empty if the text begins as no short line does, or is an identifier in code.
    """
    counted = not text.isascii()
    words = uncounted(wording(text).split()) if counted else [w for w in tokens(text, book.name) if not w.isdecimal()]
    may_be = words and "_" not in text and (words[0][:MAX_START_CHARS] in book.firsts or text[0] in BRACKETS)
    return words if may_be else []


def copyrighted(text: str) -> Evidence | None:
    """Return the evidence that a line states who has the rights; `None` if it does not.

    The line is a notice if it begins with the copyright sign and a year.

    >>> str(copyrighted("© 2024 The Quay Post")), str(copyrighted("The Quay Post. All rights reserved."))
    ('a notice: ©', 'a known line: all rights reserved')
    >>> copyrighted("Copyright law was changed in 2024."), str(copyrighted("© Odile Brandt"))
    (None, 'begins with a known line: ©')
    """
    if len(text) > MAX_RIGHTS_CHARS:
        return None
    said = text.lower().strip()
    if COPYRIGHT in text or said.startswith(COPYRIGHTED):
        if said.startswith(COPYRIGHTED) and _DATED.match(said):
            return Evidence(Kind.NOTICE if COPYRIGHT in text else Kind.KNOWN, COPYRIGHT)
        if len(text) <= MAX_SHORT_CHARS and _DATED.search(said):
            return Evidence(Kind.KNOWN, COPYRIGHT)
    owned = COPYRIGHT in text or "copyright" in said
    may_say = owned or MIN_RIGHTS_CHARS <= len(text) <= MAX_SHORT_CHARS
    phrase = next((each for each in sections("rights.txt")[""] if each in said), "") if may_say else ""
    if phrase and (owned or len(text) - len(phrase) <= MAX_OWNER_CHARS):
        return Evidence(Kind.KNOWN, phrase)
    return Evidence(Kind.BEGINNING, COPYRIGHT) if text.startswith(COPYRIGHT) else None


def leads(text: str, book: Lexicon) -> str:
    """Return the known short line before a text's colon, or an empty string.

    Something must follow the colon.

    >>> leads("Read also: What the new timetable means", lexicon("latin"))
    'read also'
    """
    at = max(text.find(":"), text.find("：")) if ":" in text or "：" in text else -1
    if not 0 < at < len(text) - 1 or at > book.longest:
        return ""
    lead = wording(text[:at])
    return lead if lead and any(lead in known for known in (book.widgets, book.notices, book.leads)) else ""


def names_agency(text: str, book: Lexicon) -> bool:
    """Return whether a line names nothing but a news agency.

    The agency stands in brackets, between slashes, alone, or after a word and a colon.

    >>> names_agency("(Reuters)", lexicon("latin")), names_agency("AP is an agency", lexicon("latin"))
    (True, False)
    """
    apart = text[0] in "([（/"
    if len(text) > MAX_CREDIT_CHARS or not (apart or ":" in text or "：" in text or " " not in text):
        return False
    words = "".join(each if each.isalnum() else " " for each in text).split()
    if not words or len(words) > MAX_CREDIT_WORDS or (apart and text[-1] not in ")]）/"):
        return False
    if not apart and len(words) > 1 and not text[len(words[0]) :].lstrip().startswith((":", "：")):
        return False
    if book.name == "han":
        return any(name in text for name in book.agencies)
    return any(word in book.agencies for word in words)


def lacks(text: str, line: str) -> bool:
    """Return whether a text has no word of a line, by its first letters.

    Such a line is no heading of the text.

    >>> lacks("Rain fell all day on the town.", "Comments"), lacks("She commented on the rain.", "Comments")
    (True, False)
    """
    around = wording(text)
    words = [word for word in wording(line).split() if len(word) > SHORT_WORD or not word.isascii()]
    return not any(word[:MAX_START_CHARS] in around for word in words)


def rest_is_name(text: str) -> bool:
    """Return whether the text after a line's colon is short enough for a name.

    >>> rest_is_name("Text and photos: Northline News Agency"), rest_is_name("Read also: What the new timetable means")
    (True, False)
    """
    rest = text.replace("：", ":").partition(":")[2].strip()
    return len(rest.split()) <= MAX_NAME_WORDS and len(rest) <= MAX_NAME_CHARS


def known_policy(text: str) -> str:
    """Return the wording of a text that is a known long line, or an empty string."""
    line = wording(text)
    return line if hash_of(line) in lexicon(script_of(text)).policies else ""


def is_phrase(text: str) -> bool:
    """Return whether a line has more than one word.

    >>> is_phrase("Read more (3)"), is_phrase("12 Comments"), is_phrase("最新评论")
    (True, False, True)
    """
    words = uncounted(wording(text).split())
    return len(words) > (3 if script_of(text) == "han" else 1)


def quotes(text: str) -> bool:
    """Return whether a text quotes somebody: more than a name stands between quotation marks.

    >>> quotes("© «Вестник порта», все права защищены"), quotes('"We reserve the right to delete," she said')
    (False, True)
    >>> quotes('כל הזכויות שמורות לגפן תקשורת בע"מ, אין להעתיק')
    False
    """
    parts = QUOTES.split(_INNER.sub("", text) if '"' in text or "״" in text else text)
    return len(parts) > 1 and any(len(part) > MAX_NAME_CHARS for part in parts[1::2])


def is_long_enough(text: str) -> bool:
    """Return whether a line between the paragraphs of a plain text is long enough to be a footer's."""
    return len(text) >= MIN_PHRASE_CHARS or not text.isascii()


def is_alone(block: Block) -> bool:
    """Return whether a block stands by itself: it is no list item, no cell, and no heading."""
    return block.box is not None and block.box.tag in ("p", "div", "span", "section", "aside", "button")


def has_prose(text: str) -> bool:
    """Return whether at least one line of a text is prose. A list of short lines is no article."""
    return is_prose(text) and ("\n" not in text or any(map(is_prose, text.split("\n"))))
