"""newsclean: a scraped news page in, the article out, clean and once."""

from __future__ import annotations

from newsclean.errors import EncodingError, InputError, NewscleanError, RuleError, SiteIndexError
from newsclean.index import SiteIndex
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
    "EncodingError",
    "InputError",
    "Labels",
    "NewscleanError",
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
    "clean",
    "clusters",
    "similar",
]
