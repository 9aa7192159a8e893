"""newsclean/parse/metadata/visible.py: what a reader sees around the headline."""

from __future__ import annotations

import pytest

from newsclean.page import Page
from newsclean.parse.html import parse_html

PROSE = (
    "<p>The pilots of the northern quay went back to work on Monday after nine weeks, the harbour board said, and the"
)
PROSE += " ferries to the islands will run by the winter timetable again from Wednesday on.</p>"
BODY = PROSE * 4
FACTS = ("title", "authors", "date")


def page(around: str, lang: str = "en", behind: str = "", url: str | None = None) -> Page:
    return parse_html(f'<html lang="{lang}"><title>Pilots return to work</title>{around}{BODY}{behind}', url)


H1 = "<h1>Pilots return to work</h1>"


@pytest.mark.parametrize(
    ("around", "lang", "authors", "date"),
    [
        (f"{H1}<p>By Ada Byron</p><p>14 March 2021</p>", "en", ("Ada Byron",), "2021-03-14"),
        (f"{H1}<div>By</div><div>Ada Byron</div><div>14 March 2021</div>", "en", ("Ada Byron",), "2021-03-14"),
        (f"{H1}<div>By Ada Byron March 14, 2021</div>", "en", ("Ada Byron",), "2021-03-14"),
        (f"{H1}<div>Ada Byron - March 14, 2021</div>", "en", ("Ada Byron",), "2021-03-14"),
        (f"{H1}<div>Ada Byron</div><div>March 14, 2021</div>", "en", ("Ada Byron",), "2021-03-14"),
        (f"{H1}<div>Posted on March 14, 2021 by Ada Byron in News</div>", "en", ("Ada Byron",), "2021-03-14"),
        (f"<div>14 March 2021 | By Ada Byron</div>{H1}", "en", ("Ada Byron",), "2021-03-14"),
        (
            f"{H1}<p>Von Ada Byron und Mary Shelley, 14. März 2021</p>",
            "de",
            ("Ada Byron", "Mary Shelley"),
            "2021-03-14",
        ),
        (f"{H1}<p>Par Ada Byron</p><p>Publié le 14 mars 2021 à 14h05</p>", "fr", ("Ada Byron",), "2021-03-14T14:05:00"),
        (f"{H1}<p>Автор: Ада Байрон</p><p>14 марта 2021, 10:15</p>", "ru", ("Ада Байрон",), "2021-03-14T10:15:00"),
        (f"{H1}<p>作者：王小明 2021年3月14日</p>", "zh", ("王小明",), "2021-03-14"),
        (f"{H1}<p>نشر في: 14 مارس 2021</p>", "ar", (), "2021-03-14"),
        (f"{H1}<p>۲۴ اسفند ۱۳۹۹</p>", "fa", (), "2021-03-14"),
        (f"{H1}<p>14 มี.ค. 2564</p>", "th", (), "2021-03-14"),
        (f"{H1}<p>Updated 15 March 2021</p><p>Published 14 March 2021</p>", "en", (), "2021-03-14"),
        (f"{H1}<p>Updated 15 March 2021</p>", "en", (), "2021-03-15"),
        (f"{H1}<p>14/03/2021</p>", "en", (), "2021-03-14"),
        (f"{H1}<p>03/04/2021</p>", "en", (), None),
        (f"{H1}<p>March 2021</p>", "en", (), "2021-03"),
    ],
)
def test_lines_near_the_headline(around: str, lang: str, authors: tuple[str, ...], date: str | None) -> None:
    found = page(around, lang)
    assert (found.authors, found.date) == (authors, date)


@pytest.mark.parametrize(
    "around",
    [
        f"{H1}<p>Call 555-123-4567 or 20 21 03 14</p>",
        f"{H1}<p>The strike began on 14 March 2021, when the board cut the wages of all pilots by a tenth.</p>",
        f"{H1}<div class='comments'><p>By Ada Byron</p><p>14 March 2021</p></div>",
        f"<ul><li>By Ada Byron, 14 March 2021<li>By Ada Byron, 15 March 2021</ul>{'<p>Short line</p>' * 10}{H1}",
    ],
)
def test_what_is_no_byline_or_dateline(around: str) -> None:
    found = page(around)
    assert (found.authors, found.date) == ((), None)


def test_lines_behind_the_body() -> None:
    assert page(H1, behind="<p>Text by Ada Byron</p><p>Published 14 March 2021</p>").authors == ("Ada Byron",)
    assert page(H1, behind="<p>Published 14 March 2021</p>").date == "2021-03-14"
    related = "<h2>Read on</h2><a href=/b><h3>Ferries rest</h3><time datetime=2020-03-05>5 March 2020</time></a>"
    assert page(H1, behind=related).date is None
    assert page(H1, behind=f"<section class=related>{related}</section>").date is None


def test_the_moment_of_the_line() -> None:
    line = "<p><time datetime='2021-03-14T07:05:00+01:00'>14 March 2021</time></p>"
    other = "<ul><li><time datetime='2019-01-01T00:00:00Z'>1 January 2019</time></ul>"
    assert page(f"{other}{'<p>x</p>' * 20}{H1}{line}").date == "2021-03-14T07:05:00+01:00"


def test_other_dates_tell_which_number_is_the_day() -> None:
    assert page(f"<ul><li>12/16/2020<li>a</ul>{H1}<p>03/04/2021</p>").date == "2021-03-04"
    assert page(f"{H1}<p>03/04/2021</p>", url="https://quay.co.uk/a").date == "2021-04-03"


def test_sources_say_where() -> None:
    found = page(f"{H1}<p>By Ada Byron</p><p>14 March 2021</p>").metadata.sources
    assert found == {
        "title": "the heading",
        "authors": "the line below the headline",
        "date": "a line below the headline",
    }
