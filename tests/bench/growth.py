"""Measure how processor time grows with the size of a hostile text, in each stage, and fail where it grows too fast.

    python -m tests.bench.growth [--only NAME...]

Each text is measured in three sizes: n, 4 n and 16 n. The exponent k of a stage says that its time grows as n to the
power of k: 1 is linear, 2 quadratic. It is the smaller one of the two that the three sizes give: at a limit from which
a page is read in another way, time takes a step, and only one of the two has it. The command prints, for each text, the
characters of the smallest size and the stage with the highest exponent. It exits with 1 if an exponent exceeds 1.5 in
each of three tries: what else the machine does can raise some of them, never lower all.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Callable
from itertools import pairwise
from math import inf, log
from time import process_time

from newsclean import DEFAULT, Page
from newsclean.metadata import FIELDS
from newsclean.parse import parse
from newsclean.parse.metadata.json_ld import nodes_of
from newsclean.pipeline import without_copies
from newsclean.writers import WRITERS, writer
from tests.hostile.inputs import BODY, HEAD, PAGE, STORY, near_copies, page, words

FACTOR = 4
"""A size divided by the one before it."""

MAX_EXPONENT = 1.5
TRIES = 3

LONG = 0.008
"""Seconds of the slowest stage at the smallest size, if `MAX_CHARS` allows that. Shorter times are mostly noise."""

SHORT = 0.001
"""Seconds. A stage that takes less counts as if it took so long: a ratio of such times is noise."""

TOO_LONG = 1.0
"""Seconds. A stage that takes more at the smallest size is steep below it."""

MIN_SIZE, MAX_CHARS = 250, 2_000_000
"""The smallest n, and the characters of the largest text. A longer script is not read as JSON-LD."""

Times = dict[str, float]
"""Processor seconds of each stage."""

Make = Callable[[int], "str | bytes"]
Measure = Callable[["str | bytes"], Times]


def stages(source: str | bytes) -> Times:
    """Measure the stages of cleaning, none of which pays for the garbage of another."""
    found: Times = {}
    start = process_time()

    def mark(stage: str) -> None:
        nonlocal start
        now = process_time()
        found[stage] = now - start
        start = process_time()

    read: Page = parse(source, "https://quay.example/a")
    mark("parse")
    for rule in DEFAULT:
        read.remove(rule(read))
        mark(type(rule).__name__)
    read = without_copies(read, DEFAULT)
    mark("cut")
    for name in WRITERS:
        writer(name)(read)
        mark(name)
    for name in FIELDS:
        getattr(read, name)
    _ = read.metadata.headlines
    mark("metadata")
    return found


def script(source: str | bytes) -> Times:
    """Measure the reader of JSON-LD, which gets the text of a script."""
    assert isinstance(source, str)
    start = process_time()
    list(nodes_of(source))
    return {"JSON-LD": process_time() - start}


def timed(measure: Measure, source: str | bytes) -> Times:
    gc.collect()
    gc.disable()
    try:
        return measure(source)
    finally:
        gc.enable()


TEASER = "The harbour council of Port Halden voted on Tuesday to keep"

PAGES: dict[str, Make] = {
    "one paragraph": lambda n: page(body=f"<p>{STORY[0]}</p>" * n),
    "one line": lambda n: f"{STORY[0]}\n" * n,
    "one line, blank lines": lambda n: f"{STORY[0]}\n\n" * n,
    "an article again and again": lambda n: page(body=BODY * (n // 4)),
    "an article as text": lambda n: ("\n\n".join(STORY) + "\n\n") * (n // 4),
    "two words": lambda n: page(body=f"<p>{'harbour ferry ' * 20}</p>" * n),
    "near copies": lambda n: near_copies(n // 4, 2),
    "nearer copies": lambda n: near_copies(n // 4, 1),
    "a copy of each": lambda n: page(body="".join(f"<p>{words(30 + at % 7)} {at}.</p>" * 2 for at in range(n // 8))),
    "short paragraphs": lambda n: page(body=BODY + "<p>x</p>" * (4 * n)),
    "other short paragraphs": lambda n: page(body=BODY + "".join(f"<p>x{at}</p>" for at in range(4 * n))),
    "short lines": lambda n: "".join(f"line {at}\n" for at in range(4 * n)),
    "the same short lines": lambda n: "line\n\n" * (4 * n),
    "one long paragraph": lambda n: page(body=f"{BODY}<p>{' '.join(STORY) * n}</p>"),
    "one long line": lambda n: " ".join(STORY) * n,
    "one long paragraph of two letters": lambda n: page(body=f"{BODY}<p>{'a b ' * (50 * n)}</p>"),
    "a word": lambda n: page(body=f"{BODY}<p>{'harbour' * (100 * n)}</p>"),
    "a word as text": lambda n: "harbour" * (100 * n),
    "said twice, then no end": lambda n: page(body=f"<p>{STORY[0]} {STORY[0]} {'harbour ' * (20 * n)}</p>"),
    "said again and again": lambda n: page(body=f"{BODY}<p>{f'{STORY[0]} ' * n}</p>"),
    "sentences said twice": lambda n: page(
        body="<p>" + "".join(f"{words(9 + at % 5)} {at}. " * 2 for at in range(n)) + "</p>"
    ),
    "dots": lambda n: page(body=f"{BODY}<p>{'. ' * (50 * n)}</p>"),
    "links": lambda n: page(body=BODY + "<li><a href=x>harbour news</a></li>" * (4 * n)),
    "links in a paragraph": lambda n: page(body=f"{BODY}<p>{'<a href=x>harbour news</a> ' * (4 * n)}</p>"),
    "headings": lambda n: page(body=BODY + "<h2>harbour</h2>" * (4 * n)),
    "first headings": lambda n: page(body=BODY + "<h1>harbour</h1>" * (4 * n)),
    "headings and paragraphs": lambda n: page(body=f"<h2>{STORY[1]}</h2><p>{STORY[0]}</p>" * n),
    "rows": lambda n: page(body=BODY + f"<table>{'<tr><td>a<td>b' * (4 * n)}</table>"),
    "tables": lambda n: page(body=BODY + "<table><tr><td>a<td>b</table>" * n),
    "nested tables": lambda n: page(body=BODY + "<table><tr><td>a" * n),
    "breaks": lambda n: page(body=f"{BODY}<p>{'harbour<br>' * (4 * n)}</p>"),
    "lines of a pre": lambda n: page(body=BODY + "<pre>" + "harbour  ferry\n\n" * (4 * n)),
    "nested divs with text": lambda n: page(body=BODY + "<div>harbour" * n),
    "nested lists with text": lambda n: page(body=BODY + "<ul><li>harbour" * n),
    "menus in menus": lambda n: page(body=BODY + "<nav><ul class=menu><li>harbour" * n),
    "spans": lambda n: page(body=f"{BODY}<p>{'<span>harbour ' * n}</p>"),
    "credits": lambda n: "".join(f"Cars queue at the bridge. Photo: Li Wen {at}\n\n" for at in range(n)),
    "captions": lambda n: page(body=BODY + f"<figure><figcaption>{STORY[2]}</figcaption></figure>" * n),
    "policies": lambda n: STORY[0] + "\n\n" + "All comments are moderated before they are published.\n\n" * n,
    "policies in a line": lambda n: "All comments are moderated before they are published. " * n,
    "teasers": lambda n: page(body=f"{BODY}{f'<p>{TEASER} …</p>' * n}"),
    "teasers of each": lambda n: page(
        body="".join(f"<p>{at} {each}</p>" for at in range(n // 8) for each in STORY)
        + "".join(f"<p>{at} {each[:50]} …</p>" for at in range(n // 8) for each in STORY)
    ),
    "parts of one paragraph": lambda n: page(
        body=f"<p>{' '.join(f'{at} {STORY[at % 6]}' for at in range(n))}</p>"
        + "".join(f"<p>{at} {STORY[at % 6]}</p>" for at in range(n))
    ),
    "foreign letters": lambda n: page(
        body="".join(f"<p>港口的工人昨天决定继续罢工{at}，直到下个月底。</p>" for at in range(n))
    ),
    "one line of foreign letters": lambda n: "港口的工人昨天决定继续罢工，直到下个月底。" * (2 * n),
    "marks": lambda n: page(body=BODY + "<p>e" + "\u0315\u0300" * (20 * n)),
    "half-width marks": lambda n: page(body=BODY + "<p>e" + "\uff9e\u0300" * (20 * n)),
    "ligatures": lambda n: page(body=BODY + "<p>" + "\ufdfa" * (20 * n)),
    "a title of spaces": lambda n: "<title>a" + "\xa0" * (20 * n) + f"b</title>{BODY}",
    "facts": lambda n: f"{'<meta property=og:title content=x>' * (4 * n)}{'<time datetime=2020>' * n}{BODY}",
    "authors": lambda n: (
        f"{'<a rel=author>Li Wen</a>' * (4 * n)}<meta name=author content='{'by Li Wen, ' * n}'>{BODY}"
    ),
    "scripts": lambda n: page(body=BODY + "<script>go(1)</script>" * (4 * n)),
    "fields": lambda n: page(body=BODY + "<select><option>harbour</select>" * (4 * n)),
    "shadow roots": lambda n: (
        "<template shadowrootmode=open><slot name=a></slot></template>" * n + "<b slot=a>x</b>" * n + BODY
    ),
    "unknown elements": lambda n: page(body=BODY + "".join(f"<x-{at}>harbour</x-{at}>" for at in range(n))),
    "unclosed comments": lambda n: page(body=BODY + "<!-- " * (20 * n)),
    "unclosed tags": lambda n: page(body=BODY + "<a " * (20 * n)),
    "attributes": lambda n: page(body=f"{BODY}<p {' '.join(f'a{at}' for at in range(4 * n))}>harbour"),
    "formatting left open": lambda n: page(body=BODY + "".join(f"<b class=c{at}><p>w" for at in range(n))),
    "bytes in no encoding": lambda n: b"<p>" + bytes(range(128, 256)) * (5 * n),
    "bytes with a declaration": lambda n: b"<meta charset=shift_jis>" + b"<p>harbour\x81" * (20 * n),
    "metas": lambda n: b"<meta " * (100 * n) + b"\xe9",
}


PIECES = (
    "<p>By Ada Byron</p>",
    "<p>14 March 2021</p>",
    "<p>By </p>",
    "<div>14/03/2021 ",
    "<h1>Pilots</h1>",
    "<time datetime=2021-03-14>14 March</time>",
    "<span class=author>Ada Byron</span>",
    '<meta name="author" content="Ada Byron">',
    '<meta name="date" content="03/04/2021">',
    "<br>2021 2021 2021",
    "by by by ",
    '<script type="application/ld+json">{"@type": "Article", "author": {"@id": "#a"}}</script>',
)
"""Statements of metadata, of which a page holds nothing else."""

SCRIPTS = (
    '{"a":"',
    '"',
    '{"a": "b" ',
    "/*",
    "/* ",
    "//",
    ",",
    '"author":[',
    '{"headline": "x',
    "[",
    '\\"',
    '{"a":"b" "c"      ',
)
"""Parts of JSON-LD that is broken."""


def texts() -> dict[str, tuple[Measure, Make]]:
    """By its name, what measures a text, and what makes it in a size."""
    found: dict[str, tuple[Measure, Make]] = {name: (stages, make) for name, make in PAGES.items()}
    for piece in PIECES:
        found[f"a page of {piece}"] = stages, lambda n, piece=piece: HEAD + piece * n  # type: ignore[misc]
    for piece in SCRIPTS:
        found[f"a script of {piece}"] = script, lambda n, piece=piece: piece * n  # type: ignore[misc]
    return found


def exponents(measure: Measure, make: Make, size: int) -> Times:
    """The exponent of each stage."""
    times = [timed(measure, make(each)) for each in (size, FACTOR * size, FACTOR**2 * size)]
    return {
        stage: min(log(max(two[stage], SHORT) / max(one[stage], SHORT), FACTOR) for one, two in pairwise(times))
        for stage in times[0]
    }


def steepest(measure: Measure, make: Make) -> tuple[int, str, float]:
    """The characters of the smallest text, the stage of the highest exponent, and that exponent, the least of tries."""
    size, text = MIN_SIZE, make(MIN_SIZE)
    while max((found := timed(measure, text)).values()) < LONG and 2 * FACTOR**2 * len(text) < MAX_CHARS:
        size *= 2
        text = make(size)
    stage = max(found, key=found.__getitem__)
    if found[stage] > TOO_LONG:
        return len(text), stage, inf
    least = exponents(measure, make, size)
    for _ in range(TRIES - 1):
        if max(least.values()) > MAX_EXPONENT:
            again = exponents(measure, make, size)
            least = {stage: min(again[stage], least[stage]) for stage in least}
    stage = max(least, key=least.__getitem__)
    return len(text), stage, least[stage]


def main() -> int:
    """Measure the texts and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--only", nargs="+", default=[""], metavar="NAME", help="only texts whose names begin with these"
    )
    args = parser.parse_args()
    stages(PAGE)  # what is imported and read late is there from then on
    steep = []
    print(f"{'chars':>8} {'k':>6}  {'stage':16} text")
    for name, (measure, make) in texts().items():
        if name.startswith(tuple(args.only)):
            chars, stage, exponent = steepest(measure, make)
            print(f"{chars:8} {exponent:6.2f}  {stage:16} {name}", flush=True)
            if exponent > MAX_EXPONENT:
                steep.append(name)
    if steep:
        print(f"time grows too fast: {'; '.join(steep)}", file=sys.stderr)
    return int(bool(steep))


if __name__ == "__main__":
    sys.exit(main())
