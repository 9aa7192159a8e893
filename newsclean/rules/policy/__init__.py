"""Policies: what an outlet says under every article about comments, accounts, newsletters, sharing and rights."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from newsclean.page import Page, Removal
from newsclean.rules.policy.notes import notes
from newsclean.rules.policy.place import AGAINST, KNOWN_SCORE, UNKNOWN, anywhere, ending, groups
from newsclean.rules.policy.reading import NOTHING, Reading, is_enough, read
from newsclean.rules.policy.short import (
    COPYRIGHT,
    KNOWN,
    LEADS,
    NOTICE,
    READS,
    SOUNDS,
    SPEAKS,
    has_prose,
    is_phrase,
    is_sure,
    known_policy,
    quotes,
    short_line,
    short_lines,
)
from newsclean.rules.policy.speech import DENIED, sounds, speech
from newsclean.rules.shape import is_prose


@dataclass(frozen=True, slots=True)
class Policies:
    """Marks comment policies, comment forms, sign-up and share lines and legal footers.

    Two things must speak for it, what a block says and where it stands.

    What it says: its wording is a line of `data/policies`, a file a language (`short`); or its words speak of what
    footers are about, in its language (`reading`); or its character n-grams are those of footers, in any language
    (`speech`). Each gives a score in log-odds; above 0, it is rather a footer's. A block in which somebody is quoted is
    none.

    Where it stands (`place`): at the end, from where on the scores of all blocks add up to the most; in a group below a
    known heading; or between paragraphs, if it is a short known line. A line that is never an article's own goes
    anywhere. Nothing goes from a page with no other prose: such a page is its policy.

    - `min_score`, log-odds: from here on, a block's words speak of a footer's things. Higher removes less.
    - `min_speech`, log-odds: the same for its words and n-grams together. Higher removes less.
    - `min_total`, log-odds: what the blocks at the end must add up to. Higher leaves more short footers.
    - `max_chars`, characters: a longer block is none, whatever it says. Higher removes longer policies.
    """

    min_score: float = 0.5
    min_speech: float = 1.5
    min_total: float = 1.1
    max_chars: int = 700

    def __call__(self, page: Page) -> Iterator[Removal]:
        kept = page.kept
        texts = [block.text for _, block in kept]
        first = next((place for place, text in enumerate(texts) if has_prose(text)), -1)
        if first < 0:
            return
        short = short_lines(texts)
        found = anywhere(kept, short)
        found.update(notes(texts, self.max_chars))
        found |= groups(texts, short, self.weighed)
        found |= ending(texts, first, short | found, self.weighed, self.min_total)
        if not found:
            return
        others = (place for place, text in enumerate(texts) if place not in found and has_prose(text))
        top = next((place for place in others if not self.evidence(texts[place])), -1)
        for place in sorted(found) if top >= 0 else ():
            if place > top or short.get(place, "").startswith(NOTICE):
                yield Removal(kept[place][0], "policy", found[place])

    def evidence(self, text: str) -> str:
        """What speaks for a text's being a footer's, by its wording alone; empty if nothing does."""
        return self.weighed(text)[1]

    def weighed(self, text: str, known: str | None = None) -> tuple[float, str]:
        """How much speaks for a text's being a footer's, or against it, and what does; it is empty if nothing does.

        `known` is what speaks for its being a short line, if that was looked up.
        """
        known = known or short_line(text)
        if known and (is_sure(known) or known.endswith(COPYRIGHT)):
            return KNOWN_SCORE, known.replace(LEADS, KNOWN)
        if len(text) > self.max_chars:
            return AGAINST, ""
        reads = (is_prose(text) or is_phrase(text)) and not quotes(text)
        reading = read(text) if reads else NOTHING
        speaks = reading.score >= self.min_score and is_enough(reading)
        more = speaks and reading.score > KNOWN_SCORE
        may_be_known = not more and (reading.about or len(text) <= MAX_PLAIN_CHARS)
        if may_be_known and (line := known_policy(text)):
            return KNOWN_SCORE, f"{KNOWN}{line[:60]}"
        said = sounds(text, reading.score) if reads else 0.0
        if speaks and said < DENIED:
            return AGAINST, ""
        if speaks:
            about = f"{', '.join(reading.about[:5])} ({reading.language})"
            return reading.score, f"{SPEAKS}{about}; {reading.weighed['known']:.2f} of its words are known"
        if said >= self.min_speech:
            return max(said, reading.score), f"{SOUNDS}{said:.1f}"
        return (LEAD_SCORE, known) if known else weak(text, reading)


LEAD_SCORE = 1.5
"""What a text is worth that begins with a known line: less than the line, since an article may quote one."""
MAX_PLAIN_CHARS = 110
"""Characters of a known line with no word that says what it is about; longer ones are not looked up, for speed."""
MIN_WEAK_SCORE = -0.3
"""The score of its words from which on a text may speak of a footer's things, with a surer line beside it."""


def weak(text: str, reading: Reading) -> tuple[float, str]:
    """How much speaks for a text that does not speak of a footer's things, and what does."""
    if not reading.about:
        return (max(AGAINST, min(UNKNOWN, speech(text))) if is_prose(text) else UNKNOWN), ""
    evidence = f"{READS} of {', '.join(reading.about[:5])} ({reading.language})"
    return max(AGAINST, reading.score), evidence if reading.score >= MIN_WEAK_SCORE else ""
