"""Notes inside an article: on affiliate links, and requests for consent to embedded content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsclean.data import sections
from newsclean.rules.policy.evidence import Evidence, Kind
from newsclean.rules.policy.reading import read
from newsclean.rules.policy.short import quotes
from newsclean.rules.policy.speech import log_odds, speech

SURE = 5.0
"""The minimum log-odds of a note.

Of 100,000 paragraphs of articles, three have at least as much. Two of those three are notes.
"""


def notes(texts: Sequence[str], max_chars: int) -> Iterator[tuple[int, Evidence]]:
    """Yield the places of notes that address the reader, with their evidence.

    A note has at most `max_chars` characters.
    """
    said = "\n".join(texts).lower()
    plain = said.isascii()
    subjects = [each for each in sections("amid.txt")[""] if (not plain or each.isascii()) and each in said]
    for place, text in enumerate(texts) if subjects else ():
        may_be = len(text) <= max_chars and any(map(text.lower().__contains__, subjects))
        if may_be and speech(text) >= 0 and not quotes(text):
            reading = read(text)
            if reading.weighed.get("address") and log_odds(text, reading.score) >= SURE:
                yield place, Evidence(Kind.NOTE, f"{', '.join(reading.about[:5])} ({reading.language})")
