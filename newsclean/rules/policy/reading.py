"""How much a text reads like a footer: a weighted sum of what it speaks of, to whom, and how much of it is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from newsclean.parse.lines import SENTENCE_ENDS
from newsclean.rules.policy.wordings import Language, folded, script, script_of, tokens

WEIGHTS = {
    "known": 5.0,
    "pairs": 4.4,
    "density": 7.5,
    "intents": 0.9,
    "address": 0.5,
    "reports": -1.8,
    "names": -1.6,
    "numbers": -1.2,
}
"""What speaks for a footer, and against it."""
BIAS = -5.2
MAX_COUNT = {"intents": 4, "address": 2, "reports": 3, "names": 3, "numbers": 2}
MAX_RIVALS = 3


class Reading(NamedTuple):
    """How much a text reads like a footer of a language, and the words that it speaks of."""

    score: float
    about: tuple[str, ...]
    language: str
    shares: tuple[float, float]
    only_short: bool


NOTHING = Reading(BIAS, (), "", (0.0, 0.0), only_short=False)


def read(text: str) -> Reading:
    """The reading in the language that takes it for a footer most.

    Languages of the text's script are weighed by how many of their intents it has; only the first few are read.
    """
    name = script_of(text)
    said = tokens(text, name)
    languages = script(name).languages
    found = _about(said, name)
    most = max(map(len, found.values()), default=0)
    places = sorted((place for place in found if len(found[place]) >= max(1, most - 1)), key=lambda at: -len(found[at]))
    readings = [_reading(text, said, languages[place], found[place]) for place in places[:MAX_RIVALS]]
    return max(readings, default=NOTHING, key=lambda each: each.score)


def _about(said: Sequence[str], name: str) -> dict[int, dict[int, str]]:
    """For each language by its place, the words that begin as an intent does, by where they begin."""
    intents = script(name).intents
    joined = ("" if name == "han" else " ").join(said)
    found: dict[int, dict[int, str]] = {}
    begin = 0
    for word in said:
        for full, stem, places in intents.get(joined[begin : begin + 2], ()):
            if joined.startswith(full, begin):
                for place in places:
                    found.setdefault(place, {}).setdefault(begin, stem if name == "han" else word)
        begin += len(word) + (name != "han")
    return found


def _reading(text: str, said: Sequence[str], language: Language, about: dict[int, str]) -> Reading:
    stems = language.stems(said)
    known, pairs, short = language.known
    size = max(1.0, len(said) if language.spaced else len(said) / 2)
    couples = list(zip(stems, stems[1:], strict=False))
    shares = (
        sum(stem in known for stem in stems) / max(1, len(stems)),
        sum(couple in pairs for couple in couples) / max(1, len(couples)),
    )
    joined = language.spaced.join(said)
    counts = {
        "intents": len(set(about.values())),
        "address": _address(said, joined, language),
        "reports": _reports(said, joined + " ", language),
        "names": _names(text, language) if language.name != "de" else 0,
        "numbers": sum(word.isdecimal() for word in said) if language.spaced else 0,
    }
    score = BIAS + WEIGHTS["known"] * shares[0] + WEIGHTS["pairs"] * shares[1]
    score += WEIGHTS["density"] * min(len(about) / size, 0.6)
    score += sum(WEIGHTS[what] * min(count, MAX_COUNT[what]) for what, count in counts.items())
    whole = bool(stems) and len(said) <= 12 and all(stem in short or stem.isdecimal() for stem in stems)
    return Reading(score, tuple(dict.fromkeys(about.values())), language.name, shares, whole)


def _address(said: Sequence[str], joined: str, language: Language) -> int:
    if language.spaced:
        return sum(word in language.address for word in said)
    return sum(each in joined for each in language.address)


def _reports(said: Sequence[str], joined: str, language: Language) -> int:
    found: set[str] = set()
    begin = 0
    for word in said:
        for full, stem in language.reports.get(joined[begin : begin + 2], ()):
            if joined.startswith(full, begin):
                found.add(stem)
        begin += len(word) + len(language.spaced)
    return len(found)


def _names(text: str, language: Language) -> int:
    """How many words amid a sentence begin with a capital and stand in no known line."""
    known = language.known[0]
    count, before = 0, "."
    for word in text.split():
        if before not in SENTENCE_ENDS + ":" and word[:1].isupper():
            count += not any(language.stem(part) in known for part in tokens(folded(word), language.script)[:1])
        before = word[-1]
    return count
