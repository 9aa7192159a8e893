"""Repeats: remove paragraphs that the page gives twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from newsclean.page import Block, Page, Removal
from newsclean.parse.lines import bare, width
from newsclean.rules.repeat.anchors import alike
from newsclean.rules.repeat.context import MIN_SHARE, Context, ends, is_plain
from newsclean.rules.repeat.inside import cut_inside
from newsclean.rules.repeat.near import extend, near_copies
from newsclean.rules.repeat.parts import (
    MAX_PARAGRAPH,
    MAX_PART_COPIES,
    MIN_CUT_WORDS,
    Blocks,
    Part,
    neighbours_of,
    without_markup,
)
from newsclean.rules.repeat.points import key_points
from newsclean.rules.repeat.recurring import in_other_lists, may_recur, may_recur_in_html
from newsclean.rules.repeat.runs import (
    add_neighbours,
    best_places,
    continued,
    exact,
    fill_gaps,
    firsts,
    near_runs,
    prefer_complete,
    runs,
)
from newsclean.rules.shape import is_prose

Gone = dict[int, tuple[int, str]]
"""The removals so far. Each maps a block to the block that it repeats and to the first words of the evidence."""


@dataclass(frozen=True, slots=True)
class Repeats:
    """Mark every block that repeats another block. The most complete copy in the best place stays.

    The rule knows four kinds of copies:

    - A *run* is two blocks or more in the same order as earlier blocks. At least one is prose. The whole run goes,
      short blocks too.
    - A *single copy* has the same words in the same order, or nearly so. Near copies share all their numbers and names.
      Beside a run, the figures may differ, as when a page brings them up to date. Table rows, code and terms never go
      as single copies.
    - A *part* is a block whose words stand in a row in a longer block, as in a truncated teaser or a pull quote.
    - A *merged* block consists of other blocks, and those stay.

    Of equal copies the first stays, unless a later one stands in a box with much more prose. Plain text has no markup
    to confirm a copy. There, the blocks around a copy and its share of the text confirm it (`Context`). The method
    `cut` cuts out a sentence that follows on itself within its paragraph. A wide character (Chinese) counts as two
    columns.

    - `min_columns`, columns, and `min_words`: a shorter block goes only with a run. Lower removes shorter copies.
    - `min_near_chars`, characters: a shorter block is compared word for word. Lower finds shorter near copies.
    - `min_jaccard`, 0 to 1: the least Jaccard similarity of the word pairs of near copies. Higher removes fewer.
    - `min_run_columns`, columns: the blocks of a shorter run count as single blocks. Lower removes shorter runs.
    - `min_inside_columns`, columns: a shorter sentence may follow on itself. Lower cuts out shorter ones.
    """

    min_columns: int = 40
    min_words: int = 8
    min_near_chars: int = 160
    min_jaccard: float = 0.7
    min_run_columns: int = 200
    min_inside_columns: int = 60

    def __call__(self, page: Page) -> Iterator[Removal]:
        kept = page.kept
        pairs = alike([without_markup(block.text) for _, block in kept], self.min_columns, self.min_words)
        if not pairs:
            return
        blocks = [block if block.box is None else block._replace(text=bare(block.text)) for _, block in kept]
        texts = Blocks([without_markup(block.text) for block in blocks])
        columns = sum(width(block.text) for block in blocks)
        gone = self._gone(blocks, texts, pairs, columns if page.layout is not None else 0)
        if not gone and page.layout is None and any(may_recur_in_html(blocks[at]) for pair in pairs for at in pair):
            gone = self._gone([block._replace(box=None) for block in blocks], texts, pairs, columns)
        for at, (other, how) in sorted(gone.items()):
            yield Removal(kept[at][0], "repeat", f"{how} block {kept[other][0]}")

    def _gone(self, blocks: Sequence[Block], texts: Blocks, pairs: Sequence[tuple[int, int]], whole: int) -> Gone:
        """Return the removals. `whole` is the length of a plain text in columns, or 0 for HTML."""
        gone = self._copies(blocks, texts, pairs, whole)
        around = neighbours_of(pairs)
        gone |= self._merged(texts, around, gone, whole)
        if whole:
            gone = key_points(texts, around, gone, self.min_columns, self.min_words)
        gone |= self._parts(blocks, texts, around, gone, whole)
        add_neighbours(texts, around, gone)
        fill_gaps(texts, gone)
        return gone

    def cut(self, page: Page) -> Page:
        """Return the page with each repeat inside a paragraph cut out.

        A repeated sentence becomes a block of its own, and is marked.
        """
        while (cut := cut_inside(page, self.min_inside_columns)) is not page:
            page = cut
        return page

    def _copies(self, blocks: Sequence[Block], texts: Blocks, pairs: Sequence[tuple[int, int]], whole: int) -> Gone:
        """Return the blocks that are exact or near copies of a whole block, with their originals and evidence."""
        originals = exact(texts.keys(pairs))
        likeness = near_copies(texts, originals, pairs, self.min_near_chars, self.min_jaccard)
        for at, other, alike_by in near_runs(texts, pairs, originals):
            originals[at], likeness[at] = other, alike_by
        extend(texts, [run for run in runs(originals) if self._is_run([blocks[at] for at in run])], originals, likeness)
        first_of = firsts(originals)
        context = Context(blocks, whole, first_of) if whole else None
        gone: Gone = {}
        for run in runs(originals):
            is_run = self._is_run([blocks[at] for at in run]) and (context is None or context.is_sure(run))
            is_run = is_run or (context is not None and context.closes(run))
            for at in () if in_other_lists(blocks, run, originals) else run:
                if is_run or (not may_recur(blocks[at]) and self._goes_alone(at, texts, context, at in likeness)):
                    gone[at] = (first_of[at], f"{likeness[at]:.2f} like" if at in likeness else "same as")
        for at in context.others({first for first, _ in gone.values()}) if context is not None else ():
            if at not in gone and at not in likeness:
                gone[at] = (first_of[at], "same as")
        return prefer_complete(texts, originals, best_places(blocks, gone))

    def _is_run(self, run: Sequence[Block]) -> bool:
        """Return whether these blocks are long enough for a run of copies. A refrain is shorter."""
        long = len(run) > 1 and sum(width(block.text) for block in run) >= self.min_run_columns
        return long and any(is_prose(block.text) for block in run)

    def _goes_alone(self, at: int, texts: Blocks, context: Context | None, near: bool) -> bool:
        """Return whether a copy goes without its neighbours."""
        text = texts.texts[at]
        if width(text) < self.min_columns or texts.key(at).count(" ") + 1 < self.min_words:
            return False
        if context is None or "\t" in text:  # a table's row
            return context is None
        return context.goes_alone(at, near)

    def _merged(self, texts: Blocks, around: Mapping[int, Sequence[int]], gone: Collection[int], whole: int) -> Gone:
        """Return the blocks that are several others merged.

        The merged block goes if the others come first, if it is too long for a paragraph, or if the others are
        paragraphs.
        """
        found: Gone = {}
        columns = 0
        for at, others in around.items():
            kept = [each for each in others if each not in gone and each not in found]
            if at in gone or not kept:
                continue
            pieces = texts.pieces(at, kept)
            long = width(texts.texts[at]) > MAX_PARAGRAPH
            if pieces and (pieces[0] < at or long or texts.are_paragraphs(pieces)):
                found[at] = (pieces[0], f"{len(pieces)} blocks in one, the first of them")
                columns += width(texts.texts[at])
        return found if columns >= MIN_SHARE * whole else {}

    def _parts(
        self, blocks: Sequence[Block], texts: Blocks, around: Mapping[int, Sequence[int]], gone: Gone, whole: int
    ) -> Gone:
        """Return the blocks that a longer block contains: teasers, pull quotes, paragraphs cut into sentences."""
        found: Gone = {}
        parts: dict[int, Part] = {}
        copies = Counter(map(texts.key, around))
        for at, others in around.items():
            few = at not in gone and copies[texts.key(at)] <= MAX_PART_COPIES
            for holder in [each for each in others if each not in gone] if few else ():
                part = texts.part(at, holder, self.min_words) or texts.without_sentences(at, holder)
                if part is not None and self._part_goes(blocks[at], at, part, texts):
                    parts[at] = part
                    break
        if whole:
            first_of = {at: other for at, (other, _) in gone.items()} | {at: part.holder for at, part in parts.items()}
            parts = parts if Context(blocks, whole, first_of).confirm_any(parts, gone) else {}
        for at, part in sorted(parts.items()):
            if part.holder not in parts:
                found[at] = (part.holder, "a part of")
                found |= continued(texts, at, part, {*gone, *parts})
        return found

    def _part_goes(self, block: Block, at: int, part: Part, texts: Blocks) -> bool:
        """Return whether the block at `at`, which is this part of another block, goes."""
        text = block.text
        if width(text) < self.min_columns or "\t" in text or may_recur(block):
            return False
        if part.holder_lines or "\n" in text or (part.start and not is_plain(text)):
            return False
        whole = part.cut or ends(text) or text[-1] in ":：" or texts.closes(at, part.holder)
        if part.start == 0:
            sure = texts.key(at).count(" ") + 1 >= MIN_CUT_WORDS or (whole and texts.opens(at, part))
            return sure and not texts.quoted(at, part.holder)
        if not whole or part.holder < at:
            return whole
        small = 3 * (part.end - part.start) <= 2 * len(texts.key(part.holder))
        return (small or texts.is_sentence(at)) and not texts.quoted(at, part.holder)
