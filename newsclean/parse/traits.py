"""Features of a page's head and address that indicate the kind of page.

They are cheaper than `metadata`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsclean.data import sections

if TYPE_CHECKING:
    from newsclean.parse.metadata import Head

NAMES = tuple(
    "og article product question dated authored metas title_chars depth last_chars hyphens year slash other_path"
    " news_path".split()
)
ARTICLES = ("article", "blogposting", "posting", "report")
"""Suffixes of the schema.org types of articles."""

NO_ARTICLE = "jobposting"
PRODUCTS = frozenset("product offer aggregaterating".split())
QUESTIONS = frozenset("question answer qapage faqpage discussionforumposting comment".split())
MAX_CHARS = 100_000
"""The number of first characters of a JSON-LD script and of a path that are read."""

NOWHERE = -1.0
"""The value of each address feature if the address is unknown."""

UNTOLD = (0.0,) * NAMES.index("depth") + (NOWHERE,) * (len(NAMES) - NAMES.index("depth"))
"""The features of a page without a head and an address."""

_TYPE = re.compile(r'"@type"\s*:\s*\[?\s*"([A-Za-z]+)"')
_YEAR = re.compile(r"/(?:19|20)\d\d[/-]")
_BETWEEN = re.compile(r"[-_.]")


def traits(head: Head, url: str | None) -> tuple[float, ...]:
    """Return the features in the order of `NAMES`.

    They are the Open Graph type; the counts of articles, products and questions in JSON-LD; whether a meta tag has a
    date or an author; the count of meta tags; the length of the title; and the features of the address.
    """
    kind = next((value.strip().lower() for name, value in head.metas if name == "og:type"), "")
    kinds = ("article", "website")
    og = kinds.index(kind) + 1 if kind in kinds else 3 if kind.startswith("product") else 4 if kind else 0
    types = [each.lower() for text in head.linked_data for each in _TYPE.findall(text, 0, MAX_CHARS)]
    names = " ".join({name for name, _ in head.metas})
    return (
        og,
        sum(each.endswith(ARTICLES) and each != NO_ARTICLE for each in types),
        sum(each in PRODUCTS for each in types),
        sum(each in QUESTIONS for each in types),
        "publish" in names or "date" in names,
        "author" in names or "creator" in names,
        len(head.metas),
        len(head.title),
        *path_traits(url or head.canonical or ""),
    )


def path_traits(url: str) -> tuple[float, ...]:
    """Return the features of an address's path.

    They are its depth, the form of its last part, and the number of known words in its parts.

    >>> path_traits("https://a.example/news/2025/03/ferry-stays-in-harbour/")
    (4, 22, 3, True, True, 0, 1)
    """
    try:
        path = urlsplit(url).path[:MAX_CHARS]
    except ValueError:
        path = ""
    if not path and not url:
        return (NOWHERE,) * 7
    parts = [part for part in path.split("/") if part]
    last = parts[-1] if parts else ""
    words = [_BETWEEN.split(part.lower(), 1)[0] if part.count("-") < 2 else part for part in parts]
    other, news = known()
    return (
        len(parts),
        len(last),
        last.count("-") + last.count("_") + last.count("%"),
        _YEAR.search(path) is not None,
        path.endswith("/"),
        sum(word in other for word in words),
        sum(word in news for word in words),
    )


@cache
def known() -> tuple[frozenset[str], frozenset[str]]:
    """Return the path parts of pages that are not articles, and the path parts of news."""
    found = sections("paths.txt")
    return frozenset(" ".join(found["other"]).split()), frozenset(" ".join(found["news"]).split())
