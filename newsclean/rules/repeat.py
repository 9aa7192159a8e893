"""Repeats: paragraphs that stand on the page twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsclean.fingerprint import Neighbours, jaccard, key, shingles, words
from newsclean.page import Block, Page, Removal
from newsclean.parse.lines import MAX_WRAPPED, width
from newsclean.rules.shape import ends_sentence

NEVER_ALONE = frozenset(("tr", "pre", "dt"))
"""Rows, code and terms may well be said twice; they go only with the blocks around them."""
ANCHORS = 8
"""Long words of a block. A copy with a few words changed shares most of them; two blocks on one matter, a few."""
MIN_LONG, MIN_LONG_WORDS = 7, 5
OPENING_CHARS = 48
OPENING_LETTERS = 24
_NO_LETTERS = bytes(at for at in range(128) if not chr(at).isalnum())
_NO_FACTS = bytes(at for at in range(256) if at > 127 or not (chr(at).isupper() or chr(at).isdigit()))
_TYPOGRAPHY = re.compile("[\u00a0\u00ab\u00bb\u2010-\u201f\u2026\u2039\u203a]+")
"""Marks beyond ASCII that no key has, and that most paragraphs have."""
ANCHORED_CHARS = 200
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Repeats:
    """Marks every block that says again what an earlier one has said; the first copy stays.

    The surest sign of a copy is a *run*: blocks in the same order as earlier ones. Every block of a run goes, short
    ones too, if the run has at least `min_run_blocks` blocks and `min_run_chars` characters, and one of its blocks
    at least `min_run_prose` (so that a refrain stays). A block alone goes if it is as long as `min_chars` and
    `min_words`. Plain text has no markup to bear it out: there a block alone needs `min_lone_chars`, and what goes,
    run or block, must be at least `min_run_share` or `min_lone_share` of the text, or as long as `min_sure_chars`: a
    scraper repeats a good part of an article, an author a line of a list.

    Copies are equal by their key, or near: of at least `min_near_chars`, with a Jaccard similarity of word 3-shingles
    of `min_jaccard`, and with no number and no capitalised word that the other lacks; inside a run of equal blocks
    `min_run_jaccard` is enough, and figures may have been brought up to date. MinHash proposes near copies among
    blocks that share `min_anchors` of their first long words with the next block that has them; each proposal is
    then verified. Lengths are in columns: a wide character counts as two.

    The thresholds are those of a calibration on the paragraphs of a thousand articles, in which a run rule touched no
    clean article and a lone near match was mostly a template (weather by city, results by match).
    """

    min_chars: int = 40
    min_words: int = 8
    min_lone_chars: int = 200
    min_near_chars: int = 160
    min_jaccard: float = 0.8
    min_run_jaccard: float = 0.5
    min_run_blocks: int = 2
    min_run_chars: int = 200
    min_run_prose: int = 80
    min_anchors: float = 0.7
    min_run_share: float = 0.15
    min_lone_share: float = 0.04
    min_sure_chars: int = 1000

    def __call__(self, page: Page) -> Iterator[Removal]:
        kept = page.kept
        blocks = [block for _, block in kept]
        keys = _keys(blocks, self.min_chars)
        twins = self._exact(keys)
        near = self._near(blocks, twins)
        sure = [run for run in _runs(twins) if self._is_run([blocks[at] for at in run], 0)]
        for run in sure:
            self._extend(blocks, run, twins, near)
        whole = sum(width(block.text) for block in blocks) if page.layout is not None else 0
        for run in _runs(twins):
            long_run = self._is_run([blocks[at] for at in run], whole)
            for at in run:
                if long_run or self._goes_alone(blocks[at], keys[at], whole):
                    evidence = f"{near[at]:.2f} like" if at in near else "same as"
                    yield Removal(kept[at][0], "repeat", f"{evidence} block {kept[_first(twins, at)][0]}")

    def _exact(self, keys: Sequence[str]) -> dict[int, int]:
        """For each block that an earlier one equals: which one. Along a run, the one after the last block's."""
        first: dict[str, int] = {}
        twins: dict[int, int] = {}
        for at, each in enumerate(keys):
            along = twins.get(at - 1, -2) + 1
            if 0 < along < at and keys[along] == each:
                twins[at] = along
            elif each in first:
                twins[at] = first[each]
            first.setdefault(each, at)
        return twins

    def _near(self, blocks: Sequence[Block], twins: dict[int, int]) -> dict[int, float]:
        """Add the near copies of long blocks to `twins`; give their similarities."""
        long = [at for at, block in enumerate(blocks) if len(block.text) >= self.min_near_chars and at not in twins]
        suspects = self._suspects({at: blocks[at].text for at in long})
        near: dict[int, float] = {}
        if not suspects:
            return near
        sets = {at: shingles(words(blocks[at].text), 3) for at in suspects}
        neighbours = Neighbours(sets)
        for at in suspects:
            for earlier in neighbours.like_named(at):
                if earlier >= at or earlier in near:
                    continue
                alike = jaccard(sets[earlier], sets[at])
                if alike >= self.min_jaccard and _same_facts(blocks[earlier].text, blocks[at].text):
                    twins[at], near[at] = earlier, alike
                    break
        return near

    def _suspects(self, texts: dict[int, str]) -> list[int]:
        """Those of the texts that share enough of their anchors with another: cheap, and rarely any.

        Near copies have the same facts, so the same capital letters and digits: the cheapest test of all.
        """
        capitals = {
            at: bytes(sorted(text.encode("ascii", "ignore").translate(None, _NO_FACTS))) for at, text in texts.items()
        }
        count = Counter(capitals.values())
        holder: dict[str, int] = {}
        shared: Counter[tuple[int, int]] = Counter()
        counts: dict[int, int] = {}
        for at, text in texts.items():
            if count[capitals[at]] < 2:
                continue
            anchors = _anchors(text)
            counts[at] = len(anchors)
            for word in anchors:
                before = holder.get(word)
                if before is not None and before != at:
                    shared[before, at] += 1
                holder[word] = at
        pairs = [
            pair for pair, count in shared.items() if count >= self.min_anchors * max(map(counts.__getitem__, pair))
        ]
        return sorted({at for pair in pairs for at in pair})

    def _extend(
        self, blocks: Sequence[Block], run: Sequence[int], twins: dict[int, int], near: dict[int, float]
    ) -> None:
        """Take into a run, from its two ends on, the blocks that are like their opposites."""
        for start, step in ((run[0], -1), (run[-1], 1)):
            at, opposite = start + step, twins[start] + step
            while 0 <= opposite < at < len(blocks) and at not in twins:
                if len(blocks[at].text) < self.min_run_prose:
                    break
                alike = jaccard(*(shingles(words(blocks[each].text), 2) for each in (opposite, at)))
                if alike < self.min_run_jaccard:
                    break
                twins[at], near[at] = opposite, alike
                at, opposite = at + step, opposite + step

    def _is_run(self, run: Sequence[Block], whole: int) -> bool:
        """Whether it is long enough for a run of copies. `whole` is a plain text's width, 0 for HTML."""
        widths = [width(block.text) for block in run]
        copied = sum(widths)
        long = len(run) >= self.min_run_blocks and copied >= self.min_run_chars and max(widths) >= self.min_run_prose
        return long and copied >= min(self.min_run_share * whole, self.min_sure_chars)

    def _goes_alone(self, block: Block, its_key: str, whole: int) -> bool:
        if block.box is not None and block.box.tag in NEVER_ALONE and not _is_paragraph(block):
            return False
        columns = width(block.text)
        if whole:
            return columns >= max(self.min_lone_chars, min(self.min_lone_share * whole, self.min_sure_chars))
        return columns >= self.min_chars and its_key.count(" ") + 1 >= self.min_words


