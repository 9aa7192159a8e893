"""newsclean/parse/dates.py: dates as pages write them; what is not clear is no date."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.parse.dates import iso_date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2021-03-14", "2021-03-14"),
        (" 2021-03-14\n", "2021-03-14"),
        ("20210314", "2021-03-14"),
        ("2021/03/14", "2021-03-14"),
        ("2021.03.14", "2021-03-14"),
        ("2021/04/03", "2021-04-03"),
        ("14 March 2021", "2021-03-14"),
        ("March 14, 2021", "2021-03-14"),
        ("Mar 14th, 2021", "2021-03-14"),
        ("Sunday, 14 March 2021", "2021-03-14"),
        ("14.03.2021", "2021-03-14"),
        ("14/3/2021", "2021-03-14"),
        ("3/14/2021", "2021-03-14"),
        ("3 April 2021", "2021-04-03"),
    ],
)
def test_dates_alone(text: str, date: str) -> None:
    assert iso_date(text) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2021-03-14T07:05:00", "2021-03-14T07:05:00"),
        ("2021-03-14 07:05", "2021-03-14T07:05:00"),
        ("2021-03-14T07:05Z", "2021-03-14T07:05:00+00:00"),
        ("2021-03-14T07:05:09.000Z", "2021-03-14T07:05:09+00:00"),
        ("2021-03-14T07:05:00+03:00", "2021-03-14T07:05:00+03:00"),
        ("2021-03-14T07:05:00-0500", "2021-03-14T07:05:00-05:00"),
        ("2021-03-14T00:00:00+01:00", "2021-03-14T00:00:00+01:00"),
        ("Sun, 14 Mar 2021 07:05:00 GMT", "2021-03-14T07:05:00+00:00"),
        ("Sun, 14 Mar 2021 07:05:00 +0200", "2021-03-14T07:05:00+02:00"),
        ("14 March 2021 07:05 EST", "2021-03-14T07:05:00-05:00"),
        ("14 March 2021 07:05 CEST", "2021-03-14T07:05:00+02:00"),
        ("March 14, 2021 7:05 pm", "2021-03-14T19:05:00"),
        ("20210314070500", "2021-03-14T07:05:00"),
    ],
)
def test_dates_with_time_and_offset(text: str, date: str) -> None:
    assert iso_date(text) == date


@pytest.mark.filterwarnings("ignore")
def test_an_unknown_abbreviation_is_left_out() -> None:
    assert iso_date("14 March 2021 07:05 QQT") in ("2021-03-14T07:05:00", None)


@pytest.mark.parametrize(
    "text",
    [
        "03/04/2021",
        "3.4.2021",
        "03-04-21",
        "03/04/2021 10:00",
        "10:00 03/04/2021",
        "Sat, 03/04/2021",
        "3 4 2021",
    ],
)
def test_day_and_month_that_could_change_places(text: str) -> None:
    assert iso_date(text) is None


@pytest.mark.parametrize("text", ["2021", "March", "14 March", "Sunday", "07:05", "T07:05", "14", "7"])
def test_what_leaves_part_of_the_date_open(text: str) -> None:
    assert iso_date(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "yesterday",
        "2 hours ago",
        "null",
        "undefined",
        "{{ date }}",
        "2021-02-30",
        "2021-13-01",
        "31 June 2021",
        "0001-01-01T00:00:00Z",
        "1850-05-05",
        "2150-05-05",
        "1615712700",
        "1615712700000",
        "-1",
        "9" * 500,
        "2021-03-14 " * 20,
        "the fourteenth of March in the year 2021, as the clerk recalled",
    ],
)
def test_no_date(text: str) -> None:
    assert iso_date(text) is None


@given(st.datetimes(datetime(1900, 1, 2), datetime(2099, 12, 30)).map(lambda each: each.replace(microsecond=0)))
def test_iso_forms_stay_themselves(date: datetime) -> None:
    assert iso_date(date.isoformat()) == date.isoformat()
    assert iso_date(date.date().isoformat()) == date.date().isoformat()


@pytest.mark.filterwarnings("ignore")
@given(st.text(max_size=70) | st.text("0123456789 :/-.TZ+janfebmarchAMP,", max_size=40))
def test_nothing_raises_and_every_answer_is_a_date(text: str) -> None:
    found = iso_date(text)
    assert found is None or 1900 <= datetime.fromisoformat(found).year <= 2100
