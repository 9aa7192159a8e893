"""The pages of some inputs, cleaned by the shipped rules, for commands that print no article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsclean import InputError, Page, clean
from newsclean.cli.output import say
from newsclean.readers import reader


class Pages:
    """Inputs to pages, and how many of them failed."""

    def __init__(self, encoding: str | None) -> None:
        self.encoding = encoding
        self.failed = 0

    def read(self, paths: Iterable[str]) -> Iterator[tuple[str, Page]]:
        """Each page with its name; an input that cannot be read, or holds nothing, is named and left out."""
        for path in paths:
            try:
                for record in reader(path)(path):
                    page = clean(record.source, record.url, encoding=self.encoding)
                    if page.blocks:
                        yield record.name, page
                    else:
                        self.fail(record.name, page.warnings[0] if page.warnings else "empty input")
            except InputError as error:
                self.fail(path, str(error))

    def fail(self, name: str, message: str) -> None:
        """Name an input that failed."""
        self.failed += 1
        say(f"{name}: {message}")
