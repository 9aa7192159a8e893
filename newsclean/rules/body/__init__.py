"""Body: what stands outside the article is furniture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from newsclean.page import Block, Box, Page, Removal
from newsclean.rules.body.features import BODY, CAPTION, COMMENTS, FURNITURE, HEADINGS, PROSE, Outline, outline
from newsclean.rules.shape import ends_sentence, is_prose


@dataclass(frozen=True, slots=True)
class Body:
    """Marks what is outside the article on an HTML page, and the furniture inside it. Plain text it leaves alone.

    The article's container is found by going down from the page's root, each time into the box with the most prose,
    as long as it has `min_share` of the prose of the box around it; a box whose name says that it is an article's
    body, and that holds `min_body_share` of all prose, ends the way down. Prose in boxes that their tag or name calls
    furniture or comments does not count (see `features.outline` for `trunk_share` and `min_told_share`).

    Inside the container go: such boxes, what is hidden, blocks with more than `max_link_density` of their characters
    in links (if longer than `max_link_chars`, `max_long_density`), and at the two ends what is no prose: above the
    first, everything but headings, below the last, what is shorter than `max_tail_chars` and ends no sentence.
    """

    once: ClassVar[bool] = True
    """It judges the whole page, whatever is marked, so asking again would change nothing."""

    trunk_share: float = 0.5
    min_told_share: float = 0.15
    min_share: float = 0.8
    min_body_share: float = 0.5
    max_link_density: float = 0.5
    max_link_chars: int = 80
    max_long_density: float = 0.8
    max_tail_chars: int = 80

    def __call__(self, page: Page) -> Iterator[Removal]:
        if page.layout is not None or not page.blocks:
            return
        out = outline(page.blocks, self.trunk_share, self.min_told_share)
        within = out.below(self.container(out))
        inside: list[int] = []
        for at, block in enumerate(page.blocks):
            if reason := self.reason(out, within, at, block):
                yield Removal(at, *reason)
            else:
                inside.append(at)
        yield from self.ends(out, page.blocks, inside)

    def container(self, out: Outline) -> int:
        """The row of the box that holds the article."""
        children: dict[int, list[int]] = {}
        for row, parent in enumerate(out.parent):
            children.setdefault(parent, []).append(row)
        row = 0
        while inner := children.get(row):
            if out.own[row] & BODY and out.prose[row] >= self.min_body_share * out.prose[0]:
                break
            best = max(inner, key=lambda each: (out.prose[each], -each))
            if out.prose[best] < self.min_share * out.prose[row] or out.boxes[best].tag in PROSE:
                break
            row = best
        return row

    def reason(self, out: Outline, within: Sequence[bool], at: int, block: Block) -> tuple[str, str] | None:
        """Why a block cannot be the article's, by the box that it stands in; `None` if it can."""
        row = out.rows[at]
        if out.boxes[row].hidden and not out.shown:
            return "hidden", "not displayed"
        if out.purpose[row] & COMMENTS:
            return "furniture", f"comments: in {describe(out.cause(row, COMMENTS))}"
        if out.purpose[row] & FURNITURE:
            return "furniture", f"in {describe(out.cause(row, FURNITURE))}"
        if not within[row]:
            return "furniture", "outside the article's container"
        density = block.link_chars / len(block.text)
        limit = self.max_link_density if len(block.text) < self.max_link_chars else self.max_long_density
        return ("furniture", f"{density:.0%} of it is links") if density > limit else None

    def ends(self, out: Outline, blocks: Sequence[Block], inside: Sequence[int]) -> Iterator[Removal]:
        """Mark what hangs over at the container's two ends."""
        prose = [at for at in inside if out.weights[at] and is_prose(blocks[at].text)]
        if not prose:
            return
        for at in inside:
            tag = out.boxes[out.rows[at]].tag
            if at < prose[0] and tag not in HEADINGS and not out.purpose[out.rows[at]] & CAPTION:
                yield Removal(at, "furniture", "no prose, above the article's first")
            elif at > prose[-1] and len(blocks[at].text) < self.max_tail_chars and not ends_sentence(blocks[at].text):
                yield Removal(at, "furniture", "no prose, below the article's last")


def describe(box: Box) -> str:
    """A box as evidence names it: its tag and names."""
    names = " ".join(sorted(box.names))
    return f"<{box.tag}> {names}".rstrip()
