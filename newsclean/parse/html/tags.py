"""What elements are to a reader, by their tags."""

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
"""Silent, but drawn between the words around them, so these must not be glued."""
INLINE_TAGS = frozenset(
    (
        "abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd label mark marquee nobr q"
        " ruby s samp small span strike strong sub sup time tt u var wbr"
    ).split()
)
TEXT_ID = 2
"""lexbor's number for text nodes (LXB_TAG__TEXT)."""
MAX_KNOWN_ID = 1000
"""lexbor numbers the tags that it knows from 1; those that a page makes up have a memory address."""
