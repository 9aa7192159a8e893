"""newsclean: a scraped news page in, the article out, clean and once."""

from __future__ import annotations

from newsclean.batch import Cleaned, clean_all
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
from newsclean.index import SiteIndex
from newsclean.limits import Failure, Limits
from newsclean.page import Block, Box, Page, Record, Removal, Rule
from newsclean.pipeline import clean
from newsclean.rules import DEFAULT, Body, Captions, Labels, Policies, Repeats, SiteRepeats, Title
from newsclean.similar import Pair, clusters, similar

__version__ = "0.1.0"

__all__ = [
    "DEFAULT",
    "Block",
    "Body",
    "Box",
    "Captions",
    "Cleaned",
    "EncodingError",
    "Failure",
    "InputError",
    "Labels",
    "Limits",
    "MissingExtraError",
    "NewscleanError",
    "OutputError",
    "Page",
    "Pair",
    "Policies",
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
    "similar",
]
