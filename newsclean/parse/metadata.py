"""What a page says about itself: JSON-LD first, then OpenGraph and meta tags, then microdata and `<time>`.

Everything is read on demand: a page whose date nobody asks for costs no date parsing. Where a page contradicts itself
or says nothing clear, the answer is `None`: empty beats wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from newsclean.parse.characters import shown
from newsclean.parse.encoding import whole

ARTICLE_TYPES = ("newsarticle", "article", "blogposting", "liveblogposting", "posting", "report")
"""schema.org types, by the end of their lower-cased names, the more telling first."""
MAX_LINKED_DATA = 2_000_000
"""Characters of one JSON-LD script. A longer one is no description of a page."""
MAX_NODES = 20_000
"""JSON values looked at in one script."""
MAX_AUTHOR_CHARS = 80

TITLE_KEYS = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "headline")
DATE_KEYS = (
    "article:published_time article:published og:article:published_time datepublished parsely-pub-date"
    " sailthru.date dc.date.issued dcterms.created dc.date dcterms.date pubdate publishdate publish-date"
    " publish_date publication_date cxenseparse:recs:publishtime rnews:datepublished date"
    " article.published"
).split()
AUTHOR_KEYS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl")
DESCRIPTION_KEYS = ("og:description", "description", "twitter:description")
SITE_KEYS = ("og:site_name", "application-name", "apple-mobile-web-app-title", "dc.publisher")
LANGUAGE_KEYS = ("content-language", "language", "og:locale", "dc.language", "inlanguage")

_LANGUAGE = r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}"
_TITLE_BREAK = re.compile(r"\s{1,9}[|\-–—•·»:]{1,2}\s{1,9}|\s{0,9}\|\s{0,9}")
_BETWEEN_NAMES = r"[;,|&]"
_COMMENTED = r"^\s{0,99}(?:<!--|//\s{0,9}<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s{0,9}\]\]>|\]\]>)\s{0,99};?\s{0,99}$"


@dataclass(slots=True)
class Head:
    """The raw facts, as the walk over the page noted them: names and values, in the page's order."""

    url: str | None = None
    title: str = ""
    language: str = ""
    canonical: str = ""
    metas: list[tuple[str, str]] = field(default_factory=list)
    linked_data: list[str] = field(default_factory=list)
    times: list[str] = field(default_factory=list)
    items: list[tuple[str, str]] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)

    def first(self, *keys: str) -> str:
        """The first value that is not blank among the meta tags of these names, in the names' order."""
        for key in keys:
            for name, value in self.metas:
                if name == key and value.strip():
                    return " ".join(shown(value).split())
        return ""

    def item(self, name: str) -> str:
        """The first microdata value of this name."""
        return next((" ".join(shown(value).split()) for key, value in self.items if key == name and value.strip()), "")


class HeadMetadata:
    """A page's own statements, read from its `Head` when they are asked for."""

    def __init__(self, head: Head) -> None:
        self.head = head

    @cached_property
    def title(self) -> str | None:
        """The headline, without the site's name."""
        stated = _text(self.linked.get("headline")) or self.head.first(*TITLE_KEYS)
        heading = " ".join(self.head.headings[0].split()) if len(self.head.headings) == 1 else ""
        title = self._without_site(stated or heading or self.head.item("headline") or self.head.title)
        return " ".join(shown(title).split()) or None

    @cached_property
    def headlines(self) -> tuple[str, ...]:
        """The ways in which the head words the title, with the site's name and without: cheap, where `title` is not."""
        parts = sorted(_TITLE_BREAK.split(self.head.title), key=len)
        return tuple(dict.fromkeys(filter(None, [self.head.first(*TITLE_KEYS), self.head.title, *parts[-1:]])))

    @cached_property
    def description(self) -> str | None:
        """What the head's meta tags say that the page is about."""
        return self.head.first(*DESCRIPTION_KEYS) or None

    @cached_property
    def traits(self) -> tuple[float, ...]:
        """What `parse.traits.NAMES` names."""
        from newsclean.parse.traits import traits

        return traits(self.head, self.head.url)

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """The authors' names."""
        stated = list(_names(self.linked.get("author")))
        for key in AUTHOR_KEYS:
            stated = stated or [value for name, value in self.head.metas if name == key]
        for key in ("author", "rel-author"):
            stated = stated or [value for name, value in self.head.items if name == key]
        names = [name for value in stated for name in _split_names(shown(value))]
        return tuple(dict.fromkeys(names))

    @cached_property
    def date(self) -> str | None:
        """When it was published, ISO 8601."""
        from newsclean.parse.dates import iso_date

        stated = [_text(self.linked.get("datePublished")), *(self.head.first(key) for key in DATE_KEYS)]
        stated += [self.head.item("datepublished"), *self.head.times[:1]]
        return next((date for value in stated if value and (date := iso_date(value))), None)

    @cached_property
    def language(self) -> str | None:
        """A BCP 47 tag."""
        stated = [self.head.language, _text(self.linked.get("inLanguage")), self.head.first(*LANGUAGE_KEYS)]
        for value in stated:
            if found := re.fullmatch(_LANGUAGE, value.split(",")[0].strip().replace("_", "-")):
                return found[0]
        return None

    @cached_property
    def site(self) -> str | None:
        """The site's or publisher's name."""
        publisher = next(_names(self.linked.get("publisher")), "")
        return self.head.first(SITE_KEYS[0]) or publisher or self.head.first(*SITE_KEYS[1:]) or None

    @cached_property
    def url(self) -> str | None:
        """The canonical URL if it is on the site that the page came from; else the one that the caller gave."""
        from urllib.parse import urljoin, urlsplit

        stated = self.head.canonical or self.head.first("og:url") or _text(self.linked.get("url"))
        try:
            canonical = urljoin(self.head.url or "", stated.strip())
            same_site = self.head.url is None or _same_site(_host(canonical), _host(self.head.url))
            if stated and urlsplit(canonical).scheme in ("http", "https") and same_site:
                return shown(canonical)
        except ValueError:
            pass
        return self.head.url

    @cached_property
    def linked(self) -> dict[str, Any]:
        """The JSON-LD object that describes the article; empty where there is none."""
        found = [node for script in self.head.linked_data for node in _nodes(script)]
        for kind in ARTICLE_TYPES:
            for node in found:
                if any(each.lower().endswith(kind) for each in _types(node)):
                    return node
        return {}

    def _without_site(self, title: str) -> str:
        """A title without the site's name that many put behind it, or before it."""
        title = " ".join(title.split())
        parts = _TITLE_BREAK.split(title)
        if len(parts) < 2:
            return title
        headlines = {_letters(title[: title.rindex(parts[-1])]), _letters(parts[0])} - {""}
        for heading in self.head.headings:
            if _letters(heading) in headlines:
                return " ".join(heading.split())
        site = _letters(self.site or "")
        host = _letters(_host(self.url or "").rsplit(".", 1)[0])
        last, first = _letters(parts[-1]), _letters(parts[0])
        if last and (last in (site, host) or (site and (last in site or site in last))):
            return title[: title.rindex(parts[-1])].rstrip(" |-–—•·»:") or title
        if first and first in (site, host):
            return title[title.index(parts[0]) + len(parts[0]) :].lstrip(" |-–—•·»:") or title
        return title


