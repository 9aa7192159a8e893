"""newsclean/parse/dates.py: dates as pages write them; what is not clear is no date."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.parse.dates import find_dates, iso_date, order_in


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


@pytest.mark.parametrize(
    ("text", "language", "date"),
    [
        ("5 de marzo de 2025", "es", "2025-03-05"),
        ("12 DE MAYO DE 2020", "es", "2020-05-12"),
        ("17 มิ.ย. 2559", "th", "2016-06-17"),
        ("۱۳۹۸/۰۶/۳۱ ۱۴:۵۲", "fa", "2019-09-22T14:52:00"),
        ("۱۳۹۸/۰۶/۳۱", None, "2019-09-22"),
        ("2 تير 1399 - 12:09", "fa", "2020-06-22T12:09:00"),
        ("5 مارس / آذار 2024", "ar", "2024-03-05"),
        ("5 يوليو 2023 - 14:20", "ar", "2023-07-05T14:20:00"),
        ("3 मई 2024", "hi", "2024-05-03"),
        ("३ मई २०२४", "hi", "2024-05-03"),
        ("৩ মে ২০২৪", "bn", "2024-05-03"),
        ("令和6年5月3日", "ja", "2024-05-03"),
        ("平成元年2月3日", "ja", "1989-02-03"),
        ("民國113年5月3日", "zh-TW", "2024-05-03"),
        ("2023/12/01(金) 12:00", "ja", "2023-12-01T12:00:00"),
        ("2024년 5월 3일", "ko", "2024-05-03"),
        ("5 tháng 3, 2024", "vi", "2024-03-05"),
        ("2024. május 3. 14:20", "hu", "2024-05-03T14:20:00"),
        ("2024 m. gegužės 3 d.", "lt", "2024-05-03"),
        ("3. listopadu 2024", "cs", "2024-11-03"),
        ("15 Μαρτίου 2024", "el", "2024-03-15"),
        ("9-Mar-2020", "en", "2020-03-09"),
        ("Le 1er mars 2024", "fr", "2024-03-01"),
        ("March 2021", None, "2021-03"),
        ("2021-03", None, "2021-03"),
        ("2021年3月", "zh", "2021-03"),
        ("03/04/2021", "en-US", "2021-03-04"),
        ("03/04/2021", "en-GB", "2021-04-03"),
        ("03/04/2021", "fr", "2021-04-03"),
        ("03/04/2021", "en", None),
        ("1. 2. 2024", "cs", "2024-02-01"),
        ("Wed Dec 20 2023 10:12:13 GMT+0000 (Coordinated Universal Time)", "en", "2023-12-20T10:12:13+00:00"),
    ],
)
def test_dates_of_many_languages(text: str, language: str | None, date: str | None) -> None:
    assert iso_date(text, language) == date


@pytest.mark.parametrize(
    "text",
    [
        "Call 555-123-4567",
        "Tel. 030/12.03.2024-11",
        "2019-2020",
        "1 Minute 2020",
        "12.12.12.12",
        "1 march 20245",
        "v2.0.2024.1",
    ],
)
def test_numbers_that_are_no_dates(text: str) -> None:
    assert list(find_dates(text, "de")) == []


def test_dates_in_a_line() -> None:
    line = "Von Ada, 5. März 2025, 14:30 Uhr, zuletzt 6.3.2025"
    found = list(find_dates(line, "de"))
    assert [line[each.start : each.end] for each in found] == ["5. März 2025, 14:30 Uhr", "6.3.2025"]
    assert [each.start for each in find_dates("Updated October 8, 2025", "en")] == [len("Updated ")]


def test_the_order_of_day_and_month() -> None:
    assert order_in("12/16/2025, 01/02/2025") == "en-US"
    assert order_in("16.12.2025") == "en-GB"
    assert order_in("16.12.2025 and 12/16/2025") == ""


@pytest.mark.filterwarnings("ignore")
@given(
    st.text("0123456789 :/-.,TZ年月日janfebmarchAMP令和元tháng۱۲۳४", max_size=80),
    st.sampled_from([None, "en", "en-US", "fa", "th", "ja", "zz"]),
)
def test_no_line_raises_and_each_date_stands_where_it_says(text: str, language: str | None) -> None:
    last = 0
    for found in find_dates(text, language):
        assert last <= found.start < found.end <= len(text)
        assert len(found.iso) == 7 or datetime.fromisoformat(found.iso)
        last = found.end


@pytest.mark.parametrize("piece", ["1 ", "2020 ", "12 Mar 2020 ", "12.12.", "a. ", "1:1", "de de ", "年", "March "])
def test_a_long_line_takes_no_longer_than_its_beginning(piece: str) -> None:
    assert len(list(find_dates(piece * 10_000, "en"))) < 100


def test_numbers_with_full_stops_do_not_show_the_order_of_american_english() -> None:
    assert iso_date("03.04.2024", "en-US") is None
    assert iso_date("03. 04. 2024", "en-US") is None
    assert iso_date("13.04.2024", "en-US") == "2024-04-13"


@pytest.mark.parametrize(
    ("tag", "iso"),
    [("en-US", "2024-03-04"), ("en-us", "2024-03-04"), ("fil-PH", "2024-03-04"), ("EN", None), ("en-GB", "2024-04-03")],
)
def test_a_language_tag_may_be_written_in_any_case(tag: str, iso: str | None) -> None:
    assert iso_date("03/04/2024", tag) == iso
