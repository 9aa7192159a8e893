"""newsclean/rules/policy/short.py: a footer's short lines."""

from __future__ import annotations

import pytest

from newsclean.rules.policy.lexicon import lexicon, script_of
from newsclean.rules.policy.short import copyrighted, known_line, lacks, words_of


@pytest.mark.parametrize(
    ("line", "evidence"),
    [
        ("Share on X", "a notice: share on x"),
        ("Leave a comment (3)", "a notice: leave a comment"),
        ("댓글 17개", "a known line: 댓글"),
        ("(AFP)", "gives a name after a known line: afp"),
        ("Lesen Sie auch: Der Hafen", "leads to another article: lesen sie auch"),
        ("Read also: What the harbour means to us", "begins with a known line: read also"),
        ("Text and photos: Quay News Agency", "gives a name after a known line: text and photos"),
        ("The harbour today", "None"),
    ],
)
def test_what_speaks_for_a_short_line(line: str, evidence: str) -> None:
    book = lexicon(script_of(line))
    assert str(known_line(line, words_of(line, book), book)) == evidence


def test_a_line_that_only_leads_is_not_sure() -> None:
    known, begins = copyrighted("© 2024 The Quay Post"), copyrighted("© Odile Brandt")
    assert known is not None
    assert begins is not None
    assert (known.is_sure, begins.is_sure) == (True, False)


def test_words_of_other_numbers_and_forms_are_found() -> None:
    assert not lacks("Commentators met at the quay.", "14 comments")
    assert lacks("The ferries stayed in the harbour.", "14 comments")
