"""The metadata fields of a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

FIELDS = ("title authors date modified language site publisher url description image section tags type free").split()
"""The printed metadata fields, in order."""


class Metadata(Protocol):
    """The metadata of a page. A field is `None` or empty if the page does not state it clearly."""

    @property
    def title(self) -> str | None: ...
    @property
    def headlines(self) -> tuple[str, ...]: ...
    @property
    def description(self) -> str | None: ...
    @property
    def traits(self) -> tuple[float, ...]: ...
    @property
    def authors(self) -> tuple[str, ...]: ...
    @property
    def date(self) -> str | None: ...
    @property
    def language(self) -> str | None: ...
    @property
    def site(self) -> str | None: ...
    @property
    def url(self) -> str | None: ...
    @property
    def modified(self) -> str | None: ...
    @property
    def publisher(self) -> str | None: ...
    @property
    def image(self) -> str | None: ...
    @property
    def section(self) -> str | None: ...
    @property
    def tags(self) -> tuple[str, ...]: ...
    @property
    def type(self) -> str | None: ...
    @property
    def free(self) -> bool | None: ...
    @property
    def sources(self) -> Mapping[str, str]: ...


class Stated(NamedTuple):
    """Metadata with given values. The default is empty metadata, as for plain text."""

    title: str | None = None
    headlines: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    date: str | None = None
    language: str | None = None
    site: str | None = None
    url: str | None = None
    description: str | None = None
    traits: tuple[float, ...] = ()
    modified: str | None = None
    publisher: str | None = None
    image: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    type: str | None = None
    free: bool | None = None
    sources: Mapping[str, str] = {}


class Described:
    """A base class that gives access to the fields of `metadata`. Each field is computed on first use."""

    __slots__ = ()
    metadata: Metadata

    @property
    def title(self) -> str | None:
        """The headline, without the site's name."""
        return self.metadata.title

    @property
    def authors(self) -> tuple[str, ...]:
        """The authors' names, in document order."""
        return self.metadata.authors

    @property
    def date(self) -> str | None:
        """The date of publication in ISO 8601.

        It has a time if the page states one. It is `YYYY-MM` if the page states no day.
        """
        return self.metadata.date

    @property
    def modified(self) -> str | None:
        """The date of the last change, in the same format."""
        return self.metadata.modified

    @property
    def language(self) -> str | None:
        """The page's language as a BCP 47 tag, such as `en` or `pt-BR`."""
        return self.metadata.language

    @property
    def site(self) -> str | None:
        """The name of the site or publisher."""
        return self.metadata.site

    @property
    def publisher(self) -> str | None:
        """The publisher that the page states."""
        return self.metadata.publisher

    @property
    def url(self) -> str | None:
        """The page's canonical URL, or the one that the caller gave."""
        return self.metadata.url

    @property
    def description(self) -> str | None:
        """The description of the article that the page states."""
        return self.metadata.description

    @property
    def image(self) -> str | None:
        """The URL of the article's main picture."""
        return self.metadata.image

    @property
    def section(self) -> str | None:
        """The section of the site that the article belongs to."""
        return self.metadata.section

    @property
    def tags(self) -> tuple[str, ...]:
        """The keywords that the page states, in document order."""
        return self.metadata.tags

    @property
    def type(self) -> str | None:
        """The stated type of the article: a schema.org type, such as `NewsArticle`, or an Open Graph type."""
        return self.metadata.type

    @property
    def free(self) -> bool | None:
        """Return whether the page states that the article is free to read; `None` if it does not say."""
        return self.metadata.free
