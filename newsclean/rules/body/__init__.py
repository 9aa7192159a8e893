"""Body: what stands outside the article is furniture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from newsclean.names import AWAY, BODY, CAPTION, COMMENTS
from newsclean.page import Block, Box, Page, Removal
from newsclean.rules.body.features import HEADINGS, PROSE, Outline, outline
from newsclean.rules.shape import ends_sentence, is_prose

Verdict = tuple[str, str]
HIDDEN = ("hidden", "not displayed")
OUTSIDE = ("furniture", "outside the article's container")


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
        verdicts = self.verdicts(out, within)
        inside: list[int] = []
        for at, (row, block) in enumerate(zip(out.rows, page.blocks, strict=True)):
            if verdict := verdicts[row] or (block.link_chars and self.links(block)):
                yield Removal(at, *verdict)
            else:
                inside.append(at)
        yield from self.ends(out, page.blocks, inside)

    def container(self, out: Outline) -> int:
        """The row of the box that holds the article."""
        prose, parents = out.prose, out.parent
        best = [-1] * len(parents)
        for row in range(len(parents) - 1, 0, -1):
            if held := prose[row]:
                rival = best[parents[row]]
                if rival < 0 or held >= prose[rival]:
                    best[parents[row]] = row
        row = 0
        while (inner := best[row]) >= 0 and not (out.own[row] & BODY and prose[row] >= self.min_body_share * prose[0]):
            if prose[inner] < self.min_share * prose[row] or out.boxes[inner].tag in PROSE:
                break
            row = inner
        return row

    def verdicts(self, out: Outline, within: Sequence[bool]) -> list[Verdict | None]:
        """For each box, why what stands in it cannot be the article's: reason and evidence; `None` if it can."""
        found: list[Verdict | None] = []
        for row, (box, parent) in enumerate(zip(out.boxes, out.parent, strict=True)):
            above = found[parent] if parent >= 0 else None
            if above is not None and above is not OUTSIDE:
                found.append(above)
            elif box.hidden and not out.shown:
                found.append(HIDDEN)
            elif out.own[row] & AWAY:
                found.append(("furniture", describe(box, bool(out.own[row] & COMMENTS))))
            else:
                found.append(None if within[row] else OUTSIDE)
        return found

    def links(self, block: Block) -> Verdict | None:
        """The same for a block that is mostly links."""
        density = block.link_chars / len(block.text)
        if density == 1 and "\n" in block.text:
            return "furniture", "links and short lines"
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


def describe(box: Box, comments: bool = False) -> str:
    """A box as evidence names it: its tag and names."""
    names = " ".join(sorted(box.names))
    return f"{'comments: ' if comments else ''}in <{box.tag}> {names}".rstrip()
