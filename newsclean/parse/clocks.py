"""Parse the time of day beside a date, and its offset from UTC."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone

OFFSETS = {"UTC": 0, "GMT": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8}
OFFSETS |= {"PDT": -7, "BST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "JST": 9}
OFFSETS |= {"KST": 9}
"""Hours from UTC, as news pages use these abbreviations. Any other abbreviation is ignored."""
MAX_CHARS = 45
"""Characters. The time stands within this distance before the date."""

_CLOCK = r"(?P<h>[01]?\d|2[0-3])(?P<u>[:.h]|\s?[時시时点點]\s?)(?P<n>[0-5]\d)(?!\d)(?::(?P<s>[0-5]\d)(?:\.\d{1,9})?)?"
_ZONE = r"(?:\s?\(?(?P<zone>[A-Z]{1,5})(?![A-Za-z]))?(?:\s?(?P<offset>[+-]\d\d?(?::?\d\d)?)(?!\d))?"
_HALF = r"(?:\s?(?P<half>[ap])\.?\s?m\b\.?)?(?:\s?Uhr\b)?"
_AT = r"(?:(?:at|um|kl\.?|às|as|à|a las|alle|ore|klo|om|о|об|в|saat|pukul|lúc|von)\s)?"
BEHIND = re.compile(
    rf"(?:\s?\([^()]{{1,3}}\)|\s?(?:星期|周|週).)?[\s,.T|·•()–—-]{{0,5}}{_AT}{_CLOCK}{_HALF}{_ZONE}", re.IGNORECASE
)
BEFORE = re.compile(
    rf"(?<![\d:.,+-]){_CLOCK}{_HALF}{_ZONE}[\s,|·•–—-]{{0,5}}(?:(?:on|am|de|el|le|il|den)\s)?"
    r"(?:[^\W\d_]{2,12}\.?,?\s)?$",
    re.IGNORECASE,
)
"""`BEHIND` matches a time after a date, and `BEFORE` a time in front of it, with AM or PM and the time zone."""


def moment(day: date, found: re.Match[str]) -> str | None:
    """Return a day with the time of a match as ISO 8601; `None` for an impossible time.

    `found` is a match of `BEHIND` or `BEFORE`.
    """
    hour, half = int(found["h"]), (found["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    hour = hour % 12 + 12 * (half == "p") if half else hour
    clock = time(hour, int(found["n"]), int(found["s"] or 0))
    return datetime.combine(day, clock, zone(found["zone"] or "", found["offset"] or "")).isoformat()


def zone(name: str, offset: str) -> timezone | None:
    """Return the time zone of a name and an offset, such as `GMT+0200`; `None` if it is unknown."""
    if offset:
        return _offset(offset)
    hours = OFFSETS.get(name.upper())
    return None if hours is None else timezone(timedelta(hours=hours))


def _offset(text: str) -> timezone | None:
    hours, _, minutes = text[1:].partition(":")
    if not minutes and len(hours) > 2:
        hours, minutes = hours[:-2], hours[-2:]
    return _shifted(text[0], int(hours), int(minutes or 0))


def _shifted(sign: str, hours: int, minutes: int) -> timezone | None:
    if hours > 15 or minutes > 59:
        return None
    shift = timedelta(hours=hours, minutes=minutes)
    return timezone(-shift if sign == "-" else shift)
