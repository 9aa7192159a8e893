"""newsclean/parse/metadata/wording.py: how bylines and datelines are worded."""

from __future__ import annotations

import pytest

from newsclean.parse.metadata.wording import after_by, is_plain_name, is_prose, label_of, looks_like_name


@pytest.mark.parametrize(
    ("before", "behind", "label"),
    [
        ("Published: ", "", "published"),
        ("First published on ", "", "published"),
        ("Veröffentlicht am ", "", "published"),
        ("Publié le ", "", "published"),
        ("Опубликовано: ", "", "published"),
        ("发布时间：", "", "published"),
        ("Last updated ", "", "updated"),
        ("Zuletzt aktualisiert: ", "", "updated"),
        ("最終更新日 ", "", "updated"),
        ("Updated by Ada Byron on ", "", "updated"),
        ("", " (updated)", "updated"),
        ("Harbour, ", "", ""),
        ("", "", ""),
        ("unpublished ", "", ""),
    ],
)
def test_labels(before: str, behind: str, label: str) -> None:
    assert label_of(before, behind) == label


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("By Ada Byron", "Ada Byron"),
        ("BY: Ada Byron", "Ada Byron"),
        ("| von Ada Byron", "Ada Byron"),
        ("作者：王小明", "王小明"),
        ("Bytes are cheap", ""),
        ("Vonnegut writes", ""),
        ("Ada Byron", ""),
    ],
)
def test_what_stands_behind_by(text: str, rest: str) -> None:
    assert after_by(text) == rest


def test_names() -> None:
    assert looks_like_name("Ada Byron")
    assert looks_like_name("Marna van der Merwe")
    assert looks_like_name("王小明")
    assert not looks_like_name("Ada")
    assert not looks_like_name("Sunday Byron")
    assert not looks_like_name("the pilots return")
    assert is_plain_name("Ludwig van Beethoven")
    assert not is_plain_name("Quay Post")
    assert not is_plain_name("March Madness")
    assert not is_plain_name("Read More")
    assert not is_plain_name("ADA BYRON")


def test_prose() -> None:
    assert is_prose("The pilots went back to the harbour on Monday. " * 4 + "So it was.")
    assert not is_prose("By Ada Byron.")
