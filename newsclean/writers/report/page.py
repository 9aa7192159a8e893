"""Write the report of one page: the article, and each removed part in its place with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from newsclean.page import Page, Removal
from newsclean.writers.report.markup import CLOSING, bar, direction, escape, lang, link, number, opening
from newsclean.writers.report.shapes import Shapes, path
from newsclean.writers.report.tally import OTHER, REASONS, Count, Tally, hue, tally

FOLDED = frozenset(("furniture", "hidden", "site"))
"""Reasons of removals that few people read. A long run of them is collapsed."""

MAX_UNFOLDED = 3
MAX_UNFOLDED_CHARS = 800

_COPY = re.compile(r"(?:same as|[01]\.\d\d like) (block ([0-9]{1,9}))")


def report(page: Page, name: str = "page") -> str:
    """Return a self-contained HTML page that shows every block of a page once, kept or removed.

    A removed block stands in its place with its reason and evidence. A repeat has a link to the kept copy. Check boxes
    hide the blocks of a reason. `name` is the source of the page. The report has no script and makes no request. It
    contains no markup of the page.
    """
    count = tally(page)
    numbers = {reason: place for place, reason in enumerate(count.removed)}
    runs = _Runs(page, numbers)
    article = "".join(_article(page, runs))
    return "".join(
        (
            opening(f"{page.title or name} · newsclean report", runs.style()),
            '<a class="skip" href="#article">Skip to the article</a>\n',
            _header(page, name),
            '<div class="columns">\n',
            _summary(page, count, numbers),
            '<main id="article" tabindex="-1" aria-labelledby="shown">\n<h2 id="shown" class="aside">The page</h2>\n',
            f'<article{lang(page.language)} dir="{direction(block.text for _, block in page.kept)}">\n',
            article or '<p class="note" lang="en" dir="ltr">Nothing was read from this input.</p>\n',
            "</article>\n</main>\n</div>\n",
            CLOSING,
        )
    )


def _header(page: Page, name: str) -> str:
    about = [
        ("By", "<br>".join(f"<bdi>{escape(author)}</bdi>" for author in page.authors)),
        ("Date", escape(page.date or "")),
        ("Site", f"<bdi>{escape(page.site)}</bdi>" if page.site else ""),
        ("Language", escape(page.language or "")),
        ("Kind", "article" if page.kind == "article" else "probably no article"),
        ("Confidence", "" if page.confidence is None else f"{page.confidence:.2f} of 1"),
        ("Encoding", escape(page.encoding or "")),
        ("Address", link(page.url) if page.url else ""),
    ]
    facts = "".join(f"<div><dt>{term}</dt><dd>{what}</dd></div>\n" for term, what in about if what)
    title, above = (page.title, name) if page.title else (name, "newsclean report")
    warnings = "".join(f"<li>{escape(each)}</li>" for each in page.warnings)
    return (
        f'<header>\n<p class="name"><bdi>{escape(above)}</bdi></p>\n'
        f"<h1{lang(page.language) if page.title else ''}><bdi>{escape(title)}</bdi></h1>\n<dl>\n{facts}</dl>\n"
        + (f'<ul class="warnings" aria-label="Warnings">{warnings}</ul>\n' if warnings else "")
        + "</header>\n"
    )


def _summary(page: Page, count: Tally, numbers: dict[str, int]) -> str:
    """Return the totals, with a check box for each reason that shows or hides its blocks."""
    marks = {removal.at: hue(removal.reason) for removal in page.removed}
    kinds = ((marks.get(at, "kept"), len(block.text)) for at, block in enumerate(page.blocks))
    strip = bar((kind, sum(chars for _, chars in group)) for kind, group in groupby(kinds, lambda each: each[0]))
    rows = [
        _row('<th scope="row"><span class="swatch kept"></span>kept<small>the article</small></th>', count.kept),
        _row(
            '<th scope="row"><label><input type="checkbox" id="all" checked autocomplete="off">removed'
            "<small>show all that was</small></label></th>",
            count.gone,
        ),
    ]
    for reason, removed in count.removed.items():
        box = f'<input type="checkbox" id="only-{numbers[reason]}" checked autocomplete="off">'
        mark = f'<span class="swatch {hue(reason)}"></span>'
        gloss = f"<small>{REASONS.get(reason, OTHER)}</small>"
        head = f'<th scope="row"><label>{box}{mark}<bdi>{escape(reason)}</bdi>{gloss}</label></th>'
        rows.append(_row(head, removed, "reason"))
    kept = f"{number(count.kept.blocks)} of {number(count.whole.blocks, 'block')} kept"
    return (
        f'<section class="summary" aria-labelledby="totals">\n<h2 id="totals">{kept}</h2>\n{strip}\n'
        '<table>\n<thead><tr><th scope="col">Show</th><th scope="col">Blocks</th><th scope="col">Characters</th></tr>'
        f"</thead>\n<tbody>\n{''.join(rows)}</tbody>\n</table>\n</section>\n"
    )


def _row(head: str, count: Count, kind: str = "") -> str:
    start = f'<tr class="{kind}">' if kind else "<tr>"
    return f"{start}{head}<td>{number(count.blocks)}</td><td>{number(count.chars)}</td></tr>\n"


def _article(page: Page, runs: _Runs) -> Iterator[str]:
    """Yield every block in document order."""
    marks = {removal.at: removal for removal in page.removed}
    shapes = Shapes()
    for removed, group in groupby(range(len(page.blocks)), marks.__contains__):
        stretch = list(group)
        if not removed:
            for at in stretch:
                yield from shapes.kept(at, page.blocks[at])
            continue
        following = stretch[-1] + 1
        after = path(page.blocks[following]) if following < len(page.blocks) else []
        content = "".join(runs.written([marks[at] for at in stretch]))
        yield from shapes.gap(content, after)
    yield from shapes.close()


class _Runs:
    """A writer of runs of removed blocks.

    It records which reasons occur together, so that CSS can hide them.
    """

    def __init__(self, page: Page, numbers: dict[str, int]) -> None:
        self.page = page
        self.numbers = numbers
        self.kinds: set[tuple[int, ...]] = set()

    def style(self) -> str:
        """Return the CSS rules that hide runs of which all reasons are unchecked."""
        lines = []
        for kind in sorted(self.kinds):
            unchecked = "".join(f":has(#only-{each}:not(:checked))" for each in kind)
            lines.append(f"body{unchecked} .{_class(kind)}{{display:none}}\n")
        return "".join(lines)

    def written(self, stretch: Sequence[Removal]) -> Iterator[str]:
        """Yield consecutive removed blocks, grouped into runs."""
        for _, group in groupby(stretch, lambda each: "" if each.reason in FOLDED else each.reason):
            yield self.run(list(group))

    def run(self, removals: Sequence[Removal]) -> str:
        kind = self.kind(removals)
        parts = "".join(self.part(list(group)) for _, group in groupby(removals, lambda each: each[1:]))
        chars = sum(len(self.page.blocks[each.at].text) for each in removals)
        if removals[0].reason not in FOLDED or (len(removals) <= MAX_UNFOLDED and chars <= MAX_UNFOLDED_CHARS):
            return f'<div class="run {_class(kind)}" lang="en">\n{parts}</div>\n'
        reasons = sorted({each.reason for each in removals}, key=self.numbers.__getitem__)
        swatches = "".join(f'<span class="swatch {hue(each)}"></span>{each} ' for each in reasons)
        size = f"{number(len(removals), 'block')}, {number(chars, 'character')}"
        head = f'<bdi dir="ltr"><span class="unseen">Removed: </span>{swatches}<small>{size}</small></bdi>'
        return f'<details class="run {_class(kind)}" lang="en"><summary>{head}</summary>\n{parts}</details>\n'

    def part(self, removals: Sequence[Removal]) -> str:
        """Return consecutive blocks with the same reason and evidence."""
        _, reason, evidence = removals[0]
        why = f'<span class="unseen">Removed: </span><b><bdi>{escape(reason)}</bdi></b> {self.evidence(evidence)}'
        blocks = "".join(
            f'<del id="block-{at}" data-at="{at}" dir="auto"{lang(self.page.language)}>'
            f"{escape(self.page.blocks[at].text)}</del>\n"
            for at, _, _ in removals
        )
        classes = f"part {_class(self.kind(removals))} {hue(reason)}"
        return f'<div class="{classes}">\n<p class="why"><bdi dir="ltr">{why}</bdi></p>\n{blocks}</div>\n'

    def evidence(self, evidence: str) -> str:
        """Return the evidence of a removal, with a link to the copy that it names."""
        named = _COPY.fullmatch(evidence)
        if named is None or int(named[2]) >= len(self.page.blocks):
            return f"<bdi>{escape(evidence)}</bdi>"
        link = f'<a href="#block-{int(named[2])}">{named[1]}</a>'
        return f"<bdi>{escape(evidence[: named.start(1)])}{link}</bdi>"

    def kind(self, removals: Sequence[Removal]) -> tuple[int, ...]:
        kind = tuple(sorted({self.numbers[each.reason] for each in removals}))
        self.kinds.add(kind)
        return kind


def _class(kind: Sequence[int]) -> str:
    return "s" + "-".join(map(str, kind))
