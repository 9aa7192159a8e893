"""Side sections: readers' comments, groups of teasers and other stories, in boxes of their own.

The article's text is followed from its first paragraph. A box that does not hold that paragraph, but stands in one that
does, is either more of the article or a section apart: readers' comments, a group of teasers, another story.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate

from newsclean.names import AWAY
from newsclean.page import Block
from newsclean.rules.body.labels import ANSWER, HEAD, MAX_LABEL_CHARS, names_terms, told_of
from newsclean.rules.body.outline import HEADINGS, PROSE, SHARES, Outline
from newsclean.rules.body.topic import Words, is_anew, said
from newsclean.rules.body.verdict import SAID, Verdict
from newsclean.rules.shape import is_prose
from newsclean.rules.title import likeness, worded

MAX_DEPTH = 6
"""The maximum number of levels of boxes of the article that are searched for sections."""

MIN_JACCARD = 0.75
"""The minimum Jaccard similarity of the words of a heading that is the headline and of the page's title."""

STORIES = frozenset(("h1", "h2", "h3"))
"""The tags of headings of stories."""

MAX_BEFORE = 3
"""The maximum number of short lines above the heading of a story, such as a section and a date."""

MIN_STORY = 2
"""The minimum number of paragraphs of a story, and of the article before it."""

MIN_TEASERS = 2
MIN_TEASED = 0.6
"""The minimum share of a section's paragraphs that must be teasers."""

MAX_LINES = 6
"""The maximum mean number of lines of a teaser: its title, a section, a date and the like."""

MAX_TEASER_CHARS = 400
MIN_REPLIES = 2
MAX_COMMENT = 3
"""The maximum number of paragraphs of a first comment above its button.

A box with more paragraphs there holds more than comments.
"""

COMMENTS = Verdict(
    SAID, "furniture", "comments of readers, each with an answer's button or below a heading that says so"
)
TEASERS = Verdict(SAID, "furniture", "teasers of other stories, each below a link")
STORY = Verdict(SAID, "furniture", "another story, or an agreement, in a box of its own under its own headline")


def side_sections(
    blocks: Sequence[Block], out: Outline, top: int, headlines: Callable[[], Sequence[str]]
) -> dict[int, Verdict]:
    """Return a verdict on each block of side sections, by its place.

    `top` is the container's row; `headlines` gives what the page says of its title.
    """
    if sum(out.weights) == 0:
        return {}
    return dict(Sections(blocks, out).found(top, headlines))


