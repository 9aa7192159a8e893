"""What a page may take."""

from __future__ import annotations

from newsclean.limits import cores


def test_there_is_a_core() -> None:
    assert cores() >= 1