def _is_paragraph(block: Block) -> bool:
    """Whether a `<pre>` holds a paragraph rather than code: one long line that ends a sentence."""
    text = block.text
    is_pre = block.box is not None and block.box.tag == "pre"
    return is_pre and "\n" not in text and len(text) > MAX_WRAPPED and ends_sentence(text)


def _runs(twins: dict[int, int]) -> Iterator[list[int]]:
    """Blocks with a twin, in runs in which both they and their twins follow one another."""
    run: list[int] = []
    for at in sorted(twins):
        if run and (at != run[-1] + 1 or twins[at] != twins[run[-1]] + 1):
            yield run
            run = []
        run.append(at)
    if run:
        yield run


def _first(twins: dict[int, int], at: int) -> int:
    """The copy that stays: the twin that has no earlier twin itself."""
    while at in twins:
        at = twins[at]
    return at


def _same_facts(one: str, other: str) -> bool:
    """Whether neither has a number or a capitalised word that the other lacks."""
    return _facts(one) == _facts(other)


def _keys(blocks: Sequence[Block], min_chars: int) -> list[str]:
    """The blocks' keys, but a mere number for those whose opening letters no other block shares.

    No block shorter than `min_chars` goes without a longer one beside it, so short ones are looked at only if two
    longer ones may be the same.
    """
    openings = [_opening_letters(block.text) if 2 * len(block.text) >= min_chars else b"" for block in blocks]
    count = Counter(filter(None, openings))
    if len(count) == sum(count.values()):
        return [f"\0{at}" for at in range(len(blocks))]
    openings = [opening or _opening_letters(block.text) for opening, block in zip(openings, blocks, strict=True)]
    count = Counter(openings)
    return [
        key(block.text) if count[opening] > 1 else f"\0{at}"
        for at, (block, opening) in enumerate(zip(blocks, openings, strict=True))
    ]


def _opening_letters(text: str) -> bytes:
    """The first letters and digits of a text's key: equal keys have equal ones."""
    text = text[:OPENING_CHARS]
    if not text.isascii():
        text = _TYPOGRAPHY.sub("", text)
    if text.isascii():
        return text.encode().translate(None, _NO_LETTERS).lower()[:OPENING_LETTERS]
    return "".join(words(text))[:OPENING_LETTERS].encode("utf-8", "surrogatepass")


def _anchors(text: str) -> list[str]:
    """A few long words from a text's beginning, in its order; of a text without spaces, its clauses."""
    text = text[:ANCHORED_CHARS]
    found = [word for word in text.split() if len(word) >= MIN_LONG]
    if len(found) < MIN_LONG_WORDS:
        found = sorted(_WORD.findall(text), key=len, reverse=True)
    return found[:ANCHORS]


def _facts(text: str) -> list[str]:
    return sorted(word for word in _WORD.findall(text) if word != word.lower() or _has_digit(word))


def _has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)
