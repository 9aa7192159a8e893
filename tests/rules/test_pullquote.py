"""newsclean/rules/pullquote.py: pull quotes without a full stop."""

from __future__ import annotations

import pytest

from newsclean.parse.html import parse_html
from newsclean.rules.pullquote import PullQuotes

SAID = (
    "<p>“We had hoped to sail by Christmas, but nobody will answer for that crack,” said the captain of the ferry.</p>"
)
OTHER = "<p>The ferries of Lower Quay stayed in the harbour on Tuesday as the pilots began week three of a strike.</p>"


@pytest.mark.parametrize(
    ("line", "goes"),
    [
        ("<blockquote>nobody will answer for that crack</blockquote>", True),
        ("<div class=pullquote>We had hoped to sail by Christmas</div>", True),
        ("<p>“Nobody will answer for that crack”</p>", True),
        ("<p>Somebody may answer for that crack at last</p>", False),
        ("<h3>Nobody will answer for that crack</h3>", False),
        ("<p><b>We had hoped to sail by Christmas</b></p>", False),
    ],
)
def test_pull_quotes(line: str, goes: bool) -> None:
    page = parse_html(f"{SAID}{OTHER}{line}{OTHER.replace('The', 'All')}")
    assert ([removal.at for removal in PullQuotes()(page)] == [2]) is goes


def test_the_name_goes_too() -> None:
    quote = "<figure><blockquote>nobody will answer for that crack</blockquote><p>Odile Brandt</p></figure>"
    assert [removal.at for removal in PullQuotes()(parse_html(f"{SAID}{quote}{OTHER}"))] == [1, 2]
