"""The pages of some inputs, cleaned by the shipped rules, for commands that print no article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsclean import Failure, Page, clean
from newsclean.batch.inputs import Inputs
from newsclean.batch.source import MAX_BYTES, source_of
from newsclean.cli.output import say
from newsclean.page import Unread


class Pages:
    """Inputs to pages, and how many of them failed."""

    def __init__(self, encoding: str | None) -> None:
        self.encoding = encoding
        self.failed = 0

    def read(self, paths: Sequence[str]) -> Iterator[tuple[str, Page]]:
        """Each page with its name; an input that cannot be read, or holds nothing, is named and left out."""
        for record in Inputs().records(paths):
            if isinstance(record, Unread):
                self.fail(record.name, record.message)
                continue
            source = source_of(record, MAX_BYTES)
            if isinstance(source, Failure):
                self.fail(record.name, source.message)
                continue
            page = clean(source.content, source.url, kind=source.kind, encoding=self.encoding or source.encoding)
            if page.blocks:
                yield record.name, page
            else:
                self.fail(record.name, page.warnings[0] if page.warnings else "empty input")

    def fail(self, name: str, message: str) -> None:
        """Name an input that failed."""
        self.failed += 1
        say(f"{name}: {message}")
