"""newsclean/rules/body/labels.py: labels and buttons."""

from __future__ import annotations

import pytest

from newsclean.rules.body.labels import bare, more, threads


@pytest.mark.parametrize(
    "text", ["Comments (6)", "12 Kommentare", "コメント（3）", "Reacties: 4", "14 komentarzy"[:2] + " Komentarze"]
)
def test_headings_of_comments(text: str) -> None:
    assert bare(text) in threads()[0]


@pytest.mark.parametrize("text", ["Reply", "Antworten", "Répondre (2)", "返信", "Ответить"])
def test_answers(text: str) -> None:
    assert bare(text) in threads()[1]


def test_more_of_a_text() -> None:
    assert {"read more", "weiterlesen", "阅读全文"} <= more()


def test_a_long_line_is_no_label() -> None:
    assert bare("x" * 41) == ""
