"""Count the inputs and the results of a run."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from newsclean.batch.outcome import Outcome

EMPTY = "empty"
"""The kind of failure of a page without an article."""

NUMBERS, COUNTERS = ("read", "written", "skipped", "changed"), ("failed", "blocks", "chars")


@dataclass(slots=True)
class Tally:
    """The counts of a run. `read` is the sum of `written` and `failed`.

    `failed` counts failures by kind; a page without an article is "empty". `skipped` counts inputs that were not read
    because their results exist; another thread may count them. `blocks` and `chars` count removals by reason.
    """

    read: int = 0
    written: int = 0
    skipped: int = 0
    changed: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    blocks: Counter[str] = field(default_factory=Counter)
    chars: Counter[str] = field(default_factory=Counter)
    before: int = 0
    """The records that earlier runs read, if this run resumes them."""
    began: float = field(default_factory=time.monotonic)

    def count(self, outcome: Outcome) -> None:
        """Count the outcome of a record."""
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
        """Count results as failed that were counted as written but could not be written."""
        self.written -= number
        self.failed["not written"] += max(number, 1)

    def skip(self) -> None:
        """Count an input whose result exists already."""
        self.skipped += 1

    def to_json(self) -> dict[str, Any]:
        """Return the counts for `restore`."""
        return {name: getattr(self, name) for name in NUMBERS} | {name: dict(getattr(self, name)) for name in COUNTERS}

    def restore(self, values: dict[str, Any]) -> None:
        """Continue the counts of an earlier run."""
        for name in NUMBERS:
            setattr(self, name, values[name])
        for name in COUNTERS:
            setattr(self, name, Counter(values[name]))
        self.before = self.read

    def summary(self, passed: Mapping[str, int], *, changes: bool = False) -> str:
        """Return a summary in one line. `passed` counts skipped items by kind.

        With `changes`, nothing was written; the summary says how many texts would change.
        """
        kinds = listed({kind: number for kind, number in self.failed.items() if kind != EMPTY})
        reasons = ", ".join(f"{name} {number:,}/{self.chars[name]:,}" for name, number in sorted(self.blocks.items()))
        rate = (self.read - self.before) / max(time.monotonic() - self.began, 1e-9)
        empty, blocks, chars = self.failed[EMPTY], self.blocks.total(), self.chars.total()
        done = f"{self.changed:,} would change" if changes else f"{self.written:,} written"
        parts = [f"{self.read + self.skipped:,} read", done]
        parts += [f"{self.skipped:,} there already"] if self.skipped else []
        parts += [f"{empty:,} without an article"] if empty else []
        parts.append(f"{self.failed.total() - empty:,} failed{kinds}")
        over = f"; passed over: {sum(passed.values()):,}{listed(passed)}" if passed else ""
        return (
            f"{', '.join(parts)}{over}; removed: {blocks:,} blocks/{chars:,} characters"
            f"{f' ({reasons})' if reasons else ''}; {rate:,.0f} pages a second"
        )


def listed(numbers: Mapping[str, int]) -> str:
    """Return numbers with their names in parentheses; empty if there are none."""
    return f" ({', '.join(f'{name} {number:,}' for name, number in sorted(numbers.items()))})" if numbers else ""
