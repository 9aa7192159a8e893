"""Headline: find the headline of an article in a dump.

It is a line above the article that names its subject.
"""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.fingerprint import words
from newsclean.parse.lines import width

MAX_ABOVE = 12
"""The maximum number of paragraphs above the article's first that are searched.

Below a headline stand a byline, a date, share buttons and a picture.
"""

MIN_WIDTH, MAX_WIDTH = 25, 160
"""The minimum and maximum number of columns of a headline."""

MIN_WORDS, LONG_WORD = 4, 4
"""The minimum number of words of a headline, and the minimum number of characters of words that name its subject.

A word that is not ASCII may be shorter.
"""

READ = 40
"""The number of the article's first paragraphs in which the words that name the subject are sought."""

MIN_SAID, MIN_AHEAD = 0.6, 0.35
"""The minimum share of a headline's long words that the article uses, and the minimum lead over any other line above.

Of 1,056 dumps of pages with a known title, 54 % have such a line. Of those lines, 92 % are the title or a part of it.
"""

MARKS = "#*_ "
"""Signs of Markdown around a headline."""

_NO_ENDS = ".。।!:：…"
"""Signs that never end a headline."""

_ADDRESSES = ("](", "http", "|", "@", "©")
"""Signs of links, menus and addresses, which no headline has."""


def headline(above: Sequence[str], article: Sequence[str]) -> str | None:
    """Return the one line above the article that is surely its headline, or None.

    Signs of Markdown are removed.
    """
    said = set(words(" ".join(article[:READ])))
    found: dict[tuple[str, ...], tuple[float, str]] = {}
    for line in reversed(above[-MAX_ABOVE:]):
        text = line.strip(MARKS)
        if _may_be(text):
            own = tuple(words(text))
            about = {word for word in own if len(word) >= LONG_WORD or not word.isascii()}
            share = len(about & said) / max(1, len(about))
            if len(own) >= MIN_WORDS and about:
                found.setdefault(own, (share, text))
    (first, text), (second, _) = sorted([*found.values(), (0.0, ""), (0.0, "")], reverse=True)[:2]
    return text if first >= MIN_SAID and first - second >= MIN_AHEAD else None


def _may_be(text: str) -> bool:
    """Return whether a line has the length and the signs of a headline."""
    plain = "\n" not in text and text[-1:] not in _NO_ENDS and not any(sign in text for sign in _ADDRESSES)
    return plain and MIN_WIDTH <= width(text) <= MAX_WIDTH
