"""Check quickly whether a page could make the parser hang. A usual page takes 0.1 ms.

The time of a tree builder grows with the square of three numbers: the nesting depth, the open formatting elements,
and the attributes of one element. This check uses only counts that a hostile page cannot reduce. A page with few tags,
and few that may be formatting, is safe in any arrangement. Any other page is read tag by tag (`flatten.py`), and
rewritten only if it exceeds a limit. The nesting depth of a page with few tags is checked after parsing.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from newsclean.limits import PageLimits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SAFE_TAGS = 12_000
"""The maximum number of less-than signs of a page that is not read tag by tag.

This many nested tags are parsed in half a second. No page of 1,094 has 10,000 less-than signs.
"""

SAFE_COPIES = 1_500_000
"""The maximum product of the number of formatting elements and the number of tags.

A parser copies these elements for the tags that follow them, so the product is an upper bound of the number of copies.
A copy takes 1.5 microseconds and 400 bytes. A parser makes at most three copies of elements with the same attributes or
with none.
"""

STRETCH = 32
"""The number of bytes that one attribute is assumed to have.

A run of bytes without ">" that is as long as `max_attributes` attributes may be a hostile tag.
"""

SAFE_WORK = 1_600_000_000
"""The maximum product of the bytes of a page and the bytes of a run without ">" that is not checked.

This product is half a second of comparing attributes, if all tags are hostile.
"""

MAX_DOUBTS = 8
"""The maximum number of apparent tags with too many attributes within scripts.

With more of them, the page is read tag by tag. Each of them costs a search back over the page.
"""

LESS, GREATER = ord("<"), ord(">")
LARGE = 50_000
"""The minimum number of bytes of a page whose tags numpy counts in any case.

Such a page nearly always has enough blocks for the model, which needs numpy.
"""

AT_ONCE = 1 << 18
"""The number of bytes that are counted in one step. This many bytes fit in a processor's cache."""

TAG_NAME = re.compile(rb"<(/?)([a-zA-Z][^\t\n\f\r />]*)")
_ATTRIBUTES = (
    rb"""(?:[\t\n\f\r /]*[^\t\n\f\r />][^\t\n\f\r />=]*"""
    rb"""(?:[\t\n\f\r ]*=[\t\n\f\r ]*(?:"[^"]*(?:"|\Z)|'[^']*(?:'|\Z)|[^\t\n\f\r >"'][^\t\n\f\r >]*|(?=>)))?){0,%d}"""
    rb"""[\t\n\f\r /]*"""
)
_FORMATTING = re.compile(
    rb"<[bcefinstuBCEFINSTU](?:[\t\n\f\r /]|"
    rb"(?:ig|ode|m|ont|obr|mall|trike|trong|t|IG|ODE|M|ONT|OBR|MALL|TRIKE|TRONG|T)[\t\n\f\r /])",
)


def is_suspect(html: bytes, limits: PageLimits) -> bool:
    """Return whether a UTF-8 page must be read tag by tag."""
    if len(html) > limits.max_bytes:
        return True
    tags, formatting = counts(html)
    if tags > min(SAFE_TAGS, limits.max_tags) or has_long_tag(html, limits):
        return True
    return formatting * tags > SAFE_COPIES and len(_FORMATTING.findall(html)) * tags > SAFE_COPIES


def counts(html: bytes) -> tuple[int, int]:
    """Return the number of tags, and an upper bound of how many of them are formatting elements.

    With few tags, the bound assumes the worst case: half of them are formatting elements, each before half of the
    others. Numpy counts a larger page five times as fast, and the model needs numpy for such a page anyway.
    """
    if len(html) < LARGE:
        tags = html.count(b"<")
        if tags * tags <= 4 * SAFE_COPIES:
            return tags, tags // 4
    import numpy as np

    data = np.frombuffer(html, np.uint8)
    tags = sum(int(np.count_nonzero(data[at : at + AT_ONCE] == LESS)) for at in range(0, len(data), AT_ONCE))
    if tags * tags <= 4 * SAFE_COPIES:
        return tags, tags // 4
    places = (data[:-2] == LESS).nonzero()[0]
    pairs = data[places + 1].astype(np.uint16) << 8 | data[places + 2]
    return tags, int(_openings()[pairs].sum())


@cache
def _openings() -> NDArray[np.bool_]:
    """Return a table: for each pair of bytes, whether the tag of a formatting element may begin with them."""
    import numpy as np

    known = [letter + blank for letter in "bisu" for blank in "\t\n\f\r /"] + "bi co em fo no sm st tt".split()
    found = np.zeros(1 << 16, np.bool_)
    for one, two in {(a, b) for each in known for a in (each[0], each[0].upper()) for b in (each[1], each[1].upper())}:
        found[ord(one) << 8 | ord(two)] = True
    return found


def has_long_tag(html: bytes, limits: PageLimits) -> bool:
    """Return whether a tag has too many attributes.

    Such a tag is searched for only where no tag ends within the length of so many attributes.
    """
    stretch = max(1, min(STRETCH * limits.max_attributes, SAFE_WORK // len(html) if html else 1))
    looked = doubts = 0
    for at in range(stretch, len(html), stretch):
        if html.find(b">", at, at + stretch) < 0:
            opened = html.rfind(b"<", looked, at)
            looked = at
            if opened < 0 or html.find(b">", opened, at) >= 0:
                continue
            if has_many_attributes(html, opened, limits.max_attributes):
                doubts += 1
                if doubts > MAX_DOUBTS or not is_in_script(html, opened):
                    return True
    return False


def is_in_script(html: bytes, at: int) -> bool:
    """Return whether this position seems to be within a script, as a comparison or in a string."""
    opened = html.rfind(b"<script", 0, at)
    return opened >= 0 and html.find(b"</script", opened, at) < 0


def has_many_attributes(html: bytes, at: int, most: int) -> bool:
    """Return whether a tag with more than `most` attributes begins at this position."""
    name = TAG_NAME.match(html, at)
    if name is None:
        return False
    end = attributes(most).match(html, name.end())
    return end is not None and end.end() < len(html) and html[end.end()] != GREATER


def attributes(most: int) -> re.Pattern[bytes]:
    """Return a pattern that matches up to `most` attributes after the name of a tag."""
    return re.compile(_ATTRIBUTES % most)
