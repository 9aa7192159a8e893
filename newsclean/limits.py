"""What cleaning a page may take, what is read of a page that is made to take more, and how it can fail."""

from __future__ import annotations

import os
from typing import NamedTuple


class PageLimits(NamedTuple):
    """What an HTML page may hold. One that holds more is read all the same, in a simpler form, with a warning.

    Parsers take time in the square of these numbers. The defaults are far from what pages hold: of 1,912 news pages,
    the largest has 2.9 million bytes, the deepest 139 elements in one another, none more than 10,071 tags, 73
    attributes on one of them, or 216 formatting elements (`<b>`, `<font>`) left open.
    """

    max_bytes: int = 20_000_000
    """Of markup, without comments and scripts. What follows them is not read."""
    max_depth: int = 512
    """Elements in one another, as browsers have it. What stands deeper is read as paragraphs of the deepest."""
    max_tags: int = 100_000
    """Start tags, or copies that a parser makes of formatting elements left open. What follows is one paragraph."""
    max_attributes: int = 256
    """Of one element. The others are passed over."""
    max_unclosed: int = 1_000
    """Formatting elements left open, of which a parser opens a copy in each paragraph. They are closed with theirs."""


USUAL = PageLimits()


class Limits(NamedTuple):
    """What a task may take: seconds, and bytes of its worker's address space; `None` is no limit. `page` is what a page
    may hold without being read in a simpler form."""

    timeout: float | None = 30.0
    max_memory: int | None = 2 << 30
    page: PageLimits = USUAL


class Guarded(NamedTuple):
    """A source with limits of its own, to stand in the place of the source."""

    source: str | bytes
    limits: PageLimits = USUAL


class Failure(NamedTuple):
    """Why a task has no result. Here: "timeout", "memory", "crash" (its worker died) or "error" (it raised)."""

    kind: str
    message: str


def cores() -> int:
    """How many cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


def processes(jobs: int | None, many: bool) -> int:
    """In how many processes to clean: as many as `jobs` says, 0 for one a core; unsaid, in one other process if there
    are many pages, else in this one, which is 0."""
    return cores() if jobs == 0 else jobs or int(many)
