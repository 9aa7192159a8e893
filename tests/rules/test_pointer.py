"""newsclean/rules/pointer.py: lines that lead to another story."""

from __future__ import annotations

import pytest

from newsclean.page import Page
from newsclean.parse.html import parse_html
from newsclean.rules.pointer import Pointers, cut

PROSE = "<p>The ferries of Lower Quay stayed in the harbour on Tuesday as the pilots began week three of a strike.</p>"


def gone(line: str) -> bool:
    page = parse_html(f"{PROSE}{line}{PROSE}")
    return [removal.at for removal in Pointers()(page)] == [1]


@pytest.mark.parametrize(
    "line",
    [
        "<p>SEE ALSO: <a href=x>Seals get hats of wool</a></p>",
        "<p>Lire aussi <a href=x>Des bonnets pour les phoques</a></p>",
        "<p>Leer más | <a href=x>Gorros para las focas</a></p>",
        "<p>相关阅读：<a href=x>海豹戴上毛线帽</a></p>",
        "<p>Mehr zum Thema – Robben bekommen Mützen</p>",
        "<p><b><a href=x>Seals of the aquarium get hats of wool</a></b></p>",
    ],
)
def test_pointers_go(line: str) -> None:
    assert gone(line)


@pytest.mark.parametrize(
    "line",
    [
        "<p>Read more books, the mayor said.</p>",
        "<li><a href=x>Report of the divers in full length</a></li>",
        "<p>Why</p>",
    ],
)
def test_other_lines_stay(line: str) -> None:
    assert not gone(line)


def test_plain_text_is_left_alone() -> None:
    assert cut("See also the report") == ("See also", " the report")
    assert list(Pointers()(Page(()))) == []
