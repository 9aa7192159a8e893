"""The pages of some inputs, cleaned by the shipped rules, for commands that print no article."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from newsclean import DEFAULT, Failure, Limits, Page, Record, Rule
from newsclean.batch import Clean
from newsclean.batch.inputs import Inputs
from newsclean.batch.source import weigh
from newsclean.cli.output import say
from newsclean.limits import processes
from newsclean.page import Unread

DONE, FAILED, EMPTY = 0, 2, 3
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Make(Generic[Made]):
    """What a worker does with a record: cleans its page, and makes of it what the command needs, if it holds text."""

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
    """Inputs to pages, and how many of them failed or hold nothing.

    Pages are cleaned by `jobs` processes, 0 for one a core; where that is not said, one file that holds one page by
    this process, and all else by one.
    """

    def __init__(self, encoding: str | None, jobs: int | None, allow_empty: bool, inputs: Inputs | None = None) -> None:
        self.encoding, self.jobs, self.allow_empty = encoding, jobs, allow_empty
        self.inputs = inputs or Inputs()
        self.failed = self.empty = 0

    def read(
        self, paths: Sequence[str], make: Callable[[Page], Made], rules: tuple[Rule, ...] = DEFAULT
    ) -> Iterator[tuple[int, str, Made]]:
        """What `make` makes of each page, in the worker, with its place among all records and its name, in order.

        An input that cannot be read, or holds nothing, is named and left out.
        """
        from newsclean.workers import work_all

        many = len(paths) > 1 or Path(paths[0]).is_dir() or self.inputs.holds_many(paths[0])
        jobs = processes(self.jobs, many)
        work = Make(Clean(rules, encoding=self.encoding), make)
        results = work_all(work, self.inputs.records(paths), jobs, Limits(), weigh)
        for place, (record, found) in enumerate(results):
            if not isinstance(found, Failure):
                yield place, record.name, found[0]
            elif found.kind == "empty":
                self.pass_over(record.name, found.message)
            else:
                self.fail(record.name, found.message)

    def fail(self, name: str, message: str) -> None:
        """Name an input that failed; without a name, the message has it."""
        self.failed += 1
        say(f"{name}: {message}" if name else message)

    def pass_over(self, name: str, message: str) -> None:
        """Name an input that holds nothing of use."""
        self.empty += 1
        say(f"{name}: {message}")

    def code(self) -> int:
        """The exit code that all this means."""
        return FAILED if self.failed else EMPTY if self.empty and not self.allow_empty else DONE
