"""Dates as pages write them, to ISO 8601."""

from __future__ import annotations

import re
from datetime import datetime, tzinfo

EARLIEST, LATEST = 1900, 2100
"""Years. Outside them a number was no date."""
MAX_CHARS = 60
OFFSETS = {
    "UTC": 0,
    "GMT": 0,
    "Z": 0,
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
}
OFFSETS |= {"BST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "JST": 9, "KST": 9}
"""Hours. What news pages mean by these abbreviations; any other one is left out of the answer."""

_NUMERIC = re.compile(r"(?<![\d:])(\d{1,2})[./ -]{1,2}(\d{1,2})[./ -]{1,2}(?:\d{4}|\d{2})(?![\d:])")
_DAY = re.compile(r"\d{4}-?\d{2}-?\d{2}|\d{4}-?W\d{2}-?\d")
_TIME = re.compile(r"\d[T ]?\d{1,2}:\d{2}|\d{1,2}:\d{2}|T\d{4}|\d{14}")


DEFAULTS = (datetime(2000, 1, 1), datetime(2001, 2, 2))


def iso_date(text: str) -> str | None:
    """The date that a text is, as ISO 8601: with time and offset only if it has them; `None` if it is not clear.

    >>> iso_date("2024-05-03"), iso_date("Fri, 03 May 2024 15:47:00 GMT")
    ('2024-05-03', '2024-05-03T15:47:00+00:00')
    >>> iso_date("03/04/2024"), iso_date("May 2024"), iso_date("yesterday")
    (None, None, None)
    """
    text = text.strip()
    numeric = _NUMERIC.search(text)
    if numeric and numeric[1] != numeric[2] and int(numeric[1]) <= 12 and int(numeric[2]) <= 12:
        return None
    if not text or len(text) > MAX_CHARS:
        return None
    found = _parse(text)
    if found is None or not EARLIEST <= found.year <= LATEST:
        return None
    return found.isoformat() if _TIME.search(text) else found.date().isoformat()


def _parse(text: str) -> datetime | None:
    from dateutil import parser

    if _DAY.match(text):
        try:
            return parser.isoparse(text)
        except (ValueError, OverflowError):
            pass
    try:
        # What the text leaves open is filled from the default: two that differ show whether it left a date open.
        one, other = (parser.parse(text, default=day, tzinfos=_zone) for day in DEFAULTS)
    except (ValueError, OverflowError, TypeError, AttributeError):
        return None
    return one if one == other and any(letter.isdigit() for letter in text) and len(text) >= 8 else None


def _zone(name: str | None, offset: int | None) -> tzinfo | None:
    from dateutil import tz

    if offset is not None:
        return tz.tzoffset(name, offset)
    hours = OFFSETS.get(name or "")
    return None if hours is None else tz.tzoffset(name, hours * 3600)
