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

MAX_NUMERIC_RUNS = 3
"""The maximum number of runs of numbers that `template` replaces in one block: a date, a time and a counter.

A block with more is a row of figures.
"""

PLACEHOLDER = "0"
"""What stands for a number or a date in a template."""

_DATE_UNITS = frozenset("年月日")
"""The characters after the numbers of a date in Chinese and Japanese: year, month, day."""


class PageKeys(NamedTuple):
    """What an index learns from a page: its site, the digests of its URL and of its text, and the keys of its blocks.

    The index recognises a page by either of the two digests.
    """

    site: str
    url_digest: int
    text_digest: int
    keys: Sequence[int]


def page_keys(page: Page, default_site: str = "") -> PageKeys | None:
    """Return what an index learns from a page; `None` if the page has no article or its site is not known.

    `default_site` is the site of pages that do not state theirs. A page without a URL is recognised by its text alone.
    The keys of a page take about 300 bytes, and the page takes about 40,000. Worker processes therefore send keys.
    """
    site = site_of(page, default_site)
    if page.kind != "article" or not site:
        return None
    return PageKeys(site, *page_digests(page, site), block_keys(page, site))


def site_of(page: Page, default_site: str = "") -> str:
    """Return the site of a page; empty if it is not known.

    It is the host of the page's URL. Without a URL, it is the name that the page states, in lower case, or else
    `default_site`.

    >>> site_of(Page(()), "courier.example")
    'courier.example'
    """
    url = page.url
    return (host(url) if url else "") or " ".join((page.site or "").casefold().split()) or default_site


def block_keys(page: Page, default_site: str = "") -> list[int]:
    """Return the different keys of a page's blocks in ascending order.

    They are the keys of the blocks that were kept and of those that were removed for reason `site`. `default_site` is
    the site of pages that do not state theirs.
    """
    site = site_of(page, default_site)
    removed_for_site = sorted({removal.at for removal in page.removed if removal.reason == "site"})
    texts = [block.text for _, block in page.kept] + [page.blocks[at].text for at in removed_for_site]
    return sorted({block_key(site, text) for text in texts})


def block_key(site: str, text: str) -> int:
    """Return the key of a block: the digest of its site and of the template of its words.

    A text without words has its normalised characters in place of a template.
    """
    tokens = words(text)
    return digest(site, "block", " ".join(template(tokens)) or normalise(text))


def page_digests(page: Page, site: str) -> tuple[int, int]:
    """Return the two digests by which an index recognises a page: of its URL and of the text of its blocks.

    If the page has no URL, both are the digest of its text.
    """
    text_digest = digest(site, "text", "\0".join(block.text for block in page.blocks))
    return digest(site, "url", comparable(page.url)) if page.url else text_digest, text_digest


def template(tokens: Sequence[str]) -> Sequence[str]:
    """Replace each run of numbers, and of names of months and days, by one `0`.

    Two texts that differ only in a date or a counter then have the same template. A text is returned as it is if it has
    no number, if it has nothing else, or if it has more than `MAX_NUMERIC_RUNS` runs of numbers: a row of figures.

    >>> template("join 12 000 readers".split()), template("updated 5 may 2024 at 10 45".split())
    (['join', '0', 'readers'], ['updated', '0', 'at', '0'])
    >>> template("12 000".split()), template("halden 3 won 2 drawn 1 lost 10".split())
    (['12', '000'], ['halden', '3', 'won', '2', 'drawn', '1', 'lost', '10'])
    """
    if "".join(tokens).isalpha():
        return tokens
    numeric = [not word.isalpha() and any(map(str.isdigit, word)) for word in tokens]
    if not any(numeric):
        return tokens
    found: list[str] = []
    runs = 0
    run_is_counted = has_words = False
    for word, is_number in zip(tokens, numeric, strict=True):
        is_name = not is_number and word in _calendar_words()
        has_words |= not is_number
        if not (is_number or is_name):
            found.append(word)
            run_is_counted = False
            continue
        if not found or found[-1] != PLACEHOLDER:
            found.append(PLACEHOLDER)
        if is_number and not run_is_counted:
            runs += 1
            run_is_counted = True
    return found if has_words and runs <= MAX_NUMERIC_RUNS else tokens


@cache
def _calendar_words() -> frozenset[str]:
    """Return the names of months and days in all known languages."""
    return frozenset(month_names()) | weekdays() | _DATE_UNITS


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


def comparable(url: str) -> str:
    """Return the parts of a URL that are the same in all URLs of one page.

    The scheme, a user, a port, a prefix of the host, the fragment and a final slash are left out.

    >>> comparable("http://m.courier.example:80/a/#top"), comparable("https://www.courier.example/a")
    ('courier.example/a?', 'courier.example/a?')
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return f"{host(url)}{parts.path.rstrip('/')}?{parts.query}"


def digest(*parts: str) -> int:
    """Return a 64-bit digest of the parts (BLAKE2b of the parts joined by NUL), as a signed integer.

    SQLite stores integers in this form.
    """
    data = "\0".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little", signed=True)
