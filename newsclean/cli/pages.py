"""Cleaned pages of inputs, for commands that work across pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from newsclean import DEFAULT, Failure, Limits, Page, Record, Rule
from newsclean.batch import Clean
from newsclean.batch.inputs import Inputs
from newsclean.batch.source import weigh
from newsclean.cli.help import WIDTH
from newsclean.cli.output import say
from newsclean.limits import processes
from newsclean.page import Unread
from newsclean.readers.streams import is_directory

DONE, FAILED, EMPTY = 0, 2, 3
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": WIDTH}
"""Settings of click for these commands."""

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class PageTask(Generic[Made]):
    """A task for workers that cleans the page of a record and applies `make` to it.

    It returns the result in a tuple. A page that failed or holds no text gives a `Failure`.
    """

    clean: Clean
    make: Callable[[Page], Made]

    def __call__(self, record: Record | Unread) -> tuple[Made] | Failure:
        page = self.clean(record)
        if isinstance(page, Failure):
            return page
        if not page.blocks:
            return Failure("empty", page.warnings[0] if page.warnings else "empty input")
        return (self.make(page),)


class Pages:
    """The cleaned pages of inputs, and the numbers of inputs that failed or hold nothing.

    `encoding` overrides what pages declare. `jobs` is the number of worker processes; 0 means one per core. With
    `None`, this process cleans a single file with a single page, and one worker cleans everything else. `allow_empty`
    makes the exit code 0 if inputs hold nothing.
    """

    def __init__(self, encoding: str | None, jobs: int | None, allow_empty: bool, inputs: Inputs | None = None) -> None:
        self.encoding, self.jobs, self.allow_empty = encoding, jobs, allow_empty
        self.inputs = inputs or Inputs()
        self.failed = self.empty = 0

    def read(
        self, paths: Sequence[str], make: Callable[[Page], Made], rules: tuple[Rule, ...] = DEFAULT
    ) -> Iterator[tuple[int, str, Made]]:
        """Yield for each page its place among all records, its name and the result of `make`, in order.

        `make` runs in the worker. An input that cannot be read or holds nothing is reported and left out.
        """
        from newsclean.workers import work_all

        many = len(paths) > 1 or is_directory(paths[0]) or self.inputs.holds_many(paths[0])
        jobs = processes(self.jobs, many)
        work = PageTask(Clean(rules, encoding=self.encoding), make)
        results = work_all(work, self.inputs.records(paths), jobs, Limits(), weigh)
        for place, (record, found) in enumerate(results):
            if not isinstance(found, Failure):
                yield place, record.name, found[0]
            elif found.kind == "empty":
                self.pass_over(record.name, found.message)
            else:
                self.fail(record.name, found.message)

    def fail(self, name: str, message: str) -> None:
        """Count and report an input that failed. Without `name`, the message contains the name."""
        self.failed += 1
        say(f"{name}: {message}" if name else message)

    def pass_over(self, name: str, message: str) -> None:
        """Count and report an input that holds nothing of use."""
        self.empty += 1
        say(f"{name}: {message}")

    def code(self) -> int:
        """Return the exit code of the command."""
        return FAILED if self.failed else EMPTY if self.empty and not self.allow_empty else DONE


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun. The default plural adds an `s`.

    >>> counted(1, "page"), counted(2, "page"), counted(0, "entry", "entries")
    ('1 page', '2 pages', '0 entries')
    """
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"
