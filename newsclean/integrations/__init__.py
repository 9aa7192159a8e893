"""newsclean inside other engines: a module each, which is the only importer of its engine.

None is imported by newsclean itself. Each needs the extra of its name, as in `pip install 'newsclean[scrapy]'`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from newsclean.metadata import FIELDS
from newsclean.page import Page

ABOUT = (*FIELDS, "kind", "confidence")
"""What can be asked of a page beside its text: the fields of metadata, its kind, and the F1 to expect of the text."""


USUAL = ("title", "authors", "date", "language", "site", "confidence")
"""What is set in the metadata of documents, where the page says it and the document does not."""


def about(page: Page, names: Iterable[str] = ABOUT) -> dict[str, Any]:
    """What a page says about itself, by these names of `ABOUT`: plain values, lists in the place of tuples.

    Raises `ValueError` for a name that is not in `ABOUT`.
    """
    found: dict[str, Any] = {}
    for name in names:
        if name not in ABOUT:
            raise ValueError(f"no field {name!r} of a page: it has {', '.join(ABOUT)}")
        value = getattr(page, name)
        found[name] = list(value) if isinstance(value, tuple) else value
    return found


def usual(page: Page) -> dict[str, Any]:
    """Of `USUAL`, what the page says."""
    return {name: value for name, value in about(page, USUAL).items() if value not in (None, [])}


def reasons(page: Page) -> dict[str, int]:
    """How many blocks were removed, by reason."""
    found: dict[str, int] = {}
    for removal in page.removed:
        found[removal.reason] = found.get(removal.reason, 0) + 1
    return found
