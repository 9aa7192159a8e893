"""Lines: of a text that was dumped from a whole page, what is not the article's is furniture."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsclean.page import Page, Removal, Stated
from newsclean.parse.lines import width
from newsclean.rules.lines.headline import headline

if TYPE_CHECKING:
    from newsclean.rules.lines.model import LineModel

MIN_LINES = 24
"""Of a text that may be a dump: of fewer, the model could tell little, and its loading takes longer than the rest."""
MAX_LINES = 10_000
"""Of a text that may be a dump: of 978 pages the longest has 2,500. More are many pages in one, or none."""
SHORT = 45
"""Columns. A shorter line is a label, an item or a piece of a paragraph; wrapped prose is longer."""
MIN_RUN = 10
"""Such lines in a row, without which no text is taken for a dump: the cheapest test. Of 438 pages, 99 % have as many
in their dumps; 3 % of their articles have a dozen, mostly in lists and tables."""
WARNING = "the text of a whole page, of which the article was taken"


@dataclass(frozen=True, slots=True)
class Lines:
    """Marks what is not the article's in a text that was dumped from a whole page: menus, teasers, forms, footers.

    A text that is an article already stays as it is. A learned model gives each paragraph the log-odds that it is the
    article's, by its shape, by what stands around it and by the n-grams of its words. The best segmentation into
    article and rest follows, and no sentence is torn. A second model, the gate, looks at the whole text, what would go
    and what would stay, and says whether it is a dump. A page from which anything goes says so in its `warnings`, and
    has for its title the line above the article that is surely the headline.

    `price` is what each change from article to rest or back costs, in log-odds: a higher one gives fewer, longer parts.
    `min_gate` is the score, in log-odds, from which on a text is taken for a dump: a higher one touches fewer texts. Of
    the articles of 2,000 pages, given as texts, two have more than 0, none more than 0.3; 4 % of dumps have less.
    With `of_html` the rule looks at HTML pages alone, of which what is left may read like a dump to whoever cleans it
    again; without, at plain text alone. `model` is the package's own unless another is given.
    """

    price: float = 0.3
    min_gate: float = 0.3
    of_html: bool = False
    model: LineModel | None = field(default=None, repr=False, compare=False)

    def __call__(self, page: Page) -> Iterator[Removal]:
        if (page.layout is None) != self.of_html:
            return
        kept = page.kept
        texts = [block.text for _, block in kept]
        longest = longest_run(texts)
        if longest < MIN_RUN:
            return
        gone = dict(self.furniture(texts, blanks(page), longest))
        for place, odds in gone.items():
            yield Removal(kept[place][0], "furniture", f"of a dump: log-odds of {odds:.1f} that it is the article's")
        if gone:
            tell(page, texts, gone)

    def furniture(self, texts: Sequence[str], blank: Sequence[bool], longest: int) -> Iterator[tuple[int, float]]:
        """The places of paragraphs that are not the article's, with their log-odds; none if the text is no dump."""
        import numpy as np

        from newsclean.rules.lines.model import shipped
        from newsclean.rules.lines.segment import article

        model = self.model or shipped()
        scored = model.scored(texts, blank)
        keep = np.array(article(scored.odds.tolist(), texts, blank, self.price))
        if keep.all() or not keep.any() or model.is_dump(scored, keep, longest) < self.min_gate:
            return
        for place in (~keep).nonzero()[0].tolist():
            yield place, float(scored.odds[place])


def tell(page: Page, texts: Sequence[str], gone: Collection[int]) -> None:
    """Let a text say that it is a dump, and its headline, if there is no doubt of it."""
    if page.layout is None:
        return
    if WARNING not in page.warnings:
        page.warnings = (*page.warnings, WARNING)
    first = next(place for place in range(len(texts)) if place not in gone)
    rest = [text for place, text in enumerate(texts) if place not in gone]
    if isinstance(page.metadata, Stated) and page.metadata.title is None:
        page.metadata = page.metadata._replace(title=headline(texts[:first], rest))


def longest_run(texts: Sequence[str]) -> int:
    """How many lines without prose follow one another at most; 0 of a text with fewer or more lines than a dump has."""
    longest = run = count = 0
    for text in texts if len(texts) <= MAX_LINES else ():
        for line in text.split("\n"):
            count += 1
            run = 0 if len(line) >= SHORT or width(line) >= SHORT else run + 1
            longest = max(longest, run)
    return longest if MIN_LINES <= count <= MAX_LINES else 0


def blanks(page: Page) -> list[bool]:
    """For each kept paragraph, whether a blank line stands below it, in the text as it would be printed."""
    if page.layout is None:
        return [True] * (len(page.kept) - 1) + [False]
    gaps = page.layout.gaps
    places = [at for at, _ in page.kept]
    return [any(gaps[at:below]) for at, below in zip(places, [*places[1:], len(gaps)], strict=False)]
