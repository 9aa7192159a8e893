"""The names of months and weekdays in many languages, and conversion from other calendars."""

from __future__ import annotations

from datetime import date
from functools import cache

from newsclean.data import sections

EARLIEST, LATEST = 1900, 2100
"""The earliest and the latest Gregorian year of a date.

A number outside this range is not read as a Gregorian year.
"""

MONTHS = 12
BUDDHIST = 543
"""The number of years by which the Thai solar calendar (since 1941) is ahead of the Gregorian calendar."""

BUDDHIST_YEARS = range(1900 + BUDDHIST, LATEST + BUDDHIST)
JALALI_YEARS = range(1300, 1500)
"""The years of the Solar Hijri calendar of Iran and Afghanistan: 1921 to 2121 of the Gregorian calendar."""

JALALI_LANGUAGES = frozenset(("fa", "ps", "prs"))
OTHER_CALENDARS = frozenset(("ne",))
"""Languages whose pages use a calendar that is not supported here: Vikram Samvat, 57 years ahead."""

ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "民國": 1911, "民国": 1911}
"""The Gregorian year before the first year of an era of Japan or of the Republic of China."""

JALALI_START, JALALI_ORDINAL = 979, 584102
"""A Solar Hijri year that begins a cycle of leap years, and `date.toordinal()` of its first day."""

CYCLE, CYCLE_LEAPS = 33, 8
"""The number of years in a cycle of Solar Hijri leap years, and the number of leap years in a cycle.

This arithmetic rule agrees with the calendar of Iran from 1178 to 1633.
"""


@cache
def month_names() -> dict[str, int | None]:
    """Return the month's number by its case-folded name; `None` where two languages disagree."""
    found: dict[str, int | None] = {}
    for language in sections("calendars.txt"):
        for name, month in names_in(language).items():
            found[name] = month if found.get(name, month) == month else None
    return found


@cache
def names_in(language: str) -> dict[str, int]:
    """Return the month's number by its name in one language; empty for an unknown language."""
    lines = sections("calendars.txt").get(language, ())[:MONTHS]
    return {key(name): at for at, names in enumerate(lines, 1) for name in names.split(", ")}


@cache
def weekdays() -> frozenset[str]:
    """Return the names of the days of the week in all languages."""
    lines = [lines[MONTHS] for lines in sections("calendars.txt").values() if len(lines) > MONTHS]
    return frozenset(key(name) for line in lines for name in line.split(", "))


@cache
def jalali_months() -> dict[str, int]:
    """Return the number of a Solar Hijri month by its name."""
    lines = sections("bylines.txt")["jalali"]
    return {key(name): at for at, names in enumerate(lines, 1) for name in names.split(", ")}


def key(name: str) -> str:
    """Return the lookup key of a name.

    The key is case-folded and has no full stops and no leading "d'" or "de". Arabic letters become Persian ones.
    """
    name = name.casefold().replace(".", "").replace("ي", "ی").replace("ك", "ک")
    return name.removeprefix("d’").removeprefix("d'").removeprefix("de ")


def month_of(name: str, language: str) -> int | None:
    """Return the number of the month with this name.

    The page's own language takes precedence over all others.
    """
    name = key(name)
    return names_in(language).get(name) or month_names().get(name)


def day_of(year: int, month: int, day: int, language: str = "") -> date | None:
    """Return the Gregorian date; `None` if no such day exists or the calendar of the year is not clear.

    >>> day_of(2559, 6, 17), day_of(1398, 6, 31, "fa")
    (datetime.date(2016, 6, 17), datetime.date(2019, 9, 22))
    """
    if year in BUDDHIST_YEARS:
        year -= BUDDHIST
    elif year in JALALI_YEARS:
        return from_jalali(year, month, day) if language in JALALI_LANGUAGES else None
    if not EARLIEST <= year <= LATEST or language in OTHER_CALENDARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def from_jalali(year: int, month: int, day: int) -> date | None:
    """Return the Gregorian date of a Solar Hijri day; `None` if no such day exists.

    >>> from_jalali(1403, 12, 30), from_jalali(1404, 1, 1), from_jalali(1404, 12, 30)
    (datetime.date(2025, 3, 20), datetime.date(2025, 3, 21), None)
    """
    if year not in JALALI_YEARS or not 1 <= month <= MONTHS:
        return None
    before = 31 * (month - 1) if month <= 7 else 30 * (month - 1) + 6
    length = 31 if month < 7 else 30 if month < MONTHS else _new_year(year + 1) - _new_year(year) - 336
    return date.fromordinal(_new_year(year) + before + day - 1) if 1 <= day <= length else None


def _new_year(year: int) -> int:
    """Return `date.toordinal()` of the first day of a Solar Hijri year."""
    past = year - JALALI_START
    leaps = past // CYCLE * CYCLE_LEAPS + (past % CYCLE + 3) // 4
    return JALALI_ORDINAL + 365 * past + leaps
