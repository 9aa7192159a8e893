"""newsclean/rules/policy/notes.py: notes amid an article."""

from __future__ import annotations

from newsclean.rules.policy.notes import notes

NOTE = "This story contains affiliate links. If you buy something through them, we may earn a commission."
NEWS = "The commission said on Monday that the network had paid affiliates 3 million crowns to post links."
QUOTED = 'The shop wrote: "This story contains affiliate links. If you buy something, we may earn a commission."'


def test_a_note_to_the_reader_is_found_among_paragraphs() -> None:
    assert [place for place, _ in notes([NEWS, NOTE, QUOTED], 700)] == [1]


def test_a_note_that_is_too_long_is_none() -> None:
    assert not list(notes([NOTE], len(NOTE) - 1))
