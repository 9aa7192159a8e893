"""Whether a page may be made to hang a parser: a look at its source, a tenth of a millisecond for a usual page.

A tree builder takes time in the square of how deep elements stand in one another, of how many formatting elements are
left open and of the attributes of one element. So nothing is trusted but counts that a page cannot make smaller: a page
with few enough tags, and few enough that may be formatting, is safe whatever it does with them. What is not is read
tag by tag (`flatten.py`), and written anew only if it is over a limit. How deep a page of few tags is nested is told
once it is parsed.
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
"""Signs of less-than. So many tags in one another are parsed in half a second; no page of 1,094 has 10,000."""
SAFE_COPIES = 1_500_000
"""Formatting elements times what follows them: no fewer than the copies that a parser may have to make of them, each a
microsecond and a half and 400 bytes. Of those with the same attributes, or none, it makes no more than three."""
STRETCH = 32
"""Bytes an attribute."""
SAFE_WORK = 1_600_000_000
"""Bytes of a page times bytes of such a stretch: half a second's comparing of attributes, if all of it is such tags."""
MAX_DOUBTS = 8
"""Such tags in scripts. Each costs a look back over the page."""
LESS, GREATER = ord("<"), ord(">")
LARGE = 50_000
"""Bytes. A page with more has blocks enough for the model, with few exceptions."""
AT_ONCE = 1 << 18
"""Bytes counted together: so many stay in a processor's cache."""

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
    """Whether a page (in UTF-8) is to be looked at tag by tag."""
    if len(html) > limits.max_bytes:
        return True
    tags, formatting = counts(html)
    if tags > min(SAFE_TAGS, limits.max_tags) or has_long_tag(html, limits):
        return True
    return formatting * tags > SAFE_COPIES and len(_FORMATTING.findall(html)) * tags > SAFE_COPIES


def counts(html: bytes) -> tuple[int, int]:
    """How many tags there are, and at most how many of them are formatting: of few tags, as if half were, each before
    half of the others.

    A larger page is counted by numpy, which its blocks will need anyway: five times as fast.
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
    """Of each two bytes, whether the name of a formatting element with attributes may begin with them."""
    import numpy as np

    known = [letter + blank for letter in "bisu" for blank in "\t\n\f\r /"] + "bi co em fo no sm st tt".split()
    found = np.zeros(1 << 16, np.bool_)
    for one, two in {(a, b) for each in known for a in (each[0], each[0].upper()) for b in (each[1], each[1].upper())}:
        found[ord(one) << 8 | ord(two)] = True
    return found


def has_long_tag(html: bytes, limits: PageLimits) -> bool:
    """Whether there is a tag with too many attributes, looked for where none ends for as long as they would take."""
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
    """Whether what begins here seems to stand in a script, as a comparison or in a string."""
    opened = html.rfind(b"<script", 0, at)
    return opened >= 0 and html.find(b"</script", opened, at) < 0


def has_many_attributes(html: bytes, at: int, most: int) -> bool:
    """Whether what begins here is a tag with more attributes than `most`."""
    name = TAG_NAME.match(html, at)
    if name is None:
        return False
    end = attributes(most).match(html, name.end())
    return end is not None and end.end() < len(html) and html[end.end()] != GREATER


def attributes(most: int) -> re.Pattern[bytes]:
    """What stands in a tag after its name: as many attributes as there are, and no more than `most`."""
    return re.compile(_ATTRIBUTES % most)
