"""newsclean/names.py: what an element is for, by its tag and names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.names import AWAY, BODY, CAPTION, COMMENTS, FURNITURE, families, purpose_of
from newsclean.page import Box


def purpose(names: str) -> int:
    return purpose_of(Box("div", {"class": names}))


@pytest.mark.parametrize("tag", ["nav", "footer", "aside", "form", "menu", "dialog", "address"])
def test_tags_of_furniture(tag: str) -> None:
    assert purpose_of(Box(tag)) == FURNITURE


@pytest.mark.parametrize("tag", ["div", "p", "article", "main", "section", "header", "h2", "ul"])
def test_tags_that_tell_nothing(tag: str) -> None:
    assert purpose_of(Box(tag)) == 0


def test_the_tag_of_captions() -> None:
    assert purpose_of(Box("figcaption")) == CAPTION


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ("site-nav", FURNITURE),
        ("Breadcrumbs", FURNITURE),
        ("article__related", FURNITURE),
        ("xx-newsletterbox", FURNITURE),
        ("social_share", FURNITURE),
        ("comments", COMMENTS),
        ("post-comments-list", COMMENTS),
        ("wp-caption-text", CAPTION),
        ("photo-credit", CAPTION),
        ("article-body", BODY),
        ("story__content", BODY),
        ("articleBody", BODY),
        ("entry-content post", BODY),
        ("article-body share", BODY | FURNITURE),
        ("", 0),
        ("story", 0),
        ("body", 0),
        ("content", 0),
        ("xyz col-md-8", 0),
        ("navy", 0),
        ("shared-desk", 0),
        ("commentary", 0),
    ],
)
def test_names(names: str, told: int) -> None:
    assert purpose(names) == told


@pytest.mark.parametrize("attribute", ["class", "id", "role", "itemprop"])
def test_attributes_that_name(attribute: str) -> None:
    assert purpose_of(Box("div", {attribute: "breadcrumb"})) == FURNITURE


@pytest.mark.parametrize("attribute", ["style", "data-name", "href", "title"])
def test_attributes_that_do_not(attribute: str) -> None:
    assert purpose_of(Box("div", {attribute: "breadcrumb"})) == 0


def test_all_attributes_add_up() -> None:
    attributes = {"class": "article-body", "id": "comments", "role": "navigation", "itemprop": None}
    assert purpose_of(Box("figcaption", attributes)) == BODY | COMMENTS | FURNITURE | CAPTION


@pytest.mark.parametrize("names", ["has-nav", "no-comments", "with-sidebar-menu", "hide-share", "js-related"])
def test_a_modifier_says_what_is_about_it_not_what_it_is(names: str) -> None:
    assert purpose(names) == 0


def test_a_modifier_holds_for_its_own_name_alone() -> None:
    assert purpose("has-nav breadcrumb") == FURNITURE


@pytest.mark.parametrize("names", ["md:nav", "[&_nav]:hidden", "hover:share"])
def test_instructions_to_a_style_sheet_tell_nothing(names: str) -> None:
    assert purpose(names) == 0
    assert purpose(f"{names} comments") == COMMENTS


@pytest.mark.parametrize("names", ["category-deductions-and-credits", "tag-navigation", "tag-social-media"])
def test_what_a_story_is_filed_under_tells_nothing(names: str) -> None:
    assert purpose(names) != 0
    for story in ("hentry", "post-12 type-post", "status-publish"):
        assert purpose(f"{story} {names}") == 0
        assert purpose(f"{names} {story} comments") == COMMENTS


def test_body_words_count_only_side_by_side_in_one_name() -> None:
    assert purpose("article body") == 0
    assert purpose("body-article") == 0


def test_the_answer_is_kept_in_the_box() -> None:
    box = Box("div", {"class": "comments"})
    assert (box.purpose, purpose_of(box), box.purpose) == (None, COMMENTS, COMMENTS)


def test_very_long_names_are_looked_at_in_part() -> None:
    assert purpose("x " * 5000 + "comments") == 0


@given(st.text())
def test_any_name_tells_some_of_the_four(names: str) -> None:
    assert 0 <= purpose(names) <= AWAY | CAPTION | BODY
    assert purpose(names.upper()) == purpose(names.upper().lower())


WORDS = st.sampled_from(
    "article body content text main nav related promo- autopromo-box has-nav menu md:nav é-nav x[nav] y".split()
)


@given(st.lists(st.lists(WORDS, max_size=3).map("-".join), max_size=4).map(" ".join))
def test_a_quick_look_at_many_names_never_misses_what_one_of_them_tells(names: str) -> None:
    told = 0
    for name in names.lower().split():
        told |= families().purpose(name)
    assert purpose(names) == told
