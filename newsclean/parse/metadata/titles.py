"""Remove the site's name from a title, and compare titles with visible headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from newsclean.fingerprint import jaccard
from newsclean.parse.metadata.json_ld import letters

MIN_ALIKE = 0.2
"""The minimum Jaccard similarity of the words of a heading and of a stated title that are the same headline."""

MIN_COVERED = 0.9
"""The minimum share of the shorter text's words that the longer text contains.

The two texts are a heading and a stated title that are the same headline.
"""

MIN_WORDS = 3
"""The minimum number of different words of the shorter text if the longer text contains them."""

MAX_SUFFIX_WORDS = 6
"""The maximum number of words of the name of a site or a section."""

_BREAK = re.compile(r" [|\-–—•·»«:~/]{1,2} | ?[|｜] ?| ?[_＿—–](?=[^\W\d_])")
_WORDS = re.compile(r"\w+")
_EDGES = " |-–—•·»«:~/_｜"


def without_site(title: str, sites: Iterable[str], headings: Sequence[str] = ()) -> str:
    """Return a title without the names of the site and its sections after it or before it.

    `sites` are names of the site, reduced to letters and digits. `headings` are the page's headings. They show where
    the title ends.

    >>> without_site("Pilots return | News | Quay Post", ["quaypost"], ["Pilots return"])
    'Pilots return'
    """
    title = " ".join(title.split())
    breaks = list(_BREAK.finditer(title))
    if not breaks:
        return title
    wanted = {letters(each) for each in headings} - {""}
    for found in reversed(breaks):
        for part in (title[: found.start()], title[found.end() :]):
            if letters(part) in wanted:
                return part.strip(_EDGES)
    known = [each for each in sites if each]
    while breaks:
        first, last = breaks[0], breaks[-1]
        if is_site(title[last.end() :], known):
            title = title[: last.start()]
        elif is_site(title[: first.start()], known):
            title = title[first.end() :]
        else:
            break
        breaks = list(_BREAK.finditer(title))
    return title.strip(_EDGES) or " ".join(title.split())


def is_site(part: str, sites: Iterable[str]) -> bool:
    """Return whether a part of a title is a name of the site, contains one, or is contained in one."""
    bare = letters(part)
    if not bare or len(_WORDS.findall(part)) > MAX_SUFFIX_WORDS:
        return False
    return any(bare == site or (len(site) > 3 and site in bare) or (len(bare) > 3 and bare in site) for site in sites)


def resembles(heading: str, stated: str) -> bool:
    """Return whether a heading is the stated title in other words, or a longer or shorter version of it.

    >>> resembles("Pilots return to the harbour", "Pilots return to the quay"), resembles("News", "Pilots return")
    (True, False)
    """
    one, other = (frozenset(_WORDS.findall(each.casefold())) for each in (heading, stated))
    if not one or not other:
        return letters(heading) == letters(stated)
    both = len(one & other)
    least = min(len(one), len(other))
    return jaccard(one, other) >= MIN_ALIKE or (least >= MIN_WORDS and both >= MIN_COVERED * least)
