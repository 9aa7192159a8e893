"""HTML reports: a page that shows an article and all removals, and an index of such pages.

Reports need no network and have no script. All text of the page is escaped, and a content security policy forbids
everything else.
"""

from __future__ import annotations

from newsclean.writers.report.index import Entry, index
from newsclean.writers.report.page import report

__all__ = ["Entry", "index", "report"]
