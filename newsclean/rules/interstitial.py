"""Interstitials: pages in the place of an article that ask for consent, are missing, or failed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from newsclean.data import cut, read_text
from newsclean.parse.lines import SENTENCE_ENDS

MAX_CHARS = 2500
"""The maximum number of characters of an interstitial. A longer page has content of its own."""

MIN_SHARE = 0.5
"""The minimum share of an interstitial's characters that are in sentences with a known wording."""

MIN_WORDINGS = 2
"""The minimum number of known wordings of an interstitial."""

ALSO = " also"
"""The end of the headings in the data file whose wordings may also occur in an article."""

EAST_ASIAN = "\u2e80"
"""The first character of Chinese, Japanese and Korean. Few other characters of texts come after it."""

_SENTENCE = rf"[^\n{re.escape(SENTENCE_ENDS)}]+"
_AROUND = "\"'“”„«»‹›()[]{}<>|/*#&,;:…-–—،؛" + SENTENCE_ENDS


class Wordings(NamedTuple):
    """The known wordings.

    `by_word` has them by their longest words. `unspaced` has those of scripts without spaces.
    """

    by_word: dict[str, tuple[str, ...]]
    unspaced: tuple[str, ...]
    direct: frozenset[str]
    """The wordings that address the reader."""


def is_interstitial(texts: Sequence[str], heads: Iterable[str] = ()) -> bool:
    """Return whether a page with these paragraphs and these headings is an interstitial, and no article.

    Most of it must be sentences with a known wording (`data/interstitials.txt`). At least two wordings must occur; one
    of them may stand in a heading. At least one must address the reader.

    >>> is_interstitial(["The page you are looking for may have been moved. Try the search."], ["Page not found"])
    True
    >>> is_interstitial(["The page of the book that he was reading could not be found on Tuesday, the library said."])
    False
    """
    said = sum(map(len, texts))
    if not 0 < said <= MAX_CHARS:
        return False
    whole, head = _folded("\n".join(texts)), _folded("\n".join(heads))
    met = found_in(f"{whole}\n{head}")
    if len(met) < MIN_WORDINGS or wordings().direct.isdisjoint(met):
        return False
    spoken = [each for each in re.findall(_SENTENCE, whole) if any(wording in each for wording in met)]
    return sum(map(len, spoken)) >= MIN_SHARE * said


def found_in(text: str) -> list[str]:
    """Return the known wordings in a folded text. A wording inside another one found is left out."""
    known = wordings()
    words = known.by_word.keys() & {word.strip(_AROUND) for word in text.split()}
    found = [each for word in words for each in known.by_word[word] if each in text]
    if _is_east_asian(text):
        found += [each for each in known.unspaced if each in text]
    return [each for each in found if not any(each in other for other in found if other != each)]


def _is_east_asian(text: str) -> bool:
    """Return whether a text has a Chinese, Japanese or Korean character."""
    return not text.isascii() and max(text) >= EAST_ASIAN


def _folded(text: str) -> str:
    """Return a text with its case folded and its apostrophes straight."""
    return text.casefold().replace("’", "'")


@cache
def wordings() -> Wordings:
    """Return the wordings of all languages."""
    by_word: defaultdict[str, list[str]] = defaultdict(list)
    unspaced: list[str] = []
    direct: set[str] = set()
    for heading, lines in cut(_folded(read_text("interstitials.txt"))).items():
        if not heading.endswith(ALSO):
            direct.update(lines)
        for line in lines:
            if _is_east_asian(line):
                unspaced.append(line)
            else:
                by_word[max(line.split(), key=len).strip(_AROUND)].append(line)
    return Wordings({word: tuple(lines) for word, lines in by_word.items()}, tuple(unspaced), frozenset(direct))
