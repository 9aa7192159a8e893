"""A footer's short lines: what speaks for one, and what kind of line it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from newsclean.data import sections
from newsclean.page import Block
from newsclean.parse.lines import SENTENCE_ENDS
from newsclean.rules.policy.reading import RECENT, SHORT_WORD, read
from newsclean.rules.policy.screen import (
    MAX_START_CHARS,
    Screen,
    mark_of,
    screen,
    script_of,
    tokens,
    uncounted,
    wording,
)
from newsclean.rules.shape import QUOTES, is_prose

READS = "may speak"
"""How the evidence begins that needs a surer line beside it."""
SPEAKS = "speaks of "
SOUNDS = "reads like a footer's: log-odds of "
BETWEEN = "between lines of a footer"
KNOWN = "a known line: "
NOTICE = "a notice: "
LEADS = "begins with a known line: "
READ_ON = "leads to another article: "
CREDITS = "gives a name after a known line: "
MAX_SHORT_CHARS = 90
MIN_PHRASE_CHARS = 8
"""Of a line between the paragraphs of a plain text: `Up next` may be the article's own."""
MAX_NAME_CHARS = 24
MAX_NAME_WORDS = 4
COPYRIGHT = "©"
COPYRIGHTED = (COPYRIGHT, "copyright", "(c)")
MIN_RIGHTS_CHARS, MAX_RIGHTS_CHARS = 4, 400
"""Of a line that names an owner of rights, or says that they are reserved."""
MAX_OWNER_CHARS = 40
"""Of what stands beside the words that all rights are reserved: an owner and a year."""
_DATED = re.compile(r"(?:©|\(c\)|copyright)\W{0,3}(?:copyright\W{0,2}|©\W{0,2})?\d{4}(?!\d)|\d{4}\W{0,2}©")
BRACKETS = "([（/"
MAX_CREDIT_CHARS = 40
MAX_CREDIT_WORDS = 4
_INNER = re.compile(r'(?<=\w)["״](?=\w)')
"""The mark inside an abbreviation of Hebrew."""


def short_lines(texts: Sequence[str]) -> dict[int, str]:
    """What speaks for those texts that are known short lines or put together of them, by their places."""
    places = screen("latin").may_be_short(texts, MAX_SHORT_CHARS)
    return {place: evidence for place in places if (evidence := short_line(texts[place]))}


@lru_cache(RECENT)
def short_line(text: str) -> str:
    """What speaks for a text that is a known short line or put together of such; empty for any other.

    >>> short_line("Share on X"), short_line("Follow us on X and Facebook"), short_line("Herons of the river")
    ('a notice: share on x', 'put together of known lines: follow us on x and facebook', '')
    """
    if rights := copyrighted(text):
        return rights
    if len(text) > MAX_SHORT_CHARS:
        return ""
    book = screen(script_of(text))
    words = words_of(text, book)
    return (known_line(text, words, book) or put_together(text, words, book)) if words else ""


MIN_FOLLOWS = 0.6
"""Of the word pairs of a line that is put together of known ones, the share that those have; a chance line has half."""
MIN_PUT_SCORE = 3.0
"""The score of the reading of such a line that has fewer, log-odds: surely a footer's."""


def put_together(text: str, words: Sequence[str], book: Screen) -> str:
    """What speaks for a line that ends no sentence, and all of whose words, and most pairs, stand in known lines."""
    if text[-1:] in SENTENCE_ENDS or not book.may_hold(words):
        return ""
    if book.follows(words) < MIN_FOLLOWS and not (read(text).only_short and read(text).score >= MIN_PUT_SCORE):
        return ""
    return f"put together of known lines: {' '.join(words)}"


def known_line(text: str, words: Sequence[str], book: Screen) -> str:
    """What speaks for a text that is a known short line or begins with one; empty for any other."""
    said = " ".join(words)
    if said in book.notices:
        return f"{NOTICE}{said}"
    if said in book.widgets:
        return f"{KNOWN}{said}"
    if names_agency(text, book):
        return f"{CREDITS}{said}"
    lead = leads(text, book)
    if lead in book.leads:
        return f"{READ_ON}{lead}"
    kind = CREDITS if is_phrase(lead) and rest_is_name(text) else LEADS
    return f"{kind}{lead}" if lead else ""


def words_of(text: str, book: Screen) -> list[str]:
    """The words of a text that may be a short line; none if it begins as those do not, or is a name in code."""
    counted = not text.isascii()
    words = uncounted(wording(text).split()) if counted else [w for w in tokens(text, book.name) if not w.isdecimal()]
    may_be = words and "_" not in text and (words[0][:MAX_START_CHARS] in book.firsts or text[0] in BRACKETS)
    return words if may_be else []


