"""Write an index of many reports, piece by piece as the entries arrive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import quote

from newsclean.page import Page
from newsclean.writers.report.markup import CLOSING, bar, escape, number, opening
from newsclean.writers.report.tally import OTHER, REASONS, Tally, hue, tally

CHUNK = 200
"""Entries that a browser lays out together when they come into view."""

KINDS = {"article": "articles", "other": "probably no article", "failed": "failed"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One input of a run in the index.

    `report` is the path of its report relative to the index's folder, with `/` between folders. `error` is the error
    message of a failed input.
    """

    name: str
    report: str | None = None
    title: str | None = None
    tally: Tally = field(default_factory=Tally)
    kind: str = "other"
    confidence: float | None = None
    warnings: tuple[str, ...] = ()
    error: str | None = None

    @classmethod
    def of(cls, page: Page, name: str, report: str | None = None) -> Entry:
        """Return the entry of a cleaned page."""
        return cls(name, report, page.title, tally(page), page.kind, page.confidence, page.warnings)


def index(entries: Iterable[Entry], name: str = "newsclean report") -> Iterator[str]:
    """Yield the pieces of a self-contained HTML page that lists entries in order.

    At most `CHUNK` entries are in memory. The totals by kind and by reason are in the last piece; a browser displays
    them above the list. The page has no script and makes no request.
    """
    yield opening(name) + f'<div class="index">\n<header>\n<h1><bdi>{escape(name)}</bdi></h1>\n</header>\n<main>\n'
    rest = iter(entries)
    total = Tally()
    kinds = dict.fromkeys(KINDS, 0)
    start = 1
    while chunk := list(islice(rest, CHUNK)):
        for entry in chunk:
            kinds[_kind(entry)] += 1
            total += entry.tally
        yield f'<ol class="entries" start="{start}">\n{"".join(map(_item, chunk))}</ol>\n'
        start += len(chunk)
    yield f"</main>\n{_totals(total, kinds)}</div>\n{CLOSING}"


def _kind(entry: Entry) -> str:
    return "failed" if entry.error is not None else "article" if entry.kind == "article" else "other"


def _item(entry: Entry) -> str:
    shown = f"<bdi>{escape(entry.name)}</bdi>"
    if entry.report is not None:
        shown = f'<a href="{_relative(entry.report)}">{shown}</a>'
    lines = [f'<li class="{_kind(entry)}">\n<p class="name">{shown}</p>\n']
    if entry.title:
        lines.append(f'<p class="title"><bdi>{escape(entry.title)}</bdi></p>\n')
    if entry.error is not None:
        lines.append(f'<p class="error"><b>failed</b> <bdi>{escape(entry.error)}</bdi></p>\n')
    else:
        lines.append(_figures(entry))
    lines += [f'<p class="warning"><b>warning</b> <bdi>{escape(each)}</bdi></p>\n' for each in entry.warnings]
    return "".join(lines) + "</li>\n"


def _figures(entry: Entry) -> str:
    count = entry.tally
    lengths = [("kept", count.kept.chars), *((hue(reason), each.chars) for reason, each in count.removed.items())]
    strip = f"{bar(lengths)}\n" if count.whole.chars else ""
    blocks = f"{number(count.kept.blocks)} of {number(count.whole.blocks, 'block')}"
    figures = [f"{blocks} and {number(count.kept.chars)} of {number(count.whole.chars, 'character')} kept"]
    if entry.confidence is not None:
        figures.append(f"confidence {entry.confidence:.2f}")
    if entry.kind != "article":
        figures.append("<b>probably no article</b>")
    removed = "".join(
        f'<li><span class="swatch {hue(reason)}"></span><bdi>{escape(reason)}</bdi> '
        f"{number(each.blocks, 'block')}, {number(each.chars, 'character')}</li>"
        for reason, each in count.removed.items()
    )
    removed = f'<ul class="removed" aria-label="Removed">{removed}</ul>\n' if removed else ""
    return f'{strip}<p class="figures">{" · ".join(figures)}</p>\n{removed}'


def _totals(total: Tally, kinds: dict[str, int]) -> str:
    boxes = "".join(
        f'<tr><th scope="row"><label><input type="checkbox" id="kind-{kind}" checked autocomplete="off">{noun}</label>'
        f"</th><td>{number(kinds[kind])}</td></tr>\n"
        for kind, noun in KINDS.items()
    )
    reasons = "".join(
        f'<tr><th scope="row"><span class="swatch {kind}"></span><bdi>{escape(noun)}</bdi><small>{gloss}</small></th>'
        f"<td>{number(each.blocks)}</td><td>{number(each.chars)}</td></tr>\n"
        for noun, kind, gloss, each in [
            ("kept", "kept", "the articles", total.kept),
            *((reason, hue(reason), REASONS.get(reason, OTHER), each) for reason, each in total.removed.items()),
        ]
    )
    return (
        '<section class="summary" aria-labelledby="totals">\n'
        f'<h2 id="totals">{number(sum(kinds.values()), "input")}</h2>\n'
        '<table>\n<thead><tr><th scope="col">Show</th><th scope="col">Inputs</th></tr></thead>\n'
        f"<tbody>\n{boxes}</tbody>\n</table>\n"
        '<table>\n<thead><tr><th scope="col">Total</th><th scope="col">Blocks</th><th scope="col">Characters</th></tr>'
        f"</thead>\n<tbody>\n{reasons}</tbody>\n</table>\n</section>\n"
    )


def _relative(path: str) -> str:
    """Return a path as a relative link, which cannot lead to another host."""
    try:
        raw = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raw = path.encode("utf-8", "replace")
    return "./" + quote(raw)
