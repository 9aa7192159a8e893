"""newsclean/parse/__init__.py: decode, tell HTML from plain text and from what is neither."""

from __future__ import annotations

import codecs
import struct

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsclean.parse import binary_kind, looks_like_html, parse


@pytest.mark.parametrize(
    "source",
    [
        "<!doctype html><p>x",
        "\ufeff\n <html><body>x",
        "<?xml version='1.0'?><html/>",
        "<!-- saved --><p>x",
        "<P>One<P>Two",
        "<h2>Tide</h2>",
        "<div class=x>one</div>",
        "Tide<br>and<br>time<br>wait<br>for none",
        "Intro <b>a</b> <i>b</i> <b>c</b> <em>d</em>",
    ],
)
def test_html(source: str) -> None:
    assert looks_like_html(source)
    assert parse(source).layout is None


@pytest.mark.parametrize(
    "source",
    [
        "",
        "One.\n\nTwo.",
        "a < b and b > c",
        "<3 the harbour",
        "<paragraph one>",
        "Use <p> and </p> to mark a paragraph, said the clerk.",
        "<quay@example.org> wrote: the tide is late",
        "See <b>here</b>. " + "The tide waits for no one. " * 200,
    ],
)
def test_plain_text(source: str) -> None:
    assert not looks_like_html(source)
    assert parse(source).layout is not None


def test_the_kind_can_be_forced() -> None:
    assert [block.text for block in parse("<p>one</p>", kind="text").blocks] == ["<p>one</p>"]
    assert [block.text for block in parse("one\n\ntwo", kind="html").blocks] == ["one two"]


@pytest.mark.parametrize("kind", ["auto", "html", "text"])
@pytest.mark.parametrize("source", ["", b"", " \n", b"\n\n"])
def test_nothing(source: str | bytes, kind: str) -> None:
    page = parse(source, kind=kind)  # type: ignore[arg-type]
    assert page.blocks == ()
    assert page.warnings == ()


def test_the_url_is_kept() -> None:
    for source in ("one\n", "<p>one", b"%PDF-1.7"):
        assert parse(source, "https://quay.example/a").url == "https://quay.example/a"


def test_a_str_has_no_encoding() -> None:
    assert parse("<p>café").encoding is None
    assert parse("<p>café".encode()).encoding == "utf-8"


def test_the_same_from_text_and_from_bytes() -> None:
    for source in ("<p>Les pêcheurs de <i>Gênes</i>", "Les pêcheurs\n\nde Gênes\n"):
        assert parse(source).text == parse(source.encode()).text


@pytest.mark.parametrize("source", ["\ufeffone\n", "\ufeff<p>one"])
def test_a_byte_order_mark_is_no_text(source: str) -> None:
    assert parse(source).blocks[0].text == "one"
    assert parse(source.encode()).blocks[0].text == "one"


@pytest.mark.parametrize("source", ["<p>bad \ud83d end", "bad \ud83d end\n"])
def test_a_lone_surrogate_becomes_something_that_can_be_written(source: str) -> None:
    assert parse(source).text.encode().startswith(b"bad ")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xff\xd8\xff\xe0" + b"\0" * 20, "a JPEG image"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "a PNG image"),
        (b"%PDF-1.4 text", "a PDF document"),
        (b"PK\x03\x04" + b"\0" * 20, "a ZIP archive or an Office document"),
        (b"\x1f\x8b\x08" + b"x" * 20, "a gzip archive"),
        (bytes(range(256)), "binary data"),
        (struct.pack(">40H", *range(40)), "binary data"),
    ],
)
def test_what_is_no_page_says_so(data: bytes, kind: str) -> None:
    page = parse(data)
    assert page.blocks == ()
    assert page.text == ""
    assert page.warnings == (f"not a page but {kind}",)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"plain",
        "été".encode("cp1252"),
        "one\n".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "港口".encode("utf-16-be"),
        "港口".encode("iso2022_jp"),
        b"one\ftwo\x0b\n",
        b"a" * 500 + b"\0",
    ],
)
def test_text_in_any_encoding_is_not_binary(data: bytes) -> None:
    assert binary_kind(data) == ""


@given(st.binary(max_size=400) | st.text(max_size=200), st.sampled_from(["auto", "html", "text"]))
@example(b"\xff\xfe\x00\xd8", "html")
@example("<p>\ud800", "html")
@example("<" * 300, "html")
def test_nothing_raises(source: str | bytes, kind: str) -> None:
    page = parse(source, kind=kind)  # type: ignore[arg-type]
    page.text.encode()
    assert all(block.text.strip() for block in page.blocks)


PIECES = [
    *"<p> </p> <div> </div> <td> <table> <tr> </table> <br> <pre> </pre> <a> </a> <b> </b> <ul> <li> </ul>".split(),
    *"<nav> </nav> <dialog> <x-y> </x-y> <button> <title> <svg> </svg> <math> <select> <noscript>".split(),
    *"<template> <frameset> <h1> <caption> word &nbsp;".split(),
    *("\n", " ", "<p hidden>", "<span hidden>", "<a rel=author>", "<td hidden>"),
]
MARKUP = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(MARKUP)
def test_no_markup_raises_or_breaks_the_law_of_blocks(html: str) -> None:
    page = parse(html, kind="html")
    for block in page.blocks:
        assert block.box is not None
        assert block.text.strip()
        assert 0 <= block.link_chars <= len(block.text)
        assert 0 <= block.bold_chars <= len(block.text)
    assert page.text.count("word") <= html.count("word")
