"""newsclean/rules/policy/place.py: where a footer stands."""

from __future__ import annotations

import pytest

from newsclean import Policies
from newsclean.page import Block
from newsclean.rules.policy.evidence import Evidence, Kind
from newsclean.rules.policy.place import anywhere, ending, groups, is_amid, is_own, is_report
from newsclean.rules.policy.short import short_lines

PROSE = "The ferries of Lower Quay stayed in the harbour on Tuesday as the pilots went on with their strike."
POLICY = "Please note that all comments on our website are moderated by our team before they are published."
TERMS = "By signing up you agree to our terms of use and to our privacy policy."
RULES = "Insults and spam are removed by our moderators, and rude readers are banned from the comments."
weigh = Policies().weighed


def test_a_known_heading_with_two_sure_lines_below_is_a_group() -> None:
    texts = [PROSE, "Comments", POLICY, POLICY.replace("team", "editors"), PROSE]
    assert sorted(groups(texts, short_lines(texts), weigh)) == [1, 2, 3]
    assert groups([PROSE, "Comments", POLICY, PROSE], {1: Evidence(Kind.KNOWN, "comments")}, weigh) == {}


def test_the_ending_begins_where_the_scores_add_up_to_the_most() -> None:
    texts = [PROSE, PROSE, POLICY, "The Quay Post", TERMS]
    assert sorted(ending(texts, 0, {}, weigh, 1.1)) == [2, 3, 4]
    assert ending(texts, 0, {}, weigh, 99.0) == {}


def test_a_long_unknown_line_amid_a_footers_lines_goes_with_them() -> None:
    unknown = "The Quay Post is printed by the Lower Quay Press, which belongs to the pilots and their widows. " * 4
    assert sorted(ending([PROSE, PROSE, POLICY, TERMS, unknown.strip(), RULES], 0, {}, weigh, 1.1)) == [2, 3, 4, 5]


@pytest.mark.parametrize(("line", "goes"), [("Comments 14", True), ("The pilots", False), ("Print.", False)])
def test_what_goes_between_paragraphs(line: str, goes: bool) -> None:
    assert is_amid([PROSE, line, PROSE], Evidence(Kind.KNOWN, line)) is goes
    assert not is_amid([PROSE, line], Evidence(Kind.KNOWN, line))
    assert is_amid([PROSE, line, PROSE], Evidence(Kind.READ_ON, line))


def test_a_notice_goes_anywhere() -> None:
    texts = ["Share on X", PROSE]
    notice = {0: Evidence(Kind.NOTICE, "share on x")}
    assert anywhere([*map(Block, texts)], texts, notice) == notice


ADVICE = {
    "en": [
        "Apply for a swimming pass at the town hall for 30 crowns a season",
        "If you already hold a swimming pass, log in to your account to renew it",
        "Use the email of your swimming pass to register your children",
    ],
    "de": [
        "Registrieren Sie sich für das Fährkonto, das 12 Kronen im Monat kostet",
        "Wer schon ein Fährkonto hat, kann es in den Einstellungen des Kontos verlängern",
        "Melden Sie sich für die Inselkarte mit der E-Mail-Adresse des Fährkontos an",
    ],
    "fr": [
        "Inscrivez-vous au compte ferry sans publicité pour 12 couronnes par mois",
        "Si vous avez déjà un compte ferry, connectez-vous à la page de votre compte",
        "Inscrivez-vous à la carte de l'île avec la même adresse e-mail que votre compte ferry",
    ],
}


@pytest.mark.parametrize("language", sorted(ADVICE))
def test_advice_that_names_one_thing_is_the_articles(language: str) -> None:
    texts = [PROSE, PROSE, *ADVICE[language]]
    assert ending(texts, 0, {}, weigh, 1.1) == {}
    assert ending([*texts[:2], texts[3]], 0, {}, weigh, 1.1) != {}
    assert sorted(ending([*texts, "© 2024 The Quay Post"], 0, {}, weigh, 1.1))[-1] == 5


def test_a_report_of_what_footers_are_about_is_told() -> None:
    assert is_report("The pilots did not comment.", Evidence(Kind.WORDS, "comment (en)"))
    assert not is_report(POLICY, Evidence(Kind.WORDS, "comments (en)"))
    told = "The pilots did not comment."
    assert is_own([(told, Evidence(Kind.WORDS, "comment (en)"))], [told])
    assert not is_own([(told, Evidence(Kind.KNOWN, "comment"))], [told])


def test_advice_of_which_one_line_alone_speaks_of_a_footers_things_is_the_articles() -> None:
    texts = [
        "Do not forget to fill in the mooring settings of your account",
        "Nobody can tie up a boat at the mooring before the harbour office has seen the papers of both.",
        "To change a mooring follow this guide",
    ]
    assert is_own([(texts[0], Evidence(Kind.WORDS, "account, settings (en)"))], texts)
    assert not is_own([(POLICY, Evidence(Kind.WORDS, "comments (en)"))], [POLICY, TERMS])
