"""newsclean/rules/policy/wordings.py: what is known of footers, a language at a time."""

from __future__ import annotations

from newsclean.data import names
from newsclean.rules.policy.lexicon import FOLDER, lexicon
from newsclean.rules.policy.wordings import Language, language


def made(name: str = "latin", **lines: tuple[str, ...]) -> Language:
    return Language("xx", name, lines)


def test_phrases_and_prefixes() -> None:
    one = made(intent=("sign_up comment",), prefix=("re",), report=("was said",))
    assert ("sign up", "sign up") in one.beginnings("intent")["si"]
    assert ("recomment", "comment") in one.beginnings("intent")["re"]
    assert one.reports["wa"] == [("was ", "was")]
    assert one.stem("recommented") == "comme"


def test_han_is_read_by_pairs() -> None:
    one = made("han", widget=("发表评论",))
    assert one.known[2] == {"发表", "表评", "评论"}


def test_every_language_is_in_one_script() -> None:
    found = {name: script for script in names(FOLDER) for name in lexicon(script).languages}
    assert sorted(found) == names("policies")
    assert all(language(name).script == script for name, script in found.items())
