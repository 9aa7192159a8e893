"""Tags, grouped by how browsers display their elements."""

from __future__ import annotations

BLOCK_TAGS = frozenset(
    (
        "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset"
        " figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup html legend li listing main"
        " menu nav ol p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp"
    ).split()
)
PRE_TAGS = frozenset(["pre", "listing", "plaintext", "xmp"])
SILENT_TAGS = frozenset(
    (
        "applet area audio base basefont bgsound canvas col colgroup datalist embed frame head iframe img link map meta"
        " meter noembed noframes noscript object param progress rp rt rtc script select source style svg template"
        " textarea title track video"
    ).split()
)
SPACED_TAGS = frozenset(("audio canvas embed iframe input object select textarea video").split())
"""Elements that are not text but are displayed between words. A space keeps these words apart."""

INLINE_TAGS = frozenset(
    (
        "abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd label mark marquee nobr q"
        " ruby s samp small span strike strong sub sup time tt u var wbr"
    ).split()
)
TEXT_ID = 2
"""lexbor's number for text nodes (LXB_TAG__TEXT)."""

MAX_KNOWN_ID = 1000
"""The upper limit of lexbor's numbers of known tags, which begin with 1.

The number of an unknown tag is a memory address, which is larger.
"""
