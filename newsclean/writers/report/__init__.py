"""Reports for people: one HTML page that shows an article and all that was removed from around it, and an index.

They need no network and no script, and run none: everything of the page is escaped, and their policy forbids the rest.
"""

from __future__ import annotations

from newsclean.writers.report.index import Entry, index
from newsclean.writers.report.page import report

__all__ = ["Entry", "index", "report"]
