"""Limits of time, memory and page structure, and the failures of tasks."""

from __future__ import annotations

import os
from typing import NamedTuple


class PageLimits(NamedTuple):
    """Limits of the structure of an HTML page.

    A page over a limit is read in a simpler form, with a warning. The time of a parser grows with the square of these
    numbers. The defaults are far above those of real pages. Of 1,912 news pages, the largest has 2.9 million bytes, and
    the deepest has 139 nested elements. None has more than 10,071 tags, 73 attributes on one element, or 216 unclosed
    formatting elements (`<b>`, `<font>`).
    """

    max_bytes: int = 20_000_000
    """Bytes of markup, without comments and scripts. The rest is not read."""
    max_depth: int = 512
    """Nested elements; browsers have the same limit. Deeper text is read as paragraphs of the deepest element."""
    max_tags: int = 100_000
    """Start tags, or copies that a parser makes of unclosed formatting elements. The rest is one paragraph."""
    max_attributes: int = 256
    """Attributes of one element. The rest are ignored."""
    max_unclosed: int = 1_000
    """Unclosed formatting elements. A parser copies each into every paragraph. Over the limit, they end with theirs."""


USUAL = PageLimits()


class Limits(NamedTuple):
    """The limits of a task: seconds, and bytes of its worker's address space. `None` means no limit.

    `page` has the limits of a page's structure.
    """

    timeout: float | None = 30.0
    max_memory: int | None = 2 << 30
    page: PageLimits = USUAL


class Guarded(NamedTuple):
    """A source with its own limits. It is accepted wherever a source is."""

    source: str | bytes
    limits: PageLimits = USUAL


class Failure(NamedTuple):
    """The reason why a task has no result.

    The kinds of worker failures are "timeout", "memory", "crash" (the worker died) and "error" (the task raised).
    """

    kind: str
    message: str


def cores() -> int:
    """Return the number of cores that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


def processes(jobs: int | None, many: bool) -> int:
    """Return the number of worker processes; 0 means that this process cleans.

    `jobs` is that number, where 0 means one worker a core. `None` means one worker if there are many pages, else none.
    """
    return cores() if jobs == 0 else jobs or int(many)
