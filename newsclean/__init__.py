"""newsclean: a scraped news page in, the article out, clean and once."""

from __future__ import annotations

from newsclean.errors import EncodingError, InputError, NewscleanError, RuleError
from newsclean.page import Block, Box, Page, Record, Removal, Rule
from newsclean.pipeline import clean
from newsclean.rules import DEFAULT, Body, Captions, Labels, Policies, Repeats, Title

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
    "Policies",
    "Record",
    "Removal",
    "Repeats",
    "Rule",
    "RuleError",
    "Title",
    "clean",
]
