"""Place: where a footer stands on the page.

It stands at the end of the page, in a group of its own, or between paragraphs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from newsclean.page import Block
from newsclean.rules.policy.evidence import Evidence, Kind
from newsclean.rules.policy.reading import MIN_INTENTS, own_subjects, read
from newsclean.rules.policy.short import is_alone, is_long_enough, is_phrase, lacks
from newsclean.rules.policy.speech import DENIED, MAY_BE, log_odds, speech
from newsclean.rules.shape import ends_sentence, is_prose

Weigh = Callable[[str, Evidence | None], tuple[float, Evidence | None]]
"""The type of `Policies.weighed`."""

Found = dict[int, Evidence]
"""The evidence for a footer's lines, by their places among the kept blocks."""

KNOWN_SCORE = 4.0
"""The score of a known line, in log-odds. The n-grams and words of most other lines give less."""

AGAINST = -4.0
"""The lowest score of a block, in log-odds. A paragraph that is surely not a footer's has this score."""

UNKNOWN = -1.5
"""The score, in log-odds, of a short line of which nothing is known: a name, a date, a tag."""


def anywhere(blocks: Sequence[Block], texts: Sequence[str], short: Mapping[int, Evidence]) -> Found:
    """Return the short lines that go wherever they stand, or go between paragraphs. `texts` are those of the blocks."""
    found: Found = {}
    for place, evidence in short.items():
        block, text = blocks[place], texts[place]
        is_whole = evidence.kind is Kind.KNOWN and is_phrase(text) and text[-1] not in ":：" and is_long_enough(text)
        if evidence.kind is Kind.BEGINNING:
            goes = 2 * block.link_chars > len(text)
        else:
            goes = evidence.kind is Kind.NOTICE or is_whole or is_alone(block)
            goes = goes or is_amid(texts[max(0, place - 1) : place + 2], evidence)
        if goes:
            found[place] = evidence
    return found


def is_amid(texts: Sequence[str], evidence: Evidence) -> bool:
    """Return whether the second of three blocks is a footer's line between two paragraphs.

    A line that leads to another article is one, and so is a known word with a number. Any other line is one only if the
    paragraphs have none of its words. They would have some below a heading of the article's own.
    """
    if len(texts) < 3 or not (is_prose(texts[0]) and is_prose(texts[2])):
        return False
    text = texts[1]
    if evidence.kind is Kind.READ_ON:
        return True
    if not text.rstrip(")）")[-1:].isalnum() or "." in text:
        return False
    if evidence.kind is Kind.KNOWN and any(map(str.isdecimal, text)):
        return True
    known = evidence.kind is Kind.KNOWN and is_long_enough(text)
    return lacks(f"{texts[0]} {texts[2]}", text) and (known or bool(read(text).weighed.get("address")))


MIN_GROUP = 2
"""The minimum number of sure lines below a known heading. With one line, a section of the article may begin there."""


def groups(texts: Sequence[str], short: Mapping[int, Evidence], weigh: Weigh) -> Found:
    """Return the known headings of footers, and the lines of a footer below them.

    A heading is any known short line. At least `MIN_GROUP` sure lines must be directly below it.
    """
    found: Found = {}
    end = -1
    for place, heading in short.items():
        if place < end:
            continue
        group: Found = {}
        for below in range(place + 1, len(texts)):
            if not (evidence := short.get(below) or weigh(texts[below], None)[1]):
                break
            end = below
            group[below] = evidence
        if sum(evidence.is_sure for evidence in group.values()) >= MIN_GROUP:
            found |= {place: Evidence(Kind.HEADING, heading.detail), **group}
    return found


MAX_DROP, MAX_AGAINST_CHARS = 5.0, 300
"""The largest drop of a sum of scores, in log-odds, and the maximum number of characters of a single paragraph.

The search for the beginning of a footer ends where the sum is more than `MAX_DROP` below its maximum. Two paragraphs
that are surely the article's lower it so far. It also ends at one such paragraph that is longer than
`MAX_AGAINST_CHARS`.
"""

MIN_SPOKEN = 2
"""The minimum number of sentences of a footer for a paragraph below them to belong to the footer.

With fewer sentences, the article may continue there.
"""


