"""What the rules say of a block, for the model and for whoever reads the removals."""

from __future__ import annotations

from typing import NamedTuple

KEPT, AROUND, NAMED, SAID, ABOVE, HIDDEN, LINKED, BELOW, LUMPED = range(9)
"""The codes of the verdicts on a block: it stays, or the reason why the rules would remove it.

- `KEPT`: the block stays.
- `AROUND`: it stands around the container.
- `NAMED`: it stands in a box that is called furniture.
- `SAID`: it stands among comments, teasers or the captions of a gallery, or it belongs to another article.
- `ABOVE`: it stands above the first prose.
- `HIDDEN`: it is hidden.
- `LINKED`: it is mostly links.
- `BELOW`: it stands below the last prose.
- `LUMPED`: it is a group of links.
"""


class Verdict(NamedTuple):
    """Why the rules would remove a block; `code` tells the model."""

    code: int
    reason: str
    evidence: str


NOT_SHOWN = Verdict(HIDDEN, "hidden", "not displayed")
ANOTHER = Verdict(SAID, "furniture", "another article, under a headline of its own")
OUTSIDE = Verdict(AROUND, "furniture", "outside the article's container")
LUMP = Verdict(LUMPED, "furniture", "links and short lines")
FIRST = Verdict(ABOVE, "furniture", "no prose, above the article's first")
LAST = Verdict(BELOW, "furniture", "no prose, below the article's last")
NEVER = frozenset((HIDDEN, LUMPED, SAID))
"""The codes of verdicts that the model cannot overrule."""
