"""The raw metadata of a page: its head, and elements that carry metadata, in document order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from newsclean.parse.characters import shown


@dataclass(slots=True)
class Head:
    """The raw metadata, as the walk over the page recorded it: names and values in document order.

    `times` has the `datetime` and the text of each `<time>` element. `items` has the names and values of microdata, and
    the names of authors in links (`rel-author`) and in elements with such a class (`class-author`).
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
    """The values of meta tags by name. `named` fills this index on its first call."""

    def first(self, *keys: str) -> str:
        """Return the first value that is not blank of the meta tags with these names; empty if there is none.

        The names are tried in order.
        """
        return next((value for _, value in self.named(*keys)), "")

    def named(self, *keys: str) -> Iterator[tuple[str, str]]:
        """Yield names and values of the meta tags of these names, in the order of the names.

        Blank values are skipped.
        """
        if not self.named_by:
            for name, value in self.metas:
                self.named_by.setdefault(name, []).append(value)
        for key in keys:
            for value in self.named_by.get(key, ()):
                if text := " ".join(shown(value).split()):
                    yield key, text

    def items_named(self, *names: str) -> list[str]:
        """Return the values of `items` with these names, in document order. Blank values are skipped."""
        return [text for key, value in self.items if key in names and (text := " ".join(shown(value).split()))]
