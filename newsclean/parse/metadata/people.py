"""Extract the names of authors from bylines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from newsclean.data import agencies, sections, short_agencies
from newsclean.parse.metadata.json_ld import letters, unescaped

MAX_NAME_CHARS, MAX_NAME_WORDS = 60, 6
MAX_VALUE_CHARS = 500
"""The number of first characters of a byline that are read."""

MIN_KEPT_WORDS = 2
"""The minimum number of words of a name after a role is removed from it."""

AGENCY_SIGNS = (" agency", " news service", " press association")

_LINK = re.compile(r"https?://\S{1,500}|www\.\S{1,500}|\S{1,100}@\S{1,100}\.\w{2,20}|(?<!\w)@\w{1,50}")
_BRACKETS = re.compile(r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\]|<[^<>]{0,200}>|（[^（）]{0,200}）|【[^【】]{0,200}】")
_BETWEEN = re.compile(r"\s[–—-]\s|[;|•·/\n\t&+、，،]")
_LOGIN = re.compile(r"[a-z0-9]{1,40}(?:[._][a-z0-9]{1,40}){1,5}$")
_EDGES = " .,:;-–—|•·*\"“”'‘’_/\\©"
_INITIAL = re.compile(r"(?:^|[\s.])(?:\w|[JS]r)\.$")


def authors_of(values: Iterable[str], site: str = "", host: str = "") -> tuple[str, ...]:
    """Return the persons that bylines name, in order and without duplicates.

    If bylines name no person, agencies and desks are returned. `site` is the name of the site, and `host` is the name
    in its address. Neither is an author, unless it may be a person's name.

    >>> authors_of(["By Ada Byron, Staff Writer, and Mary Shelley, ed@example.org", "AFP", "Quay Post"], "Quay Post")
    ('Ada Byron', 'Mary Shelley')
    """
    sites = {each for each in (letters(site), host) if each}
    people: dict[str, str] = {}
    others: dict[str, str] = {}
    for value in values:
        for name in names_in(value):
            same = letters(name)
            if not same or (same in sites and not may_be_person(name)):
                continue
            by_site = any((len(each) > 3 and each in same) or same in each for each in sites) and not may_be_person(
                name
            )
            (others if by_site or is_third([name]) else people).setdefault(same, name)
    return tuple((people or others).values())


def may_be_person(name: str) -> bool:
    """Return whether a site's name may also be a person's name.

    Such a name has two or three words, and none of them is usual in the names of outlets.

    >>> may_be_person("Ada Byron"), may_be_person("Quay Post"), may_be_person("QuayPost")
    (True, False, False)
    """
    words = name.split()
    return MIN_KEPT_WORDS <= len(words) <= 3 and all(
        word[0].isupper() and word.casefold().strip(".,") not in words_of("outlet") and not word[1:].isupper()
        for word in words
    )


def is_third(names: Sequence[str]) -> bool:
    """Return whether all names are those of agencies or desks. The page may name a person elsewhere."""
    return all(is_agency(name) or name.casefold().split()[-1] in words_of("outlet") for name in names)


def names_in(value: str) -> Iterator[str]:
    """Yield the single names in a byline. Addresses, links and sentences give no names.

    >>> list(names_in("By Ada Byron and Mary Shelley, MD, PhD"))
    ['Ada Byron', 'Mary Shelley']
    """
    value = _LINK.sub(" | ", unescaped(value[:MAX_VALUE_CHARS]))
    value = _BRACKETS.sub(" ", value)
    for part in _BETWEEN.split(without_lead(value)):
        for at, piece in enumerate(_commas(part)):
            for name in _joined(without_lead(piece)):
                if (clean := cleaned(name)) and (not at or not _SAID.search(clean)):
                    yield clean


_SAID = re.compile(r"(?:^|\s)(?:at|of|in|the|for|with|from|to)\s")
"""Words that occur in descriptions of a role and not in names."""


def reversed_name(value: str) -> str:
    """Put the given name before the family name, for values of meta tags for libraries.

    >>> reversed_name("Byron, Ada"), reversed_name("Ada Byron, Mary Shelley")
    ('Ada Byron', 'Ada Byron, Mary Shelley')
    """
    family, comma, given = value.partition(", ")
    simple = comma and "," not in given and len(family.split()) <= 2 and len(given.split()) <= 3
    return f"{given} {family}" if simple and (len(family.split()) == 1 or len(given.split()) == 1) else value


def _commas(part: str) -> Iterator[str]:
    """Yield the parts between commas, without parts that are only a degree."""
    for piece in part.split(","):
        bare = piece.strip(_EDGES)
        if bare and bare.casefold().replace(".", "") not in _degrees():
            yield piece


def _joined(piece: str) -> Iterator[str]:
    """Yield the texts between words for "and"."""
    words: list[str] = []
    for word in piece.split():
        if word.casefold() in words_of("and"):
            if word.casefold() in _SHORT_JOINS and len(words) < MIN_KEPT_WORDS:
                words.append(word)  # as in "Ramón y Cajal"
                continue
            yield " ".join(words)
            words = []
        else:
            words.append(word)
    yield " ".join(words)


_SHORT_JOINS = frozenset(("y", "e", "i", "a", "en", "ja"))


def cleaned(name: str) -> str:
    """Return a name without roles and degrees; empty if the text is not a name.

    >>> cleaned("Quay-online-Redakteur Ada Byron"), cleaned("Ada Byron Senior Staff Writer"), cleaned("Staff Reporter")
    ('Ada Byron', 'Ada Byron', '')
    """
    name = _trimmed(without_lead(_trimmed(name)))
    if ":" in name:
        name = _trimmed(name.rpartition(":")[2])
    words = name.split()
    while words and words[-1].casefold().replace(".", "") in _degrees() and len(words) > MIN_KEPT_WORDS:
        words.pop()
    roles = [at for at, word in enumerate(words) if is_role(word)]
    if roles:
        words = _without_roles(words, roles)
    name = _trimmed(" ".join(words))
    folded = name.casefold()
    if folded in words_of("nobody") or folded in words_of("by") or "admin" in folded.split() or not is_name(name):
        return ""
    return name


def _trimmed(name: str) -> str:
    """Strip punctuation around a name. The full stop of a final initial is kept."""
    bare = name.strip(_EDGES)
    return f"{bare}." if _INITIAL.search(name.rstrip(" ,")) and bare else bare


def _without_roles(words: Sequence[str], roles: Sequence[int]) -> list[str]:
    """Return the words after the last role, else those before the first; none if they are not a name."""
    behind = list(words[roles[-1] + 1 :])
    if len(behind) >= MIN_KEPT_WORDS and not behind[0].islower():
        return behind
    before = list(words[: roles[0]])
    while before and (before[-1].casefold() in words_of("before-role") or before[-1].islower()):
        before.pop()
    return before if len(before) >= MIN_KEPT_WORDS else []


def is_name(name: str) -> bool:
    """Return whether a text may be a name: it has few words, some letters and hardly a digit."""
    if not name or len(name) > MAX_NAME_CHARS or len(name.split()) > MAX_NAME_WORDS:
        return False
    if (
        any(letter in name for letter in "/@{}<>=?!#%$")
        or _LOGIN.match(name)
        or sum(letter.isdigit() for letter in name) > 2
    ):
        return False
    return sum(letter.isalpha() for letter in name) > 1


def without_lead(text: str) -> str:
    """Return a byline without "by", and without words that introduce a list of an author's articles."""
    text = _trimmed(text)
    for kind in ("about", "by"):
        if (found := starting(kind).match(text)) and (bare := _trimmed(text[found.end() :])):
            text = bare
    return text


