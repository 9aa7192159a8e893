"""Count how much of a page was kept, and how much was removed for each reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from zlib import crc32

from newsclean.page import Page

REASONS = {
    "furniture": "outside the article",
    "hidden": "not displayed by browsers",
    "title": "the headline, above the article",
    "label": "the name of a section",
    "caption": "captions and photo credits",
    "policy": "comment policies, sign-up and legal lines",
    "repeat": "what an earlier paragraph said",
    "site": "what the site prints on many pages",
}
"""The reasons of the built-in rules in display order, with their meanings."""

OTHER = "a rule of your own"
OTHER_HUES = 4


@dataclass(frozen=True, slots=True)
class Count:
    """A number of blocks and of the characters in them."""

    blocks: int = 0
    chars: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.blocks + other.blocks, self.chars + other.chars)


@dataclass(frozen=True, slots=True)
class Tally:
    """The kept blocks, and the removed blocks by reason."""

    kept: Count = field(default_factory=Count)
    removed: Mapping[str, Count] = field(default_factory=dict)

    @property
    def gone(self) -> Count:
        """All removed blocks."""
        return sum(self.removed.values(), Count())

    @property
    def whole(self) -> Count:
        """All blocks."""
        return self.kept + self.gone

    def __add__(self, other: Tally) -> Tally:
        removed = dict(self.removed)
        for reason, count in other.removed.items():
            removed[reason] = removed.get(reason, Count()) + count
        return Tally(self.kept + other.kept, in_order(removed))


def tally(page: Page) -> Tally:
    """Count the blocks and characters of a page."""
    kept = sum((Count(1, len(block.text)) for _, block in page.kept), Count())
    removed: dict[str, Count] = {}
    for at, reason, _ in page.removed:
        removed[reason] = removed.get(reason, Count()) + Count(1, len(page.blocks[at].text))
    return Tally(kept, in_order(removed))


def in_order(removed: Mapping[str, Count]) -> dict[str, Count]:
    """Sort by reason: built-in reasons first, in display order, then others by name."""
    known = [reason for reason in REASONS if reason in removed]
    return {reason: removed[reason] for reason in (*known, *sorted(removed.keys() - REASONS.keys()))}


def hue(reason: str) -> str:
    """Return the CSS class of a reason: its name, or one of a few classes for a user's reasons."""
    return reason if reason in REASONS else f"other-{crc32(reason.encode('utf-8', 'replace')) % OTHER_HUES}"
