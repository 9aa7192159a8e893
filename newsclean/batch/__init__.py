"""Many pages: cleaned in order by several processes; one that cannot be cleaned is named, and the others go on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from newsclean.batch.source import MAX_BYTES, source_of, weigh
from newsclean.limits import USUAL, Failure, Guarded, Limits, PageLimits
from newsclean.page import Page, Record, Rule, Unread
from newsclean.pipeline import clean
from newsclean.rules import DEFAULT

__all__ = ["MAX_BYTES", "Cleaned", "Failure", "Limits", "clean_all"]


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A record with its page, or with the reason why there is none."""

    record: Record
    page: Page | None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Clean:
    """What a worker does with a record. `encoding` is for all records, whatever they say."""

    rules: tuple[Rule, ...] = DEFAULT
    max_bytes: int | None = MAX_BYTES
    limits: PageLimits = USUAL
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
    """A `Cleaned` for each record, in the order of the records, by `jobs` processes.

    A record that is larger than `max_bytes`, takes longer or more memory than `limits` allow, cannot be read, raises
    an exception in a rule or ends its process comes without a page, and says why; the process is replaced. One that
    holds more than `limits.page` allows is read in a simpler form, and its page's `warnings` say so. Memory
    stays bounded however many records there are: they are taken only a little ahead of what the caller has taken, in
    a thread of their own. Rules must be picklable. Raises `WorkerError` if processes cannot be started, as in a script
    without `if __name__ == "__main__":`, or in a daemonic process (of `multiprocessing.Pool`, a Dask worker).

    With `jobs=0` the calling process cleans, one record after the other, each when the caller takes it. A rule's
    exception is a failure too, but no time and no memory limit holds, and a crash ends the caller.
    """
    from newsclean.workers import work_all

    limits = limits or Limits()
    for record, result in work_all(Clean(tuple(rules), max_bytes, limits.page), records, jobs, limits, weigh):
        if isinstance(result, Failure):
            yield Cleaned(record, None, result)
        else:
            yield Cleaned(record, result)
