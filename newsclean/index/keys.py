"""What an index knows a site, a page and a block by."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import urlsplit

from newsclean.fingerprint import normalise, words

MIN_WORDS = 8
"""A text of fewer words has a near copy only in one with the same words and other numbers."""
PREFIXES = ("www", "m", "amp", "mobile")


class Block(NamedTuple):
    """A block by its key, and its words, by which near copies are found."""

    key: int
    tokens: Sequence[str]


def host(url: str) -> str:
    """A URL's host in lower case, less what only tells how it is to be shown.

    >>> host("https://www.Courier.example/x"), host("not a url")
    ('courier.example', '')
    """
    try:
        parts = (urlsplit(url).hostname or "").rstrip(".").split(".")
    except ValueError:
        return ""
    return ".".join(parts[1:] if parts[0] in PREFIXES and len(parts) > 2 else parts)


def address(url: str) -> str:
    """A URL without what may differ between two addresses of one page: scheme, fragment, a last slash."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return f"{host(url)}{parts.path.rstrip('/')}?{parts.query}"


def number_of(*parts: str) -> int:
    """A signed 64-bit digest, as SQLite keeps integers."""
    data = "\0".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little", signed=True)


def blocks_of(site: str, texts: Sequence[str]) -> list[Block]:
    """Texts as the index knows them."""
    found = []
    for text in texts:
        tokens = words(text)
        found.append(Block(number_of(site, "block", " ".join(tokens) or normalise(text)), tokens))
    return found


def bands_of(site: str, blocks: Sequence[Block]) -> dict[int, list[int]]:
    """By the keys of some blocks, the numbers that near copies share: none for most of the short ones."""
    from newsclean.bands import bands, plain

    long = {block.key: block.tokens for block in blocks if len(block.tokens) >= MIN_WORDS}
    turn = number_of(site, "bands")
    found = {
        key: [number ^ turn for number in numbers]
        for key, numbers in zip(long, bands(list(long.values())), strict=True)
    }
    for block in blocks:
        if block.key not in long and not "".join(block.tokens).isalpha():
            line = plain(block.tokens)
            if "0" in line and len(set(line)) > 1:
                found[block.key] = [number_of(site, "short", " ".join(line))]
    return found
