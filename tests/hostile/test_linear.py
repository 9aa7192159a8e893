"""Twice the text takes no more than three times the time, in each stage: on texts that bring out the worst of one."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import process_time

import pytest

from newsclean import DEFAULT, Page
from newsclean.parse import parse
from newsclean.pipeline import without_copies
from newsclean.writers import WRITERS, writer
from tests.hostile.inputs import BODY, STORY, near_copies, page, words

ENOUGH = 0.03
"""Seconds of the processor's time. A shorter time says little."""

RATIO = 3
DOUBLINGS = (1, 2, 4)
"""What a size is multiplied by before it is doubled. What is steep is so each time; a step, as at a limit from which a
page is read in another way, stands in one of them, and what else the machine does is not there each time."""


def times(source: str | bytes) -> dict[str, float]:
    """The processor's seconds for each stage."""
    found: dict[str, float] = {}
    start = process_time()

    def mark(stage: str) -> None:
        nonlocal start
        now = process_time()
        found[stage] = now - start
        start = process_time()

    read: Page = parse(source)
    mark("parse")
    for rule in DEFAULT:
        read.remove(rule(read))
        mark(type(rule).__name__)
    read = without_copies(read, DEFAULT)
    mark("cut")
    for name in WRITERS:
        writer(name)(read)
        mark(name)
    _ = read.title, read.authors, read.date, read.site, read.url, read.metadata.headlines
    mark("metadata")
    return found


def alone(source: str | bytes) -> dict[str, float]:
    """The seconds of each stage, none of which pays for what the others have left."""
    gc.collect()
    gc.disable()
    try:
        return times(source)
    finally:
        gc.enable()


def long_enough(make: Callable[[int], str | bytes]) -> tuple[int, dict[str, float]]:
    """A size at which the slowest stage takes long enough to be measured, and the seconds of each stage."""
    size = 250
    while max((found := times(make(size))).values()) < ENOUGH and size < 128_000:
        size *= 2
    return size, found


TEASER = "The harbour council of Port Halden voted on Tuesday to keep"

TEXTS: dict[str, Callable[[int], str | bytes]] = {
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


@pytest.mark.parametrize("name", TEXTS)
def test_twice_the_text_takes_no_more_than_three_times_the_time(name: str) -> None:
    make = TEXTS[name]
    size, found = long_enough(make)
    assert max(found.values()) < 40 * ENOUGH
    slow = set(found)
    for at in DOUBLINGS:
        slow &= steep(alone(make(at * size)), alone(make(2 * at * size)))
        if not slow:
            break
    assert not slow


def steep(one: dict[str, float], two: dict[str, float]) -> set[str]:
    """The stages that take too long for twice the text."""
    return {stage for stage in one if two[stage] > max(ENOUGH, RATIO * one[stage])}
