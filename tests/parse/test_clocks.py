"""newsclean/parse/clocks.py: times beside dates."""

from __future__ import annotations

from datetime import date

import pytest

from newsclean.parse.clocks import AFTER_DATE, BEFORE_DATE, date_with_time, zone

DAY = date(2021, 3, 14)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        (" 07:05", "07:05:00"),
        (", 7:05 pm", "19:05:00"),
        (" at 12:05 a.m.", "00:05:00"),
        (", 14.30 Uhr", "14:30:00"),
        (" à 14h05", "14:05:00"),
        ("(日) 12:00", "12:00:00"),
        (" 星期三 14:30", "14:30:00"),
        (" 07:05:09 +0200", "07:05:09+02:00"),
        (" 07:05 GMT+7", "07:05:00+07:00"),
        (" 07:05 CEST", "07:05:00+02:00"),
        (" 07:05 QQT", "07:05:00"),
        (" 07:05 -99:00", "07:05:00"),
        (" 07:05:09 -13:00", "07:05:09"),
        (" 07:05 -0400", "07:05:00-04:00"),
        (" 07:05:09-04:00", "07:05:09-04:00"),
        (" 07:05 UTC-4", "07:05:00-04:00"),
        (" 10:30-11:30", "10:30:00"),
        (" 10:00 -12", "10:00:00"),
        (" à 10h30 cet homme est parti", "10:30:00"),
        (" à 10h30 est parti", "10:30:00"),
        (" 13:05 pm", "13:05:00"),
        (" 00:15 am", "00:15:00"),
    ],
)
def test_a_time_behind_a_date(text: str, time: str) -> None:
    found = AFTER_DATE.match(text)
    assert found is not None
    assert date_with_time(DAY, found) == f"2021-03-14T{time}"


@pytest.mark.parametrize("text", [" 25:00", " 7 boats", " 07:99", ""])
def test_no_time(text: str) -> None:
    found = AFTER_DATE.match(text)
    assert found is None


def test_a_time_before_a_date() -> None:
    found = BEFORE_DATE.search("Published 3:47 p.m. ET, Sunday, ")
    assert found is not None
    assert date_with_time(DAY, found) == "2021-03-14T15:47:00"


def test_a_time_before_a_german_date() -> None:
    found = BEFORE_DATE.search("um 14:30 am ")
    assert found is not None
    assert date_with_time(DAY, found) == "2021-03-14T14:30:00"


def test_zones() -> None:
    assert zone("", "") is None
    assert zone("EST", "") is not None
    assert str(zone("", "-0330")) == "UTC-03:30"
