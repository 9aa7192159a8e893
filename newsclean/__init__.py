"""newsclean: clean article text from scraped news pages, each paragraph once."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from newsclean.errors import (
    EncodingError,
    InputError,
    MissingExtraError,
    NewscleanError,
    OutputError,
    RuleError,
    SiteIndexError,
    WorkerError,
)
from newsclean.limits import Failure, Guarded, Limits, PageLimits
from newsclean.page import Block, Box, Page, Record, Removal, Rule
from newsclean.pipeline import clean
from newsclean.rules import (
    DEFAULT,
    Body,
    Boxed,
    Captions,
    Labels,
    Lines,
    Pointers,
    Policies,
    PullQuotes,
    Repeats,
    Title,
)
from newsclean.similar import Pair, clusters, copies, similar

if TYPE_CHECKING:
    from newsclean.batch import Cleaned, clean_all
    from newsclean.index import SiteIndex
    from newsclean.rules.site import SiteRepeats

__version__ = "0.1.0"

__all__ = [
    "DEFAULT",
    "Block",
    "Body",
    "Box",
    "Boxed",
    "Captions",
    "Cleaned",
    "EncodingError",
    "Failure",
    "Guarded",
    "InputError",
    "Labels",
    "Limits",
    "Lines",
    "MissingExtraError",
    "NewscleanError",
    "OutputError",
    "Page",
    "PageLimits",
    "Pair",
    "Pointers",
    "Policies",
    "PullQuotes",
    "Record",
    "Removal",
    "Repeats",
    "Rule",
    "RuleError",
    "SiteIndex",
    "SiteIndexError",
    "SiteRepeats",
    "Title",
    "WorkerError",
    "clean",
    "clean_all",
    "clusters",
    "copies",
    "similar",
]

LATE = {
    "Cleaned": "newsclean.batch",
    "clean_all": "newsclean.batch",
    "SiteIndex": "newsclean.index",
    "SiteRepeats": "newsclean.rules.site",
}
"""The modules of public names that are not needed for a single page. They are imported on first use."""


def __getattr__(name: str) -> Any:
    if name not in LATE:
        raise AttributeError(f"module 'newsclean' has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(LATE[name]), name)
    return found
