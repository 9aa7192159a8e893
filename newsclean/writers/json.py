"""Write a page as JSON: one object on one line, so that the pages of a run are JSON Lines."""

from __future__ import annotations

import json

from newsclean.metadata import FIELDS
from newsclean.page import Page


def write(page: Page) -> str:
    """Return the page as a JSON object: text, paragraphs, metadata, and the removals with their reasons.

    Missing metadata is null; missing authors and tags are empty lists. `confidence` is null if no model judged the
    page. Each entry of `removed` has index, reason, evidence and text.
    """
    removed = [
        {"index": at, "reason": reason, "evidence": evidence, "text": page.blocks[at].text}
        for at, reason, evidence in page.removed
    ]
    about = {name: getattr(page, name) for name in FIELDS}
    content = {
        "url": about.pop("url"),
        **about,
        "kind": page.kind,
        "confidence": None if page.confidence is None else round(page.confidence, 3),
        "text": page.text,
        "paragraphs": [block.text for _, block in page.kept],
        "removed": removed,
    }
    return json.dumps(content, ensure_ascii=False) + "\n"
