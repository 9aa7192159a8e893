"""JSON out."""

from __future__ import annotations

import json

from newsclean import Block, Page, Removal
from newsclean.writers.json import write


def test_all_that_is_known() -> None:
    page = Page((Block("Kept “so”"), Block("Gone")))
    page.remove([Removal(1, "repeat", "same as block 0")])
    line = write(page)
    assert line.count("\n") == 1
    assert "“so”" in line
    assert json.loads(line) == {
        "url": None,
        "title": None,
        "authors": [],
        "date": None,
        "modified": None,
        "language": None,
        "site": None,
        "publisher": None,
        "description": None,
        "image": None,
        "section": None,
        "tags": [],
        "type": None,
        "free": None,
        "kind": "other",
        "confidence": None,
        "text": "Kept “so”",
        "paragraphs": ["Kept “so”"],
        "removed": [{"index": 1, "reason": "repeat", "evidence": "same as block 0", "text": "Gone"}],
    }
