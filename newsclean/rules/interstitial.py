"""Interstitials: pages that ask for consent, are not there, or failed, where an article was asked for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from newsclean.data import cut, read_text
from newsclean.parse.lines import SENTENCE_ENDS

MAX_CHARS = 2500
"""A page that says more has something to tell."""
MIN_SHARE = 0.5
"""Of the characters, those of sentences with a known wording."""
MIN_WORDINGS = 2
ALSO = " also"
"""Closes the headings of wordings that an article may have as well."""
EAST_ASIAN = "\u2e80"
"""The first character of Chinese, Japanese and Korean; few others that a text has come after it."""
_SENTENCE = rf"[^\n{re.escape(SENTENCE_ENDS)}]+"
_AROUND = "\"'“”„«»‹›()[]{}<>|/*#&,;:…-–—،؛" + SENTENCE_ENDS


class Wordings(NamedTuple):
    """Known wordings, by their longest words; of scripts without spaces all."""

    by_word: dict[str, tuple[str, ...]]
    unspaced: tuple[str, ...]
    direct: frozenset[str]
    """Those that are said to the reader."""


def is_interstitial(texts: Sequence[str], heads: Iterable[str] = ()) -> bool:
    """Whether a page with these paragraphs, and these headings, is no article but an interstitial.

    Most of it must be sentences with a known wording (`data/interstitials.txt`), and two wordings must be met, one of
    them perhaps in a heading, one of them said to the reader.

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
    """The known wordings in a folded text, none of them in another."""
    known = wordings()
    words = known.by_word.keys() & {word.strip(_AROUND) for word in text.split()}
    found = [each for word in words for each in known.by_word[word] if each in text]
    if _is_east_asian(text):
        found += [each for each in known.unspaced if each in text]
    return [each for each in found if not any(each in other for other in found if other != each)]


def _is_east_asian(text: str) -> bool:
    return not text.isascii() and max(text) >= EAST_ASIAN


def _folded(text: str) -> str:
    return text.casefold().replace("’", "'")


@cache
def wordings() -> Wordings:
    """The wordings of all languages."""
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
