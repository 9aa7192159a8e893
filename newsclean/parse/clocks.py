"""Parse the time of day beside a date, and its offset from UTC."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone

_EAST = {"UTC": 0, "GMT": 0, "Z": 0, "BST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3}
_WEST = {"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
ZONE_HOURS = {**_EAST, "JST": 9, "KST": 9, **_WEST}
"""The offset from UTC, in hours, of each abbreviation of a time zone. Any other abbreviation is ignored."""

MIN_OFFSET, MAX_OFFSET = timedelta(hours=-12), timedelta(hours=14)
"""The offsets of the westernmost and the easternmost time zone."""

MAX_CHARS_BEFORE_DATE = 45
"""The maximum number of characters between the start of a time and the date behind it."""

_CLOCK = (  # 14:05, 14.05, 14h05, 14:05:09
    r"(?P<hour>[01]?\d|2[0-3])(?:[:.h]|\s?[時시时点點]\s?)(?P<minute>[0-5]\d)(?!\d)"
    r"(?::(?P<second>[0-5]\d)(?:\.\d{1,9})?)?"
)
_ZONE = (  # CEST, (GMT+7), +0200; in small letters, "est" and "cet" are words of other languages
    r"(?:\s?\(?(?-i:(?P<zone>[A-Z]{1,5})(?![A-Za-z])))?(?:\s?(?P<offset>[+-]\d\d?(?::?\d\d)?)(?!\d))?"
)
_HALF = r"(?:\s?(?P<half>[ap])\.?\s?m\b\.?)?(?:\s?Uhr\b)?"
_AT = r"(?:(?:at|um|kl\.?|às|as|à|a las|alle|ore|klo|om|о|об|в|saat|pukul|lúc|von)\s)?"
AFTER_DATE = re.compile(
    rf"(?:\s?\([^()]{{1,3}}\)|\s?(?:星期|周|週).)?[\s,.T|·•()–—-]{{0,5}}{_AT}{_CLOCK}{_HALF}{_ZONE}", re.IGNORECASE
)
BEFORE_DATE = re.compile(
    rf"(?<![\d:.,+-]){_CLOCK}{_HALF}{_ZONE}[\s,|·•–—-]{{0,5}}(?:(?:on|am|de|el|le|il|den)\s)?"
    r"(?:[^\W\d_]{2,12}\.?,?\s)?$",
    re.IGNORECASE,
)
"""Patterns for a time with AM or PM and the time zone: `AFTER_DATE` behind a date, `BEFORE_DATE` in front of it."""


def date_with_time(day: date, found: re.Match[str]) -> str:
    """Return a day with the time of a match as ISO 8601, with the offset from UTC if it is known.

    `found` is a match of `AFTER_DATE` or `BEFORE_DATE`. AM and PM are ignored beside the hour of a 24-hour clock.
    """
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + 12 * (half == "p")
    clock = time(hour, int(found["minute"]), int(found["second"] or 0))
    offset = "" if _is_range(found) else found["offset"] or ""
    return datetime.combine(day, clock, zone(found["zone"] or "", offset)).isoformat()


def zone(name: str, offset: str) -> timezone | None:
    """Return the time zone of a name and an offset, such as `GMT+0200`.

    The offset decides if there are both. The result is `None` if there is neither, if the name is not in `ZONE_HOURS`,
    and if no place on earth has the offset.
    """
    if offset:
        return _offset(offset)
    hours = ZONE_HOURS.get(name)
    return None if hours is None else timezone(timedelta(hours=hours))


def _is_range(found: re.Match[str]) -> bool:
    """Return whether the offset of a match is the end of a range of times, such as `10:30-11:30` or `10:00 -12`."""
    offset = found["offset"] or ""
    has_more = found["zone"] or found["second"]
    return offset.startswith("-") and not has_more and (":" in offset or len(offset) <= 3)


def _offset(text: str) -> timezone | None:
    """Return the time zone of an offset, such as `+2`, `+02:00` or `-0330`; `None` if no place on earth has it."""
    hours, _, minutes = text[1:].partition(":")
    if not minutes and len(hours) > 2:
        hours, minutes = hours[:-2], hours[-2:]
    if minutes and int(minutes) > 59:
        return None
    shift = (-1 if text[0] == "-" else 1) * timedelta(hours=int(hours), minutes=int(minutes or 0))
    return timezone(shift) if MIN_OFFSET <= shift <= MAX_OFFSET else None
