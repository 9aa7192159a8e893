"""Body: what stands outside the article is furniture."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from newsclean.names import AWAY, BODY, CAPTION, COMMENTS
from newsclean.page import STATED, Block, Box, Metadata, Page, Reckoned, Removal
from newsclean.parse.lines import width
from newsclean.rules.body.apart import apart
from newsclean.rules.body.embeds import amid, posts
from newsclean.rules.body.gallery import gallery
from newsclean.rules.body.others import others
from newsclean.rules.body.outline import HEADINGS, PROSE, Outline, outline
from newsclean.rules.body.verdict import (
    ANOTHER,
    FIRST,
    KEPT,
    LAST,
    LINKED,
    LUMP,
    NAMED,
    NOT_SHOWN,
    OUTSIDE,
    SAID,
    Verdict,
)
from newsclean.rules.body.wholes import Whole, judged_whole, wholes
from newsclean.rules.shape import ends_sentence, is_prose
from newsclean.rules.wall import is_wall

if TYPE_CHECKING:
    from newsclean.rules.body.features.boxes import Boxes

NO_ARTICLE = -99.0
"""The score of a page that is surely none."""
STATED_CONFIDENCE = 0.9
"""Of an article that is stated, not found: its text is whole, but a page may state what it does not mean."""
MODEL_BLOCKS = 24
"""A page of fewer blocks is judged by the rules alone: the model could tell little from it, and costs its loading."""


@dataclass(frozen=True, slots=True)
class Body:
    """Marks what is outside the article on an HTML page, and the furniture inside it. Plain text it leaves alone.

    Rules look first. The article's container is found by going down from the page's root, each time into the box with
    the most prose, as long as it has `min_share` of the prose of the box around it; a box whose name says that it is an
    article's body, and that holds `min_body_share` of all prose, ends the way down. Prose in boxes that their tag or
    name calls furniture or comments does not count (see `outline.outline` for `trunk_share` and `min_told_share`).
    Inside the container they would remove such boxes, what is hidden, blocks with more than `max_link_density` of
    their characters in links (if longer than `max_link_chars`, `max_long_density`), and at the two ends what is no
    prose: above the first, everything but headings and sentences of `min_lead_width` columns, below the last, what is
    shorter than `max_tail_chars` and ends no sentence.

    Then a learned model scores each block, with what the rules say as one feature of many; it has the last word but for
    hidden text, groups of links, comments and other articles (`others`). Blocks that stand alike in like elements, as
    the paragraphs of a live blog's entries, draw each other's scores together (`kin`). Kept is what has at least
    `min_score`, 0 to 1: higher is more precise, lower keeps more. Without one, the blocks are kept whose F-measure can
    be expected to be best; there `beta` above 1 favours recall, below 1 precision. `model=False` leaves the judgement
    to the rules, as it is on pages with fewer than 24 blocks. A short page that only speaks as walls do
    (`wall.is_wall`) has no confidence.

    Posts of other networks in the article (`embeds.posts`) are judged as any other block is, unless `embeds` says that
    they all stay (True) or go (False).
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
    min_lead_width: int = 40
    min_score: float | None = None
    beta: float = 1.0
    model: bool = True
    embeds: bool | None = None

    def __call__(self, page: Page) -> Iterator[Removal]:
        if page.layout is not None or not page.blocks:
            return
        if is_stated(page.blocks[-1]):
            page.confidence = STATED_CONFIDENCE
            yield from (
                Removal(at, "furniture", "displayed, where the article stands in the page's JSON-LD")
                for at, block in enumerate(page.blocks)
                if not is_stated(block)
            )
            return
        out, top, verdicts = self.look(page.blocks, lambda: page.metadata.headlines)
        if self.model and len(page.blocks) >= MODEL_BLOCKS:
            found = [*self.judge(page, out, top, verdicts)]
        else:
            found = [
                Removal(at, verdict.reason, verdict.evidence)
                for at, verdict in enumerate(verdicts)
                if verdict is not None
            ]
        if self.embeds is not None:
            found = self.with_posts(found, page.blocks, out)
        yield from found
        gone = {removal.at for removal in found}
        kept = [block.text for at, block in enumerate(page.blocks) if at not in gone]
        if is_wall(kept, (block.text for block in page.blocks if block.box is not None and block.box.tag == "h1")):
            page.confidence, page.gate_of = 0.0, Reckoned(NO_ARTICLE)

    def with_posts(self, found: Sequence[Removal], blocks: Sequence[Block], out: Outline) -> list[Removal]:
        """The removals, with all embedded posts of the article or without any."""
        removals = {removal.at: removal for removal in found}
        gone = [at in removals for at in range(len(blocks))]
        for post in posts(out):
            for at in range(post.first, post.end):
                if not self.embeds:
                    removals.setdefault(at, Removal(at, "furniture", f"an embedded post: {post.name}"))
                elif amid(post, gone, blocks):
                    removals.pop(at, None)
        return [removals[at] for at in sorted(removals)]

    def look(
        self, blocks: Sequence[Block], headlines: Callable[[], Sequence[str]] = tuple
    ) -> tuple[Outline, int, list[Verdict | None]]:
        """What the rules make of a page: its outline, its container's row, and a verdict on each block.

        `headlines` gives what the page says of its title; it is asked only where there are several `h1`.
        """
        out = outline(blocks, self.trunk_share, self.min_told_share)
        top = self.container(out)
        sections = apart(blocks, out, top, headlines) | dict(gallery(blocks))
        if sections:
            out.pass_over(sections)
            top = self.container(out)
        boxes = self.verdicts(out, top, others(blocks, out, headlines))
        found = [
            boxes[row] or sections.get(at) or (self.links(block) if block.link_chars else None)
            for at, (row, block) in enumerate(zip(out.rows, blocks, strict=True))
        ]
        out.groups = wholes(blocks, out)
        self.let_whole(out.groups, found)
        self.ends(out, blocks, found, out.groups)
        return out, top, found

    def let_whole(self, groups: Sequence[Whole], found: list[Verdict | None]) -> None:
        """Take back the verdict on links in tables, and in lists that a sentence of the article leads to."""
        for group in groups:
            if group.is_table or (group.led and found[group.first - 1] is None):
                for at in range(group.first, group.end):
                    verdict = found[at]
                    found[at] = None if verdict is not None and verdict.code == LINKED else verdict

    def judge(self, page: Page, out: Outline, top: int, verdicts: Sequence[Verdict | None]) -> Iterator[Removal]:
        """Let the model judge."""
        from newsclean.rules.body.choice import choose, judged, losers
        from newsclean.rules.body.features import matrix
        from newsclean.rules.body.features.boxes import Boxes
        from newsclean.rules.body.kin import drawn_together, kin
        from newsclean.rules.body.model import shipped

        codes = [KEPT if verdict is None else verdict.code for verdict in verdicts]
        boxes = Boxes(page.blocks, out, top, codes)
        boxes.judge(judged(boxes))
        model = shipped()
        scores = sizes = boxes.judged[0]  # of no block, none
        if len(sizes):
            scores = drawn_together(model.scores(matrix(boxes, page.metadata)), sizes, kin(boxes))
            scores = judged_whole(out.groups, boxes.places.tolist(), scores, sizes)
        least, expected = choose(scores, sizes, self.beta)
        if self.min_score is not None:
            least = self.min_score
        page.confidence = model.confidence(expected)
        gone = [*losers(boxes, scores, least)]
        page.gate_of = partial(gate_score, page.metadata, boxes, [at for at, _ in gone], expected)
        yield from told(gone, verdicts, least)

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

    def verdicts(self, out: Outline, top: int, apart: Collection[int] = ()) -> list[Verdict | None]:
        """For each box, why what stands in it cannot be the article's; `None` if it can. Those `apart` hold others.

        `top` is the container's row.
        """
        found: list[Verdict | None] = []
        for row, (own, hides, parent) in enumerate(zip(out.own, out.hides, out.parent, strict=True)):
            above = found[parent] if parent >= 0 else OUTSIDE
            if above is not None and above is not OUTSIDE:
                found.append(above)
            elif hides:
                found.append(NOT_SHOWN)
            elif row in apart:
                found.append(ANOTHER)
            elif own & AWAY:
                comments = bool(own & COMMENTS)
                found.append(Verdict(SAID if comments else NAMED, "furniture", describe(out.boxes[row], comments)))
            else:
                found.append(None if row == top else above)
        return found

    def links(self, block: Block) -> Verdict | None:
        """The same for a block that is mostly links."""
        density = block.link_chars / len(block.text)
        if density == 1 and "\n" in block.text:
            return LUMP
        limit = self.max_link_density if len(block.text) < self.max_link_chars else self.max_long_density
        return Verdict(LINKED, "furniture", f"{density:.0%} of it is links") if density > limit else None

    def ends(
        self, out: Outline, blocks: Sequence[Block], found: list[Verdict | None], groups: Sequence[Whole] = ()
    ) -> None:
        """Add a verdict on what hangs over at the container's two ends; a list that a sentence leads to does not."""
        prose = [verdict is None and weight > 0 for verdict, weight in zip(found, out.weights, strict=True)]
        first = next((at for at, each in enumerate(prose) if each and is_prose(blocks[at].text)), -1)
        if first < 0:
            return
        last = next(at for at in range(len(prose) - 1, -1, -1) if prose[at] and is_prose(blocks[at].text))
        for at in range(first):
            row = out.rows[at]
            if found[at] is not None or out.purpose[row] & CAPTION or out.boxes[row].tag in HEADINGS:
                continue
            if not (ends_sentence(blocks[at].text) and width(blocks[at].text) >= self.min_lead_width):
                found[at] = FIRST
        last = led_from(last, groups, found)
        for at in range(last + 1, len(blocks)):
            if found[at] is None and len(blocks[at].text) < self.max_tail_chars and not ends_sentence(blocks[at].text):
                found[at] = LAST


