"""Hostile inputs, made on the spot: some forty kinds of page that hang, kill or blind a tool for reading pages.

Each holds an article of six paragraphs, unless its kind leaves no room for one. The names begin with the number of the
kind; what is needed of each is in its `Case`.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

STORY = (
    "The harbour council of Port Halden voted on Tuesday to keep the old drawbridge open to cars through the winter.",
    "Engineers had asked in spring for a closure of nine weeks, because the motors that lift the deck are worn out.",
    "Mirela Osei, who leads the council, told residents that repairs could wait until the ice on the river is gone.",
    "Shop owners on the north bank feared that a closure before the holidays would cost them a third of their sales.",
    "The ferry company offered four more crossings an hour, yet only in daylight and only while the water stays open.",
    "A second vote, on the price of new motors, is planned for February, and the drawings are on show in the library.",
)
BODY = "".join(f"<p>{each}</p>" for each in STORY)
HEAD = "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Bridge stays open</title></head><body>"
PAGE = f"{HEAD}<article><h1>Bridge stays open</h1>{BODY}</article></body></html>"
MIB = 1 << 20


@dataclass(frozen=True)
class Case:
    """A hostile input and what is owed for it.

    `kept` is what must stand in the text, in this order; `seconds` and `megabytes` are its limits, `warned` says that
    the page must carry a warning, `empty` that it has no text.
    """

    name: str
    make: Callable[[], str | bytes]
    kept: tuple[str, ...] = STORY
    warned: bool = False
    empty: bool = False
    seconds: float = 2.0
    megabytes: int = 500


def page(before: str = "", after: str = "", body: str = BODY) -> str:
    """A page with something before its article and after it."""
    return f"{HEAD}{before}<article>{body}</article>{after}"


def words(count: int) -> str:
    """So many words that are no copies of one another, the same on each run."""
    draw = random.Random(count)
    return " ".join("".join(draw.choices("abcdefghilmnoprstuvz", k=draw.randint(2, 9))) for _ in range(count))


def noise(count: int) -> bytes:
    return random.Random(count).randbytes(count)


def nested(count: int, closed: bool) -> str:
    return page("<div>" * count, "</div>" * count if closed else "")


def formatting(count: int) -> str:
    return page(after="".join(f"<b class=c{at}><p>w" for at in range(count)))


def misnested(count: int) -> str:
    return page(
        after="".join(f"<b i={at}>" for at in range(count))
        + "".join(f"<i i={at}>" for at in range(count))
        + "x</b>" * count
    )


def near_copies(count: int, changed: int) -> str:
    """Paragraphs of 60 words, each pair of which shares all but a few."""
    draw = random.Random(1)
    frame = words(60).split()
    paragraphs = []
    for _ in range(count):
        own = frame.copy()
        for _ in range(changed):
            own[draw.randrange(60)] = f"q{draw.randrange(10**6)}"
        paragraphs.append(f"<p>{' '.join(own)}.</p>")
    return page(body=BODY + "".join(paragraphs))


def linked_data(data: str) -> str:
    return PAGE.replace("</head>", f'<script type="application/ld+json">{data}</script></head>')


def marks(count: int) -> str:
    return "e" + "\u0315\u0300" * (count // 2)


def cp1252() -> bytes:
    return PAGE.replace("drawbridge", "façade “bridge”").encode("cp1252")


ACCENTED = tuple(each.replace("drawbridge", "façade “bridge”") for each in STORY)


def declared(label: str) -> bytes:
    return PAGE.replace("charset=utf-8", f"charset={label}").encode()


CASES = (
    Case("01 10,000 nested divs", lambda: nested(10_000, True), warned=True),
    Case("02 100,000 nested divs", lambda: nested(100_000, True), warned=True),
    Case("03 a million unclosed divs", lambda: nested(1_000_000, False), warned=True, seconds=4),
    Case("04 300 nested divs", lambda: nested(300, True)),
    Case("05 5,000 unclosed b with a p each", lambda: formatting(5000), warned=True),
    Case("06 2,000 b and i closed crosswise", lambda: misnested(2000), warned=True),
    Case(
        "07 20,000 unclosed font",
        lambda: page(after="".join(f"<font color={at}>w" for at in range(20_000))),
        warned=True,
    ),
    Case("08 50,000 nested lists", lambda: page(after="<ul><li>item" * 50_000), warned=True),
    Case(
        "09 50,000 attributes on one tag",
        lambda: page(f"<div {' '.join(f'a{at}' for at in range(50_000))}>"),
        warned=True,
    ),
    Case("10 200,000 option and hr", lambda: page(f"<select>{'<option><hr>' * 200_000}</select>")),
    Case("11 a class of 21 MB", lambda: page(f'<div class="{"menu " * (21 * MIB // 5)}">'), warned=True),
    Case("12 a paragraph of 51 MB", lambda: page(after=f"<p>{'harbour ' * (51 * MIB // 8)}"), warned=True, seconds=4),
    Case("13 a word of 10 MB", lambda: page(after=f"<p>{'harbour' * (10 * MIB // 7)}")),
    Case("14a 2 million references", lambda: page(after=f"<p>{'&amp;' * 2_000_000}")),
    Case("14b 5 million ampersands", lambda: page(after=f"<p>{'&' * 5_000_000}")),
    Case("14c 5 million less-thans", lambda: page(after=f"<p>{'<' * 5_000_000}")),
    Case("15 an unclosed comment of 21 MB", lambda: page(after=f"<!--{'harbour ' * (21 * MIB // 8)}"), warned=True),
    Case("16 an unclosed script of 9.6 MB", lambda: page(after=f"<script>{'go(1); ' * 1_400_000}")),
    Case(
        "17 frameset and plaintext",
        lambda: f"<html><frameset><frame src=a><plaintext>{BODY}",
        kept=(),
        empty=True,
        warned=True,
    ),
    Case("18 NUL in tags and text", lambda: PAGE.replace("article", "art\0icle").replace(" ", " \0")),
    Case("19 lone surrogates", lambda: PAGE.replace("</p>", "\ud83d</p>").replace("<p>", "<p>\udc00"), kept=STORY),
    Case("20 UTF-16 with a mark", lambda: PAGE.encode("utf-16")),
    Case("21a UTF-16-LE without a mark", lambda: PAGE.encode("utf-16-le")),
    Case("21b UTF-16-BE without a mark", lambda: PAGE.encode("utf-16-be")),
    Case("22 5 MB of noise", lambda: noise(5_000_000), kept=(), empty=True, warned=True),
    Case("23 a PDF", lambda: b"%PDF-1.7\n" + noise(200_000), kept=(), empty=True, warned=True),
    Case("24 declared UTF-8, really windows-1252", cp1252, kept=ACCENTED),
    *(
        Case(f"25 declared {label}", lambda label=label: declared(label))  # type: ignore[misc]
        for label in ("utf-32", "cp037", "utf-7", "unicode_escape", "rot13", "zip", "idna", "undefined")
    ),
    Case("26a nothing", lambda: b"", kept=(), empty=True),
    Case("26b a byte-order mark", lambda: b"\xef\xbb\xbf", kept=(), empty=True),
    Case("26c a million spaces", lambda: b" " * 1_000_000, kept=(), empty=True),
    Case("27a 20,000 svg and template", lambda: page(after="<svg><template>" * 20_000), warned=True),
    Case("27b 20,000 math and annotation-xml", lambda: page(after="<math><annotation-xml>" * 20_000), warned=True),
    Case("28 50,000 templates around it", lambda: page("<template>" * 50_000), kept=(), warned=True),
    Case("29a 5,000 nested tables", lambda: page(after="<table><tr><td>" * 5000), warned=True),
    Case("29b 20,000 unclosed links", lambda: page(after="<a href=x>harbour " * 20_000)),
    Case(
        "30 10,000 b and i in a table",
        lambda: page(after=f"<table>{''.join(f'<b c={at}>text <i c={at}>more' for at in range(10_000))}"),
        warned=True,
    ),
    Case("31 a paragraph 100,000 times", lambda: page(body=f"<p>{' '.join(STORY)}</p>" * 20_000), kept=STORY[:1]),
    Case("32 20,000 near copies", lambda: near_copies(20_000, 2), kept=STORY[1:]),
    Case(
        "33 an article 1,000 times",
        lambda: page(body=(BODY + "".join(f"<p>{words(14 + at)}</p>" for at in range(14))) * 1000),
        seconds=4,
    ),
    Case("34 500,000 short paragraphs", lambda: page(after="<p>x</p>" * 500_000), warned=True, seconds=3),
    Case("35a a million br", lambda: page(after="<br>" * 1_000_000), warned=True, seconds=3),
    Case("35b a million </p>", lambda: page(after="</p>" * 1_000_000), warned=True, seconds=3),
    Case("36 a million combining marks", lambda: page(after=f"<p>{marks(1_000_000)}")),
    Case("37a JSON-LD: 200,000 brackets", lambda: linked_data("[" * 200_000)),
    Case("37b JSON-LD: a lone surrogate", lambda: linked_data('{"@type": "Article", "headline": "a\\ud83d"}')),
    Case("37c JSON-LD: an integer of 5,000 digits", lambda: linked_data(f'{{"@type": "Article", "x": {"9" * 5000}}}')),
    Case(
        "37d JSON-LD: an article body of 10 MB",
        lambda: linked_data(f'{{"@type": "Article", "articleBody": "{"harbour " * (10 * MIB // 8)}"}}'),
    ),
    Case("38a 12 million white-space characters", lambda: page(after="<div>" + " \n\t" * 4_000_000 + "</div>")),
    Case("38b 50,000 trailing spaces", lambda: page(body=BODY.replace("</p>", " " * 50_000 + "</p>"))),
)
