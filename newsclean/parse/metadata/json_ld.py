"""Parse JSON-LD and find the object that describes the page's article."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from html import unescape
from typing import Any

from newsclean.parse.characters import shown
from newsclean.parse.encoding import whole
from newsclean.parse.metadata.addresses import bare

ARTICLE_TYPES = ("newsarticle", "article", "blogposting", "liveblogposting", "posting", "report", "review")
"""Suffixes of the lower-cased schema.org types of articles, the most specific first."""

OTHER_TYPES = ("jobposting",)
PAGE_TYPES = ("webpage", "videoobject", "podcastepisode", "audioobject")
"""Types that give the date of publication of a page without an article."""

TYPES = ARTICLE_TYPES + PAGE_TYPES
MAX_TYPE_CHARS, MAX_KNOWN = 100, 1000
"""The number of first characters of a type's name that are read.

`MAX_KNOWN` is the maximum number of types whose rank is cached.
"""

MAX_LINKED_DATA = 2_000_000
"""The maximum number of characters of one JSON-LD script.

A longer script does not describe a page and is skipped.
"""

MAX_NODES = 20_000
"""The number of JSON values of one script after which no deeper level is visited."""

REFERENCE = 2
"""The number of fields of an object that only refers to another object: its type and its id."""

MAX_UNESCAPED = 2
"""The maximum number of times that entities are unescaped."""

MAX_DEPTH = 4
"""The maximum depth of nested lists of persons and of references to persons."""

MAX_PERSONS = 50

_NO_LETTERS = re.compile(r"[\W_]+")
_COMMENTED = re.compile(
    r"^\s{0,99}(?:<!--|(?://|/\*)\s{0,9}<!\[CDATA\[(?:\s{0,9}\*/)?|<!\[CDATA\[)"
    r"|(?:-->|(?://|/\*)\s{0,9}\]\]>(?:\s{0,9}\*/)?|\]\]>)\s{0,99};?\s{0,99}$"
)
_SLIP = re.compile(r'\\.|"|//|/\*|,(?=\s{0,99}[}\]])|;(?=\s{0,99}$)', re.DOTALL)
_QUOTE = re.compile(r'\\.|"', re.DOTALL)
_CLOSES = re.compile(r'\s{0,99}(?:[:}\]]|,\s{0,99}(?:["{\[\d}\]-]|true|false|null)|$)')
_FIELD = re.compile(r'"(headline|datePublished|dateModified|@type|url)"\s{0,9}:\s{0,9}"((?:[^"\\\n]|\\.){1,500})"')
_AUTHOR = re.compile(r'"author"\s{0,9}:\s{0,9}[\[{]?([^\]]{0,2000})')
_FIRST = re.compile(r'\s{0,9}"((?:[^"\\\n]|\\.){1,200})"')
_NAME = re.compile(r'"name"\s{0,9}:\s{0,9}"((?:[^"\\\n]|\\.){1,200})"')


class JsonLd:
    """The objects of a page's JSON-LD, and the object of the article."""

    def __init__(self, scripts: Sequence[str], own: Callable[[], tuple[Sequence[str], Sequence[str]]]) -> None:
        self.nodes = [node for script in scripts for node in nodes_of(script)]
        self.by_id = {node["@id"]: node for node in reversed(self.nodes) if _is_named(node)}
        self.ranked = [(node, rank) for node in self.nodes if (rank := rank_of(node)) is not None]
        self.article = self._article(own)

    def _article(self, own: Callable[[], tuple[Sequence[str], Sequence[str]]]) -> dict[str, Any]:
        """Return the article with the most specific type.

        Of several articles, the first with the page's address or headline is returned. `own` returns the page's
        normalised addresses, and its headlines reduced to letters and digits.
        """
        best = min((rank for _, rank in self.ranked), default=len(TYPES))
        found = [node for node, rank in self.ranked if rank == best < len(ARTICLE_TYPES)]
        full = [node for node in found if len(node) > REFERENCE]
        if len(full) > 1:
            urls, titles = own()
            full.sort(key=lambda node: not self._is_own(node, urls, titles))
        return (full or found or [{}])[0]

    def _is_own(self, node: dict[str, Any], urls: Sequence[str], titles: Sequence[str]) -> bool:
        headline = letters(text_of(node.get("headline")) or text_of(node.get("name")))
        if headline and any(headline == title for title in titles):
            return True
        main = node.get("mainEntityOfPage")
        stated = [node.get("url"), node.get("@id"), main.get("@id") if isinstance(main, dict) else main]
        return any(bare(each) in urls for each in stated if isinstance(each, str) and each)

    @property
    def page(self) -> dict[str, Any]:
        """The object that describes the page, or its video or audio; empty if there is none."""
        pages = [each for each in self.ranked if each[1] >= len(ARTICLE_TYPES)]
        return min(pages, key=lambda each: each[1])[0] if pages else {}

    @property
    def site(self) -> str:
        """The name of the described site; empty if there is none."""
        sites = (node for node in self.nodes if any(kind.lower().endswith("website") for kind in types_of(node)))
        return next(filter(None, (text_of(node.get("name")) for node in sites)), "")

    def text(self, *keys: str) -> str:
        """Return the first text of the article's object under these keys."""
        return next(filter(None, (text_of(self.article.get(key)) for key in keys)), "")

    def names(self, key: str) -> list[str]:
        """Return the names of the persons or organisations under a key of the article's object."""
        return list(self.named(self.article.get(key)))[:MAX_PERSONS]

    def named(self, value: Any, depth: int = MAX_DEPTH) -> Iterator[str]:
        """Yield the names in a value: a string, an object, a reference to an object, or a list of these."""
        if isinstance(value, list):
            for each in value[:MAX_PERSONS] if depth else ():
                yield from self.named(each, depth - 1)
        elif isinstance(value, dict):
            given = " ".join(filter(None, (text_of(value.get("givenName")), text_of(value.get("familyName")))))
            name = value.get("name")
            names = [text_of(each) for each in (name if isinstance(name, list) else [name])]
            if any(names) or given:
                yield from filter(None, names if any(names) else [given])
            elif isinstance(value.get("@id"), str) and depth and value["@id"] in self.by_id:
                yield from self.named(self.by_id[value["@id"]], depth - 1)
            elif depth:
                yield from self.named([value[key] for key in ("@list", "author", "@graph") if key in value], depth - 1)
        elif name := text_of(value):
            yield name