def ending(texts: Sequence[str], first: int, known: Mapping[int, Evidence], weigh: Weigh, min_total: float) -> Found:
    """Return the lines of the footer at the end of the page.

    The footer begins below the first prose (at `first`), at the line from which the scores of all following lines have
    the largest sum. There is none if that sum is less than `min_total`, if all sure lines may be the article's own, or
    if no sure line is a sentence and prose follows the last line with evidence.

    A sentence of which nothing tells that it is a footer's stays, unless it stands below a sentence of the footer. An
    article may go on below an advertisement, or below a line that leads to another article.
    """
    said: Found = {}
    scores: dict[int, float] = {}
    total = best = 0.0
    top = len(texts)
    for place in range(len(texts) - 1, first, -1):
        score, evidence = weigh(texts[place], known.get(place))
        scores[place] = score
        total += score
        if evidence:
            said[place] = evidence
            if total > best and score >= least(texts, place, top):
                best, top = total, place
        if total < best - MAX_DROP or (score <= AGAINST and len(texts[place]) > MAX_AGAINST_CHARS):
            break
    sure = [(texts[place], evidence) for place, evidence in said.items() if place >= top and evidence.is_sure]
    spoken = [place for place, each in said.items() if place >= top and each.is_sure and ends_sentence(texts[place])]
    last = max(said, default=top) if len(spoken) < MIN_SPOKEN else len(texts)
    goes_on = not spoken and any(map(is_prose, texts[last + 1 :]))
    if best < min_total or goes_on or is_own(sure, texts[top:]):
        return {}
    speaks_from = min(spoken, default=last)
    return {
        at: said.get(at, Evidence(Kind.BETWEEN))
        for at in range(top, len(texts))
        if at in said or speaks_from < at <= last or may_be_between(texts[at], scores[at])
    }


def may_be_between(text: str, score: float) -> bool:
    """Return whether a line without evidence may be a footer's if it stands between lines of a footer.

    It may if it is no sentence, or if its n-grams are more likely a footer's than an article's, or if its words speak
    of a footer's subjects (`score`) and its n-grams do not deny it.
    """
    is_sentence = is_prose(text) or ends_sentence(text)
    return not is_sentence or speech(text) > 0 or (score > UNKNOWN and log_odds(text, score) >= DENIED)


MIN_MORE = 2.0
"""The minimum log-odds of a paragraph that joins a footer above its first line.

An article often ends on the footer's subject.
"""


def least(texts: Sequence[str], place: int, top: int) -> float:
    """Return the least score of a block that replaces the one at `top` as the footer's first."""
    if not is_prose(texts[place]):
        return UNKNOWN
    return 0.0 if top == len(texts) else MIN_MORE


def is_own(sure: Sequence[tuple[str, Evidence]], texts: Sequence[str]) -> bool:
    """Return whether texts are the article's own: a report or advice.

    `sure` are the texts with sure evidence. Without any, the result is true. It is false if one is a known line.
    """
    spoken = all(evidence.kind in (Kind.WORDS, Kind.GRAMS) for _, evidence in sure)
    return spoken and (not sure or (len(sure) == 1 and is_report(*sure[0])) or is_advice(texts))


def is_report(text: str, evidence: Evidence) -> bool:
    """Return whether a line on a footer's subjects may belong to a report, such as "The mayor did not comment."."""
    if not ends_sentence(text) or text[-1] in "!！":
        return False
    reading = read(text)
    found = reading.weighed
    sure = is_prose(text) if evidence.kind is Kind.GRAMS else reading.score + max(0.0, speech(text)) >= MIN_MORE
    many = found and found["intents"] > MIN_INTENTS and speech(text) >= MAY_BE
    return bool(found) and not (sure or many or found["address"])


def is_advice(texts: Sequence[str]) -> bool:
    """Return whether lines on a footer's subjects are the article's advice.

    They are if most of them name the same thing. A footer's lines share only a footer's subjects, and perhaps the
    outlet's name.
    """
    named = Counter(subject for text in texts for subject in own_subjects(text))
    return 2 * max(named.values(), default=0) > len(texts) > 1
