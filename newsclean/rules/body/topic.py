"""The topic of a text, by its long words: whether a text continues another one or is about something else."""

from __future__ import annotations

import re
from collections.abc import Iterable

MIN_WORDS = 10
"""The minimum number of different long words of an article. An article with fewer long words tells too little."""

MAX_SHARED = 0.13
"""The maximum share of long words that two texts about different things have in common.

The share is that of the words of a section, or of the article before it if that has fewer words. In 5 % of news in ten
languages, the last four paragraphs share less than this with the paragraphs before them. In 5 %, they share more with
other articles.
"""

SAMPLE = 2000
"""The number of first characters in which the script is looked for."""

MIN_CHARS = 6
"""The minimum number of characters of a long word."""

_PARTS = bytes(code if code > 127 or chr(code).isalnum() else 32 for code in range(256))
"""A table for `bytes.translate` on UTF-8. All ASCII characters except letters and digits become spaces."""

_SIGNS = [sign.encode() for sign in "“”„‘’«»–—…·•\xa0"]
"""The signs beyond ASCII that mostly separate words, in UTF-8."""

_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

Words = set[bytes]
"""The type of a set of long words in UTF-8.

Splitting bytes takes a sixth of the time of a regular expression.
"""


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