def nodes_of(script: str) -> Iterator[dict[str, Any]]:
    """Yield the JSON objects of a script, the outermost first.

    From invalid JSON, some fields are recovered.
    """
    if len(script) > MAX_LINKED_DATA:
        return
    script = _COMMENTED.sub("", script.strip())
    try:
        level: list[Any] = [read(script)]
    except RecursionError:
        return
    except ValueError:
        level = [salvaged(script)]
    seen = 0
    while level and seen < MAX_NODES:
        seen += len(level)
        yield from (node for node in level if isinstance(node, dict))
        level = [child for node in level for child in _children(node)]


def read(script: str) -> Any:
    """Parse a script as JSON, and repair extra commas, comments, a final semicolon and unescaped quotes.

    Raises `ValueError` if the repaired script is not JSON either.
    """
    from json import loads  # not loaded by a plain run

    try:
        return loads(script, strict=False)
    except ValueError:
        pass
    mended = without_slips(script)
    try:
        return loads(mended, strict=False)
    except ValueError:
        return loads(with_quotes(mended), strict=False)


def without_slips(script: str) -> str:
    """Return a script without commas before a closing bracket, comments and a final semicolon.

    >>> without_slips('{"a": [1, ], /* so */ "b": "//",};')
    '{"a": [1 ],  "b": "//"}'
    """
    parts: list[str] = []
    last = at = 0
    inside = False
    while found := _SLIP.search(script, at):
        sign, at = found[0], found.end()
        if sign == '"':
            inside = not inside
        elif not inside and sign[0] != "\\":
            parts.append(script[last : found.start()])
            if sign in ("//", "/*"):
                end = script.find("\n" if sign == "//" else "*/", at)
                at = len(script) if end < 0 else end + (sign == "/*") * 2
            last = at
    return "".join([*parts, script[last:]])


def with_quotes(script: str) -> str:
    r"""Escape the unescaped quotes in the strings of a script.

    >>> print(with_quotes('{"a": "so "they" say"}'))
    {"a": "so \"they\" say"}
    """
    inside = False
    parts: list[str] = []
    last = 0
    for found in _QUOTE.finditer(script):
        if found[0] != '"':
            continue
        if not inside:
            inside = True
        elif _CLOSES.match(script, found.end()):
            inside = False
        else:
            parts += [script[last : found.start()], "\\"]
            last = found.start()
    return "".join([*parts, script[last:]])


def salvaged(script: str) -> dict[str, Any]:
    """Recover known fields from a script that is not JSON. The first occurrence of each field is used."""
    found: dict[str, Any] = {}
    for key, value in _FIELD.findall(script):
        found.setdefault(key, _plain(value))
    if (author := _AUTHOR.search(script)) and (names := _NAME.findall(author[1])):
        found["author"] = [_plain(name) for name in names]
    elif author and (name := _FIRST.match(author[1])):
        found["author"] = _plain(name[1])
    return found


def _plain(text: str) -> str:
    from json import loads

    try:
        return str(loads(f'"{text}"', strict=False))
    except ValueError:
        return text


def _children(node: Any) -> Sequence[Any]:
    if isinstance(node, list):
        return node
    return [value for value in node.values() if isinstance(value, dict | list)] if isinstance(node, dict) else ()


def _is_named(node: dict[str, Any]) -> bool:
    return isinstance(node.get("@id"), str) and len(node) > 1


def types_of(node: dict[str, Any]) -> list[str]:
    """Return the stated types of an object."""
    kinds = node.get("@type", ())
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def rank_of(node: dict[str, Any]) -> int | None:
    """Return the index in `TYPES` of an object's most specific type; `None` if it has none of them."""
    return min((rank for kind in types_of(node) if (rank := _rank(kind[:MAX_TYPE_CHARS])) is not None), default=None)


@lru_cache(MAX_KNOWN)
def _rank(kind: str) -> int | None:
    kind = kind.lower()
    if kind.endswith(OTHER_TYPES):
        return None
    return next((at for at, each in enumerate(TYPES) if kind.endswith(each)), None)


def text_of(value: Any) -> str:
    """Return a JSON-LD value as text: a string, a `@value`, or the first string of a list."""
    if isinstance(value, list):
        value = next((each for each in value if isinstance(each, str)), "")
    if isinstance(value, dict) and isinstance(value.get("@value"), str):
        value = value["@value"]
    if not isinstance(value, str):
        return ""
    return unescaped(whole(value)[0])


def unescaped(text: str) -> str:
    """Unescape the entities of a text, twice if they were escaped twice.

    >>> unescaped("Fish &amp;amp; chips"), unescaped("R&D")
    ('Fish & chips', 'R&D')
    """
    for _ in range(MAX_UNESCAPED):
        if "&" not in text:
            break
        text = unescape(text)
    return " ".join(shown(text).split())


def letters(text: str) -> str:
    """Return the letters and digits of a text, case-folded, for comparison."""
    return _NO_LETTERS.sub("", text.casefold())
