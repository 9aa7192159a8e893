"""Clean many pages in order with several processes.

A page that cannot be cleaned does not stop the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from newsclean.batch.source import MAX_BYTES, source_of, weigh
from newsclean.limits import DEFAULT_LIMITS, Failure, Guarded, Limits, PageLimits
from newsclean.page import Page, Record, Rule, Unread
from newsclean.pipeline import clean
from newsclean.rules import DEFAULT

__all__ = ["MAX_BYTES", "Cleaned", "Failure", "Limits", "clean_all"]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A record with its page, or with the reason why it has no page."""

    record: Record
    page: Page | None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Clean:
    """The function that workers apply to each record. `encoding` overrides the encoding of all records."""

    rules: tuple[Rule, ...] = DEFAULT
    max_bytes: int | None = MAX_BYTES
    limits: PageLimits = DEFAULT_LIMITS
    encoding: str | None = None

    def __call__(self, record: Record | Unread) -> Page | Failure:
        if isinstance(record, Unread):
            return Failure("unreadable", record.message)
        source = source_of(record, self.max_bytes)
        if isinstance(source, Failure):
            return source
        content = Guarded(source.content, self.limits)
        return clean(content, source.url, self.rules, kind=source.kind, encoding=self.encoding or source.encoding)


def clean_all(
    records: Iterable[Record],
    rules: Iterable[Rule] = DEFAULT,
    *,
    jobs: int = 1,
    limits: Limits | None = None,
    max_bytes: int | None = MAX_BYTES,
) -> Iterator[Cleaned]:
    """Clean records with `jobs` processes, and yield a `Cleaned` for each, in the order of the records.

    A record fails if it is larger than `max_bytes`, cannot be read, exceeds the time or memory of `limits`, crashes its
    process, or raises an exception in a rule. Then `failure` has the reason, and a lost process is replaced. A page
    over `limits.page` is read in a simpler form, and its `warnings` say so.

    A thread reads `records` only a little ahead of the caller, so memory is bounded. Rules must be picklable. Raises
    `WorkerError` if processes cannot be started: in a script without `if __name__ == "__main__":`, or in a daemonic
    process (of `multiprocessing.Pool`, a Dask worker).

    With `jobs=0`, the calling process cleans each record when the caller requests it. An exception in a rule is a
    failure too, but there is no time or memory limit, and a crash ends the caller.
    """
    from newsclean.workers import work_all

    limits = limits or Limits()
    for record, result in work_all(Clean(tuple(rules), max_bytes, limits.page), records, jobs, limits, weigh):
        if isinstance(result, Failure):
            yield Cleaned(record, None, result)
        else:
            yield Cleaned(record, result)
