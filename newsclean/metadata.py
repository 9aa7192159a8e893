"""What is known about a page beside its text: the vocabulary of metadata."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

FIELDS = ("title authors date modified language site publisher url description image section tags type free").split()
"""What a page is said to be, in the order in which it is printed."""


class Metadata(Protocol):
    """What a page says about itself. `None` or empty wherever it does not say, or not clearly."""

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
    """Metadata that somebody stated; by default nothing, which is what plain text says about itself."""

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
    """What has `metadata`, with what that says at hand. Each is read from the page when it is asked for."""

    __slots__ = ()
    metadata: Metadata

    @property
    def title(self) -> str | None:
        """The headline, without the site's name."""
        return self.metadata.title

    @property
    def authors(self) -> tuple[str, ...]:
        """The authors' names, in the page's order."""
        return self.metadata.authors

    @property
    def date(self) -> str | None:
        """When the article was published: ISO 8601, a date alone where the page gives no time, `YYYY-MM` where it
        gives no day."""
        return self.metadata.date

    @property
    def modified(self) -> str | None:
        """When the article was changed last, in the same forms."""
        return self.metadata.modified

    @property
    def language(self) -> str | None:
        """The page's language as a BCP 47 tag, as in `en` or `pt-BR`."""
        return self.metadata.language

    @property
    def site(self) -> str | None:
        """The name of the site or publisher."""
        return self.metadata.site

    @property
    def publisher(self) -> str | None:
        """The publisher, as the page states it."""
        return self.metadata.publisher

    @property
    def url(self) -> str | None:
        """The page's canonical URL, or the one that the caller gave."""
        return self.metadata.url

    @property
    def description(self) -> str | None:
        """What the page says that the article is about."""
        return self.metadata.description

    @property
    def image(self) -> str | None:
        """The URL of the picture that stands for the article."""
        return self.metadata.image

    @property
    def section(self) -> str | None:
        """The section of the site that the article stands in."""
        return self.metadata.section

    @property
    def tags(self) -> tuple[str, ...]:
        """The keywords that the page states, in its order."""
        return self.metadata.tags

    @property
    def type(self) -> str | None:
        """The kind of article that the page states: a type of schema.org, as `NewsArticle`, or of Open Graph."""
        return self.metadata.type

    @property
    def free(self) -> bool | None:
        """Whether the page says that the article is free to read."""
        return self.metadata.free
