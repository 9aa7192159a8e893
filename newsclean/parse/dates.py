"""Convert dates in any language to ISO 8601. An ambiguous date gives no result."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import NamedTuple

from newsclean.parse import clocks
from newsclean.parse.calendars import (
    EARLIEST,
    ERAS,
    JALALI_YEARS,
    LATEST,
    day_of,
    from_jalali,
    jalali_months,
    key,
    month_of,
)

MAX_CHARS = 80
"""The maximum number of characters of a value that is a date."""

MAX_LINE = 300
"""The number of first characters of a line in which dates are searched for. A longer line is not a dateline."""

MONTH_FIRST = ("en-us", "en-ph", "fil", "fil-ph")
"""The tags, in lower case, of languages that write the month before the day, also in numbers."""

EITHER_FIRST = ("", "en", "en-ca")
"""The tags, in lower case, of languages in which the day or the month may come first.

They are an unknown language, English without a country, and Canadian English.
"""

_ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:(?:[T ]|(?=\d{6}$))(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)?"
    r"\s?(Z|[+-]\d\d(?::?\d\d)?)?)?$",
    re.ASCII,
)
_WEEK = re.compile(r"(\d{4})-?W(\d\d)-?(\d)$", re.ASCII)
_MONTH_ALONE = re.compile(r"(\d{4})-(\d\d)$", re.ASCII)
_W = r"[^\W\d_][^\s\d,;:/()\[\]|·•–—_-]{0,24}"
_MONTH = rf"(?P<month>{_W}(?:\s(?!(?:del?|of|năm)\b){_W})?)"
_DAY = r"(?<!\d)(?P<day>\d{1,2})"
_YEAR = re.compile(r"(?<![\d.,:/-])(?P<year>\d{4})(?![\d:]|[.,]\d{3})|(?<=[-/.,])(?P<close>\d{4})(?!\d)")
_OF = r"(?:(?:de|of|da|ta’|ngày)\s)?"
_BEFORE_YEAR = (
    re.compile(
        rf"{_DAY}(?:st|nd|rd|th|er|re|º|ª|°|\.|-[^\W\d]{{1,3}}(?![^\W\d]))?[\s./,-]{{0,3}}{_OF}"
        rf"{_MONTH}(?:\s?/\s?{_W})?[\s./,-]{{0,3}}(?:(?:de|del|năm|of)\s)?$",
        re.IGNORECASE,
    ),
    re.compile(rf"{_MONTH}[\s./-]{{1,3}}(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?[\s,/-]{{1,3}}$", re.IGNORECASE),
    re.compile(r"(?P<day>(?<!\d)\d{1,2})\s?tháng\s?(?P<number>\d{1,2})[\s,/]{1,3}(?:năm\s)?$"),
)
_AFTER_YEAR = re.compile(rf"[\s.,-]{{0,2}}(?:m\.\s|оны\s)?{_MONTH}[\s.-]{{1,3}}(?P<day>\d{{1,2}})(?!\d)", re.IGNORECASE)
_MONTH_BEFORE = re.compile(rf"(?:^|[\s,|·•(]){_MONTH}[\s,]{{1,2}}(?:(?:de|del|of)\s)?$", re.IGNORECASE)
_NUMBERS = re.compile(
    r"(?<![\d./:+-])(?P<y>\d{4})(?P<s>[./-]|\.\s)(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d|[./-]\d)"
    r"|(?<![\d/:+-])(?<!\d\.)(?P<a>\d{1,2})(?P<t>[./-]|[./]\s)(?P<b>\d{1,2})(?P=t)(?P<z>\d{4}|\d{2})(?!\d|[./-]\d)"
    rf"|(?:(?P<era>{'|'.join(ERAS)})\s?(?P<n>\d{{1,3}}|元)|(?<!\d)(?P<c>\d{{4}}))"
    r"\s?[年년]\s?(?P<cm>\d{1,2})\s?[月월](?:\s?(?P<cd>\d{1,2})\s?[日일号號])?"
)
PAIR = re.compile(r"(?<![\d./:-])(\d{1,2})[./-](\d{1,2})[./-](?:20)?\d\d(?![\d./:-])")
"""A pattern for a date in numbers: two numbers, either of which may be the day, and a year."""

MAY_BE = re.compile(r"\d{4}|\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d\d|[年년]")
"""A pattern that every date matches, because it has a year or numbers with separators. The search is fast."""

_DIGIT, _PERSIAN = re.compile(r"\d"), re.compile("[۰-۹]")


def order_in(text: str) -> str:
    """Return "en-GB" if this text writes the day before the month, "en-US" if it writes the month first.

    Return an empty string if no date of the text shows the order, or if its dates disagree.

    >>> order_in("12/16/2025 or 01/02/2025"), order_in("1/2/2025")
    ('en-US', '')
    """
    found: set[str] = set()
    for one, other in PAIR.findall(text):
        if max(int(one), int(other)) > 12:
            found.add("en-GB" if int(one) > 12 else "en-US")
    return found.pop() if len(found) == 1 else ""


class Found(NamedTuple):
    """A date in ISO 8601, with the start and the end of its position in the text.

    The position includes the time.
    """

    iso: str
    start: int
    end: int


def iso_date(text: str, language: str | None = None) -> str | None:
    """Convert a text that is one date to ISO 8601; `None` if it is not a date or is ambiguous.

    The result has a time and an offset only if the text has them. `language` is a BCP 47 tag. It decides which of two
    numbers is the day, and which calendar is used.

    >>> iso_date("2024-05-03"), iso_date("Fri, 03 May 2024 15:47:00 GMT")
    ('2024-05-03', '2024-05-03T15:47:00+00:00')
    >>> iso_date("03/04/2024"), iso_date("03/04/2024", "en-GB"), iso_date("May 2024"), iso_date("yesterday")
    (None, '2024-04-03', '2024-05', None)
    """
    text = " ".join(text.split())
    if len(text) > MAX_CHARS:
        return None
    if found := _ISO.match(text):
        return _of_iso(found)
    if found := _WEEK.match(text):
        return _of_week(found)
    if (found := _MONTH_ALONE.match(text)) and EARLIEST <= int(found[1]) <= LATEST and 1 <= int(found[2]) <= 12:
        return text
    dates = list(find_dates(text, language))
    return dates[0].iso if len(dates) == 1 else None


def find_dates(text: str, language: str | None = None) -> Iterator[Found]:
    """Yield the dates in a line, in order. A month without a day is `YYYY-MM`.

    >>> [found.iso for found in find_dates("Von Ada, 5. März 2025, 14:30 Uhr, zuletzt 6.3.2025", "de")]
    ['2025-03-05T14:30:00', '2025-03-06']
    """
    text, language = text[:MAX_LINE], language or ""
    if not MAY_BE.search(text):
        return
    if not text.isascii():
        text, language = _DIGIT.sub(_western, text), "fa" if _PERSIAN.search(text) else language
    last = 0
    for start, end, day, month in sorted(_days(text, language), key=lambda each: each[:2]):
        if start < last:
            continue
        if day is None:
            yield Found(month, start, end)
            last = end
            continue
        iso, begin, last = _timed(text, start, end, day, last)
        yield Found(iso, begin, last)


def _western(digit: re.Match[str]) -> str:
    return str(int(digit[0]))


def _days(text: str, language: str) -> Iterator[tuple[int, int, date | None, str]]:
    """Yield start, end, day and month of each date. The day is `None` for a month without a day."""
    short = language.split("-")[0].lower()
    for found in _NUMBERS.finditer(text):
        day = _of_numbers(found, language, short)
        if day is not None:
            yield found.start(), found.end(), day, ""
        elif found["cm"] and not found["cd"] and (of := day_of(_cjk_year(found), int(found["cm"]), 1, short)):
            yield found.start(), found.end(), None, f"{of:%Y-%m}"
    for year in _YEAR.finditer(text):
        yield from _around(text, year, short)


def _of_numbers(found: re.Match[str], language: str, short: str) -> date | None:
    if found["y"]:
        return day_of(int(found["y"]), int(found["m"]), int(found["d"]), short)
    if found["cm"]:
        return day_of(_cjk_year(found), int(found["cm"]), int(found["cd"]), short) if found["cd"] else None
    one, other, year = int(found["a"]), int(found["b"]), int(found["z"])
    if len(found["z"]) == 2:
        if found["t"] not in "./-" or (short in ("th", "fa")):
            return None
        year += 2000 if year < 70 else 1900
    if one > 12 or one == other:
        return day_of(year, other, one, short)
    if other > 12:
        return day_of(year, one, other, short)
    tag = language.lower()
    if tag in MONTH_FIRST and not found["t"].startswith("."):  # with full stops, the tag may be wrong
        return day_of(year, one, other, short)
    return None if tag in (*MONTH_FIRST, *EITHER_FIRST) else day_of(year, other, one, short)


def _cjk_year(found: re.Match[str]) -> int:
    if not found["era"]:
        return int(found["c"])
    return ERAS[found["era"]] + (1 if found["n"] == "元" else int(found["n"]))


def _around(text: str, year: re.Match[str], language: str) -> Iterator[tuple[int, int, date | None, str]]:
    """Yield the date around this year, if it has one with the name of a month."""
    number, start, end = int(year[0]), year.start(), year.end()
    at = max(0, start - clocks.MAX_CHARS_BEFORE_DATE)
    before = text[at:start]
    for pattern in _BEFORE_YEAR:
        if (found := pattern.search(before)) and (name := _name_in(found, language)) is not None:
            if day := _named(number, found, language):
                by_month = found.start() < found.start("day")
                yield at + (found.start("month") + name if by_month else found.start()), end, day, ""
            return
    if (found := _AFTER_YEAR.match(text, end)) and (day := _named(number, found, language)):
        yield start, found.end(), day, ""
        return
    if (found := _MONTH_BEFORE.search(before)) and (month := _month(found["month"], language)):
        first = day_of(number, month[0], 1, language)
        if first is not None:
            yield at + found.start("month") + month[1], end, None, f"{first:%Y-%m}"


def _name_in(found: re.Match[str], language: str) -> int | None:
    """Return the offset of the month's name in the matched words.

    It is 0 for a month in numbers, and `None` if the words do not name a month.
    """
    words = found.groupdict().get("month")
    if words is None or key(words) in jalali_months():
        return 0
    named = _month(words, language)
    return None if named is None else named[1]


def _named(year: int, found: re.Match[str], language: str) -> date | None:
    day = int(found["day"])
    groups = found.groupdict()
    if groups.get("number"):
        return day_of(year, int(groups["number"]), day, language)
    if year in JALALI_YEARS:
        month = jalali_months().get(key(groups["month"]))
        return from_jalali(year, month, day) if month else None
    named = _month(groups["month"], language)
    return day_of(year, named[0], day, language) if named else None


def _month(words: str, language: str) -> tuple[int, int] | None:
    """Return the month that all words or the last word name, and the offset of its name."""
    words = words.strip()
    if month := month_of(words, language):
        return month, 0
    last = words.rsplit(" ", 1)[-1]
    if last != words and (month := month_of(last, language)):
        return month, len(words) - len(last)
    return None


def _timed(text: str, start: int, end: int, day: date, last: int) -> tuple[str, int, int]:
    """Return a day with the time beside it as ISO 8601, and the start and end of both."""
    if found := clocks.AFTER_DATE.match(text, end):
        return clocks.date_with_time(day, found), start, found.end()
    at = max(last, start - clocks.MAX_CHARS_BEFORE_DATE)
    if found := clocks.BEFORE_DATE.search(text[at:start]):
        return clocks.date_with_time(day, found), at + found.start(), end
    return day.isoformat(), start, end


def _of_iso(found: re.Match[str]) -> str | None:
    year, month, day, hour, minute, second, zone = found.groups()
    of = day_of(int(year), int(month), int(day))
    if of is None or hour is None:
        return None if of is None else of.isoformat()
    try:
        clock = time(int(hour), int(minute), int(second or 0))
    except ValueError:
        return of.isoformat() if (hour, minute) == ("24", "00") else None
    offset = clocks.zone("Z", "") if zone == "Z" else clocks.zone("", zone or "")
    return datetime.combine(of, clock, offset).isoformat()


def _of_week(found: re.Match[str]) -> str | None:
    try:
        of = date.fromisocalendar(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
    return of.isoformat() if EARLIEST <= of.year <= LATEST else None