def led_from(last: int, groups: Sequence[Whole], found: Sequence[Verdict | None]) -> int:
    """The place of the last block of a list that a sentence at this place, or right below, leads to; else the same."""
    for group in groups:
        if group.led and found[group.first - 1] is None and group.first - 2 <= last < group.end:
            last = group.end - 1
    return last


def gate_score(metadata: Metadata, boxes: Boxes, gone: Sequence[int], expected: float) -> float:
    """The score for whether the page holds an article, by what is left of it."""
    from newsclean.rules.body import gate
    from newsclean.rules.body.choice import all_but

    kept = all_but(gone, len(boxes.blocks))
    about = metadata.headlines, metadata.traits
    return float(gate.shipped().log_odds(gate.features(boxes, kept, expected, about))[0])


def told(gone: Sequence[tuple[int, float]], verdicts: Sequence[Verdict | None], least: float) -> Iterator[Removal]:
    """The removals of blocks with these scores: as the rules say, else as the model does."""
    known: dict[int, str] = {}
    for at, score in gone:
        verdict = verdicts[at]
        if verdict is not None:
            yield Removal(at, verdict.reason, verdict.evidence)
            continue
        percent = round(100 * score)
        if percent not in known:
            known[percent] = f"the model gives it {percent / 100:.2f}, below {least:.2f}"
        yield Removal(at, "furniture", known[percent])


def is_stated(block: Block) -> bool:
    """Whether a block is of an article that the page's JSON-LD says and the page does not display."""
    return block.box is not None and block.box.parent is not None and block.box.parent.tag == STATED


def describe(box: Box, comments: bool = False) -> str:
    """A box as evidence names it: its tag and names."""
    names = " ".join(sorted(box.names))
    return f"{'comments: ' if comments else ''}in <{box.tag}> {names}".rstrip()
