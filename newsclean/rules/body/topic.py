"""The topic of a text, by its long words: whether a text continues another one or is about something else."""

from __future__ import annotations

import re
from collections.abc import Iterable

MIN_WORDS = 10
"""An article with fewer long words tells too little."""

MAX_SHARED = 0.13
"""Of the words of a section, or of the article before it, the share that both have if they are about two things. The
last four paragraphs of 5 % of news in ten languages share less with those before, of 5 % more with other articles."""

SAMPLE = 2000
"""Characters in which the script is looked for."""

MIN_CHARS = 6
"""Characters of a long word."""

_PARTS = bytes(code if code > 127 or chr(code).isalnum() else 32 for code in range(256))
"""A table for bytes of UTF-8: signs of ASCII become spaces."""

_SIGNS = [sign.encode() for sign in "“”„‘’«»–—…·•\xa0"]
"""Signs beyond ASCII that mostly separate words."""

_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

Words = set[bytes]
"""Long words in UTF-8: splitting bytes takes a sixth of the time of a regular expression."""


def said(texts: Iterable[str]) -> Words:
    """Return the long words of texts; for scripts without spaces, the pairs of letters."""
    text = " ".join(texts).lower()
    begins = text[:SAMPLE]
    if not begins.isascii() and len(_UNSPACED.findall(begins)) > len(begins) / 3:
        text = "".join(filter(str.isalnum, text))
        return {text[at : at + 2].encode() for at in range(len(text) - 1)}
    data = text.encode("utf-8", "replace")
    if not text.isascii():
        for sign in _SIGNS:
            data = data.replace(sign, b" ")
    words = [word for word in set(data.translate(_PARTS).split()) if len(word) >= MIN_CHARS]
    return {word for word in words if word.isascii() or len(word.decode()) >= MIN_CHARS}


def is_anew(own: Words, article: Words) -> bool:
    """Return whether a text shares hardly a word with an article that is long enough to tell."""
    return len(article) >= MIN_WORDS and len(own & article) <= MAX_SHARED * min(len(own), len(article))
