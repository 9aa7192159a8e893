"""newsclean/rules/policy/wordings.py: what is known of footers, a script at a time."""

from __future__ import annotations

import pytest

from newsclean.rules.policy.wordings import Language, script, script_of, tokens, wordings


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Élan", "latin"),
        ("Комментарии", "cyrillic"),
        ("التعليقات", "arabic"),
        ("תגובות", "hebrew"),
        ("टिप्पणी", "devanagari"),
        ("মন্তব্য", "bengali"),
        ("댓글", "hangul"),
        ("コメント", "han"),
        ("", "latin"),
    ],
)
def test_scripts(text: str, name: str) -> None:
    assert script_of(text) == name


def test_vowel_signs_do_not_part_words() -> None:
    assert tokens("टिप्पणी करें", "devanagari") == ["टिप्पणी", "करें"]


def test_both_letters_i_are_one() -> None:
    assert tokens("YILDIZ", "latin") == tokens("yıldız", "latin") == tokens("Yİldiz", "latin")


def language(name: str = "latin", **lines: tuple[str, ...]) -> Language:
    return Language("xx", name, lines)


def test_phrases_and_prefixes() -> None:
    one = language(intent=("sign_up comment",), prefix=("re",), report=("was said",))
    assert ("sign up", "sign up") in one.beginnings("intent")["si"]
    assert ("recomment", "comment") in one.beginnings("intent")["re"]
    assert one.reports["wa"] == [("was ", "was")]
    assert one.stem("recommented") == "comme"


def test_han_is_read_by_pairs() -> None:
    one = language("han", widget=("发表评论",))
    assert one.known[2] == {"发表", "表评", "评论"}


def test_every_language_is_in_one_script() -> None:
    names = [name for each in wordings().values() for name, _ in each]
    assert len(names) == len(set(names)) >= 7
    assert all(script(each).languages for each in wordings())
    assert script("runic").languages == ()