class Sections:
    """The side sections of a page, judged one by one."""

    def __init__(self, blocks: Sequence[Block], out: Outline) -> None:
        self.blocks, self.out, self.ends = blocks, out, out.end
        self.words: dict[int, Words] = {}
        self.begin = self.head = -1
        self.titles: list[frozenset[str]] = []
        self.prose = [weight > 0 and is_prose(block[0]) for block, weight in zip(blocks, out.weights, strict=True)]
        self.proses = [0, *accumulate(self.prose)]
        """The number of paragraphs before each place. `told` and `tolds` are the same for labels."""
        self.told: list[int] = []
        self.tolds: list[int] = []

    def found(self, top: int, headlines: Callable[[], Sequence[str]]) -> Iterator[tuple[int, Verdict]]:
        """Yield the places of blocks in side sections, with their verdicts."""
        self.begin = begin = self.start(headlines, top)
        if begin >= 0:
            texts = [block[0] for block in self.blocks[begin:]]
            self.told = [0] * begin
            self.told += [told_of(text) if len(text) <= MAX_LABEL_CHARS or "\n" in text else 0 for text in texts]
            self.tolds = [0, *accumulate(map(bool, self.told))]
            yield from self.below(begin, 0, MAX_DEPTH)

    def below(self, start: int, within: int, depth: int) -> Iterator[tuple[int, Verdict]]:
        """Yield the same for the box of row `within`, below the paragraph at `start`."""
        rest: list[int] = []
        answered: list[int] = []
        for row in self.beside(start, within):
            if self.out.own[row] & AWAY or self.out.hides[row]:
                continue
            verdict = COMMENTS if self.comments(row) else TEASERS if self.teasers(row, start) else None
            if verdict is not None:
                yield from ((at, verdict) for at in self.span(row))
            elif self.answers(row):
                answered.append(row)
            elif self.count(self.proses, row):
                rest.append(row)
        yield from self.thread(answered)
        stories = self.stories(rest, start)
        yield from ((at, STORY) for row in stories for at in self.span(row))
        for row in rest if depth else ():
            if row not in stories and (self.count(self.proses, row) > MIN_TEASERS or self.count(self.tolds, row)):
                first = bisect_right(self.proses, self.proses[self.out.first[row]]) - 1
                yield from self.below(first, row, depth - 1)

    def thread(self, answered: Sequence[int]) -> Iterator[tuple[int, Verdict]]:
        """Yield comments in boxes of their own, and the label above them."""
        if len(answered) >= MIN_REPLIES:
            yield from ((at, COMMENTS) for row in answered for at in self.span(row))
            head = self.out.first[answered[0]] - 1
            if self.told[head] & HEAD:
                yield head, COMMENTS

    def stories(self, rows: Sequence[int], start: int) -> list[int]:
        """Return the last of these boxes, as far as each holds another story; boxes with less are skipped."""
        found: list[int] = []
        before: list[int] = []
        for row in reversed(rows):
            if not before and self.story(row, start):
                found.append(row)
            elif before or self.count(self.proses, row) >= MIN_STORY:
                before.append(row)
        return [] if any(self.alike(row, found[-1]) for row in before if found) else found

    def mine(self, row: int, start: int) -> int:
        """Return the sibling of a box that holds the article's first paragraph; -1 if that is a single block."""
        around = self.out.parent[row]
        found = next((each for each in self.out.chain(self.out.rows[start]) if self.out.parent[each] == around), -1)
        return -1 if found < 0 or self.out.tags[found] in PROSE else found

    def span(self, row: int) -> range:
        """Return the places of the blocks in a box."""
        return range(self.out.first[row], self.ends[row])

    def tag(self, at: int) -> str:
        """Return the tag of the block at a place."""
        return self.out.tags[self.out.rows[at]]

    def count(self, sums: Sequence[int], row: int) -> int:
        """Return the count for a box, by these running sums."""
        return sums[self.ends[row]] - sums[self.out.first[row]]

    def paragraphs(self, row: int) -> list[int]:
        """Return the places of the paragraphs in a box."""
        return [at for at in self.span(row) if self.prose[at]]

    def start(self, headlines: Callable[[], Sequence[str]], top: int) -> int:
        """Return the place of the first paragraph below the headline, or in the container without one; else -1."""
        self.head = head = self.headline(headlines)
        for at in range(max(head, self.out.first[top] if head < 0 else 0), len(self.blocks)):
            row = self.out.rows[at]
            if self.prose[at] and not self.out.hides[row] and not self.out.purpose[row] & AWAY:
                return at
        return -1

    def headline(self, headlines: Callable[[], Sequence[str]]) -> int:
        """Return the place of the article's headline; -1 without one."""
        out = self.out
        rows = {row for row, tag in enumerate(out.tags) if tag in STORIES and not out.hides[row]}
        heads = [at for at, row in enumerate(out.rows) if row in rows] if rows else []
        if heads:
            self.titles = worded(headlines())
        for at in heads:
            if self.tag(at) == "h1" and not self.titles:
                return at
            if likeness(self.blocks[at][0], self.titles) >= MIN_JACCARD:
                return at
        return -1

    def beside(self, start: int, within: int) -> list[int]:
        """Return the rows of the outermost boxes below a paragraph that do not hold it, in order."""
        first, tags, parent = self.out.first, self.out.tags, self.out.parent
        chain = self.out.chain(self.out.rows[start])
        around = set(chain[chain.index(within) :])
        behind = range(bisect_right(first, start), bisect_left(first, self.ends[within]))
        return [row for row in behind if parent[row] in around and tags[row] not in SHARES]

    def answers(self, row: int) -> bool:
        """Whether a box holds a comment with a button to answer it."""
        return self.count(self.tolds, row) > 0 and any(self.told[at] & ANSWER for at in self.span(row))

    def comments(self, row: int) -> bool:
        """Whether a box holds comments."""
        if not self.count(self.tolds, row):
            return False
        first, end = self.out.first[row], self.ends[row]
        told = self.told[first:end]
        headed = end - first > 2 and bool((told[0] | (told[1] * (not self.prose[first]))) & HEAD)
        answered = [at for at, each in enumerate(told, first) if each & ANSWER]
        return headed or (len(answered) >= MIN_REPLIES and sum(self.prose[first : answered[0]]) <= MAX_COMMENT)

    def teasers(self, row: int, start: int) -> bool:
        """Whether most paragraphs of a box are teasers: short, each below a link."""
        count = self.count(self.proses, row)
        if not MIN_TEASERS <= count <= len(self.span(row)) <= MAX_LINES * count:
            return False
        teased = [at for at in self.paragraphs(row) if self._teases(at, row)]
        return len(teased) >= max(MIN_TEASERS, MIN_TEASED * count) and self.anew(row, start)

    def _teases(self, at: int, row: int) -> bool:
        """Whether a paragraph stands alone below a link, the title of the story that it teases."""
        first = self.out.first[row]
        if len(self.blocks[at][0]) > MAX_TEASER_CHARS or (at + 1 < self.ends[row] and self.prose[at + 1]):
            return False
        for above in range(at - 1, max(at - 3, first - 1), -1):
            if self.prose[above]:
                return False
            text, _, links, _ = self.blocks[above]
            if 2 * links > len(text):
                return above == first or self.blocks[above - 1][2] > 0 or self.tag(above - 1) not in HEADINGS
        return False

    def story(self, row: int, start: int) -> bool:
        """Whether a box holds another story: it begins with a heading, and its sibling holds the article."""
        span = self.span(row)
        head = next((at for at in span[: MAX_BEFORE + 1] if self.heads(at)), -1)
        if head < 0 or self.proses[head] > self.proses[span.start] or (mine := self.mine(row, start)) < 0:
            return False
        if likeness(self.blocks[head][0], self.titles) >= MIN_JACCARD:
            return False
        if self.head not in self.span(mine) and self.alike(mine, row):
            return False
        both = min(self.count(self.proses, row), self.count(self.proses, mine))
        return both >= MIN_STORY and self.anew(row, start)

    def heads(self, at: int) -> bool:
        """Whether a block heads a story, or an agreement with users."""
        return self.tag(at) in STORIES or names_terms(self.blocks[at][0])

    def anew(self, row: int, start: int) -> bool:
        """Whether the prose in a box shares hardly a word with the article before it, or around it in a column."""
        first, end = self.out.first[row], self.ends[row]
        around = self.span(self.out.parent[row]) if self.mine(row, start) < 0 else range(self.begin, first)
        own = self.said(range(first, end))
        article = self.said(at for at in around if not first <= at < end)
        return is_anew(own, article)

    def said(self, places: Iterable[int]) -> Words:
        """Return the topic words of the paragraphs at these places; they are cached by block."""
        found: Words = set()
        for at in places:
            if self.prose[at]:
                if at not in self.words:
                    self.words[at] = said([self.blocks[at][0]])
                found |= self.words[at]
        return found

    def alike(self, one: int, other: int) -> bool:
        """Return whether two boxes have the same tag, and share a name, have none, or begin with the same tag."""
        first, second = self.out.boxes[one], self.out.boxes[other]
        if first.tag != second.tag:
            return False
        names, others = first.names, second.names
        if not names.isdisjoint(others) or not (names or others):
            return True
        return self.tag(self.out.first[one]) == self.tag(self.out.first[other])