def is_role(word: str) -> bool:
    """Return whether a word is a role, or ends with a hyphen and a role."""
    word = word.casefold().strip(_EDGES)
    roles = words_of("role")
    return word in roles or ("-" in word and word.rsplit("-", 1)[-1] in roles)


@cache
def words_of(kind: str) -> frozenset[str]:
    """Return the words of a section of `data/bylines.txt`."""
    return frozenset(word.strip() for line in sections("bylines.txt")[kind] for word in line.split(", "))


@cache
def starting(kind: str) -> re.Pattern[str]:
    """Return a pattern for a word of a section at the start of a text, and the colon or space after it."""
    return re.compile(
        rf"(?:{_any_of(kind)})(?:\s{{0,3}}[:：]\s{{0,3}}|\s{{1,3}}|$|(?<=[\u3000-\uffff]))", re.IGNORECASE
    )


@cache
def ending(kind: str) -> re.Pattern[str]:
    """Return a pattern for a word of a section at the end of a text."""
    return re.compile(rf"(?<![^\W\d_])(?:{_any_of(kind)})$|(?:{_any_of(kind, foreign=True)})$", re.IGNORECASE)


def _any_of(kind: str, foreign: bool = False) -> str:
    """Return a pattern for the words of a section, the longest first.

    If `foreign` is true, it has only words in scripts without spaces.
    """
    words = [word for word in words_of(kind) if not foreign or "\u0e00" <= word[0] <= "\uffff"]
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def _degrees() -> frozenset[str]:
    return frozenset(word.replace(".", "") for word in words_of("degree"))


def is_agency(name: str) -> bool:
    """Return whether a name is that of a news agency."""
    folded = name.casefold()
    return folded in agencies() or name in short_agencies() or folded.endswith(AGENCY_SIGNS)
