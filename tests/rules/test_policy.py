"""newsclean/rules/policy.py: comment policies, sign-up and share lines, legal footers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from newsclean import clean
from newsclean.data import languages
from newsclean.page import Block, Box, Page
from newsclean.parse.text import parse_text
from newsclean.rules import Policies
from newsclean.rules.policy.lexicon import tokens
from newsclean.rules.policy.reading import features
from newsclean.rules.policy.wordings import language as read_language

STORY = [
    "The ferries of Lower Quay stayed in the harbour on Tuesday as the pilots began the third week of their strike.",
    "Mayor Odile Brandt said the town had done what it could before the summer guests arrive with their bicycles.",
    "A spokesman for the company declined to say when the talks between the two sides might go on in the capital.",
]
LINES = {name: sections["policy"] for name, sections in languages("policies")}
WIDGETS = {name: sections["widget"] for name, sections in languages("policies")}
NOTICES = {name: sections["notice"] for name, sections in languages("policies") if sections.get("notice")}


def removed(page: Page) -> list[int]:
    found = list(Policies()(page))
    assert all(removal.reason == "policy" for removal in found)
    return [removal.at for removal in found]


def text(*texts: str) -> list[int]:
    return removed(Page(tuple(map(Block, texts))))


def html(*texts: str) -> list[int]:
    return removed(Page(tuple(Block(each, Box("p")) for each in texts)))


@pytest.mark.parametrize("language", sorted(LINES))
def test_known_lines_at_the_end_go(language: str) -> None:
    for line in LINES[language]:
        assert text(*STORY, line) == [3], line


@pytest.mark.parametrize("language", sorted(LINES))
def test_a_whole_footer_at_the_end_goes(language: str) -> None:
    footer = [WIDGETS[language][0], *LINES[language][:6]]
    assert text(*STORY, *footer) == list(range(3, 10))


@pytest.mark.parametrize("language", sorted(LINES))
def test_known_lines_in_other_case_and_punctuation(language: str) -> None:
    line = LINES[language][0].replace(",", " –").rstrip(".") + "!"
    assert text(*STORY, line) == [3]
    assert parse_text(line).blocks[0].text == line


@pytest.mark.parametrize("language", sorted(LINES))
def test_a_known_line_amid_the_article_stays(language: str) -> None:
    assert text(STORY[0], LINES[language][0], *STORY[1:]) == []


@pytest.mark.parametrize("language", sorted(NOTICES))
def test_notices_go_anywhere(language: str) -> None:
    for line in NOTICES[language]:
        assert text(STORY[0], line, STORY[1]) == [1], line
        assert text(line, *STORY) == [0], line


@pytest.mark.parametrize(
    "line", ["12 Comments", "Comments (3)", "» Read more", "SHARE THIS ARTICLE", "Ähnliche Artikel:", "Yorum yaz"]
)
def test_widget_lines_amid_an_html_page_go(line: str) -> None:
    assert html(STORY[0], line, STORY[1]) == [1]


@pytest.mark.parametrize("line", ["» Read more", "SHARE THIS ARTICLE", "Ähnliche Artikel", "Yorum yaz"])
def test_widget_lines_of_two_words_amid_a_text_go(line: str) -> None:
    assert text(STORY[0], line, STORY[1]) == [1]


@pytest.mark.parametrize(
    "line", ["12 Comments", "Comments (3)", "댓글 17개", "Newsletter", "Join our daily newsletter"]
)
def test_other_known_words_go_that_the_paragraphs_around_lack(line: str) -> None:
    assert text(STORY[0], line, STORY[1]) == [1]
    assert text(STORY[0], line, line, STORY[1]) == []


@pytest.mark.parametrize("line", ["Newsletter", "Join our daily newsletter"])
def test_a_heading_of_what_follows_stays(line: str) -> None:
    assert (
        text(STORY[0], line, "Nine hundred people read the newsletter of the quay, which began in 1984.", *STORY[1:])
        == []
    )


@pytest.mark.parametrize(
    "line",
    [
        "The harbour today",
        "Read my lips",
        "See also:",
        "Comments?",
        "4. Newsletter",
        "Print",
        "Read more: The pilots",
    ],
)
def test_other_short_lines_amid_a_text_stay(line: str) -> None:
    assert text(STORY[0], line, STORY[1]) == []


@pytest.mark.parametrize(
    "line", ["Lesen Sie auch: So teuer wird Heizen", "Les også: Så mye øker prisen?", "延伸阅读：今冬取暖费"]
)
def test_lines_that_lead_to_another_article_go(line: str) -> None:
    assert text(STORY[0], line, STORY[1]) == [1]
    assert html(STORY[0], line, STORY[1]) == [1]
    assert text(*STORY, line) == [3]


@pytest.mark.parametrize("line", ["(dpa)", "/ritzau/", "Quelle: Nordwarte/dpa", "(서울=연합뉴스)"])
def test_credits_of_agencies_go_at_the_end(line: str) -> None:
    assert text(*STORY, line) == [3]
    assert text(STORY[0], line, STORY[1]) == []


def test_a_line_about_an_agency_stays() -> None:
    assert text(*STORY, "AP in crisis") == []


@pytest.mark.parametrize("tag", ["li", "h2", "td", "tr", "dd"])
def test_widget_lines_that_are_items_or_headings_go_as_from_a_text(tag: str) -> None:
    def amid(below: str) -> list[int]:
        return removed(Page((Block(STORY[0], Box("p")), Block("Comments", Box(tag)), Block(below, Box("p")))))

    said = f"{STORY[1]} She would read all comments of the town."
    assert amid(STORY[1]) == text(STORY[0], "Comments", STORY[1]) == [1]
    assert amid(said) == text(STORY[0], "Comments", said) == []


REWORDED = {
    "en": [
        "Please note that all comments on our website are moderated by our team before they are published.",
        (
            "Comments that contain abusive language, personal attacks or spam will be deleted, and we reserve the right"
            " to ban users who break our community guidelines."
        ),
    ],
    "de": [
        (
            "Bitte beachten Sie, dass Kommentare vor der Veröffentlichung von unserer Redaktion geprüft und erst danach"
            " freigeschaltet werden."
        ),
        (
            "Beiträge mit Beleidigungen, Drohungen oder Werbung werden gelöscht; die Redaktion behält sich vor,"
            " Kommentare nicht zu veröffentlichen."
        ),
    ],
    "tr": [
        "Küfür, hakaret ve tehdit içeren yorumlar moderatör onayından geçmez ve sitemizde yayımlanmaz.",
        "Lütfen yorum yapmadan önce kuralları okuyun; suç teşkil edecek ve rahatsız edici yorumlar silinir.",
    ],
}


@pytest.mark.parametrize("language", sorted(REWORDED))
def test_a_reworded_footer_goes(language: str) -> None:
    assert text(*STORY, *REWORDED[language]) == [3, 4]
    for line in REWORDED[language]:
        assert text(*STORY, line) == [3]


def test_a_group_under_its_heading_goes_from_the_middle() -> None:
    known = LINES["en"]
    assert text(STORY[0], "Comment policy", known[0], known[3], *STORY[1:]) == [1, 2, 3]


def test_a_group_without_a_heading_or_of_one_stays() -> None:
    known = LINES["en"]
    assert text(STORY[0], known[0], known[3], *STORY[1:]) == []
    assert text(STORY[0], "Comment policy", known[0], *STORY[1:]) == [1]


def test_a_footer_above_the_article_stays() -> None:
    assert text("Comment policy", LINES["en"][0], LINES["en"][3], *STORY) == []


ABOUT = [
    "Lower Quay's only newspaper will close the comments under its articles in June, editor Pia Holm said on Monday.",
    "She said her staff of four had spent two hours a day deleting insults, and that readers had begun to stay away.",
    "“We do not tolerate threats,” she said, “and we reserve the right to delete what breaks our rules.”",
    "The paper had asked readers to sign in with their names since 2019, but few of them ever did, according to Holm.",
    "Readers may write letters instead, which the paper prints on Saturdays, as it did for most of the last century.",
]


def test_an_article_about_comment_policies_stays() -> None:
    assert text(*ABOUT) == []
    assert html(*ABOUT) == []
    assert text(*ABOUT[:3]) == []


def test_an_article_about_comment_policies_loses_its_own_footer() -> None:
    assert text(*ABOUT, *LINES["en"][:3]) == [5, 6, 7]


@pytest.mark.parametrize("language", sorted(LINES))
def test_a_policy_alone_stays_whole(language: str) -> None:
    assert text(*LINES[language]) == []
    assert html(*LINES[language]) == []


@pytest.mark.parametrize(
    "ending",
    [
        "The mediators will meet both sides on Thursday.",
        "Ines Vandal contributed to this report.",
        "“You must share what you have,” the old pilot told us.",
        "She reads every comment.",
    ],
)
def test_an_articles_own_last_line_stays(ending: str) -> None:
    assert text(*STORY, ending) == []
    assert html(*STORY, ending) == []


def test_a_line_that_may_speak_goes_only_below_a_surer_one() -> None:
    rule = Policies(min_score=99, min_speech=99, min_total=5)
    line = "Comments which break our house rules are taken down by the moderators."
    assert str(rule.evidence(line)).startswith("may speak of ")
    assert list(rule(Page(tuple(map(Block, [*STORY, line]))))) == []
    page = Page(tuple(map(Block, [*STORY, "Leave a reply", line])))
    assert [removal.at for removal in rule(page)] == [3, 4]


def test_names_between_quotation_marks_quote_nobody() -> None:
    line = "Comments on “The Quay Post” are moderated before they are published on our site."
    assert text(*STORY, line) == [3]


def test_a_long_block_is_no_footer() -> None:
    assert text(*STORY, " ".join(LINES["en"])) == []
    assert Policies(max_chars=100_000).evidence(" ".join(LINES["en"])) is not None


@pytest.mark.parametrize("language", sorted(LINES))
def test_no_word_of_reports_stands_in_a_footer(language: str) -> None:
    one = read_language(language)
    for line in (*LINES[language], *WIDGETS[language]):
        assert not features(line, tokens(line, one.script), one, {})["reports"], line


def test_no_prose_no_policy() -> None:
    assert text("Comments", "Leave a reply") == []
    assert text() == []


@pytest.mark.parametrize("line", ["© 2024 The Quay Post. All rights reserved.", "© 1998 Quay Media"])
def test_dated_copyright_lines_go_anywhere(line: str) -> None:
    assert text(STORY[0], line, *STORY[1:]) == [1]


def test_a_photographers_copyright_amid_a_text_stays() -> None:
    assert text(STORY[0], "© Odile Brandt, used by permission", *STORY[1:]) == []


def test_credits_go_at_the_end() -> None:
    line = "Text and photos: Quay News Agency"
    assert text(*STORY, line) == [3]
    assert text(STORY[0], line, *STORY[1:]) == []


def test_a_lead_at_the_end_of_a_text_goes_only_beside_a_footers_line() -> None:
    line = "Read also: The pilots of Lower Quay"
    assert text(*STORY, line) == []
    assert text(*STORY, line, "Leave a reply") == text(*STORY, "Leave a reply", line) == [3, 4]


def test_a_lead_amid_a_page_goes_only_as_a_link() -> None:
    line = "Related: What the pilots of Lower Quay have asked for since the spring"
    blocks = [Block(each, Box("p"), len(each) if each == line else 0) for each in (STORY[0], line, *STORY[1:])]
    assert removed(Page(tuple(blocks))) == [1]
    assert html(STORY[0], line, *STORY[1:]) == []


def test_lines_that_alone_would_stay_go_together() -> None:
    lines = ["Longer contributions may be shortened by the editors.", "Rude contributions are not shown."]
    rule = Policies(min_total=7)
    alone = [list(rule(Page(tuple(map(Block, [*STORY, line]))))) for line in lines]
    assert not any(alone)
    both = rule(Page(tuple(map(Block, [*STORY, *lines]))))
    assert [removal.at for removal in both] == [3, 4]


def test_news_of_comments_above_a_footer_stays() -> None:
    news = "The newspaper closed its comments last year because nobody had time to read them, its editor said."
    assert text(*STORY, news, "Comments", LINES["en"][0], LINES["en"][3]) == [4, 5, 6]
    assert text(*STORY, news) == []


def test_an_unknown_line_between_two_of_a_footer_goes_with_them() -> None:
    assert text(*STORY, LINES["en"][0], "The Quay Post", LINES["en"][3]) == [3, 4, 5]


def test_a_list_of_short_lines_is_no_article() -> None:
    menu = "Harbour\nFerries\nFreight\nMuseum\nTickets\nTimetables\nLost and found\nGroups and schools"
    page = (
        "Subscribe to the newsletter of the Lower Quay Agency and promote your business.",
        "Call us",
        "By submitting you agree to terms.",
    )
    assert text(menu, *page) == []
    assert text(STORY[0], STORY[1], *page) != []


def test_two_short_words_between_paragraphs_may_be_the_articles() -> None:
    assert text(STORY[0], "Up next", STORY[1], STORY[2]) == []
    assert html(STORY[0], "Up next", STORY[1], STORY[2]) == [1]
    assert text(STORY[0], "Related stories", STORY[1], STORY[2]) == [1]


@pytest.mark.parametrize(
    "line",
    [
        "Sign up for our newsletter for harbour news, tide tables, and events",
        "Subscribe to the Halden Courier Newsletter!",
    ],
)
def test_a_line_that_begins_as_a_known_one_goes_at_the_end(line: str) -> None:
    assert removed(parse_text("\n\n".join([*STORY, line]))) == [len(STORY)]


@pytest.mark.parametrize(
    "line",
    [
        "They did not respond to a request for comment.",
        "Norhaven declined to comment.",
        "The harbour board did not reply to an email seeking comment.",
    ],
)
def test_who_did_not_comment_is_the_articles_last_line(line: str) -> None:
    assert text(*STORY, line) == []


def test_an_unknown_line_below_a_footers_sentences_goes_with_them() -> None:
    known = ["To write a comment, please sign in with your account.", "Comments are read by our moderators first."]
    unknown = "It takes a minute until six figures reach you; please type them in and go on from there."
    assert text(*STORY, *known, unknown) == [len(STORY), len(STORY) + 1, len(STORY) + 2]


def test_below_a_single_sentence_of_a_footer_the_article_goes_on() -> None:
    line = "We may earn a commission if you buy something through links in this article."
    assert text(*STORY[:-1], line, STORY[-1]) == [len(STORY) - 1]


@pytest.mark.parametrize(
    "line",
    [
        "© 2025 Lower Quay Post Ltd. All rights reserved. Nothing may be passed on or altered without our consent.",
        "Copyright 2025 The Quay Press. All Rights Reserved.",
        "Copyright © 2025 The Quay Post, Inc.",
        "Copyright 2025 © Gazzetta del Molo S.p.A. Tutti i diritti sono riservati | Per la pubblicità: Molo Media",
        "Alle Rechte vorbehalten - Hafenbote 2025",
        "© Hafenbote AG",
    ],
)
def test_notices_of_rights_go_whoever_the_owner_is(line: str) -> None:
    assert text(*STORY, line) == [3]


@pytest.mark.parametrize(
    "line",
    [
        "The key points were generated by artificial intelligence and checked by a journalist.",
        "Die Stichpunkte wurden mit künstlicher Intelligenz erstellt und von einer Redakteurin geprüft.",
        "Punktlistan är AI-genererad och kan innehålla felaktigheter.",
    ],
)
def test_notes_on_what_is_made_with_ai_go(line: str) -> None:
    assert text(*STORY, line) == [3]


def test_notes_on_affiliate_links_go_amid_an_article() -> None:
    note = "Mit * gekennzeichnete Links sind Affiliate-Links. Kaufen Sie darüber ein, bekommen wir eine Provision."
    assert html(*STORY[:2], note, STORY[2]) == text(*STORY[:2], note, STORY[2]) == [2]


@pytest.mark.parametrize("heading", ["पुलिस की कार्रवाई जारी", "परिवार की माँग", "পরিবারের অভিযোগ", "মন্ত্রীর বক্তব্য"])
def test_headings_are_not_cut_at_vowel_signs(heading: str) -> None:
    assert html(*STORY[:2], heading, STORY[2]) == []
    assert text(*STORY, heading) == []


def test_a_lone_known_line_goes_though_a_colon_ends_it() -> None:
    assert text(*STORY, "Follow us on:") == [3]


@pytest.mark.parametrize("subject", ["Quaynet", "The company", "A spokesman for Quaynet"])
def test_a_request_for_comment_is_the_articles(subject: str) -> None:
    assert text(*STORY, f"{subject} did not respond to a request for comment on this story.") == []


def test_an_unknown_line_below_a_footers_goes_if_its_n_grams_allow() -> None:
    known = "Bitte melden Sie sich an, um einen Kommentar zu schreiben."
    code = "Wir schicken dafür vier Ziffern auf Ihr Telefon, die Sie hier eingeben und dann bestätigen."
    assert text(*STORY, known, code) == [3, 4]
    assert text(*STORY, known, STORY[0].replace("Tuesday", "Friday")) == [3]


def test_a_rights_notice_in_preformatted_text_is_read_as_its_plain_text_is() -> None:
    story = "       Ferries run all year round, and the office sells tickets\n       on board to all who have none. "
    notice = "       Copyright 1998–2000, 2002, 2005–2026 Harbour Foundation,\n       Inc."
    text = clean(f"<article><pre>{story}</pre><pre>{notice}</pre><pre>{story}It is free.</pre></article>").text
    assert clean(text, kind="text").text == text


@pytest.mark.parametrize("edges", [("\u3000", ""), ("\u3000", "\u200c"), ("\u200e", "\u3000"), ("", "\xa0")])
@pytest.mark.parametrize("line", ["All comments are moderated before they are published.", "Share this article"])
def test_what_is_not_seen_at_the_ends_of_a_line_does_not_matter(line: str, edges: tuple[str, str]) -> None:
    before, after = edges
    assert html(*STORY[:2], f"{before}{line}{after}", STORY[2]) == html(*STORY[:2], line, STORY[2]) == [2]
    assert html(*STORY, f"{before}{line}{after}") == [3]


FERRY = {
    "en": [
        "The next vote of the harbour board on the pilots' pay is due in May.",
        *("Advertisement", "Share this article", "Read more: Pilots of the north go back to work"),
        *("© 2025 Quay Post. All rights reserved.", "Sign up for our newsletter"),
    ],
    "de": [
        "Die Reederei will den neuen Fahrplan in der ersten Oktoberwoche veröffentlichen, noch vor den Ferien.",
        *("Anzeige", "Auf Facebook teilen", "Lesen Sie auch: Lotsen im Norden fahren wieder"),
        *("© 2025 Hafenbote. Alle Rechte vorbehalten.", "Newsletter abonnieren"),
    ],
    "fr": [
        "Le conseil votera au printemps sur le prix des nouveaux moteurs du bac.",
        *("Publicité", "Partager sur Facebook", "Lire aussi : Les pilotes du nord reprennent la mer"),
        *("© 2025 Le Quai. Tous droits réservés.", "Inscrivez-vous à notre newsletter"),
    ],
    "zh": [
        "港务局将在五月表决新的工资方案。",
        *("广告", "分享到微信", "相关阅读：北方领航员复工"),
        *("© 2025 码头报 版权所有", "订阅我们的新闻"),
    ],
}


@pytest.mark.parametrize("language", FERRY)
@pytest.mark.parametrize("read", [text, html])
def test_the_last_sentence_of_an_article_stays_between_short_lines_of_a_footer(
    language: str, read: Callable[..., list[int]]
) -> None:
    last, *above, rights, newsletter = FERRY[language]
    for line in above:
        for below in ([rights], [newsletter], [newsletter, rights]):
            assert 4 not in read(*STORY, line, last, *below)


def test_a_sentence_below_a_footers_sentence_goes_with_it() -> None:
    comments = "All comments on our website are moderated by our team before they are published."
    unknown = "The pilots of the house read them between two tides."
    assert text(*STORY, comments, unknown, "Terms of use", "© 2025 Quay Post") == [3, 4, 5, 6]