def copyrighted(text: str) -> str:
    """What speaks for a line that says who has the rights; it is a notice, if it begins with their sign and a year.

    >>> copyrighted("© 2024 The Quay Post"), copyrighted("The Quay Post. All rights reserved.")
    ('a notice: ©', 'a known line: all rights reserved')
    >>> copyrighted("Copyright law was changed in 2024."), copyrighted("© Odile Brandt")
    ('', 'begins with a known line: ©')
    """
    if len(text) > MAX_RIGHTS_CHARS:
        return ""
    said = text.lower().strip()
    if COPYRIGHT in text or said.startswith(COPYRIGHTED):
        if said.startswith(COPYRIGHTED) and _DATED.match(said):
            return f"{NOTICE if COPYRIGHT in text else KNOWN}{COPYRIGHT}"
        if len(text) <= MAX_SHORT_CHARS and _DATED.search(said):
            return f"{KNOWN}{COPYRIGHT}"
    owned = COPYRIGHT in text or "copyright" in said
    may_say = owned or MIN_RIGHTS_CHARS <= len(text) <= MAX_SHORT_CHARS
    phrase = next((each for each in sections("rights.txt")[""] if each in said), "") if may_say else ""
    if phrase and (owned or len(text) - len(phrase) <= MAX_OWNER_CHARS):
        return f"{KNOWN}{phrase}"
    return f"{LEADS}{COPYRIGHT}" if text.startswith(COPYRIGHT) else ""


def leads(text: str, book: Screen) -> str:
    """The known short line that a text begins with, up to a colon and something after it; empty without one.

    >>> leads("Read also: What the new timetable means", screen("latin"))
    'read also'
    """
    at = max(text.find(":"), text.find("：")) if ":" in text or "：" in text else -1
    if not 0 < at < len(text) - 1 or at > book.longest:
        return ""
    lead = wording(text[:at])
    return lead if lead and any(lead in known for known in (book.widgets, book.notices, book.leads)) else ""


def names_agency(text: str, book: Screen) -> bool:
    """Whether a news agency is all that a line names, in brackets, between slashes, alone or after a word and a colon.

    >>> names_agency("(Reuters)", screen("latin")), names_agency("AP is an agency", screen("latin"))
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
    """Whether a text has no word of a line, by its first letters; such a line is no heading of the text.

    >>> lacks("Rain fell all day on the town.", "Comments"), lacks("She commented on the rain.", "Comments")
    (True, False)
    """
    around = wording(text)
    words = [word for word in wording(line).split() if len(word) > SHORT_WORD or not word.isascii()]
    return not any(word[:MAX_START_CHARS] in around for word in words)


def rest_is_name(text: str) -> bool:
    """Whether what follows a line's colon is short enough for a name.

    >>> rest_is_name("Text and photos: Northline News Agency"), rest_is_name("Read also: What the new timetable means")
    (True, False)
    """
    rest = text.replace("：", ":").partition(":")[2].strip()
    return len(rest.split()) <= MAX_NAME_WORDS and len(rest) <= MAX_NAME_CHARS


def known_policy(text: str) -> str:
    """The wording of a text that is a known long line; empty for any other."""
    line = wording(text)
    return line if mark_of(line) in screen(script_of(text)).policies else ""


def is_sure(evidence: str) -> bool:
    """Whether it says more than that a text may be a footer's."""
    return not evidence.startswith((READS, BETWEEN, LEADS))


def is_phrase(text: str) -> bool:
    """Whether a line says more than a word.

    >>> is_phrase("Read more (3)"), is_phrase("12 Comments"), is_phrase("最新评论")
    (True, False, True)
    """
    words = uncounted(wording(text).split())
    return len(words) > (3 if script_of(text) == "han" else 1)


def quotes(text: str) -> bool:
    """Whether somebody is quoted: more than a name stands between quotation marks.

    >>> quotes("© «Вестник порта», все права защищены"), quotes('"We reserve the right to delete," she said')
    (False, True)
    >>> quotes('כל הזכויות שמורות לגפן תקשורת בע"מ, אין להעתיק')
    False
    """
    parts = QUOTES.split(_INNER.sub("", text) if '"' in text or "״" in text else text)
    return len(parts) > 1 and any(len(part) > MAX_NAME_CHARS for part in parts[1::2])


def is_long_enough(text: str) -> bool:
    """Whether a line between the paragraphs of a plain text is long enough for a footer's."""
    return len(text) >= MIN_PHRASE_CHARS or not text.isascii()


def is_alone(block: Block) -> bool:
    """Whether a block is one by itself, not an item or a cell among others or a heading over what follows."""
    return block.box is not None and block.box.tag in ("p", "div", "span", "section", "aside", "button")


def has_prose(text: str) -> bool:
    """Whether any of its lines is prose; a list of short ones is no article."""
    return is_prose(text) and ("\n" not in text or any(map(is_prose, text.split("\n"))))
