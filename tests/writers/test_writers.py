"""The writers by name."""

from __future__ import annotations

import pytest

from newsclean import Block, Page
from newsclean.writers import WRITERS, writer


@pytest.mark.parametrize("name", WRITERS)
def test_each_writes(name: str) -> None:
    assert "word" in writer(name)(Page((Block("word"),)))


def test_an_unknown_one() -> None:
    with pytest.raises(KeyError):
        writer("docx")
