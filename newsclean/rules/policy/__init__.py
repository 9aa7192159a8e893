"""Policies: remove an outlet's standing text on comments, accounts, newsletters, sharing and rights."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from newsclean.page import Page, Removal
from newsclean.parse.lines import bare
from newsclean.rules.policy.evidence import Evidence, Kind
from newsclean.rules.policy.notes import notes
from newsclean.rules.policy.place import AGAINST, KNOWN_SCORE, UNKNOWN, anywhere, ending, groups
from newsclean.rules.policy.reading import NOTHING, Reading, is_enough, read
from newsclean.rules.policy.short import COPYRIGHT, has_prose, is_phrase, known_policy, quotes, short_line, short_lines
from newsclean.rules.policy.speech import DENIED, log_odds, speech
from newsclean.rules.shape import is_prose


@dataclass(frozen=True, slots=True)
class Policies:
    """Mark comment policies, comment forms, sign-up and share lines, and legal footers.

    A block goes if both its words and its place are those of a footer.

    The words give a score in log-odds. Above 0, the block is more likely a footer's than an article's. There are three
    kinds of evidence:

    - its wording is a line of `data/policies`, which has a file for each language (`short`);
    - its words are those that footers use, in its language (`reading`);
    - its character n-grams are those of footers, in any language (`speech`).

    A block that quotes somebody is not a footer.

    There are three places (`place`):

    - the end of the page, from the block where the scores of all that follows have the largest sum;
    - a group below a known heading;
    - between paragraphs, if the block is a short known line.

    A line that never belongs to an article goes anywhere. If a page has no other prose, nothing goes: the page is
    itself a policy.

    - `min_score`, log-odds: the least score of words that count as a footer's. Higher removes less.
    - `min_speech`, log-odds: the same for words and n-grams together. Higher removes less.
    - `min_total`, log-odds: the least sum of the scores of the blocks at the end. Higher leaves more short footers.
    - `max_chars`, characters: a longer block never counts as a policy. Higher removes longer policies.
    """

    min_score: float = 0.5
    min_speech: float = 1.5
    min_total: float = 1.1
    max_chars: int = 700

    def __call__(self, page: Page) -> Iterator[Removal]:
        kept = page.kept
        texts = [bare(block.text) for _, block in kept]
        first = next((place for place, text in enumerate(texts) if has_prose(text)), -1)
        if first < 0:
            return
        short = short_lines(texts)
        found = anywhere([block for _, block in kept], texts, short)
        found.update(notes(texts, self.max_chars))
        found |= groups(texts, short, self.weighed)
        found |= ending(texts, first, short | found, self.weighed, self.min_total)
        if not found:
            return
        others = (place for place, text in enumerate(texts) if place not in found and has_prose(text))
        top = next((place for place in others if not self.evidence(texts[place])), -1)
        for place in sorted(found) if top >= 0 else ():
            if place > top or (place in short and short[place].kind is Kind.NOTICE):
                yield Removal(kept[place][0], "policy", str(found[place]))

    def evidence(self, text: str) -> Evidence | None:
        """Return the evidence in a text's wording that it is a footer's; `None` if there is none."""
        return self.weighed(text)[1]

    def weighed(self, text: str, known: Evidence | None = None) -> tuple[float, Evidence | None]:
        """Return a text's score in log-odds, and the evidence that it is a footer's; `None` if there is none.

        A score above 0 speaks for a footer, and a score below 0 speaks against it. `known` is the result of
        `short_line` for this text, if the caller has it.
        """
        known = known or short_line(text)
        if known and (known.is_sure or known.detail.endswith(COPYRIGHT)):
            return KNOWN_SCORE, known._replace(kind=Kind.KNOWN) if known.kind is Kind.BEGINNING else known
        if len(text) > self.max_chars:
            return AGAINST, None
        reads = (is_prose(text) or is_phrase(text)) and not quotes(text)
        reading = read(text) if reads else NOTHING
        speaks = reading.score >= self.min_score and is_enough(reading)
        more = speaks and reading.score > KNOWN_SCORE
        may_be_known = not more and (reading.about or len(text) <= MAX_PLAIN_CHARS)
        if may_be_known and (line := known_policy(text)):
            return KNOWN_SCORE, Evidence(Kind.KNOWN, line[:60])
        said = log_odds(text, reading.score) if reads else 0.0
        if speaks and said < DENIED:
            return AGAINST, None
        if speaks:
            about = f"{', '.join(reading.about[:5])} ({reading.language})"
            about += f"; {reading.weighed['known']:.2f} of its words are known"
            return reading.score, Evidence(Kind.WORDS, about)
        if said >= self.min_speech:
            return max(said, reading.score), Evidence(Kind.GRAMS, f"{said:.1f}")
        return (LEAD_SCORE, known) if known else weak(text, reading)


LEAD_SCORE = 1.5
"""The score, in log-odds, of a text that begins with a known line.

The known line itself scores more, because an article may quote its words.
"""

MAX_PLAIN_CHARS = 110
"""The maximum number of characters of a text without a word on a footer's subjects that is looked up.

A longer text without such a word is not looked up among the known lines, for speed.
"""

MIN_WEAK_SCORE = -0.3
"""The minimum score, in log-odds, of words that may be a footer's if a surer line stands beside them."""


def weak(text: str, reading: Reading) -> tuple[float, Evidence | None]:
    """Return the score and the evidence of a text whose words are not clearly a footer's."""
    if not reading.about:
        return (max(AGAINST, min(UNKNOWN, speech(text))) if is_prose(text) else UNKNOWN), None
    evidence = Evidence(Kind.WEAK, f"{', '.join(reading.about[:5])} ({reading.language})")
    return max(AGAINST, reading.score), evidence if reading.score >= MIN_WEAK_SCORE else None
