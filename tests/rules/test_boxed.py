"""newsclean/rules/boxed.py: boxes in which an outlet speaks of itself."""

from __future__ import annotations

from newsclean.parse.html import parse_html
from newsclean.rules.boxed import Boxed

STORY = "<p>The ferries of Lower Quay stayed in the harbour on Tuesday as the pilots began week three of a strike.</p>"
SIGN = (
    "<b>The Valley Post</b><p>You can unsubscribe at any time. By signing up you agree that we may email you about our"
    " events and offers, in line with our privacy notice.</p>"
)


def gone(html: str) -> list[int]:
    return [removal.at for removal in Boxed()(parse_html(html))]


def test_a_box_goes_whole() -> None:
    assert gone(f"<main>{STORY}<div class=x>{SIGN}</div>{STORY}</main>") == [1, 2]


def test_the_article_stays() -> None:
    assert gone(f"<main>{STORY}<div class=x>{STORY}</div></main>") == []
    assert gone(f"<main><div>{SIGN}</div></main>") == []
