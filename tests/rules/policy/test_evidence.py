"""newsclean/rules/policy/evidence.py: what is said of a removed line, and whether it is enough."""

from __future__ import annotations

import pytest

from newsclean.rules.policy.evidence import Evidence, Kind


@pytest.mark.parametrize(
    ("kind", "said", "is_sure"),
    [
        (Kind.NOTICE, "a notice: comment", True),
        (Kind.WORDS, "speaks of comment", True),
        (Kind.WEAK, "may speak of comment", False),
        (Kind.BEGINNING, "begins with a known line: comment", False),
    ],
)
def test_what_is_said_and_whether_it_is_enough(kind: Kind, said: str, is_sure: bool) -> None:
    evidence = Evidence(kind, "comment")
    assert (str(evidence), evidence.is_sure) == (said, is_sure)
