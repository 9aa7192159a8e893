"""What prose is about, by its long words: whether a text goes on with another one or begins anew."""

from __future__ import annotations

import re
from collections.abc import Iterable

MIN_WORDS = 10
"""Of an article, to tell another one from it."""
MAX_SHARED = 0.13
"""Of the words of a section, or of the article before it, the share that both have if they are about two things. The
last four paragraphs of 5 % of news in ten languages share less with those before, of 5 % more with other articles."""
SAMPLE = 2000
"""Characters that tell whether a script has spaces."""
_LONG = re.compile(r"\w{6,}")
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def said(texts: Iterable[str]) -> set[str]:
    """The long words of texts, which tell what they are about; of scripts without spaces, the pairs of letters."""
    text = " ".join(texts).lower()
    begins = text[:SAMPLE]
    if not begins.isascii() and len(_UNSPACED.findall(begins)) > len(begins) / 3:
        text = "".join(filter(str.isalnum, text))
        return {text[at : at + 2] for at in range(len(text) - 1)}
    return set(_LONG.findall(text))


def is_anew(own: set[str], article: set[str]) -> bool:
    """Whether a text has hardly a word of an article's that is long enough to tell."""
    return len(article) >= MIN_WORDS and len(own & article) <= MAX_SHARED * min(len(own), len(article))
