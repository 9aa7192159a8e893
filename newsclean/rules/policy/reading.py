"""Reading: a score for how much a text reads like a footer.

The score is a weighted sum of features: the subjects of the text, whom it addresses, and how much of it stands in known
lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import log10
from typing import NamedTuple

from newsclean.parse.lines import SENTENCE_ENDS
from newsclean.rules.policy.lexicon import folded, lexicon, script_of, tokens
from newsclean.rules.policy.wordings import KEY_CHARS, Language, language

WEIGHTS = {
    "length": -1.83,
    "known": 1.52,
    "pairs": 5.45,
    "density": 3.77,
    "telling": 6.52,
    "strange": -5.62,
    "intents": 0.21,
    "address": 1.27,
    "reports": -1.37,
    "names": -1.08,
    "numbers": -0.66,
}
"""The weight of each feature. A positive weight speaks for a footer, a negative one against it."""

BIAS = -1.22
MAX_COUNT = {"intents": 8, "address": 2, "reports": 3, "names": 2, "numbers": 2}
"""The largest value of each feature that is a count."""

MAX_DENSITY = 0.6
MAX_LENGTH = 1.3
"""The maximum value of the feature `length`: the decimal logarithm of 20 words.

Longer texts count as 20 words, because whole policies stand in longer paragraphs.
"""

MAX_HOUR_DIGITS = 2
"""The maximum number of digits of numbers in footers: hours, days, ages. Years and sums of money have more."""

SHORT_WORD = 3
"""The maximum number of letters of function words."""

MAX_SHORT_WORDS = 12
"""The maximum number of words of a text that may consist of short lines only."""

MAX_WORDS = 5
"""The maximum number of words in an entry of `[report]`."""

MAX_RIVALS = 2
"""The maximum number of languages in which a text is read."""

MIN_LEAD = 3
"""The minimum lead, in words, of a language over the next one for the language to be the text's own."""

MIN_ABOUT = 2
"""The minimum number of words on a footer's subjects in a text longer than `MAX_SINGLE_WORDS`."""

MAX_SINGLE_WORDS = 25
"""The maximum number of words of a text that does not need `MIN_ABOUT` words on a footer's subjects.

A longer text needs them. In Han and kana, the limit is twice as many characters.
"""

MIN_SHARE = 0.05
"""The minimum share of words on a footer's subjects.

Of 1,000 known lines, 999 have a larger share. Of the last paragraphs of articles, three in four have a smaller one.
"""


class Reading(NamedTuple):
    """The result of reading a text in one language.

    `score` is in log-odds. `about` are the words on a footer's subjects. `weighed` are the features. `only_short` says
    whether all its stems stand in known short lines.
    """

    score: float
    about: tuple[str, ...]
    language: str
    weighed: dict[str, float]
    only_short: bool


MIN_INTENTS, MIN_DENSITY = 2, 0.15
"""The minimum number and the minimum share of words on a footer's subjects.

They are enough if the text also addresses the reader, has word pairs of known lines, or has more words on a footer's
subjects than `MIN_INTENTS`.
"""

MIN_PAIRS, MIN_ADDRESS_SCORE = 0.5, 4.5
"""The minimum share of word pairs in known lines, and the minimum log-odds of a text that addresses the reader.

Each is as good as `MIN_INTENTS` and `MIN_DENSITY` together, unless the text has words of reports.
"""

RECENT = 64
"""The number of texts whose readings are cached. A rule that is called again reads the same blocks."""

NOTHING = Reading(-9.0, (), "", {}, only_short=False)
"""The reading of a text that no language takes for a footer."""


@lru_cache(RECENT)
def read(text: str) -> Reading:
    """Return the reading in the language that gives the highest score."""
    name = script_of(text)
    said = tokens(text, name)
    readings = [_reading(text, said, language(each), about) for each, about in candidates(said, name)]
    return max(readings, default=NOTHING, key=lambda each: each.score)


def candidates(said: Sequence[str], name: str) -> list[tuple[str, dict[int, str]]]:
    """Return the likely languages of a text with their subject words.

    `said` are the words, `name` is the script. The result has the few languages to which most of the words belong, each
    with the words on a footer's subjects by their places. It is empty if there are too few such words.
    """
    known = lexicon(name)
    found = known.about(said)
    size = len(said) / (2 if name == "han" else 1)
    least = max(MIN_SHARE * size, MIN_ABOUT if size > MAX_SINGLE_WORDS else 1)
    own = {place: len(about) for place, about in found.items()}
    if max(own.values(), default=0) < least:
        return []
    for word in said if len(own) > 1 else ():
        for place in known.common.get(word, ()):
            if place in own:
                own[place] += 1
    places = sorted(own, key=lambda place: -own[place])
    if len(places) > 1 and own[places[0]] - own[places[1]] >= MIN_LEAD:
        del places[1:]
    return [(known.languages[place], found[place]) for place in places[:MAX_RIVALS] if len(found[place]) >= least]


