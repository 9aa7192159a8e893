"""newsclean/parse/calendars.py: months' names, and years of other calendars."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.data import sections
from newsclean.parse.calendars import MONTHS, day_of, from_jalali, jalali_months, key, month_of, names_in, weekdays


def test_the_file_has_twelve_months_and_the_days_of_each_language() -> None:
    found = sections("calendars.txt")
    assert len(found) >= 28
    for language, lines in found.items():
        assert len(lines) == MONTHS + 1, language
        assert len(set(names_in(language).values())) == MONTHS, language


@pytest.mark.parametrize(
    ("name", "language", "month"),
    [
        ("März", "", 3),
        ("MARZO", "", 3),
        ("Sept.", "en", 9),
        ("d’agost", "ca", 8),
        ("марта", "ru", 3),
        ("มิ.ย.", "th", 6),
        ("फ़रवरी", "hi", 2),
        ("تشرين الأول", "ar", 10),
        ("listopada", "pl", 11),
        ("listopada", "hr", 10),
        ("listopada", "", None),
        ("Harbour", "en", None),
    ],
)
def test_months(name: str, language: str, month: int | None) -> None:
    assert month_of(name, language) == month


def test_days_of_the_week() -> None:
    assert {"sonntag", "sunday", "воскресенье", "日曜日"} & weekdays() >= {"sonntag", "sunday", "воскресенье"}


@pytest.mark.parametrize(
    ("year", "month", "day", "found"),
    [
        (1398, 6, 31, date(2019, 9, 22)),
        (1403, 12, 30, date(2025, 3, 20)),
        (1404, 1, 1, date(2025, 3, 21)),
        (1399, 12, 30, date(2021, 3, 20)),
        (1404, 12, 30, None),
        (1398, 7, 31, None),
        (1398, 13, 1, None),
        (1398, 0, 1, None),
        (98, 1, 1, None),
    ],
)
def test_the_solar_hijri_calendar(year: int, month: int, day: int, found: date | None) -> None:
    assert from_jalali(year, month, day) == found


@given(st.integers(1300, 1498), st.integers(1, 12), st.integers(1, 29))
def test_its_days_follow_each_other(year: int, month: int, day: int) -> None:
    one, other = from_jalali(year, month, day), from_jalali(year + 1, month, day)
    assert one is not None
    assert other is not None
    assert (other - one).days in (365, 366)


def test_years_tell_their_calendar() -> None:
    assert day_of(2559, 6, 17) == date(2016, 6, 17)
    assert day_of(1398, 6, 31, "fa") == date(2019, 9, 22)
    assert day_of(1446, 6, 3, "ar") is None
    assert day_of(2081, 1, 5, "ne") is None
    assert day_of(1899, 1, 1) is None


def test_names_of_its_months() -> None:
    assert len(set(jalali_months().values())) == MONTHS
    assert jalali_months()[key("تير")] == jalali_months()[key("تیر")] == 4
