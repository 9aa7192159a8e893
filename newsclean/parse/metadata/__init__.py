"""A page's metadata, from JSON-LD, meta tags, microdata, and displayed bylines and datelines.

Each field is computed on demand: if a caller does not read the date, no date is parsed. If a page contradicts itself or
is not clear, the value is `None`: an empty value is better than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from newsclean.metadata import Stated
from newsclean.page import Block
from newsclean.parse.metadata import addresses
from newsclean.parse.metadata.head import Head
from newsclean.parse.metadata.keys import DESCRIPTION_KEYS, LANGUAGE_KEYS, SITE_KEYS, TITLE_KEYS

if TYPE_CHECKING:
    from newsclean.parse.metadata.json_ld import JsonLd
    from newsclean.parse.metadata.visible import Visible

__all__ = ["Head", "HeadMetadata"]

SOURCED = ("title", "authors", "date", "modified")
MAX_LABEL = 60
"""The number of characters below which a block may be a date."""

DAY_FIRST_TOPS = frozenset("uk au nz ie in za sg ng ke pk lk mt hk gh tz ug zw my eu".split())
"""Top-level domains whose English pages write the day before the month."""

MIN_PARAGRAPH = 80
"""The minimum number of characters of a block that is used to detect the language."""

_LANGUAGE = r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}"
_TITLE_BREAK = re.compile(r"\s{1,9}[|\-–—•·»:]{1,2}\s{1,9}|\s{0,9}\|\s{0,9}")


class HeadMetadata:
    """The metadata of a page, computed on demand from its `Head` and its blocks."""

    def __init__(self, head: Head, blocks: Sequence[Block] = ()) -> None:
        self.head = head
        self.blocks = blocks
        self.found_in: dict[str, str] = {}

    @property
    def sources(self) -> dict[str, str]:
        """The source, in words, of the title, the authors and the dates. Fields without a value are missing."""
        for name in SOURCED:
            getattr(self, name)
        return dict(self.found_in)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle the values of the fields only, without the page."""
        return Stated, tuple(getattr(self, name) for name in Stated._fields)

    # Fields for rules, from the head only

    @cached_property
    def headlines(self) -> tuple[str, ...]:
        """The title as the head states it, with and without the site's name. It is cheaper than `title`."""
        parts = sorted(_TITLE_BREAK.split(self.head.title), key=len)
        return tuple(dict.fromkeys(filter(None, [self.head.first(*TITLE_KEYS), self.head.title, *parts[-1:]])))

    @cached_property
    def description(self) -> str | None:
        """The description in the head's meta tags."""
        return self.head.first(*DESCRIPTION_KEYS) or None

    @cached_property
    def traits(self) -> tuple[float, ...]:
        """The features that `parse.traits.NAMES` lists."""
        from newsclean.parse.traits import traits

        return traits(self.head, self.head.url)

    # Fields for callers

    @cached_property
    def linked(self) -> JsonLd:
        """The JSON-LD of the page."""
        from newsclean.parse.metadata.json_ld import JsonLd

        return JsonLd(self.head.linked_data, self._own)

    def _own(self) -> tuple[list[str], list[str]]:
        """Return the page's normalised addresses, and its headlines reduced to letters and digits."""
        from newsclean.parse.metadata.json_ld import letters

        stated = (self.head.url, self.head.canonical, self.head.first("og:url"))
        urls = [addresses.bare(each) for each in stated if each]
        return urls, [letters(each) for each in (*self.headlines, *self.head.headings)]

    @cached_property
    def visible(self) -> Visible:
        """The displayed lines around the headline."""
        from newsclean.parse.metadata.json_ld import unescaped
        from newsclean.parse.metadata.visible import Visible

        headlines = (*map(unescaped, self.headlines), self.linked.text("headline"))
        return Visible(self.blocks, headlines, self.language or "", lambda: self.dated_in)

    @cached_property
    def title(self) -> str | None:
        """The headline, without the site's name."""
        from newsclean.parse.metadata import choice

        return self._note("title", choice.title(self))

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """The authors' names."""
        from newsclean.parse.metadata import choice

        return self._note("authors", choice.authors(self)) or ()

    @cached_property
    def date(self) -> str | None:
        """The date of publication, in ISO 8601."""
        from newsclean.parse.metadata import choice

        return self._note("date", choice.date(self))

    @cached_property
    def modified(self) -> str | None:
        """The date of the last change, in ISO 8601."""
        from newsclean.parse.metadata import choice

        return self._note("modified", choice.modified(self))

    @cached_property
    def image(self) -> str | None:
        """The URL of the article's main picture."""
        from newsclean.parse.metadata import fields

        return fields.image(self)

    @cached_property
    def section(self) -> str | None:
        """The section of the site that the article belongs to."""
        from newsclean.parse.metadata import fields

        return fields.section(self)

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """The stated keywords."""
        from newsclean.parse.metadata import fields

        return fields.tags(self)

    @cached_property
    def publisher(self) -> str | None:
        """The stated publisher."""
        from newsclean.parse.metadata import fields

        return fields.publisher(self)

    @cached_property
    def type(self) -> str | None:
        """The stated type of the article."""
        from newsclean.parse.metadata import fields

        return fields.kind(self)

    @cached_property
    def free(self) -> bool | None:
        """Return whether the page states that the article is free to read; `None` if it does not say."""
        from newsclean.parse.metadata import fields

        return fields.free(self)

    def _note(self, name: str, found: tuple[Any, str] | None) -> Any:
        if found is None:
            return None
        self.found_in[name] = found[1]
        return found[0]

    @cached_property
    def language(self) -> str | None:
        """The language as a BCP 47 tag: the stated one, or else the detected one if detection is certain."""
        for value in (self.head.language, self.linked.text("inLanguage"), self.head.first(*LANGUAGE_KEYS)):
            if found := re.fullmatch(_LANGUAGE, value.split(",")[0].strip().replace("_", "-")):
                return found[0]
        from newsclean.parse.metadata.language import language_of

        return language_of(block.text for block in self.blocks if len(block.text) >= MIN_PARAGRAPH)

    @cached_property
    def dated_in(self) -> str:
        """The language whose order of day and month the page uses."""
        language = self.language or ""
        if language.lower() not in ("en", "en-us"):
            return language
        top = addresses.host(self.url or "").rsplit(".", 1)[-1]
        if top in DAY_FIRST_TOPS:
            return "en-GB"
        from newsclean.parse.dates import order_in

        labels = [block.text for block in self.blocks if len(block.text) < MAX_LABEL]
        return order_in("\n".join([*(text for _, text in self.head.times), *labels])) or language

    @cached_property
    def site(self) -> str | None:
        """The name of the site or of its publisher."""
        from newsclean.parse.metadata.json_ld import unescaped

        publisher = next(iter(self.linked.names("publisher")), "")
        stated = unescaped(self.head.first(SITE_KEYS[0])) or publisher
        return stated or unescaped(self.head.first(*SITE_KEYS[1:])) or self.linked.site or None

    @cached_property
    def url(self) -> str | None:
        """The canonical URL if it is on the same site as the caller's URL, or else the caller's URL."""
        stated = self.head.canonical or self.head.first("og:url") or self.linked.text("url")
        return addresses.canonical(stated, self.head.url, self.head.base)
