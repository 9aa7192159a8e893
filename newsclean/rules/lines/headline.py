"""The headline of an article that was found in a dump: a line above it that says what it is about."""

from __future__ import annotations

from collections.abc import Sequence

from newsclean.fingerprint import words
from newsclean.parse.lines import width

MAX_ABOVE = 12
"""Paragraphs above the article's first: below a headline stand a byline, a date, buttons for sharing, a picture."""
MIN_WIDTH, MAX_WIDTH = 25, 160
"""Columns of a headline."""
MIN_WORDS, LONG_WORD = 4, 4
"""Words of a headline, and the characters of those that say what it is about."""
READ = 40
"""Paragraphs of the article in which they are looked for."""
MIN_SAID, MIN_AHEAD = 0.6, 0.35
"""The share of a headline's long words that the article says, and by how much it is ahead of any other line above. Of
1,056 dumps of pages with a known title 54 % have such a line, and 92 % of those are the title, or a part of it."""
MARKS = "#*_ "
_NO_ENDS = ".。।!:：…"
_ADDRESSES = ("](", "http", "|", "@", "©")


def headline(above: Sequence[str], article: Sequence[str]) -> str | None:
    """The one line of those right above an article that is surely its headline, without marks of Markdown; or none."""
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
    """Whether a line has a headline's length and signs."""
    plain = "\n" not in text and text[-1:] not in _NO_ENDS and not any(sign in text for sign in _ADDRESSES)
    return plain and MIN_WIDTH <= width(text) <= MAX_WIDTH
