"""Policies: what an outlet says under every article about comments, accounts, newsletters, sharing and rights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsclean.page import Block, Page, Removal
from newsclean.parse.lines import SENTENCE_ENDS
from newsclean.rules.policy.notes import notes
from newsclean.rules.policy.reading import MIN_INTENTS, NOTHING, Reading, is_enough, read
from newsclean.rules.policy.screen import Screen, screen, script_of
from newsclean.rules.policy.short import (
    BETWEEN,
    COPYRIGHT,
    KNOWN,
    LEADS,
    MAX_SHORT_CHARS,
    NOTICE,
    READ_ON,
    READS,
    copyrighted,
    has_prose,
    is_alone,
    is_long_enough,
    is_phrase,
    is_sure,
    known_line,
    known_policy,
    lacks,
    quotes,
    says_all,
    words_of,
)
from newsclean.rules.policy.speech import DENIED, may_go, sounds, speech
from newsclean.rules.shape import ends_sentence, is_prose


@dataclass(frozen=True, slots=True)
class Policies:
    """Marks comment policies, comment forms, sign-up and share lines and legal footers.

    What they say is known from `data/policies`, a file a language. A block is *known* if its wording is one of these
    lines. Any other is read in its language's words (`reading`), and its character n-grams are weighed, whatever its
    language (`speech`); both are learned, and their scores are the logarithms of odds. With a score of `min_score` for
    words that are enough (`reading.is_enough`) it *speaks* of such things, unless its n-grams surely do not; with
    `min_speech` for both together it *reads* like a footer's; with `min_weak_score` for its words it only *may speak*
    of them. A block with a quotation in it does none of these: somebody is being quoted. A line of at most
    `max_widget_chars` without a sentence's end is *put together* of short known lines if all of its words stand in
    them, and `min_follows` of its word pairs do or it reads as one with `min_widget_score`. A line *leads* to something
    if a known one stands before its colon. One that says who has the rights is known (`short.copyrighted`).

    Saying so is not enough, since an article may be about such things. A block goes only where footers stand:

    - at the end, below the last prose, from where the scores of all that follows add up to the most, if that is
      `min_total` at least and one of them more than may speak of it. A block that speaks of nothing of the kind counts
      against it; one of more than `max_gap_chars` characters ends the search, and so does a loss of `max_drop`. Below a
      single sentence of a footer paragraphs are the article's. Above the first line of a footer that was found so far a
      paragraph needs a score of `min_more`, above a short one, which may be its heading, `min_above_short`;
    - in a group of its own: a heading that is known, with `min_group` blocks right below it that more than may speak of
      it;
    - between paragraphs: on an HTML page a short line that is a block of its own, known or put together, or one that
      leads to something and is a link; of a text only a known one of two words or more that ends in no colon, one that
      leads to another article, a known word with a number, or, where the paragraphs around it have none of its words,
      as they would below a heading of the article's own, a known word or a line that is put together and speaks to the
      reader;
    - anywhere, if it has the wording of a line that is never an article's own (`[notice]`), is a dated copyright, or
      surely is a note on affiliate links or asks for consent to what is embedded (`notes`).

    Nothing goes from a page with no other prose: such a page is its policy.
    """

    min_score: float = 0.5
    min_weak_score: float = -0.3
    min_widget_score: float = 3.0
    min_follows: float = 0.6
    min_speech: float = 1.5
    max_gap_chars: int = 300
    max_drop: float = 5.0
    min_total: float = 1.1
    min_more: float = 2.0
    min_above_short: float = 3.5
    max_widget_chars: int = 60
    min_group: int = 2
    max_chars: int = 700

    def __call__(self, page: Page) -> Iterator[Removal]:
        kept = page.kept
        texts = [block.text for _, block in kept]
        first_prose = next((place for place, text in enumerate(texts) if has_prose(text)), -1)
        if first_prose < 0:
            return
        short = self.short_lines(texts)
        found: dict[int, str] = {}
        self._anywhere(kept, short, found)
        found.update(notes(texts, self.max_chars))
        self._groups(texts, short, found)
        found.update(self._ending(texts, first_prose, short | found))
        if not found:
            return
        others = (place for place, text in enumerate(texts) if place not in found and has_prose(text))
        top = next((place for place in others if not self.evidence(texts[place])), -1)
        for place in sorted(found) if top >= 0 else ():
            if place > top or short.get(place, "").startswith(NOTICE):
                yield Removal(kept[place][0], "policy", found[place])

    def _anywhere(self, kept: Sequence[tuple[int, Block]], short: dict[int, str], found: dict[int, str]) -> None:
        for place, evidence in short.items():
            block = kept[place][1]
            if evidence.startswith(NOTICE):
                found[place] = evidence
            elif evidence.startswith(LEADS):
                if 2 * block.link_chars > len(block.text):
                    found[place] = evidence
            elif is_alone(block) or (evidence.startswith(KNOWN) and says_all(block.text)):
                found[place] = evidence
            else:
                around = [each.text for _, each in kept[max(0, place - 1) : place + 2]]
                if self.is_amid(around, evidence):
                    found[place] = evidence

    def is_amid(self, texts: Sequence[str], evidence: str) -> bool:
        """Whether the second of three blocks of a text is one of a footer's, by its evidence and the others."""
        if len(texts) != AROUND or not (is_prose(texts[0]) and is_prose(texts[2])):
            return False
        text = texts[1]
        if evidence.startswith(READ_ON):
            return True
        if not text.rstrip(")）")[-1:].isalnum() or "." in text:
            return False
        if evidence.startswith(KNOWN) and any(map(str.isdecimal, text)):
            return True
        known = evidence.startswith(KNOWN) and is_long_enough(text)
        return lacks(f"{texts[0]} {texts[2]}", text) and (known or bool(read(text).weighed.get("address")))

    def _groups(self, texts: Sequence[str], short: dict[int, str], found: dict[int, str]) -> None:
        end = -1
        for place, said in short.items():
            if place < end:
                continue
            group = {}
            for below in range(place + 1, len(texts)):
                if not (evidence := short.get(below) or self.evidence(texts[below])):
                    break
                end = below
                group[below] = evidence
            if sum(map(is_sure, group.values())) >= self.min_group:
                found |= {place: f"heads a footer: {said.partition(': ')[2]}", **group}

    def _ending(self, texts: Sequence[str], first_prose: int, known: dict[int, str]) -> dict[int, str]:
        said: dict[int, str] = {}
        total = best = 0.0
        top = len(texts)
        for place in range(len(texts) - 1, first_prose, -1):
            score, evidence = self.weighed(texts[place], known.get(place) or self.short_line(texts[place]))
            total += score
            if evidence:
                said[place] = evidence
                fits = score >= self._toll(texts, place, top)
                if total > best and fits:
                    best, top = total, place
            elif len(texts[place]) > self.max_gap_chars:
                break
            if total < best - self.max_drop:
                break
        sure = [place for place, evidence in said.items() if place >= top and is_sure(evidence)]
        spoken = sum(ends_sentence(texts[place]) for place in sure)
        last = max(said, default=top) if spoken < MIN_SPOKEN else len(texts)
        goes_on = not spoken and any(map(is_prose, texts[last + 1 :]))
        told = len(sure) == 1 and self.is_told(texts[sure[0]], said[sure[0]])
        if best < self.min_total or not sure or told or goes_on:
            return {}
        return {at: said.get(at, BETWEEN) for at in range(top, len(texts)) if at <= last or may_go(texts[at])}

    def is_told(self, text: str, evidence: str) -> bool:
        """Whether what speaks of a footer's things may be a report's: somebody declined to comment."""
        if not evidence.startswith(("speaks", SOUNDS)) or not ends_sentence(text) or text[-1] in "!！":
            return False
        found = read(text).weighed
        score = read(text).score + max(0.0, speech(text))
        sure = is_prose(text) if evidence.startswith(SOUNDS) else score >= self.min_more
        if not found or sure or found["address"] or found["intents"] > MIN_INTENTS:
            return False
        return not self.leads(text)

    def _toll(self, texts: Sequence[str], place: int, top: int) -> float:
        """What a block must score at least that comes to be a footer's first, in place of the one at `top`."""
        if not is_prose(texts[place]):
            introduces = top == len(texts) and place < top - 1 and texts[place][-1] in ":："
            return 2 * KNOWN_SCORE if introduces else UNKNOWN
        if top == len(texts):
            return 0.0
        return self.min_more if is_prose(texts[top]) else self.min_above_short

    def evidence(self, text: str) -> str:
        """What speaks for a text's being a footer's, by its wording alone; empty if nothing does."""
        return self.weighed(text, self.short_line(text))[1]

    def weighed(self, text: str, known: str) -> tuple[float, str]:
        """How much speaks for a text's being a footer's, or against it, and what does; it is empty if nothing does.

        `known` is what is known of it already: what speaks for its being a short line.
        """
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
            score = reading.score if reading.score >= LEAD_SCORE or not self.leads(text) else LEAD_SCORE
            return score, f"speaks of {about}; {reading.weighed['known']:.2f} of its words are known"
        if said >= self.min_speech:
            return max(said, reading.score), f"{SOUNDS}{said:.1f}"
        return (LEAD_SCORE, known) if known else self._weak(text, reading)

    def _weak(self, text: str, reading: Reading) -> tuple[float, str]:
        """The same for a text that does not speak of a footer's things."""
        if not reading.about:
            return (max(AGAINST, min(UNKNOWN, speech(text))) if is_prose(text) else UNKNOWN), ""
        least = HOPED if reading.weighed["intents"] > MIN_INTENTS and reading.weighed["address"] else AGAINST
        evidence = f"{READS} of {', '.join(reading.about[:5])} ({reading.language})"
        return max(least, reading.score), evidence if reading.score >= self.min_weak_score else ""

    def leads(self, text: str) -> bool:
        """Whether a text begins with a known line of `MIN_LEAD` words or more."""
        words = text.split()
        openings = (" ".join(words[:count]) for count in range(MIN_LEAD, min(MAX_LEAD, len(words)) + 1))
        return any(self.short_line(each).startswith(KNOWN) for each in openings)

    def short_lines(self, texts: Sequence[str]) -> dict[int, str]:
        """What speaks for those texts that are known short lines or put together of them, by their places."""
        most = max(self.max_widget_chars, MAX_SHORT_CHARS)
        places = screen("latin").may_be_short(texts, most)
        return {place: evidence for place in places if (evidence := self.short_line(texts[place]))}

    def short_line(self, text: str) -> str:
        """The same for one text; empty for any other."""
        if rights := copyrighted(text):
            return rights
        if len(text) > max(self.max_widget_chars, MAX_SHORT_CHARS):
            return ""
        book = screen(script_of(text))
        words = words_of(text, book)
        return (known_line(text, words, book) or self._put_together(text, words, book)) if words else ""

    def _put_together(self, text: str, words: Sequence[str], book: Screen) -> str:
        if len(text) > self.max_widget_chars or text[-1:] in SENTENCE_ENDS or not book.may_hold(words):
            return ""
        if book.follows(words) < self.min_follows:
            reading = read(text)
            if not reading.only_short or reading.score < self.min_widget_score:
                return ""
        return f"put together of known lines: {' '.join(words)}"


SOUNDS = "reads like a footer's: log-odds of "
KNOWN_SCORE = 4.0
"""What a known line is worth."""
LEAD_SCORE = 1.5
"""What a line is worth that only begins with a known one."""
MIN_LEAD, MAX_LEAD = 3, 8
"""Words of a known line that another begins with."""
UNKNOWN = -1.5
"""What a short line is worth of which nothing is known: a name, a date, a tag."""
AGAINST = -4.0
"""What a paragraph is worth that speaks of nothing of the kind; no block is worth less."""
HOPED = -3.0
"""The same of one that speaks to readers of several such things: below a heading and above a footer's lines it goes."""
MAX_PLAIN_CHARS = 110
"""Of a known line with no word that says what it is about."""
MIN_SPOKEN = 2
"""Sentences of a footer, from which on a paragraph below them is its own; below fewer the article goes on."""
AROUND = 3
"""A block and the two around it."""
