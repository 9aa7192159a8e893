"""Held-out footers: how much of them goes, and how much of the article stays, language by language.

    python -m tests.bench.footers [--language XX]... [--set held-out|second|development] [--show]

Each file `XX.txt` beside this one holds lines that no data file was written from: `[policy]`, reworded lines of footers
of invented outlets; `[widget]`, short lines of forms, buttons and lists; `[article]`, paragraphs of articles, among
them news about moderation, newsletters, copyright and threats. Pages are composed of them as readers meet them: each
has an article of five paragraphs, drawn at random with a fixed seed, and

- block: below it a heading (the language's first known widget line) and three policy lines;
- pair: two policy lines at the end, with no heading;
- lone: one policy line at the end;
- between: a widget line after the article's second paragraph;
- end: a widget line at the end;
- mixed: two widget lines, then two policy lines at the end;
- clean: nothing but article, each of its lines once the last.

Each is cleaned as HTML (a `<p>` a line in an `<article>`, short lines in a `<div>`, below a menu and above a page
footer) and as plain text (a line a paragraph, blank lines between). Every policy and widget line stands in each of its
compositions. The table says which share of policy and widget lines went, which share of the article's paragraphs
stayed on all pages, and on the clean ones. `--show` prints the lines that came out wrong.

The files beside this one and those in `second` were composed without a look at the data, and measured, never shown: do
not tune on them.
`development` is what the weights are trained on, and the articles' words come from: its figures are no measure.
"""

from __future__ import annotations

import argparse
import html
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from newsclean import clean
from newsclean.data import cut, languages, names

FOLDER = Path(__file__).parent
DEVELOPMENT = FOLDER / "development"
SETS = {"held-out": FOLDER, "second": FOLDER / "second", "development": DEVELOPMENT}
SEED = 4
PARAGRAPHS = 5
KINDS = ("policy", "widget", "article", "clean")
FORMS = ("html", "text")


class Line(NamedTuple):
    """A line of a page and what it is: "policy", "widget", "article", "clean" or "heading"."""

    text: str
    kind: str


def pages(sections: dict[str, tuple[str, ...]], heading: str) -> Iterator[list[Line]]:
    """A language's pages."""
    draw = random.Random(SEED)
    article = sections["article"]
    policy = [Line(text, "policy") for text in sections["policy"]]
    widget = [Line(text, "widget") for text in sections["widget"]]

    def story() -> list[Line]:
        return [Line(text, "article") for text in draw.sample(article, min(PARAGRAPHS, len(article)))]

    for at, line in enumerate(policy):
        others = [policy[at - 1], policy[(at - 2) % len(policy)]]
        yield [*story(), Line(heading, "heading"), line, *others]
        yield [*story(), line, others[0]]
        yield [*story(), line]
    for at, line in enumerate(widget):
        top = story()
        yield [*top[:2], line, *top[2:]]
        yield [*story(), line]
        yield [*story(), line, widget[at - 1], *draw.sample(policy, min(2, len(policy)))]
    for text in article:
        above = [line for line in story() if line.text != text]
        yield [Line(each, "clean") for each in (*(line.text for line in above), text)]


def as_text(page: list[Line]) -> str:
    """The page as somebody's extractor left it."""
    return "\n\n".join(line.text for line in page) + "\n"


def as_html(page: list[Line]) -> str:
    """The page as a site would serve it."""
    body = "".join(
        f"<{tag}>{html.escape(line.text)}</{tag}>\n"
        for line in page
        for tag in ["div" if line.kind in ("widget", "heading") else "p"]
    )
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>The Quay</title></head><body>'
        '<nav><ul><li><a href="/">A</a></li><li><a href="/b">B</a></li></ul></nav>'
        f"<main><article>\n{body}</article></main>"
        '<footer><a href="/c">C</a></footer></body></html>'
    )


def lines_of(name: str, folder: Path = FOLDER) -> dict[str, tuple[str, ...]]:
    """A language's lines."""
    return cut((folder / f"{name}.txt").read_text("utf-8"))


def measure(name: str, folder: Path, *, show: bool = False) -> dict[tuple[str, str], tuple[int, int]]:
    """For each form and kind, how many lines came out right, of how many."""
    heading = dict(languages("policies"))[name]["widget"][0]
    sections = lines_of(name, folder)
    right: Counter[tuple[str, str]] = Counter()
    every: Counter[tuple[str, str]] = Counter()
    for page in pages(sections, heading):
        for form, source in zip(FORMS, (as_html(page), as_text(page)), strict=True):
            kept = {block.text for _, block in clean(source, kind="html" if form == "html" else "text").kept}
            for line in page:
                good = (line.text in kept) is (line.kind in ("article", "clean"))
                right[form, line.kind] += good
                every[form, line.kind] += 1
                if show and not good:
                    print(f"{name} {form} {line.kind}: {line.text}")
    return {key: (right[key], every[key]) for key in every}


def row(name: str, found: dict[tuple[str, str], tuple[int, int]]) -> str:
    """A line of the table."""
    shares = [found.get((form, kind), (0, 0)) for form in FORMS for kind in KINDS]
    return f"{name:8}" + "".join(f"{100 * good / max(1, of):10.2f}" for good, of in shares)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--language", metavar="XX", action="append", choices=names("policies"))
    parser.add_argument("--set", choices=tuple(SETS), default="held-out", help="which lines")
    parser.add_argument("--show", action="store_true", help="print the lines that came out wrong")
    args = parser.parse_args()
    print(" " * 8 + "".join(f"{f'{form} {kind}':>10}" for form in ("h", "t") for kind in KINDS))
    total: dict[tuple[str, str], tuple[int, int]] = {}
    folder = SETS[args.set]
    for name in args.language or sorted(path.stem for path in folder.glob("*.txt")):
        found = measure(name, folder, show=args.show)
        print(row(name, found), flush=True)
        for key, (good, of) in found.items():
            before = total.get(key, (0, 0))
            total[key] = (before[0] + good, before[1] + of)
    print(row("all", total))