def _reading(text: str, said: Sequence[str], language: Language, about: dict[int, str]) -> Reading:
    """Return the reading of a text in one language."""
    found = features(text, said, language, about)
    score = BIAS + sum(weight * found[what] for what, weight in WEIGHTS.items())
    short = language.known[2]
    whole = len(said) <= MAX_SHORT_WORDS and all(stem in short for stem in language.stems(said))
    words = tuple(dict.fromkeys(about.values()))
    return Reading(score, words, language.name, found, only_short=whole)


def features(
    text: str, said: Sequence[str], language: Language, about: dict[int, str], own: int = 0
) -> dict[str, float]:
    """Return the features that `WEIGHTS` weighs: shares of all words, and counts up to `MAX_COUNT`.

    A stem or pair is known if it stands in more than `own` known lines; pass 1 for a text that is a known line itself.
    It is telling if it is known and articles do not use it. It is strange if articles use it and it is not known.
    """
    stems = language.stems(said)
    known, pairs, _ = language.known
    news = language.news
    couples = list(pairwise(stems))
    size = max(1.0, len(said) if language.spaced else len(said) / 2)
    joined = language.spaced.join(said)
    own_words, sought = (said, language.address) if language.spaced else (language.address, joined)
    subjects = {language.stem(word) for word in about.values()}
    counts = {
        "intents": len(subjects),
        "address": sum(word in sought for word in own_words),
        "reports": _reports(said, joined + " ", language),
        "names": _names(text, language) if language.name != "de" else 0,
        "numbers": sum(word.isdecimal() and len(word) > MAX_HOUR_DIGITS for word in said) if language.spaced else 0,
    }
    familiar = {stem for stem in stems if known.get(stem, 0) > own}
    many = max(1, len(stems))
    return {
        "known": sum(map(familiar.__contains__, stems)) / many,
        "pairs": sum(pairs.get(couple, 0) > own for couple in couples) / max(1, len(couples)),
        "density": min(len(about) / size, MAX_DENSITY),
        "telling": sum(map((familiar - news).__contains__, stems)) / many,
        "strange": sum(map((news.intersection(stems) - familiar).__contains__, stems)) / many,
        "length": min(log10(size), MAX_LENGTH),
        **{what: min(count, MAX_COUNT[what]) for what, count in counts.items()},
    }


def _reports(said: Sequence[str], joined: str, language: Language) -> int:
    """Return the number of different words in a text that reports use and footers do not."""
    reports = language.reports
    if not language.spaced:
        return sum(stem in joined for stems in reports.values() for _, stem in stems)
    found: set[str] = set()
    for at in [at for at, word in enumerate(said) if word[:KEY_CHARS] in reports]:
        here = " ".join(said[at : at + MAX_WORDS]) + " "
        found.update(stem for full, stem in reports[said[at][:KEY_CHARS]] if here.startswith(full))
    return len(found)


def _names(text: str, language: Language) -> int:
    """Return the number of names inside sentences.

    A name is a word with a capital that stands in no known line. Consecutive names count as one.
    """
    known = language.known[0]
    count, before, amid = 0, ".", False
    for word in text.split():
        name = word[:1].isupper() and (amid or before not in SENTENCE_ENDS + ":")
        if name and not amid:
            name = not any(language.stem(part) in known for part in tokens(folded(word), language.script)[:1])
            count += name
        amid, before = name, word[-1]
    return count


def own_subjects(text: str) -> set[str]:
    """Return the stems of a text's longer words that stand in no known line of its language, names aside."""
    language_of = read(text).language
    if not language_of:
        return set()
    own = language(language_of)
    nouns = own.name == "de"  # German capitalises nouns
    words = [word for word in text.split() if nouns or not word[:1].isupper()]
    said = [each for each in tokens(" ".join(words), own.script) if len(each) > SHORT_WORD and each.isalpha()]
    return set(own.stems(said)).difference(own.known[0])


def is_enough(reading: Reading) -> bool:
    """Return whether a reading has enough words on a footer's subjects, or is close enough to known lines."""
    found = reading.weighed
    enough = found["intents"] >= MIN_INTENTS and found["density"] >= MIN_DENSITY
    borne_out = found["address"] or found["pairs"] or found["intents"] > MIN_INTENTS
    near = found["pairs"] >= MIN_PAIRS or (found["address"] and reading.score >= MIN_ADDRESS_SCORE)
    return bool((enough and borne_out) or (near and not found["reports"]))
