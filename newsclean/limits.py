"""Limits of time, memory and page structure, and the failures of tasks."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple


class PageLimits(NamedTuple):
    """Limits of the structure of an HTML page.

    A page over a limit is read in a simpler form, with a warning. Without limits, the time that a parser takes grows
    with the square of the depth and of the numbers. The defaults are far above those of real pages. Of 1,912 news
    pages, the largest has 2.9 million bytes, and the deepest has 139 nested elements. None has more than 10,071 tags,
    73 attributes on one element, or 216 unclosed formatting elements (`<b>`, `<font>`).
    """

    max_bytes: int = 20_000_000
    """The maximum number of bytes of markup, without comments and scripts. Markup after it is not read."""
    max_depth: int = 512
    """The maximum number of nested elements. Browsers have the same limit. Deeper text belongs to the deepest one."""
    max_tags: int = 100_000
    """The maximum number of start tags, and of copies that a parser makes of unclosed formatting elements.

    Everything after it becomes one paragraph.
    """
    max_attributes: int = 256
    """The maximum number of attributes of one element. Further attributes are ignored."""
    max_unclosed: int = 1_000
    """The maximum number of unclosed formatting elements. A parser copies each of them into every later paragraph.

    Above the limit, each one ends at the end of its own paragraph.
    """


DEFAULT_LIMITS = PageLimits()


class Limits(NamedTuple):
    """The limits of a task. `None` means no limit.

    `timeout` is in seconds. `max_memory` is in bytes of the address space of the task's worker. `page` has the limits
    of a page's structure.
    """

    timeout: float | None = 30.0
    max_memory: int | None = 2 << 30
    page: PageLimits = DEFAULT_LIMITS


class Guarded(NamedTuple):
    """A source with limits of its own. `clean` takes it in place of a source."""

    source: str | bytes | Path
    limits: PageLimits = DEFAULT_LIMITS


class Failure(NamedTuple):
    """The reason why a task has no result.

    A worker's failure is of kind "timeout", "memory", "crash" (the worker died) or "error" (the task raised). The kind
    of an input's failure is its reader's, such as "empty" or "encoding".
    """

    kind: str
    message: str


def cores() -> int:
    """Return the number of cores that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


def processes(jobs: int | None, many: bool) -> int:
    """Return the number of worker processes for the option `jobs`. A result of 0 means that this process cleans.

    With `jobs=0`, there is one worker per core. With `jobs=None`, there is one worker for many pages, and none for one.
    """
    if jobs is None:
        return int(many)
    return jobs or cores()
