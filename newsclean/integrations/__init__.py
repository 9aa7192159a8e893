"""newsclean inside other engines. Each engine has a module here, and only that module imports it.

newsclean itself imports none of these modules. Each needs the extra of its name: `pip install 'newsclean[scrapy]'`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from newsclean.metadata import FIELDS
from newsclean.page import Page

ABOUT = (*FIELDS, "kind", "confidence")
"""The names of the values of a page besides its text: metadata, its kind, and the expected F1 of its text."""

USUAL_FIELDS = ("title", "authors", "date", "language", "site", "confidence")
"""The names of the values that are added to the metadata of a document.

A value is added if the page states it and the document does not have it.
"""


def about(page: Page, names: Iterable[str] = ABOUT) -> dict[str, Any]:
    """Return what a page states about itself, under the given names of `ABOUT`. A tuple becomes a list.

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
    """Return the values of `USUAL_FIELDS` that the page states."""
    return {name: value for name, value in about(page, USUAL_FIELDS).items() if value not in (None, [])}


def reasons(page: Page) -> dict[str, int]:
    """Return the number of removed blocks for each reason."""
    found: dict[str, int] = {}
    for removal in page.removed:
        found[removal.reason] = found.get(removal.reason, 0) + 1
    return found
