"""What a page says about itself, and what a reader sees of that: JSON-LD, meta tags, microdata, bylines and datelines.

Everything is read on demand: a page whose date nobody asks for costs no date parsing. Where a page contradicts itself
or says nothing clear, the answer is `None`: empty beats wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from newsclean.page import Block, Stated
from newsclean.parse.characters import shown
from newsclean.parse.dates import order_in
from newsclean.parse.metadata import addresses
from newsclean.parse.metadata.head import Head
from newsclean.parse.metadata.linked import Linked, letters, text_of, types_of, undone
from newsclean.parse.metadata.sight import Sight

__all__ = ["Head", "HeadMetadata"]

TITLE_KEYS = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "headline")
MORE_TITLE_KEYS = ("citation_title", "dcterms.title", "title", "hdl", "cxenseparse:title")
DATE_KEYS = (
    "article:published_time article:published og:article:published_time og:published_time datepublished"
    " parsely-pub-date sailthru.date dc.date.issued dcterms.issued dcterms.created dc.date.created dc.date dcterms.date"
    " pubdate publishdate publish-date publish_date publication_date publication-date published_time published-date"
    " date_published published cxenseparse:recs:publishtime cxenseparse:publishtime rnews:datepublished"
    " citation_publication_date citation_online_date citation_date article.published article:post_date date created"
    " dateposted displaydate originalpublicationdate article_date_original ptime pdate"
).split()
MODIFIED_KEYS = (
    "article:modified_time article:modified og:updated_time og:article:modified_time datemodified dc.date.modified"
    " dcterms.modified last-modified lastmod modified_time article:updated updated_time"
).split()
AUTHOR_KEYS = (
    "author article:author parsely-author sailthru.author dc.creator dcterms.creator byl byline citation_author"
    " dc.contributor article:author_name authors cxenseparse:author rnews:creator creator og:article:author"
).split()
DESCRIPTION_KEYS = ("og:description", "description", "twitter:description")
IMAGE_KEYS = ("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src", "parsely-image-url")
SECTION_KEYS = ("article:section", "og:article:section", "parsely-section", "cxenseparse:recs:category", "section")
TAG_KEYS = ("article:tag", "og:article:tag")
TAG_LIST_KEYS = ("parsely-tags", "sailthru.tags", "news_keywords", "keywords")
PUBLISHER_KEYS = ("dc.publisher", "dcterms.publisher", "citation_publisher", "publisher")
FREE_KEYS = ("article:content_tier",)
SITE_KEYS = ("og:site_name", "application-name", "apple-mobile-web-app-title", "dc.publisher", "al:iphone:app_name")
LANGUAGE_KEYS = ("content-language", "language", "og:locale", "dc.language", "inlanguage")
MAX_LABEL = 60
"""Characters of a block that may be a date."""
DAY_FIRST_TOPS = frozenset("uk au nz ie in za sg ng ke pk lk mt hk gh tz ug zw my eu".split())
"""Top domains whose English has the day first."""

_LANGUAGE = r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}"
_TITLE_BREAK = re.compile(r"\s{1,9}[|\-–—•·»:]{1,2}\s{1,9}|\s{0,9}\|\s{0,9}")


class HeadMetadata:
    """A page's own statements, read from its `Head` and its blocks when they are asked for."""

    def __init__(self, head: Head, blocks: Sequence[Block] = ()) -> None:
        self.head = head
        self.blocks = blocks
        self.sources: dict[str, str] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        raise NotImplementedError

    # What rules ask for, of the head alone

    @cached_property
    def headlines(self) -> tuple[str, ...]:
        """The ways in which the head words the title, with the site's name and without: cheap, where `title` is not."""
        parts = sorted(_TITLE_BREAK.split(self.head.title), key=len)
        return tuple(dict.fromkeys(filter(None, [self.head.first(*TITLE_KEYS), self.head.title, *parts[-1:]])))

    @cached_property
    def description(self) -> str | None:
        """What the head's meta tags say that the page is about."""
        return self.head.first(*DESCRIPTION_KEYS) or None

    @cached_property
    def traits(self) -> tuple[float, ...]:
        """What `parse.traits.NAMES` names."""
        from newsclean.parse.traits import traits

        return traits(self.head, self.head.url)

    # What is asked for by those who want it

    @cached_property
    def linked(self) -> Linked:
        """The JSON-LD."""
        urls = [addresses.bare(each) for each in (self.head.url, self.head.canonical, self.head.first("og:url")) if each]
        return Linked(self.head.linked_data, urls, [letters(each) for each in (*self.headlines, *self.head.headings)])

    @cached_property
    def sight(self) -> Sight:
        """What a reader sees around the headline."""
        return Sight(self.blocks, (*map(undone, self.headlines), self.linked.text("headline")), self.dated_in)

    @cached_property
    def title(self) -> str | None:
        """The headline, without the site's name."""
        from newsclean.parse.metadata.choice import title

        return self._note("title", title(self))

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """The authors' names."""
        from newsclean.parse.metadata.choice import authors

        return self._note("authors", authors(self)) or ()

    @cached_property
    def date(self) -> str | None:
        """When it was published, ISO 8601."""
        from newsclean.parse.metadata.choice import date

        return self._note("date", date(self))

    @cached_property
    def modified(self) -> str | None:
        """When it was changed last, ISO 8601."""
        from newsclean.parse.metadata.choice import modified

        return self._note("modified", modified(self))

    def _note(self, name: str, found: tuple[Any, str] | None) -> Any:
        if found is None:
            return None
        self.sources[name] = found[1]
        return found[0]

    @cached_property
    def language(self) -> str | None:
        """A BCP 47 tag."""
        stated = [self.head.language, self.linked.text("inLanguage"), self.head.first(*LANGUAGE_KEYS)]
        for value in stated:
            if found := re.fullmatch(_LANGUAGE, value.split(",")[0].strip().replace("_", "-")):
                return found[0]
        return None

    @cached_property
    def dated_in(self) -> str:
        """The language whose order of day and month the page has."""
        language = self.language or ""
        if language.lower() not in ("en", "en-us"):
            return language
        top = addresses.host(self.url or "").rsplit(".", 1)[-1]
        if top in DAY_FIRST_TOPS:
            return "en-GB"
        shown = [text for _, text in self.head.times] + [block.text for block in self.blocks if len(block.text) < MAX_LABEL]
        return order_in(text for text in shown if "20" in text) or language

    @cached_property
    def site(self) -> str | None:
        """The site's or publisher's name."""
        publisher = next(iter(self.linked.names("publisher")), "")
        return undone(self.head.first(SITE_KEYS[0])) or publisher or undone(self.head.first(*SITE_KEYS[1:])) or None

    @cached_property
    def url(self) -> str | None:
        """The canonical URL if it is on the site that the page came from; else the one that the caller gave."""
        stated = self.head.canonical or self.head.first("og:url") or self.linked.text("url")
        return addresses.canonical(stated, self.head.url, self.head.base)
