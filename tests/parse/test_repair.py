"""newsclean/parse/repair.py: what is mended before a page is parsed."""

from __future__ import annotations

import pytest

from newsclean import clean
from newsclean.parse.repair import close_title, rename_shadow_roots, undo_double_encoding


def test_letters_that_were_encoded_twice() -> None:
    text = "Ein öffentlicher Übergang für alle Bürger – über die Straße."
    twice = text.encode().decode("cp1252").encode()
    assert undo_double_encoding(twice).decode() == text
    assert undo_double_encoding(twice.decode("cp1252").encode()).decode() == text
    assert clean(b"<p>" + twice + b"</p>").text == text


@pytest.mark.parametrize("text", ["Café «Â» É® NESCAFÉ®", "um été à Paris, déjà vu", "Ã ã Ã ã", "plain"])
def test_letters_of_the_page_stay(text: str) -> None:
    assert undo_double_encoding(text.encode()).decode() == text


def test_a_title_that_is_not_closed() -> None:
    assert close_title(b"<title>A<meta x>") == b"<title>A</title><meta x>"
    assert close_title(b"<title>A < B</title><meta x>") == b"<title>A < B</title><meta x>"
    assert close_title(b"<p>no title</p>") == b"<p>no title</p>"


def test_tags_in_a_title_that_is_closed_are_its_text() -> None:
    html = b"<title>When to write <p> and <div> - Quay Post</title><p>Text.</p>"
    assert close_title(html) == html
    icon = b"<title>A<link x><p>Text.</p><svg><title>icon</title></svg>"
    assert close_title(icon) == icon.replace(b"A<link", b"A</title><link")


def test_only_declarative_shadow_roots_are_opened() -> None:
    page = b"<a><template shadowrootmode=open>x<template>y</template></template></a>"
    assert rename_shadow_roots(page) == b"<a><shadow-root shadowrootmode=open>x<template>y</template></shadow-root></a>"
