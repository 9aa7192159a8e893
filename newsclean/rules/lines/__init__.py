"""Lines: remove what is not the article from a plain text that was dumped from a whole page."""

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
"""The minimum number of lines of a text that may be a dump.

In a shorter text the model can tell little, and loading it takes longer than the rest of the work.
"""

MAX_LINES = 10_000
"""The maximum number of lines of a text that may be a dump.

The longest of 978 pages has 2,500. A longer text is several pages in one, or no page.
"""

SHORT = 45
"""The minimum number of columns of a line that is not short.

A shorter line is a label, an item or a piece of a paragraph. A line of wrapped prose is longer.
"""

MIN_RUN = 10
"""The minimum number of short lines in a row in a dump. This is the cheapest test, so it comes first.

The dumps of 99 % of 438 pages have this many short lines in a row. Of the articles of these pages, 3 % have a dozen,
mostly in lists and tables.
"""

WARNING = "the text of a whole page, of which the article was taken"
"""The warning of a page from which blocks of a dump were removed."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Mark what is not the article in a text that was dumped from a whole page.

    Such blocks are menus, teasers, forms and footers. A text that is an article already is not changed. The rule has
    three steps:

    1. A learned model gives each paragraph the log-odds that it belongs to the article. Its features are the
       paragraph's shape, its surroundings and the n-grams of its words.
    2. The best segmentation into article and rest is found. It never splits a sentence.
    3. A second model, the gate, compares what would go, what would stay and the whole text. It decides whether the text
       is a dump.

    If anything goes, the page's `warnings` say so. A line above the article that is surely the headline becomes the
    page's title.

    - `price`, log-odds: the cost of each change between article and rest. Higher gives fewer, longer parts.
    - `min_gate`, log-odds: the least gate score of a dump. Higher changes fewer texts. Of the articles of 1,900
      pages, given as texts, three score above 0 and none above 1.9.
    - `of_html`: whether the rule judges HTML pages alone, or plain text alone. The text that is left of an HTML page
      may read like a dump when it is cleaned again.
    - `model`: the model; without it, the one that comes with the package.
    """

    price: float = 0.3
    min_gate: float = 1.9
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
            annotate(page, texts, gone)

    def furniture(self, texts: Sequence[str], blank: Sequence[bool], longest: int) -> Iterator[tuple[int, float]]:
        """Yield the places of paragraphs that are not the article's, with their log-odds.

        A text that is no dump has none.
        """
        import numpy as np

        from newsclean.rules.lines.model import default_model
        from newsclean.rules.lines.segment import article

        model = self.model or default_model()
        scores = model.score(texts, blank)
        keep = np.array(article(scores.log_odds.tolist(), texts, blank, self.price))
        if keep.all() or not keep.any() or model.dump_log_odds(scores, keep, longest) < self.min_gate:
            return
        for place in (~keep).nonzero()[0].tolist():
            yield place, float(scores.log_odds[place])


def annotate(page: Page, texts: Sequence[str], gone: Collection[int]) -> None:
    """Add the warning that a text is a dump, and its title if there is a sure headline.

    An HTML page is not changed.
    """
    if page.layout is None:
        return
    if WARNING not in page.warnings:
        page.warnings = (*page.warnings, WARNING)
    first = next(place for place in range(len(texts)) if place not in gone)
    rest = [text for place, text in enumerate(texts) if place not in gone]
    if isinstance(page.metadata, Stated) and page.metadata.title is None:
        page.metadata = page.metadata._replace(title=headline(texts[:first], rest))


def longest_run(texts: Sequence[str]) -> int:
    """Return the most consecutive lines without prose.

    The result is 0 for a text with fewer or more lines than a dump has.
    """
    longest = run = count = 0
    for text in texts if len(texts) <= MAX_LINES else ():
        for line in text.split("\n"):
            count += 1
            run = 0 if len(line) >= SHORT or width(line) >= SHORT else run + 1
            longest = max(longest, run)
    return longest if MIN_LINES <= count <= MAX_LINES else 0


def blanks(page: Page) -> list[bool]:
    """Return, for each kept paragraph, whether a blank line follows it in the printed text."""
    if page.layout is None:
        return [True] * (len(page.kept) - 1) + [False]
    gaps = page.layout.gaps
    places = [at for at, _ in page.kept]
    return [any(gaps[at:below]) for at, below in zip(places, [*places[1:], len(gaps)], strict=False)]
