"""Repeats: paragraphs that stand on the page twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from newsclean.fingerprint import Neighbours, shingles, words
from newsclean.page import Block, Page, Removal
from newsclean.parse.lines import bare, width
from newsclean.rules.repeat.anchors import alike
from newsclean.rules.repeat.course import Course, ends, is_plain
from newsclean.rules.repeat.inside import cut_inside
from newsclean.rules.repeat.parts import Blocks, Part, neighbours_of, unmarked
from newsclean.rules.repeat.points import key_points
from newsclean.rules.repeat.rare import in_other_lists, is_rare, may_stay
from newsclean.rules.repeat.runs import best_places, between, continued, exact, filled, firsts, near_runs, runs, uncut


@dataclass(frozen=True, slots=True)
class Repeats:
    """Marks every block that says again what another says; the most complete copy in the best place stays.

    The surest sign of a copy is a *run*: blocks in the same order as earlier ones. Every block of a run goes, short
    ones too, if the run has at least `min_run_blocks` blocks and `min_run_chars` characters, and one of its blocks
    at least `min_run_prose` (so that a refrain stays). A block alone goes if it is as long as `min_chars` and
    `min_words`. Of equal copies the first stays, unless a later one stands in a box with much more prose.

    Plain text has no markup to bear it out, so its course must (`Course`). A run must be `min_run_share` of the text,
    `min_list_share` if it is there once more, `min_few_share` if it is no mere list besides, or as long as
    `min_sure_chars`. A block alone goes if it stands right below its like; if it is there once more and is
    `min_lone_share` of the text, or such copies are `min_doubled_share` of it (`min_list_share` of a long one); if all
    above its original is said again; with others, if they end the text, right below their like; or if it is a sentence
    among prose, longer than what is said twice by chance. Below a label or a question it stays: there an article
    repeats itself. Code, terms and rows of an HTML page, and items of a list that are items of another, go by
    themselves only if they would go from what is left of it as plain text.

    Copies are equal by their key, or near: of at least `min_near_chars`, with a Jaccard similarity of word 2-shingles
    of `min_jaccard`, and with no number and no capitalised word that the other lacks (no word at all in scripts
    without capitals); beside a run of equal blocks `min_run_jaccard` is enough, and figures may have been brought up to
    date. Candidates are blocks that share the first or last letters of a sentence (`anchors`). The first
    `max_near_blocks` of them are compared with one another; where these are many, each only with the first
    `max_neighbours` that MinHash proposes.

    A *part* is a block whose words another says in a row and goes on: a teaser that was cut off, a pull quote, a
    sentence. It goes if it has `min_chars` and `min_words`, and was cut off, ends a sentence, or is the beginning and
    has `min_cut_words`; not if it is there more than `max_part_copies` times, nor if the later block quotes it in a
    text of its own. In plain text, where a list's item looks the same, one of them must have `min_text_part` and have
    been cut off, or stand among prose, or in a row of parts that is `min_row_share` of the text, with what is said
    again `min_run_share`; then all go. A block of which others make up `min_covered` is *glued*: it goes, unless it is
    the first, has at most `max_paragraph` columns, and most of the others are single sentences; in plain text if such
    blocks are `min_glued_share` of it. A sentence of `min_inside_chars` that follows on itself is cut out. Lengths are
    in columns: a wide character counts as two. Of 1,094 articles given as plain text 43 of 57,012 paragraphs go, 37 of
    them from five articles that are printed twice in part.
    """

    min_chars: int = 40
    min_words: int = 8
    min_near_chars: int = 160
    min_jaccard: float = 0.7
    min_run_jaccard: float = 0.5
    min_run_blocks: int = 2
    min_run_chars: int = 200
    min_run_prose: int = 80
    min_run_share: float = 0.3
    min_list_share: float = 0.2
    min_few_share: float = 0.06
    min_lone_share: float = 0.09
    min_sure_chars: int = 1500
    min_doubled_share: float = 0.1
    min_cut_words: int = 12
    max_part_copies: int = 2
    min_text_part: int = 50
    min_glued_share: float = 0.1
    min_row_share: float = 0.15
    min_inside_chars: int = 60
    min_covered: float = 0.9
    max_paragraph: int = 1200
    max_near_blocks: int = 1000
    max_neighbours: int = 8

    def __call__(self, page: Page) -> Iterator[Removal]:
        kept = page.kept
        pairs = alike([unmarked(block.text) for _, block in kept], self.min_chars, self.min_words)
        if not pairs:
            return
        blocks = [block if block.box is None else block._replace(text=bare(block.text)) for _, block in kept]
        texts = Blocks([unmarked(block.text) for block in blocks])
        columns = sum(width(block.text) for block in blocks)
        gone = self._gone(blocks, texts, pairs, columns if page.layout is not None else 0)
        if not gone and page.layout is None and any(may_stay(blocks[at]) for pair in pairs for at in pair):
            gone = self._gone([block._replace(box=None) for block in blocks], texts, pairs, columns)
        for at, (other, how) in sorted(gone.items()):
            yield Removal(kept[at][0], "repeat", f"{how} block {kept[other][0]}")

    def _gone(
        self, blocks: Sequence[Block], texts: Blocks, pairs: Sequence[tuple[int, int]], whole: int
    ) -> dict[int, tuple[int, str]]:
        """What goes: of which block it says again what, and how. `whole` is the columns of a plain text, else 0."""
        gone = self._copies(blocks, texts, pairs, whole)
        around = neighbours_of(pairs)
        gone |= self._glued(texts, around, gone, whole)
        if whole:
            gone = key_points(texts, around, gone, self.min_chars, self.min_words)
        gone |= self._parts(blocks, texts, around, gone, whole)
        between(texts, around, gone)
        filled(texts, gone)
        return gone

    def cut(self, page: Page) -> Page:
        """The page with what a block says twice in a row made a block of its own, and marked."""
        while (cut := cut_inside(page, self.min_inside_chars)) is not page:
            page = cut
        return page

    def _copies(
        self, blocks: Sequence[Block], texts: Blocks, pairs: Sequence[tuple[int, int]], whole: int
    ) -> dict[int, tuple[int, str]]:
        """The blocks that are copies, exact or near, of a whole block: of which one, and how like it."""
        twins = exact(texts.keys(pairs))
        near = self._near(texts, twins, pairs)
        for at, other, likeness in near_runs(texts, pairs, twins, self.min_run_jaccard):
            twins[at], near[at] = other, likeness
        walked: set[tuple[int, int, int]] = set()
        for run in [run for run in runs(twins) if self._is_run([blocks[at] for at in run])]:
            self._extend(texts, run, twins, near, walked)
        first_of = firsts(twins)
        course = Course(blocks, whole, first_of) if whole else None
        gone: dict[int, tuple[int, str]] = {}
        for run in runs(twins):
            is_run = self._is_run([blocks[at] for at in run]) and (course is None or self._is_sure(course, run))
            is_run = is_run or (course is not None and course.closes(run))
            for at in () if in_other_lists(blocks, run, twins) else run:
                if is_run or (not is_rare(blocks[at]) and self._goes_alone(at, texts, course, at in near)):
                    gone[at] = (first_of[at], f"{near[at]:.2f} like" if at in near else "same as")
        for at in course.others({first for first, _ in gone.values()}) if course is not None else ():
            if at not in gone and at not in near:
                gone[at] = (first_of[at], "same as")
        return uncut(texts, twins, best_places(blocks, gone))

    def _near(self, texts: Blocks, twins: dict[int, int], pairs: Sequence[tuple[int, int]]) -> dict[int, float]:
        """Add the near copies of long blocks to `twins`; give their similarities."""
        suspects = sorted({at for pair in pairs if self._may_be_near(texts, twins, *pair) for at in pair})
        near: dict[int, float] = {}
        if not suspects:
            return near
        sets = {at: shingles(words(texts.texts[at]), 2) for at in suspects[: self.max_near_blocks]}
        neighbours = Neighbours(sets)
        for at in sets:
            whole = ends(texts.texts[at]) or texts.texts[at].endswith((":", "："))
            for earlier, similarity in neighbours.before(at, self.min_jaccard, self.max_neighbours) if whole else ():
                if earlier not in near and texts.same_facts(earlier, at):
                    twins[at], near[at] = earlier, similarity
                    break
        return near

    def _may_be_near(self, texts: Blocks, twins: Collection[int], one: int, other: int) -> bool:
        """Whether two blocks are long enough for near copies, not too unlike in size, and tell of the same facts."""
        shorter, longer = sorted((len(texts.texts[one]), len(texts.texts[other])))
        long = shorter >= max(self.min_near_chars, self.min_jaccard / 2 * longer)
        return long and one not in twins and other not in twins and texts.same_facts(one, other)

    def _extend(
        self,
        texts: Blocks,
        run: Sequence[int],
        twins: dict[int, int],
        near: dict[int, float],
        walked: set[tuple[int, int, int]],
    ) -> None:
        """Take into a run, from its two ends on, the blocks that are like their opposites; no step is walked twice."""
        for start, step in ((run[0], -1), (run[-1], 1)):
            at, opposite = start + step, twins[start] + step
            while 0 <= opposite < at < len(texts) and twins.get(at, opposite) == opposite:
                if (at, opposite, step) in walked:
                    break
                walked.add((at, opposite, step))
                if at not in twins:
                    likeness = texts.likeness(opposite, at)
                    if not self._goes_on(texts, at, opposite, likeness):
                        enclosed = twins.get(at + step) == opposite + step or (
                            0 <= opposite + step < at + step < len(texts)
                            and texts.likeness(opposite + step, at + step) >= self.min_run_jaccard
                        )
                        if not enclosed or likeness < self.min_run_jaccard / 2 or not texts.same_facts(at, opposite):
                            break
                    twins[at], near[at] = opposite, likeness
                at, opposite = at + step, opposite + step

    def _goes_on(self, texts: Blocks, at: int, opposite: int, likeness: float) -> bool:
        """Whether a block beside a run is so like its opposite that the run goes on."""
        enough = likeness >= self.min_run_jaccard and texts.same_facts(at, opposite)
        return enough or (len(texts.texts[at]) >= self.min_run_prose and texts.same_but_figures(at, opposite))

    def _is_run(self, run: Sequence[Block]) -> bool:
        """Whether it is long enough for one of copies."""
        widths = [width(block.text) for block in run] if len(run) >= self.min_run_blocks else [0]
        return sum(widths) >= self.min_run_chars and max(widths) >= self.min_run_prose

    def _is_sure(self, course: Course, run: Sequence[int]) -> bool:
        """Whether a run in plain text is so much of it, and so little of a list, that it is no part of the article."""
        least = self.min_list_share if course.once.issuperset(run) else self.min_run_share
        least = self.min_few_share if course.is_few(run) else least
        return course.columns(*run) >= min(least * course.whole, self.min_sure_chars)

    def _goes_alone(self, at: int, texts: Blocks, course: Course | None, near: bool) -> bool:
        """Whether a copy goes without its neighbours."""
        text = texts.texts[at]
        columns = width(text)
        if columns < self.min_chars or texts.key(at).count(" ") + 1 < self.min_words:
            return False
        if course is None or "\t" in text:  # a table's row
            return course is None
        no_chance = columns >= course.chance / 4
        if at in course.once and course.share >= (self.min_doubled_share if no_chance else self.min_list_share):
            return True
        if no_chance and (course.is_beside(at) or course.opens(at)):
            return True
        if "\n" in text or course.is_labelled(at):
            return False
        if at in course.once and columns >= min(self.min_lone_share * course.whole, self.min_sure_chars):
            return True
        prose = course.is_line(at) and ends(text) and not near
        return prose and columns >= course.chance and course.among_prose(at)

    def _glued(
        self, texts: Blocks, around: Mapping[int, Sequence[int]], gone: Collection[int], whole: int
    ) -> dict[int, tuple[int, str]]:
        """The blocks that are several others glued together: the better paragraphs stay, else the first."""
        found: dict[int, tuple[int, str]] = {}
        columns = 0
        for at, others in around.items():
            kept = [each for each in others if each not in gone and each not in found]
            if at in gone or not kept:
                continue
            pieces = texts.pieces(at, kept, self.min_covered)
            long = width(texts.texts[at]) > self.max_paragraph
            if pieces and (pieces[0] < at or long or texts.are_paragraphs(pieces)):
                found[at] = (pieces[0], f"{len(pieces)} blocks in one, the first of them")
                columns += width(texts.texts[at])
        return found if columns >= self.min_glued_share * whole else {}

    def _parts(
        self,
        blocks: Sequence[Block],
        texts: Blocks,
        around: Mapping[int, Sequence[int]],
        gone: Mapping[int, tuple[int, str]],
        whole: int,
    ) -> dict[int, tuple[int, str]]:
        """The blocks that a longer one holds: teasers, pull quotes, paragraphs cut into sentences."""
        found: dict[int, tuple[int, str]] = {}
        parts: dict[int, Part] = {}
        copies = Counter(map(texts.key, around))
        for at, others in around.items():
            few = at not in gone and copies[texts.key(at)] <= self.max_part_copies
            for holder in [each for each in others if each not in gone] if few else ():
                part = texts.part(at, holder, self.min_words) or texts.without_sentences(at, holder)
                if part is not None and self._part_goes(blocks[at], at, part, texts):
                    parts[at] = part
                    break
        if whole:
            parts = self._sure_parts(blocks, parts, gone, whole)
        for at, part in sorted(parts.items()):
            if part.holder not in parts:
                found[at] = (part.holder, "a part of")
                found |= continued(texts, at, part, {*gone, *parts})
        return found

    def _sure_parts(
        self, blocks: Sequence[Block], parts: Mapping[int, Part], gone: Mapping[int, tuple[int, str]], whole: int
    ) -> dict[int, Part]:
        """Of plain text, the parts that were cut off, follow one another, or stand among prose."""
        first_of = {at: other for at, (other, _) in gone.items()} | {at: part.holder for at, part in parts.items()}
        course = Course(blocks, whole, first_of)
        row = [at for at in parts if course.in_order(at)]
        doubled = course.columns(*row, *gone) >= self.min_run_share * whole
        sure = set(row) if doubled or course.columns(*row) >= self.min_row_share * whole else ()
        long = {at: part for at, part in parts.items() if course.columns(at) >= self.min_text_part}
        return dict(parts) if any(at in sure or course.bears_out(at, part) for at, part in long.items()) else {}

    def _part_goes(self, block: Block, at: int, part: Part, texts: Blocks) -> bool:
        text = block.text
        if width(text) < self.min_chars or "\t" in text or is_rare(block):
            return False
        if part.holder_lines or "\n" in text or (part.start and not is_plain(text)):
            return False
        whole = part.cut or ends(text) or text[-1] in ":：" or texts.closes(at, part.holder)
        if part.start == 0:
            sure = texts.key(at).count(" ") + 1 >= self.min_cut_words or (whole and texts.opens(at, part))
            return sure and not texts.quoted(at, part.holder)
        if not whole or part.holder < at:
            return whole
        small = 3 * (part.end - part.start) <= 2 * len(texts.key(part.holder))
        return (small or texts.is_sentence(at)) and not texts.quoted(at, part.holder)