def _nodes(script: str) -> Iterator[dict[str, Any]]:
    """The JSON objects of a script, outermost first; none where it is no JSON."""
    import json

    if len(script) > MAX_LINKED_DATA:
        return
    try:
        data = json.loads(re.sub(_COMMENTED, "", script.strip()), strict=False)
    except (ValueError, RecursionError):
        return
    level: list[Any] = [data]
    seen = 0
    while level and seen < MAX_NODES:
        seen += len(level)
        yield from (node for node in level if isinstance(node, dict))
        level = [child for node in level for child in _children(node)]


def _children(node: Any) -> Sequence[Any]:
    if isinstance(node, list):
        return node
    return [value for value in node.values() if isinstance(value, dict | list)] if isinstance(node, dict) else ()


def _types(node: dict[str, Any]) -> list[str]:
    kinds = node.get("@type", ())
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _text(value: Any) -> str:
    """A JSON-LD value as text: a string, or the first string of a list."""
    if isinstance(value, list):
        value = next((each for each in value if isinstance(each, str)), "")
    if not isinstance(value, str):
        return ""
    from html import unescape

    return " ".join(unescape(_encodable(value)).split())


def _encodable(value: str) -> str:
    return shown(whole(value)[0])


def _names(value: Any) -> Iterator[str]:
    """The names of persons or organisations, given as strings, objects or lists of them."""
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            names = each.get("name")
            yield from filter(None, map(_text, names if isinstance(names, list) else [names]))
        elif name := _text(each):
            yield name


def _split_names(value: str) -> Iterator[str]:
    """Single names from a byline; nothing from an address, a link or a sentence.

    >>> list(_split_names("By Ada Byron and Mary Shelley, editor@example.org"))
    ['Ada Byron', 'Mary Shelley']
    """
    joining = _byline_words("and")
    for part in re.split(_BETWEEN_NAMES, value):
        words: list[str] = []
        for word in [*part.split(), ""]:
            if word and not (words and word in joining):
                words.append(word)
                continue
            if words and words[0].casefold() in _byline_words("by") and len(words) > 1:
                del words[0]
            name = " ".join(words).strip(" .,-–—")
            if name and len(name) <= MAX_AUTHOR_CHARS and "/" not in name and "@" not in name and not name.isdigit():
                yield name
            words = []


def _byline_words(kind: str) -> frozenset[str]:
    from newsclean.data import sections

    return frozenset(" ".join(sections("bylines.txt")[kind]).split())


def _host(url: str) -> str:
    """A URL's host, less what only tells how it is to be shown."""
    from urllib.parse import urlsplit

    host = (urlsplit(url).hostname or "").split(".")
    return ".".join(host[1:] if host[0] in ("www", "m", "amp", "mobile") and len(host) > 2 else host)


def _same_site(one: str, other: str) -> bool:
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
