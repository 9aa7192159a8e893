"""Escape text of a page as inert HTML, and write the common parts of every report."""

from __future__ import annotations

import html
import re
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from unicodedata import bidirectional

from newsclean.data import path_of

MAX_JUDGED_CHARS = 2000
"""Characters that decide the direction of a text."""

CLOSING = "</body>\n</html>\n"

_UNSEEN = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Control characters, directional overrides, surrogates and noncharacters."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}")
_LINK = re.compile(r"https?://[^\s\"'<>\\]+", re.IGNORECASE)


def escape(text: str) -> str:
    """Escape text for HTML or a quoted attribute.

    Control characters and directional overrides are replaced with their code points. Each line end becomes a line feed.

    >>> print(escape("a < b\\0 & \u202e"))
    a &lt; b⟨U+0000⟩ &amp; ⟨U+202E⟩
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return html.escape(_UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text))


def link(url: str) -> str:
    """Return an http or https address as a link, and any other address as text."""
    shown = f"<bdi>{escape(url)}</bdi>"
    if url.isprintable() and _LINK.fullmatch(url):
        return f'<a href="{escape(url)}" rel="noreferrer noopener nofollow">{shown}</a>'
    return shown


def lang(tag: str | None) -> str:
    """Return the `lang` attribute for a language tag; empty for an invalid tag."""
    return f' lang="{tag}"' if tag and _LANGUAGE.fullmatch(tag) else ""


def direction(texts: Iterable[str]) -> str:
    """Return `rtl` if most letters of the first texts run from right to left, or else `ltr`."""
    balance = seen = 0
    for text in texts:
        for letter in text[: MAX_JUDGED_CHARS - seen]:
            way = bidirectional(letter)
            balance += (way in ("R", "AL")) - (way == "L")
        seen += len(text)
        if seen >= MAX_JUDGED_CHARS:
            break
    return "rtl" if balance > 0 else "ltr"


def number(value: int, noun: str = "") -> str:
    """Format a number with thousands separators and its noun.

    >>> number(1, "block"), number(25000, "block")
    ('1 block', '25,000 blocks')
    """
    return f"{value:,} {noun}{'s' * (value != 1)}" if noun else f"{value:,}"


def bar(parts: Iterable[tuple[str, int]]) -> str:
    """Return a bar chart of lengths, each with the class for its colour.

    It is decoration: the text has the figures.
    """
    rects = []
    start = 0
    for kind, size in parts:
        rects.append(f'<rect class="{kind}" x="{start}" width="{size}" height="1"/>')
        start += size
    return (
        f'<svg class="bar" viewBox="0 0 {max(start, 1)} 1" preserveAspectRatio="none" aria-hidden="true">'
        f"{''.join(rects)}</svg>"
    )


@cache
def style() -> str:
    """Return the style sheet of every report."""
    return path_of("report.css").read_text("utf-8")


def opening(title: str, own: str = "") -> str:
    """Return the start of a document, up to its `<body>` tag. `own` is CSS for this document only.

    The content security policy permits the two style sheets by their digests, and no script, image, font or request.
    """
    digests = " ".join(f"'sha256-{b64encode(sha256(each.encode()).digest()).decode()}'" for each in (style(), own))
    policy = f"default-src 'none'; style-src {digests}; base-uri 'none'; form-action 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>{style()}</style>\n<style>{own}</style>\n</head>\n<body>\n"
    )
