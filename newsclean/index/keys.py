"""The keys of sites, pages and blocks in an index, and what an index learns from a page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import urlsplit

from newsclean.fingerprint import normalise, words
from newsclean.page import Page
from newsclean.parse.calendars import month_names, weekdays

PREFIXES = ("www", "m", "amp", "mobile")
"""First labels of a host that only select how the site is displayed."""
MAX_NUMBERS = 3
"""The number of runs of numbers in a block that may differ between pages: a date, a time and a counter.

A block with more is a row of figures.
"""
NUMBER = "0"
"""The placeholder for a number or a date in a template."""
_UNITS = frozenset("年月日")
"""The characters after the numbers of a date in Chinese and Japanese: year, month, day."""


class Lesson(NamedTuple):
    """What an index learns from a page.

    It has the page's site, the digests of its URL and of its text, and the keys of its blocks. The index recognises a
    page by the two digests.
    """

    site: str
    by_url: int
    by_text: int
    keys: Sequence[int]


def lesson(page: Page, site: str = "") -> Lesson | None:
    """Return what an index learns from a page; `None` for a page without an article or of no known site.

    `site` is the site of pages that do not state theirs. A page without a URL is recognised by its blocks alone. A
    lesson takes about 300 bytes, a page 40,000: so the processes that clean pages send lessons to the one that learns.
    """
    found = site_of(page, site)
    if page.kind != "article" or not found:
        return None
    return Lesson(found, *identities(found, page), block_keys(page, site))


def site_of(page: Page, site: str = "") -> str:
    """Return the site of a page; empty if it is not known.

    It is the host of the page's URL, else the name that the page states, in lower case, else `site`.

    >>> site_of(Page(()), "courier.example")
    'courier.example'
    """
    url = page.url
    return (host(url) if url else "") or " ".join((page.site or "").casefold().split()) or site


def block_keys(page: Page, site: str = "") -> list[int]:
    """Return the different keys of a page's blocks in ascending order.

    They are the keys of the blocks that were kept and of those that were removed for reason `site`.

    `site` is the site of pages that do not state theirs.
    """
    found = site_of(page, site)
    for_site = {removal.at for removal in page.removed if removal.reason == "site"}
    texts = [block.text for _, block in page.kept] + [page.blocks[at].text for at in sorted(for_site)]
    return sorted({block_key(found, text) for text in texts})


def block_key(site: str, text: str) -> int:
    """Return the key of a block: a signed 64-bit digest of its site and of the template of its words."""
    tokens = words(text)
    return number_of(site, "block", " ".join(template(tokens)) or normalise(text))


def identities(site: str, page: Page) -> tuple[int, int]:
    """Return the digests by which a page is recognised: one of its URL, one of its blocks.

    If the page has no URL, both are the digest of its blocks.
    """
    by_text = number_of(site, "text", "\0".join(block.text for block in page.blocks))
    return number_of(site, "url", address(page.url)) if page.url else by_text, by_text


def template(tokens: Sequence[str]) -> Sequence[str]:
    """Return the words with `0` for each run of numbers and names of months and days.

    So two texts that differ only in a date or a counter have one template. A text that has only numbers, or more than
    `MAX_NUMBERS` runs of them, is a row of figures and keeps its numbers.

    >>> template("join 12 000 readers".split()), template("updated 5 may 2024 at 10 45".split())
    (['join', '0', 'readers'], ['updated', '0', 'at', '0'])
    >>> template("12 000".split()), template("halden 3 won 2 drawn 1 lost 10".split())
    (['12', '000'], ['halden', '3', 'won', '2', 'drawn', '1', 'lost', '10'])
    """
    if "".join(tokens).isalpha():
        return tokens
    digits = [not word.isalpha() and any(map(str.isdigit, word)) for word in tokens]
    if not any(digits):
        return tokens
    found: list[str] = []
    numbers = 0
    counted = has_words = False
    for word, is_number in zip(tokens, digits, strict=True):
        is_name = not is_number and word in _calendar()
        has_words |= not is_number
        if not (is_number or is_name):
            found.append(word)
            counted = False
            continue
        if not found or found[-1] != NUMBER:
            found.append(NUMBER)
        numbers += is_number and not counted
        counted |= is_number
    return found if has_words and numbers <= MAX_NUMBERS else tokens


@cache
def _calendar() -> frozenset[str]:
    """Return the names of months and days in all known languages."""
    return frozenset(month_names()) | weekdays() | _UNITS


def host(url: str) -> str:
    """Return a URL's host in lower case, without a prefix of `PREFIXES`; empty if the URL has none.

    >>> host("https://www.Courier.example/x"), host("not a url")
    ('courier.example', '')
    """
    try:
        parts = (urlsplit(url).hostname or "").rstrip(".").split(".")
    except ValueError:
        return ""
    return ".".join(parts[1:] if parts[0] in PREFIXES and len(parts) > 2 else parts)


def address(url: str) -> str:
    """Return a URL without the parts that may differ between two addresses of one page.

    These parts are the scheme, a prefix of the host, the fragment and a final slash.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return f"{host(url)}{parts.path.rstrip('/')}?{parts.query}"


def number_of(*parts: str) -> int:
    """Return a signed 64-bit digest, the form in which SQLite stores integers."""
    data = "\0".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little", signed=True)
