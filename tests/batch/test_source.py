"""A record's page."""

from __future__ import annotations

import pytest

from newsclean import InputError, Record
from newsclean.batch.source import read_source
from newsclean.page import Fields


def test_html_comes_before_text_in_a_row() -> None:
    line = b'{"text": "old", "html": "<p>new", "url": "https://a.example/"}'
    source = read_source(Record("r", line, row=Fields()), None)
    assert (source.content, source.kind, source.url) == ("<p>new", "html", "https://a.example/")


def test_other_fields_on_demand() -> None:
    line = b'{"body": "a text", "link": 3}'
    source = read_source(Record("r", line, row=Fields("raw", "body", "link")), None)
    assert (source.content, source.kind, source.url) == ("a text", "text", None)


@pytest.mark.parametrize("line", [b"{", b"[1]", b'{"html": null}', b"\xff", b"[" * 100_000])
def test_a_bad_row(line: bytes) -> None:
    with pytest.raises(InputError):
        read_source(Record("r", line, row=Fields()), None)
