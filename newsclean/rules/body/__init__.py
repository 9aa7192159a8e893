"""Body: remove what stands outside the article of an HTML page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from newsclean.page import STATED, Block, Metadata, Page, Reckoned, Removal
from newsclean.rules.body.embeds import amid, posts
from newsclean.rules.body.groups import scored_by_group
from newsclean.rules.body.look import look
from newsclean.rules.body.outline import Outline
from newsclean.rules.body.verdict import KEPT, Verdict
from newsclean.rules.interstitial import is_interstitial

if TYPE_CHECKING:
    from newsclean.rules.body.features.boxes import Boxes

NO_ARTICLE = -99.0
"""The gate's score, in log-odds, of an interstitial. An interstitial holds no article."""

STATED_CONFIDENCE = 0.9
"""The confidence, 0 to 1, in an article that JSON-LD states.

The article's text is complete, but it may not be what the page shows.
"""

MODEL_BLOCKS = 24
"""The minimum number of blocks of a page that the model judges.

The rules alone judge a page of fewer blocks, because the model gains little there and loading it takes time.
"""


@dataclass(frozen=True, slots=True)
class Body:
    """Mark what is outside the article on an HTML page, and the furniture inside it. Plain text it leaves alone.

    Rules look first (`look`). They find the article's container, and what cannot be the article: boxes that their tag
    or name calls furniture or comments, other articles, sections with stories of their own, hidden text, groups of
    links. Then a learned model scores each block that is left, 0 to 1; what the rules say is one feature of many.
    Blocks that look alike share their scores (`lookalikes`). The rules alone judge a page with fewer than
    `MODEL_BLOCKS` blocks, and all pages where `model` is false.

    - `min_score`: the least score of a block that stays, 0 to 1. Higher keeps less, and surer. Without it, the blocks
      stay whose expected F-measure is best.
    - `beta`: of that F-measure. Above 1 it favours recall, below 1 precision.
    - `model`: whether the model judges.
    - `embeds`: whether embedded posts of other networks inside the article stay (true) or go (false). Without it, each
      is judged as any other block.
    """

    once: ClassVar[bool] = True
    """It judges the whole page, whatever is marked, so a second call would change nothing."""

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
        out, top, verdicts = look(page.blocks, lambda: page.metadata.headlines)
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
        if is_interstitial(
            kept, (block.text for block in page.blocks if block.box is not None and block.box.tag == "h1")
        ):
            page.confidence, page.gate_of = 0.0, Reckoned(NO_ARTICLE)

    def with_posts(self, found: Sequence[Removal], blocks: Sequence[Block], out: Outline) -> list[Removal]:
        """Return the removals, changed so that all embedded posts in the article stay, or all go."""
        removals = {removal.at: removal for removal in found}
        gone = [at in removals for at in range(len(blocks))]
        for post in posts(out):
            for at in range(post.first, post.end):
                if not self.embeds:
                    removals.setdefault(at, Removal(at, "furniture", f"an embedded post: {post.name}"))
                elif amid(post, gone, blocks):
                    removals.pop(at, None)
        return [removals[at] for at in sorted(removals)]

    def judge(self, page: Page, out: Outline, top: int, verdicts: Sequence[Verdict | None]) -> Iterator[Removal]:
        """Yield the removals by the model's scores."""
        from newsclean.rules.body.choice import choose, judged, losers
        from newsclean.rules.body.features import matrix
        from newsclean.rules.body.features.boxes import Boxes
        from newsclean.rules.body.lookalikes import lookalikes, smoothed
        from newsclean.rules.body.model import default_model

        codes = [KEPT if verdict is None else verdict.code for verdict in verdicts]
        boxes = Boxes(page.blocks, out, top, codes)
        boxes.judge(judged(boxes))
        model = default_model()
        scores = sizes = boxes.judged[0]  # of no block, none
        if len(sizes):
            scores = smoothed(model.scores(matrix(boxes, page.metadata)), sizes, lookalikes(boxes))
            scores = scored_by_group(out.groups, boxes.places.tolist(), scores, sizes)
        least, expected = choose(scores, sizes, self.beta)
        if self.min_score is not None:
            least = self.min_score
        page.confidence = model.confidence(expected)
        gone = [*losers(boxes, scores, least)]
        page.gate_of = partial(gate_score, page.metadata, boxes, [at for at, _ in gone], expected)
        yield from told(gone, verdicts, least)


def gate_score(metadata: Metadata, boxes: Boxes, gone: Sequence[int], expected: float) -> float:
    """Return the log-odds that the page holds an article, given the blocks that go."""
    from newsclean.rules.body import gate
    from newsclean.rules.body.choice import all_but

    kept = all_but(gone, len(boxes.blocks))
    about = metadata.headlines, metadata.traits
    return float(gate.default_model().log_odds(gate.features(boxes, kept, expected, about))[0])


def told(gone: Sequence[tuple[int, float]], verdicts: Sequence[Verdict | None], least: float) -> Iterator[Removal]:
    """Yield a removal for each block that goes, with the verdict of the rules or the score of the model."""
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
    """Return whether a block comes from JSON-LD, and the page does not display it."""
    return block.box is not None and block.box.parent is not None and block.box.parent.tag == STATED
