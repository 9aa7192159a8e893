"""The rules, in the order in which they are asked.

`Body`, for HTML, and `Lines`, for plain text, come first: they alone see the whole page, and the others look at what
they leave. Then what stands above the article, so that nothing of it hides a copy; then `Repeats`, so that a footer
between two copies comes to stand at the end; then `Policies`. Last, `Lines` looks at what is left of an HTML page. How
often each is asked, `pipeline` says.
`SiteRepeats` needs an index, so it is no default; it belongs at the end, where it looks at what all others leave.
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
