"""What became of the inputs of a run, in numbers."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from newsclean.batch.outcome import Outcome

EMPTY = "empty"
"""The kind of failure of a page that holds no article."""
NUMBERS, COUNTERS = ("read", "written", "skipped", "changed"), ("failed", "blocks", "chars")


@dataclass(slots=True)
class Tally:
    """What became of the inputs: `read` is `written` and `failed`; a failure is counted by its kind, and so is a page
    without an article ("empty").

    `skipped` are those that were not read, since their results are there; another thread may count them.
    `blocks` and `chars` were removed, by reason.
    """

    read: int = 0
    written: int = 0
    skipped: int = 0
    changed: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    blocks: Counter[str] = field(default_factory=Counter)
    chars: Counter[str] = field(default_factory=Counter)
    before: int = 0
    """So many had been read by a run that this one goes on with."""
    began: float = field(default_factory=time.monotonic)

    def count(self, outcome: Outcome) -> None:
        """Take in what came of a record."""
        self.read += 1
        self.changed += outcome.changed
        if outcome.failure is not None:
            self.failed[outcome.failure.kind] += 1
            return
        self.written += 1
        for reason, (blocks, chars) in outcome.removed.items():
            self.blocks[reason] += blocks
            self.chars[reason] += chars

    def lose(self, number: int = 1) -> None:
        """So many of what was counted as written was not written after all."""
        self.written -= number
        self.failed["not written"] += max(number, 1)

    def skip(self) -> None:
        """Take in a record whose result is there already."""
        self.skipped += 1

    def to_json(self) -> dict[str, Any]:
        """What `restore` takes."""
        return {name: getattr(self, name) for name in NUMBERS} | {name: dict(getattr(self, name)) for name in COUNTERS}

    def restore(self, values: dict[str, Any]) -> None:
        """Begin where another run was."""
        for name in NUMBERS:
            setattr(self, name, values[name])
        for name in COUNTERS:
            setattr(self, name, Counter(values[name]))
        self.before = self.read

    def summary(self, passed: Mapping[str, int]) -> str:
        """One line on all; `passed` counts what was passed over, by what it is."""
        kinds = listed({kind: number for kind, number in self.failed.items() if kind != EMPTY})
        reasons = ", ".join(f"{name} {number:,}/{self.chars[name]:,}" for name, number in sorted(self.blocks.items()))
        rate = (self.read - self.before) / max(time.monotonic() - self.began, 1e-9)
        empty, blocks, chars = self.failed[EMPTY], self.blocks.total(), self.chars.total()
        parts = [f"{self.read + self.skipped:,} read", f"{self.written:,} written"]
        parts += [f"{self.skipped:,} there already"] if self.skipped else []
        parts += [f"{empty:,} without an article"] if empty else []
        parts.append(f"{self.failed.total() - empty:,} failed{kinds}")
        over = f"; passed over: {sum(passed.values()):,}{listed(passed)}" if passed else ""
        return (
            f"{', '.join(parts)}{over}; removed: {blocks:,} blocks/{chars:,} characters"
            f"{f' ({reasons})' if reasons else ''}; {rate:,.0f} pages a second"
        )


def listed(numbers: Mapping[str, int]) -> str:
    """Numbers with their names, in parentheses; empty if there are none."""
    return f" ({', '.join(f'{name} {number:,}' for name, number in sorted(numbers.items()))})" if numbers else ""
