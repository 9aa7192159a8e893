"""Other stated metadata: section, tags, picture, publisher, type, free access. No value is inferred."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from newsclean.parse.metadata import addresses
from newsclean.parse.metadata.json_ld import text_of, types_of, unescaped

if TYPE_CHECKING:
    from newsclean.parse.metadata import HeadMetadata

IMAGE_KEYS = "og:image:secure_url og:image og:image:url twitter:image twitter:image:src parsely-image-url".split()
SECTION_KEYS = "article:section og:article:section parsely-section section sailthru.section".split()
TAG_KEYS = ("article:tag", "og:article:tag")
TAG_LIST_KEYS = ("parsely-tags", "sailthru.tags", "news_keywords", "keywords")
PUBLISHER_KEYS = ("dc.publisher", "dcterms.publisher", "citation_publisher", "publisher", "article:publisher")
TIER_KEY = "article:content_tier"
TIERS = {"free": True, "locked": False, "metered": False}
"""The values of Facebook's `article:content_tier`, and whether they mean free access."""

MAX_TAGS, MAX_TAG_CHARS = 50, 100
MAX_SECTION_CHARS = 100
_BETWEEN = re.compile(r"[,;|،、，；]")


def image(about: HeadMetadata) -> str | None:
    """Return the absolute address of the article's picture."""
    head = about.head
    stated = [value for _, value in head.named(*IMAGE_KEYS)] + list(_pictures(about.linked.article.get("image")))
    return next((found for each in stated if (found := addresses.absolute(each, head.url, head.base))), None)


def _pictures(value: Any) -> Iterator[str]:
    for each in (value if isinstance(value, list) else [value])[:MAX_TAGS]:
        if isinstance(each, dict):
            each = each.get("url") or each.get("contentUrl") or each.get("@id")
        if text := text_of(each):
            yield text


def section(about: HeadMetadata) -> str | None:
    """Return the first stated section."""
    stated = [about.linked.text("articleSection"), *(unescaped(value) for _, value in about.head.named(*SECTION_KEYS))]
    return next((each for each in stated if each and len(each) <= MAX_SECTION_CHARS and "://" not in each), None)


def tags(about: HeadMetadata) -> tuple[str, ...]:
    """Return the keywords of the first source that has any: JSON-LD, single tags, lists of keywords."""
    head = about.head
    single = [value for _, value in head.named(*TAG_KEYS)]
    found = _listed(about.linked.article.get("keywords")) or (single if len(single) > 1 else _cut(single))
    for key in () if found else TAG_LIST_KEYS:
        found = found or _cut([value for _, value in head.named(key)])
    known = dict.fromkeys(unescaped(each) for each in found)
    return tuple(each for each in known if each and len(each) <= MAX_TAG_CHARS)[:MAX_TAGS]


def _listed(value: Any) -> list[str]:
    if isinstance(value, list):
        texts = [text_of(each.get("name") if isinstance(each, dict) else each) for each in value[:MAX_TAGS]]
        return texts if len(texts) > 1 else _cut(texts)
    return _cut([text_of(value)])


def _cut(values: list[str]) -> list[str]:
    return [part.strip() for value in values for part in _BETWEEN.split(unescaped(value)) if part.strip()]


def publisher(about: HeadMetadata) -> str | None:
    """Return the publisher's name. An address or a number is not a name."""
    stated = [*about.linked.names("publisher"), *(unescaped(value) for _, value in about.head.named(*PUBLISHER_KEYS))]
    return next((each for each in stated if "://" not in each and not each.isdigit()), None)


def kind(about: HeadMetadata) -> str | None:
    """Return the JSON-LD type of the article without its namespace, or else the Open Graph type."""
    types = types_of(about.linked.article)
    return types[0].rstrip("/").rpartition("/")[2] if types else about.head.first("og:type") or None


def free(about: HeadMetadata) -> bool | None:
    """Return whether the article is free to read, from JSON-LD's `isAccessibleForFree` or the content tier."""
    stated = about.linked.article.get("isAccessibleForFree")
    if isinstance(stated, bool):
        return stated
    said = text_of(stated).lower().rpartition("/")[2]
    if said in ("true", "false"):
        return said == "true"
    return TIERS.get(about.head.first(TIER_KEY).lower())
