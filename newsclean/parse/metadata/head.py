"""The raw facts of a page's head, and of elements that say something about it, as the parser met them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from newsclean.parse.characters import shown


@dataclass(slots=True)
class Head:
    """The raw facts, as the walk over the page noted them: names and values, in the page's order.

    `times` has of each `<time>` the moment that it states and what it displays; `items` has microdata and links to
    authors, by their names.
    """

    url: str | None = None
    title: str = ""
    language: str = ""
    canonical: str = ""
    base: str = ""
    metas: list[tuple[str, str]] = field(default_factory=list)
    linked_data: list[str] = field(default_factory=list)
    times: list[tuple[str, str]] = field(default_factory=list)
    items: list[tuple[str, str]] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)

    named_by: dict[str, list[str]] = field(default_factory=dict, repr=False, compare=False)
    """The values of meta tags by their names: for `named`, which fills it when it is asked first."""

    def first(self, *keys: str) -> str:
        """The first value that is not blank among the meta tags of these names, in the names' order."""
        return next((value for _, value in self.named(*keys)), "")

    def named(self, *keys: str) -> Iterator[tuple[str, str]]:
        """The names and values of the meta tags of these names that are not blank, in the names' order."""
        if not self.named_by:
            for name, value in self.metas:
                self.named_by.setdefault(name, []).append(value)
        for key in keys:
            for value in self.named_by.get(key, ()):
                if text := " ".join(shown(value).split()):
                    yield key, text

    def item(self, *names: str) -> list[str]:
        """The microdata values of these names, in the page's order."""
        return [" ".join(shown(value).split()) for key, value in self.items if key in names and value.strip()]
