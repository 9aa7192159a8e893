"""newsclean/rules/policy/lexicon.py: what is known of footers, a script at a time."""

from __future__ import annotations

import pytest

from newsclean.data import names, read_text
from newsclean.rules.policy.lexicon import FOLDER, lexicon, script_of, tokens
from newsclean.rules.policy.wordings import ARTICLES
from tests.bench.footers.compile import articles, compiled


def test_the_compiled_files_are_those_of_the_sources() -> None:
    found = {script: read_text(f"{FOLDER}/{script}.txt") for script in names(FOLDER)}
    assert found == compiled(), "run python -m tests.bench.footers.compile"
    assert read_text(ARTICLES) == articles(), "run python -m tests.bench.footers.compile"


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


def test_plain_and_other_letters_are_cut_alike() -> None:
    assert tokens("it's so_called 4k-TV", "latin") == tokens("it’s so_called 4k-TV", "latin")


def test_nothing_is_known_of_other_scripts() -> None:
    assert lexicon("runic").languages == []
    assert lexicon("runic").about(["comment"]) == {}


@pytest.mark.parametrize("text", ["Share this article", "»Read more…", "12 Comments", "SHARE", "Share: Facebook (3)"])
def test_no_short_line_is_passed_over(text: str) -> None:
    assert lexicon("latin").may_be_short([text], 60) == [0]


@pytest.mark.parametrize("text", ["The old ferry", "Sharing the ferry", "Ferry"])
def test_most_other_lines_are(text: str) -> None:
    assert lexicon("latin").may_be_short([text], 60) == []


def test_phrases_are_found_by_their_first_word() -> None:
    english = lexicon("latin").languages.index("en")
    assert lexicon("latin").about("please log in now".split())[english] == {1: "log"}
    assert english not in lexicon("latin").about("the log out".split())
