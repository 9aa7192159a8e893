"""Detect the language of a text by its script, or by its commonest words if languages share it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from newsclean.data import read_text

MAX_CHARS = 4000
"""The number of first characters of the paragraphs that are read."""

MIN_LETTERS = 30
"""The minimum number of letters of a text whose language is detected. In a shorter text, detection is not certain."""

MIN_SHARE = 0.7
"""The minimum share of the letters that must belong to the script of the language."""

MIN_HITS, MIN_COMMON, MIN_LEAD = 6, 0.12, 1.5
"""The minimum number of common words of a language in the text, if languages share its script.

`MIN_COMMON` is the minimum share of these words among all words. `MIN_LEAD` is the minimum ratio of their number to
that of the common words of the next language.
"""

SCRIPTS = {
    "el": "\u0370-\u03ff",
    "hy": "\u0530-\u058f",
    "he": "\u0590-\u05ff",
    "bn": "\u0980-\u09ff",
    "pa": "\u0a00-\u0a7f",
    "gu": "\u0a80-\u0aff",
    "or": "\u0b00-\u0b7f",
    "ta": "\u0b80-\u0bff",
    "te": "\u0c00-\u0c7f",
    "kn": "\u0c80-\u0cff",
    "ml": "\u0d00-\u0d7f",
    "si": "\u0d80-\u0dff",
    "th": "\u0e00-\u0e7f",
    "lo": "\u0e80-\u0eff",
    "my": "\u1000-\u109f",
    "ka": "\u10a0-\u10ff",
    "am": "\u1200-\u137f",
    "km": "\u1780-\u17ff",
    "ko": "\uac00-\ud7af",
    "ja": "\u3040-\u30ff",
    "zh": "\u4e00-\u9fff",
}
"""The characters of scripts that only one language uses, or almost only one, by language.

Han characters without kana are Chinese.
"""

MIN_KANA = 0.05
"""The minimum share of kana among the letters of Japanese."""

_FOREIGN = re.compile("[\u0370-\u03ff\u0530-\u1cff\u3040-\ud7ff]")
"""Letters of scripts that are neither Latin nor Cyrillic."""

_WORD = re.compile(r"[^\s\d.,;:!?()\[\]\"“”„«»–—।،؟]+")


def language_of(texts: Iterable[str]) -> str | None:
    """Return the language of some paragraphs; `None` if it is not certain.

    >>> language_of(["The boats of the harbour are in the hands of the pilots, and that is the end of it for the day."])
    'en'
    >>> language_of(["Pilots return"]) is None
    True
    """
    text = ""
    for each in texts:
        text += each + " "
        if len(text) >= MAX_CHARS:
            break
    text = text[:MAX_CHARS].casefold()
    letters = sum(letter.isalpha() for letter in text)
    if letters < MIN_LETTERS:
        return None
    return (None if text.isascii() else _by_script(text, letters)) or _by_words(text)


def _by_script(text: str, letters: int) -> str | None:
    if len(_FOREIGN.findall(text)) < MIN_SHARE * letters:
        return None
    counts = {language: len(pattern.findall(text)) for language, pattern in _scripts().items()}
    if counts["ja"] >= MIN_KANA * letters and counts["ja"] + counts["zh"] >= MIN_SHARE * letters:
        return "ja"
    return next((language for language, count in counts.items() if count >= MIN_SHARE * letters), None)


def _by_words(text: str) -> str | None:
    words = Counter(_WORD.findall(text))
    whole = words.total()
    counts = {language: sum(words[word] for word in known) for language, known in common().items()}
    language, runner_up = sorted(counts, key=lambda each: (-counts[each], each))[:2]
    first, second = counts[language], counts[runner_up]
    sure = first >= MIN_HITS and first >= MIN_COMMON * whole and first >= MIN_LEAD * second
    return language if sure else None


@cache
def _scripts() -> dict[str, re.Pattern[str]]:
    return {language: re.compile(f"[{letters}]") for language, letters in SCRIPTS.items()}


@cache
def common() -> dict[str, frozenset[str]]:
    """Return the commonest words of each language."""
    found: dict[str, frozenset[str]] = {}
    for line in read_text("languages.txt").split("\n"):
        language, bracket, words = line[1:].partition("] ")
        if bracket:
            found[language] = frozenset(words.split())
    return found
