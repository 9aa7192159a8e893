"""Body: what stands outside the article is furniture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from newsclean.names import AWAY, BODY, CAPTION, COMMENTS, caption_around
from newsclean.page import Block, Box, Page, Removal
from newsclean.rules.body.outline import HEADINGS, PROSE, Outline, outline
from newsclean.rules.shape import ends_sentence, is_prose

MODEL_BLOCKS = 24
"""A page of fewer blocks is judged by the rules alone: the model could tell little from it, and costs its loading."""
MAX_CAPTION_BOXES = 3
"""So many boxes up an element for captions makes a block a caption."""


class Verdict(NamedTuple):
    """Why the rules would remove a block; `code` tells the model."""

    code: int
    reason: str
    evidence: str


KEPT, AROUND, NAMED, SAID, ABOVE, HIDDEN, LINKED, BELOW, LUMPED = range(9)
NOT_SHOWN = Verdict(HIDDEN, "hidden", "not displayed")
OUTSIDE = Verdict(AROUND, "furniture", "outside the article's container")
LUMP = Verdict(LUMPED, "furniture", "links and short lines")
NEVER = frozenset((HIDDEN, LUMPED, SAID))
"""Verdicts that the model cannot overrule: hidden text, groups of links, comments."""


@dataclass(frozen=True, slots=True)
class Body:
    """Marks what is outside the article on an HTML page, and the furniture inside it. Plain text it leaves alone.

    Rules look first. The article's container is found by going down from the page's root, each time into the box with
    the most prose, as long as it has `min_share` of the prose of the box around it; a box whose name says that it is an
    article's body, and that holds `min_body_share` of all prose, ends the way down. Prose in boxes that their tag or
    name calls furniture or comments does not count (see `outline.outline` for `trunk_share` and `min_told_share`).
    Inside the container they would remove such boxes, what is hidden, blocks with more than `max_link_density` of
    their characters in links (if longer than `max_link_chars`, `max_long_density`), and at the two ends what is no
    prose: above the first, everything but headings, below the last, what is shorter than `max_tail_chars` and ends no
    sentence.

    Then a learned model scores each block, with what the rules say as one feature of many; it has the last word but
    for hidden text, groups of links and comments. Kept is what has at least `min_score`, 0 to 1: higher is more
    precise, lower keeps more. Without one, the blocks are kept whose F-measure can be expected to be best; there `beta`
    above 1 favours recall, below 1 precision. `model=False` leaves the judgement to the rules, as it is on pages with
    fewer than 24 blocks.
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
    min_score: float | None = None
    beta: float = 1.0
    model: bool = True

    def __call__(self, page: Page) -> Iterator[Removal]:
        if page.layout is not None or not page.blocks:
            return
        out, top, verdicts = self.look(page.blocks)
        if self.model and len(page.blocks) >= MODEL_BLOCKS:
            yield from self.judge(page, out, top, verdicts)
        else:
            for at, verdict in enumerate(verdicts):
                if verdict is not None:
                    yield Removal(at, verdict.reason, verdict.evidence)

    def look(self, blocks: Sequence[Block]) -> tuple[Outline, int, list[Verdict | None]]:
        """What the rules make of a page: its outline, its container's row, and a verdict on each block."""
        out = outline(blocks, self.trunk_share, self.min_told_share)
        top = self.container(out)
        boxes = self.verdicts(out, out.below(top))
        found = [
            boxes[row] or (self.links(block) if block.link_chars else None)
            for row, block in zip(out.rows, blocks, strict=True)
        ]
        self.ends(out, blocks, found)
        return out, top, found

    def judge(self, page: Page, out: Outline, top: int, verdicts: Sequence[Verdict | None]) -> Iterator[Removal]:
        """Let the model judge."""
        import numpy as np

        from newsclean.rules.body.features import matrix
        from newsclean.rules.body.model import choose, shipped, sizes_of

        codes = [KEPT if verdict is None else verdict.code for verdict in verdicts]
        model = shipped()
        judged = self.judged(out, codes)
        features = matrix(page.blocks, out, top, codes)
        scores = model.scores(features.take(np.array(judged, np.intp), 1))
        least, expected = choose(scores, sizes_of(page.blocks, judged), self.beta)
        if self.min_score is not None:
            least = self.min_score
        page.confidence = model.confidence(expected)
        for at, score in losers(codes, judged, scores.tolist(), least):
            verdict = verdicts[at]
            if verdict is None:
                verdict = Verdict(KEPT, "furniture", f"the model gives it {score:.2f}, below {least:.2f}")
            yield Removal(at, verdict.reason, verdict.evidence)

    def judged(self, out: Outline, codes: Sequence[int]) -> list[int]:
        """The blocks that are the model's to judge.

        Not those of `NEVER`, nor what the rules would remove and is no prose; nor captions, which are another rule's.
        """
        found = []
        for at, (code, row) in enumerate(zip(codes, out.rows, strict=True)):
            if code == KEPT:
                if not (out.purpose[row] & CAPTION and caption_around(out.boxes[row], MAX_CAPTION_BOXES)):
                    found.append(at)
            elif code not in NEVER and (
                out.weights[at] or code not in (AROUND, NAMED) or out.boxes[row].tag in HEADINGS
            ):
                found.append(at)
        return found

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
        """For each box, why what stands in it cannot be the article's; `None` if it can."""
        found: list[Verdict | None] = []
        for row, (box, parent) in enumerate(zip(out.boxes, out.parent, strict=True)):
            above = found[parent] if parent >= 0 else None
            if above is not None and above is not OUTSIDE:
                found.append(above)
            elif box.hidden and not out.shown:
                found.append(NOT_SHOWN)
            elif out.own[row] & AWAY:
                comments = bool(out.own[row] & COMMENTS)
                found.append(Verdict(SAID if comments else NAMED, "furniture", describe(box, comments)))
            else:
                found.append(None if within[row] else OUTSIDE)
        return found

    def links(self, block: Block) -> Verdict | None:
        """The same for a block that is mostly links."""
        density = block.link_chars / len(block.text)
        if density == 1 and "\n" in block.text:
            return LUMP
        limit = self.max_link_density if len(block.text) < self.max_link_chars else self.max_long_density
        return Verdict(LINKED, "furniture", f"{density:.0%} of it is links") if density > limit else None

    def ends(self, out: Outline, blocks: Sequence[Block], found: list[Verdict | None]) -> None:
        """Add a verdict on what hangs over at the container's two ends."""
        inside = [at for at, verdict in enumerate(found) if verdict is None]
        prose = [at for at in inside if out.weights[at] and is_prose(blocks[at].text)]
        if not prose:
            return
        for at in inside:
            tag = out.boxes[out.rows[at]].tag
            if at < prose[0] and tag not in HEADINGS and not out.purpose[out.rows[at]] & CAPTION:
                found[at] = Verdict(ABOVE, "furniture", "no prose, above the article's first")
            elif at > prose[-1] and len(blocks[at].text) < self.max_tail_chars and not ends_sentence(blocks[at].text):
                found[at] = Verdict(BELOW, "furniture", "no prose, below the article's last")


def losers(
    codes: Sequence[int], judged: Sequence[int], scores: Sequence[float], least: float
) -> Iterator[tuple[int, float]]:
    """The blocks that go, each with its score. One that the model does not judge goes if the rules say so."""
    score_of = dict(zip(judged, scores, strict=True))
    for at, code in enumerate(codes):
        score = score_of.get(at, 1.0 if code == KEPT else -1.0)
        if score < least:
            yield at, score


def describe(box: Box, comments: bool = False) -> str:
    """A box as evidence names it: its tag and names."""
    names = " ".join(sorted(box.names))
    return f"{'comments: ' if comments else ''}in <{box.tag}> {names}".rstrip()
