"""newsclean/rules/body/embeds.py: posts of other networks, kept or removed as a whole."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from newsclean import DEFAULT, Body, clean

POST = (
    '<blockquote class="twitter-tweet" lang="en"><p>Never seen the quay so empty.</p>'
    "— Ada Reyes (@ada) <a href=https://social.example/1>May 4</a></blockquote>"
)
PROSE = [
    "The ferries of Lower Quay stayed in port on Monday, for the third day in a row, because of the storm.",
    "Some four hundred people waited in the old customs hall, where the town handed out blankets and soup.",
    "The harbour master said that no ship would leave before the wind had fallen below fifty knots.",
]
PAGE = "<title>Ferries stay in port</title><article><h1>Ferries stay in port</h1>" + "".join(
    f"<p>{text}</p>{POST if at == 1 else ''}" for at, text in enumerate(PROSE)
)
SAID = "Never seen the quay so empty."


def rules(embeds: bool | None) -> list[object]:
    return [Body(embeds=embeds), *DEFAULT[1:]]


@pytest.mark.parametrize("name", ["twitter-tweet", "instagram-media", "bluesky-embed", "tiktok-embed"])
def test_posts_stay_or_go_whole(name: str) -> None:
    page = PAGE.replace("twitter-tweet", name)
    assert SAID in clean(page, rules=rules(True)).text  # type: ignore[arg-type]
    without = clean(page, rules=rules(False))  # type: ignore[arg-type]
    assert SAID not in without.text
    assert "Ada Reyes" not in without.text
    assert all(text in without.text for text in PROSE)
    assert name in next(each.evidence for each in without.removed if SAID in without.blocks[each.at].text)


def test_a_post_beside_the_article_does_not_come_in() -> None:
    page = PAGE.replace(POST, "") + f"</article><aside><ul><li><a href=/1>Most read</a></ul>{POST}</aside>"
    assert SAID not in clean(page, rules=rules(True)).text  # type: ignore[arg-type]


def test_the_command_line_has_both(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, "utf-8")
    for option, stays in (("--embeds", True), ("--no-embeds", False)):
        command = [sys.executable, "-m", "newsclean", option, str(path)]
        assert (SAID in subprocess.run(command, capture_output=True, text=True, check=True).stdout) is stays
