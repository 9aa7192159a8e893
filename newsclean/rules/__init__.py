"""The rules, in the order in which they are called.

1. `Body`, for HTML, and `Lines`, for plain text, come first. Only they see the whole page. The others see what these
   leave.
2. The rules for blocks above and within the article follow, so that no such block hides a copy.
3. `Repeats` comes before `Policies`, so that a footer between two copies comes to stand at the end.
4. `Lines` then judges what is left of an HTML page.

`pipeline` says how often each rule is called. `SiteRepeats` needs an index, so it is no default. Put it last, where it
sees what all other rules leave.
"""

from __future__ import annotations

from newsclean.page import Rule
from newsclean.rules.body import Body
from newsclean.rules.boxed import Boxed
from newsclean.rules.caption import Captions
from newsclean.rules.label import Labels
from newsclean.rules.lines import Lines
from newsclean.rules.pointer import Pointers
from newsclean.rules.policy import Policies
from newsclean.rules.pullquote import PullQuotes
from newsclean.rules.repeat import Repeats
from newsclean.rules.title import Title

DEFAULT: tuple[Rule, ...] = (
    Body(),
    Lines(),
    Boxed(),
    Title(),
    Labels(),
    Captions(),
    Pointers(),
    Repeats(),
    PullQuotes(),  # after copies that hold whole paragraphs have gone
    Policies(),
    Lines(of_html=True),
)

__all__ = [
    "DEFAULT",
    "Body",
    "Boxed",
    "Captions",
    "Labels",
    "Lines",
    "Pointers",
    "Policies",
    "PullQuotes",
    "Repeats",
    "Title",
]
