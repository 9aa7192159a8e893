"""What comes of a record."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from newsclean import DEFAULT, Record
from newsclean.batch.job import Job
from newsclean.batch.outcome import Outcome
from newsclean.batch.rows import row_bytes
from newsclean.page import Fields

ROOT = Path(__file__).resolve().parent.parent.parent
SCRAPED = (ROOT / "samples" / "scraped.txt").read_text("utf-8")
ARTICLE = (ROOT / "samples" / "article.txt").read_text("utf-8")
HTML = (ROOT / "samples" / "ferries.html").read_text("utf-8")
JOB = Job(DEFAULT)
IN_PLACE = Job(DEFAULT, in_place=True)


def of_row(row: dict[str, Any], job: Job = JOB) -> tuple[dict[str, Any], Outcome]:
    outcome = job(Record("rows:1", row_bytes(row), row=Fields()))
    assert outcome.output is not None
    return json.loads(outcome.output), outcome


def test_the_article_takes_the_place_of_the_html() -> None:
    row, outcome = of_row({"id": 3, "html": HTML, "tags": ["a"], "url": "https://courier.example/1"})
    assert list(row) == ["id", "text", "tags", "url"]
    assert (row["id"], row["tags"]) == (3, ["a"])
    assert outcome.failure is None
    assert row["text"] in HTML or row["text"].split("\n")[0] in HTML


def test_html_is_kept_on_demand_and_metadata_added() -> None:
    row, _ = of_row({"html": HTML, "title": "mine"}, Job(DEFAULT, keep_html=True, metadata=True))
    assert row["html"] == HTML
    assert row["title"] == "mine"
    assert {"authors", "date", "language", "site"} <= set(row)


def test_text_is_cleaned_where_it_stands() -> None:
    row, outcome = of_row({"text": SCRAPED, "id": 1})
    assert list(row) == ["text", "id"]
    assert row["text"] == ARTICLE
    assert outcome.changed


def test_a_row_that_is_clean_comes_back_byte_for_byte() -> None:
    line = b'{ "id" : 1,"text":' + json.dumps(ARTICLE).encode() + b' , "x":1.50}\n'
    outcome = JOB(Record("rows:1", line, row=Fields()))
    assert (outcome.output, outcome.changed) == (line, False)


def test_a_bad_row_has_its_error() -> None:
    row, outcome = of_row({"id": 1, "html": None})
    assert row["id"] == 1
    assert row["text"] is None
    assert "no text" in row["error"]
    assert outcome.failure is not None
    broken = JOB(Record("rows:2", b'{"id": 1, "te\n', row=Fields()))
    assert broken.output is not None
    assert json.loads(broken.output)["text"] is None


def test_text_keeps_its_encoding_in_its_place() -> None:
    for codec in ("utf-8", "utf-8-sig", "utf-16", "windows-1252"):
        outcome = IN_PLACE(Record("a.txt", SCRAPED.encode(codec)))
        assert (outcome.output, outcome.failure) == (ARTICLE.encode(codec), None), codec
    big = b"\xfe\xff" + SCRAPED.encode("utf-16-be")
    assert IN_PLACE(Record("a.txt", big)).output == b"\xfe\xff" + ARTICLE.encode("utf-16-be")
    unread = IN_PLACE(Record("a.txt", SCRAPED.encode("utf-32")))
    assert unread.failure is not None
    assert unread.failure.kind == "encoding"


def test_html_is_not_rewritten() -> None:
    outcome = IN_PLACE(Record("a.html", HTML.encode()))
    assert outcome.failure is not None
    assert outcome.failure.kind == "html"
    assert not outcome.changed


def test_a_row_that_fails_stays_in_its_place() -> None:
    for row in ({"id": 1}, {"html": HTML}):
        line = row_bytes(row)
        outcome = IN_PLACE(Record("rows:1", line, row=Fields()))
        assert outcome.failure is not None
        assert outcome.output == line


def test_metadata_is_front_matter() -> None:
    output = Job(DEFAULT, metadata=True)(Record("a.html", HTML.encode())).output
    assert output is not None
    head, _, body = output.decode().partition("---\n\n")
    assert head.startswith('---\ntitle: "')
    assert body.encode() == JOB(Record("a.html", HTML.encode())).output
