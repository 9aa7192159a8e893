"""Notes that stand amid an article: on affiliate links, and such as ask for consent to what is embedded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsclean.data import sections
from newsclean.rules.policy.reading import read
from newsclean.rules.policy.short import quotes
from newsclean.rules.policy.speech import sounds, speech

SURE = 5.0
"""Log-odds that such a note must have: of 100,000 paragraphs of articles, three do, and two of them are notes."""


def notes(texts: Sequence[str], max_chars: int) -> Iterator[tuple[int, str]]:
    """The places of notes of at most `max_chars` characters that speak to the reader, with what speaks for them."""
    said = "\n".join(texts).lower()
    plain = said.isascii()
    subjects = [each for each in sections("amid.txt")[""] if (not plain or each.isascii()) and each in said]
    for place, text in enumerate(texts) if subjects else ():
        may_be = len(text) <= max_chars and any(map(text.lower().__contains__, subjects))
        if may_be and speech(text) >= 0 and not quotes(text):
            reading = read(text)
            if reading.weighed.get("address") and sounds(text, reading.score) >= SURE:
                yield place, f"a note: speaks of {', '.join(reading.about[:5])} ({reading.language})"
