"""Choose a page's title, authors and dates among its statements, each with its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from newsclean.parse.calendars import month_of
from newsclean.parse.dates import iso_date
from newsclean.parse.metadata import addresses
from newsclean.parse.metadata.json_ld import letters, text_of, unescaped
from newsclean.parse.metadata.keys import AUTHOR_KEYS, DATE_KEYS, MODIFIED_KEYS, MORE_TITLE_KEYS, TITLE_KEYS
from newsclean.parse.metadata.people import authors_of, is_third, reversed_name, starting
from newsclean.parse.metadata.titles import is_site, resembles, without_site
from newsclean.parse.metadata.visible import BEHIND, Dateline, Line, Visible
from newsclean.parse.metadata.wording import after_by

if TYPE_CHECKING:
    from newsclean.parse.metadata import HeadMetadata

Sourced = tuple[str, str]
"""A value and its source."""

LIBRARY_KEYS = ("citation_author", "dc.creator", "dcterms.creator", "dc.contributor")
"""Meta tags for libraries, in which the family name may come first."""

MAX_SHOWN = 4
"""The number of lines below the headline in which a date is the article's own."""

FAR = 100
"""The number of lines by which a line above the headline counts as farther away than a line below it."""

MAX_URL = 2000
_URL_SLASHED = re.compile(r"/(19\d\d|20\d\d)([/_-])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_URL_NAMED = re.compile(r"/(19\d\d|20\d\d)/([a-z]{3,9})/(0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_URL_RUN = re.compile(r"(?<!\d)(20[0-3]\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")


# The title


def title(about: HeadMetadata) -> Sourced | None:
    """Return the headline and its source.

    It is the visible heading if that resembles a stated title, else the stated title, else the heading.
    """
    head = about.head
    sites = [letters(about.site or ""), letters(addresses.name_of(about.url or head.url))]
    tab = unescaped(head.title)
    headings = [unescaped(each) for each in (about.visible.heading, *head.headings) if each.strip()]
    headings = [each for each in headings if not is_site(each, sites) and not _names_site(each, tab)]
    texts = {about.linked.text("headline"): "JSON-LD"}
    for key, value in head.named(*TITLE_KEYS):
        texts.setdefault(unescaped(value), f"meta {key}")
    for value in head.items_named("headline")[:1]:
        texts.setdefault(value, "microdata")
    stated = [(without_site(value, sites, headings), source) for value, source in texts.items() if value]
    stated = [(value, source) for value, source in stated if value and not is_site(value, sites)]
    heading = headings[0] if headings else ""
    may_head = bool(heading) and heading[0] not in ":–-"
    if may_head and any(resembles(heading, value) for value, _ in stated):
        return heading, "the heading"
    more = [(without_site(tab, sites, headings), "<title>")] if tab else []
    more += [(unescaped(value), f"meta {key}") for key, value in head.named(*MORE_TITLE_KEYS)]
    if may_head and any(resembles(heading, value) for value, _ in more):
        return heading, "the heading"
    if stated:
        return stated[0]
    if heading and len({*headings}) == 1:
        return heading, "the heading"
    return next((each for each in more if each[0]), (heading, "the heading") if heading else None)


def _names_site(heading: str, tab: str) -> bool:
    """Return whether the `<title>` ends with this heading.

    Such a heading is the site's name above its article.
    """
    one, other = letters(heading), letters(tab)
    return bool(one) and one != other and other.endswith(one)


# Authors


def authors(about: HeadMetadata) -> tuple[tuple[str, ...], str] | None:
    """Return the stated persons, else those in a byline, else an agency or a desk."""
    site, host = about.site or "", letters(addresses.name_of(about.url or about.head.url))
    other: tuple[tuple[str, ...], str] | None = None
    for values, source in _stated_authors(about):
        found = authors_of(values, site, host)
        if found and not is_third(found):
            return found, source
        other = other or ((found, source) if found else None)
    return other


def _stated_authors(about: HeadMetadata) -> Iterator[tuple[list[str], str]]:
    """Yield values that name authors, the most reliable first: JSON-LD, meta tags, then displayed text."""
    yield about.linked.names("author"), "JSON-LD"
    for key in AUTHOR_KEYS:
        values = [value for _, value in about.head.named(key)]
        yield [reversed_name(value) for value in values] if key in LIBRARY_KEYS else values, f"meta {key}"
    for at in ("1", "2"):
        if starting("by").match(about.head.first(f"twitter:label{at}")):
            yield [about.head.first(f"twitter:data{at}")], f"meta twitter:data{at}"
    yield from _shown_authors(about)
    yield about.linked.names("creator"), "JSON-LD"


def _shown_authors(about: HeadMetadata) -> Iterator[tuple[list[str], str]]:
    for key, source in (("author", "microdata"), ("rel-author", "a link to the author")):
        yield [value for value in about.head.items_named(key) if about.visible.place_of(value) is not None], source
    for value in about.head.items_named("class-author"):
        if about.visible.place_of(value) is not None:
            yield about.visible.names_before(after_by(value) or value), "the byline"
    for names, line in about.visible.bylines():
        yield names, where(line)
    for names, line in about.visible.beside:
        yield names, f"{where(line)}, beside the date"


# Dates


def date(about: HeadMetadata) -> Sourced | None:
    """Return the date of publication: the stated one, else the displayed one, else the one in the address."""
    for value, source in _stated_dates(about):
        if found := _iso(about, value):
            return _first_shown(about, found) or (found, source)
    visible = about.visible
    below = [line for line in visible.datelines if line.line.place > 0]
    for line in _ranked([*below, *(line for line in visible.datelines if line.label == "published")]):
        return _by_time(about, line), where(line.line)
    if (moment := _only_time(about)) or (moment := _lesser_date(about)):
        return moment
    for lines in _lesser_lines(visible):
        for line in lines:
            return _by_time(about, line), where(line.line)
    return modified(about)


def _lesser_lines(visible: Visible) -> Iterator[Sequence[Dateline]]:
    """Yield less reliable datelines, the better ones first.

    The order is: above the headline, after the text, datelines of a change, and datelines elsewhere.
    """
    yield _ranked(visible.datelines)
    yield _ranked(visible.last_datelines, "published")
    yield visible.datelines
    yield visible.last_datelines
    yield _ranked(visible.stray_datelines, "published", "updated")


def _iso(about: HeadMetadata, value: str) -> str | None:
    """Return the date of a value.

    Most values are clear without the language, which is used only if necessary.
    """
    return (iso_date(value) or iso_date(value, about.dated_in)) if value else None


def _first_shown(about: HeadMetadata, stated: str) -> Sourced | None:
    """Return the earlier date just below the headline, if the stated dates of publication and change are equal.

    Such a page states the time when it was last generated.
    """
    if about.linked.text("dateModified") != about.linked.text("datePublished") or not about.linked.text("dateModified"):
        return None
    for line in about.visible.datelines_in(about.visible.below[:MAX_SHOWN]):
        if line.label != "updated" and len(line.iso) > len("2025-03"):
            return (_by_time(about, line), where(line.line)) if line.iso[:10] < stated[:10] else None
    return None


def _lesser_date(about: HeadMetadata) -> Sourced | None:
    """Return the date when the article or its video was created, or else the day in the page's address."""
    for key in ("uploadDate", "dateCreated"):
        if found := _iso(about, about.linked.text(key)):
            return found, "JSON-LD"
    day = by_url(about.url or about.head.url or "")
    return None if day is None else (day, "the address")


def _stated_dates(about: HeadMetadata) -> Iterator[Sourced]:
    yield about.linked.text("datePublished"), "JSON-LD"
    for key, value in about.head.named(*DATE_KEYS):
        yield value, f"meta {key}"
    for value in about.head.items_named("datepublished")[:1]:
        yield value, "microdata"
    yield text_of(about.linked.page.get("datePublished")), "JSON-LD"


def _ranked(lines: Sequence[Dateline], *labels: str) -> list[Dateline]:
    """Return the datelines with these labels, in the order of the labels.

    The default is first those labelled as published, then those without a label.
    """
    return [line for label in labels or ("published", "") for line in lines if line.label == label]


def _by_time(about: HeadMetadata, line: Dateline) -> str:
    """Return a dateline's date, or that of the `<time>` element in it if that also has a time of day."""
    for moment, shown in about.head.times:
        found = _iso(about, moment) if shown and shown in line.line.text else None
        if found and found[:10] == line.iso[:10] and len(found) > len(line.iso):
            return found
    return line.iso


def _only_time(about: HeadMetadata) -> Sourced | None:
    """Return the date of the `<time>` element nearest the headline.

    If none is near, return the date of the `<time>` elements without text if they agree on the day.
    """
    near: list[tuple[int, int, str | None]] = []
    silent: set[str] = set()
    for at, (moment, shown) in enumerate(about.head.times):
        found = _iso(about, moment)
        place = about.visible.place_of(shown)
        if place is not None:
            near.append((place if place > 0 else FAR - place, at, found))
        elif found and not shown:
            silent.add(found)
    found = min(near, key=lambda each: each[:2])[2] if near else None
    if not near and len({each[:10] for each in silent}) == 1:
        found = silent.pop()
    return None if found is None else (found, "<time>")


def modified(about: HeadMetadata) -> Sourced | None:
    """Return the date of the last change: the stated one, or else the displayed one."""
    stated = [(about.linked.text("dateModified"), "JSON-LD")]
    stated += [(value, f"meta {key}") for key, value in about.head.named(*MODIFIED_KEYS)]
    stated += [(value, "microdata") for value in about.head.items_named("datemodified")[:1]]
    stated.append((text_of(about.linked.page.get("dateModified")), "JSON-LD"))
    for value, source in stated:
        if value and (found := _iso(about, value)):
            return found, source
    for line in about.visible.datelines:
        if line.label == "updated":
            return _by_time(about, line), where(line.line)
    return None


def by_url(url: str) -> str | None:
    """Return the day in the path of an address.

    >>> by_url("https://a.example/2024/05/03/quay"), by_url("https://a.example/news/quay-20240503.html")
    ('2024-05-03', '2024-05-03')
    """
    path = url[:MAX_URL].partition("://")[2].partition("/")[2].partition("?")[0]
    if found := _URL_SLASHED.search("/" + path):
        return iso_date(f"{found[1]}-{int(found[3]):02}-{int(found[4]):02}")
    if (found := _URL_NAMED.search("/" + path)) and (month := month_of(found[2], "en")):
        return iso_date(f"{found[1]}-{month:02}-{int(found[3]):02}")
    if found := _URL_RUN.search(path):
        return iso_date("-".join(found.groups()))
    return None


def where(line: Line) -> str:
    """Return the place of a line in words."""
    if line.place >= BEHIND:
        return "a line behind the text, or elsewhere"
    side = "below" if line.place > 0 else "above"
    return f"the line {side} the headline" if abs(line.place) == 1 else f"a line {side} the headline"
