"""newsclean/rules/policy/speech.py: hashed n-grams tell a footer's text from an article's."""

from __future__ import annotations

import pytest

from newsclean.rules.policy.speech import BITS, MAX_CHARS, grams, log_odds, place_of, speech, weights

FOOTERS = {
    "uncovered words": "Abonnez-vous gratuitement et recevez chaque matin la lettre de la rédaction.",
    "German": "Jeden Morgen die wichtigsten Meldungen: Melden Sie sich hier für den Newsletter an.",
    "Croatian": "Prijavite se i svako jutro primajte najvažnije vijesti na e-mail.",
    "Swedish": "Sammanfattningen har gjorts av AI och kan innehålla fel.",
}
ARTICLES = {
    "English": "The ferries of Lower Quay stayed in the harbour on Tuesday as the pilots began their strike.",
    "German": "Die Fähren blieben am Dienstag im Hafen, weil die Lotsen ihren Streik begonnen hatten.",
    "Croatian": "Trajekti su u utorak ostali u luci jer su piloti počeli štrajk, rekao je gradonačelnik.",
    "Swedish": "Färjorna låg kvar i hamnen på tisdagen sedan lotsarna hade inlett sin strejk, sade borgmästaren.",
}


@pytest.mark.parametrize("name", FOOTERS)
def test_a_footers_text_scores_above_zero(name: str) -> None:
    assert speech(FOOTERS[name]) > 0


@pytest.mark.parametrize("name", ARTICLES)
def test_an_articles_text_scores_below(name: str) -> None:
    assert speech(ARTICLES[name]) < 0


def test_each_place_is_one_of_the_table() -> None:
    found = [*map(place_of, grams("\ud800 Ünï 𝕏 " + ARTICLES["English"]))]
    assert len(weights()) == 1 << BITS
    assert all(0 <= place < 1 << BITS for place in found)


def test_case_digits_and_what_is_too_far_do_not_count() -> None:
    assert grams("12 Replies") == grams("98 replies")
    assert grams("a" * MAX_CHARS) == grams("a" * MAX_CHARS + "b")


def test_nothing_has_no_score() -> None:
    assert speech("") == 0


def test_a_sentence_without_a_word_of_footers_needs_more() -> None:
    line = FOOTERS["Swedish"] + " Läs mer om hur vi arbetar."
    assert log_odds(line, -9.0) == speech(line) - 2
    assert log_odds("Läs mer", -9.0) == speech("Läs mer")
