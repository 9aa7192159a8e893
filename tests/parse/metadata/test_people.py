"""newsclean/parse/metadata/people.py: clean names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.parse.metadata.people import authors_of, is_agency, may_be_person, names_in, reversed_name


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Ada Byron", ["Ada Byron"]),
        ("By Ada Byron", ["Ada Byron"]),
        ("BY: Ada Byron", ["Ada Byron"]),
        ("Written by Ada Byron", ["Ada Byron"]),
        ("Von Quay-online-Redakteurin Ada Byron", ["Ada Byron"]),
        ("Text von Ada Byron und Mary Shelley", ["Ada Byron", "Mary Shelley"]),
        ("Par Ada Byron et Mary Shelley", ["Ada Byron", "Mary Shelley"]),
        ("Ada Byron, Mary Shelley and Jane Reed", ["Ada Byron", "Mary Shelley", "Jane Reed"]),
        ("Ada Byron, Mary Shelley, and Jane Reed", ["Ada Byron", "Mary Shelley", "Jane Reed"]),
        ("Ada Byron/Mary Shelley", ["Ada Byron", "Mary Shelley"]),
        ("Ada Byron | Quay Post", ["Ada Byron", "Quay Post"]),
        ("Ada Byron, MD, Ph.D.", ["Ada Byron"]),
        ("Ada Byron MD", ["Ada Byron"]),
        ("Ada Byron, Staff Writer", ["Ada Byron"]),
        ("Ada Byron Senior Political Correspondent", ["Ada Byron"]),
        ("Chief Reporter Ada Byron", ["Ada Byron"]),
        ("Ada Byron (@ada)", ["Ada Byron"]),
        ("Ada (Mary) Byron", ["Ada Byron"]),
        ("Ada Byron ada@quay.example", ["Ada Byron"]),
        ("Ada Byron https://quay.example/ada", ["Ada Byron"]),
        ("View all posts by Ada Byron", ["Ada Byron"]),
        ("Photo: Ada Byron", ["Ada Byron"]),
        ("Nelson C.J.", ["Nelson C.J."]),
        ("Ramón y Cajal", ["Ramón y Cajal"]),
        ("Dan Byron", ["Dan Byron"]),
        ("记者 王小明", ["王小明"]),
        ("作者：王小明、李雷", ["王小明", "李雷"]),
        ("بقلم: آدا بايرون", ["آدا بايرون"]),
        ("&quot;Ada&quot; Byron", ['Ada" Byron']),
        ("admin", []),
        ("Staff Reporter", []),
        ("ada.byron", []),
        ("{{author.name}}", []),
        ("By", []),
        ("Written by", []),
        ("12345", []),
        ("https://www.facebook.com/ada", []),
        ("The pilots went back to the harbour board for money once again", []),
    ],
)
def test_names(value: str, names: list[str]) -> None:
    assert list(names_in(value)) == names


def test_the_site_is_no_author() -> None:
    assert authors_of(["Quay Post", "Ada Byron"], "Quay Post") == ("Ada Byron",)
    assert authors_of(["Quay Post"], "Quay Post") == ()
    assert authors_of(["Quaypost"], "", "quaypost") == ()
    assert authors_of(["Quay Post Staff"], "Quay Post") == ("Quay Post Staff",)


def test_who_has_a_site_of_his_own_is_its_author() -> None:
    assert authors_of(["Ada Byron"], "Ada Byron") == ("Ada Byron",)
    assert authors_of(["Ada Byron"], "Notes by Ada Byron", "adabyron") == ("Ada Byron",)
    assert not may_be_person("The Byron")


def test_an_agency_is_an_author_if_nobody_else_is() -> None:
    assert authors_of(["Reuters", "Ada Byron"]) == ("Ada Byron",)
    assert authors_of(["Reuters"]) == ("Reuters",)
    assert is_agency("AFP")
    assert not is_agency("Ada Byron")


def test_each_person_once_in_order() -> None:
    assert authors_of(["Mary Shelley", "Ada Byron", "MARY SHELLEY"]) == ("Mary Shelley", "Ada Byron")


def test_reversed_names() -> None:
    assert reversed_name("Byron, Ada") == "Ada Byron"
    assert reversed_name("Byron, Ada, Mary") == "Byron, Ada, Mary"


@given(st.text(max_size=80) | st.text("By von,.;@()/ ADab", max_size=60))
def test_no_value_raises_and_no_name_is_blank(value: str) -> None:
    for name in authors_of([value], value[:5], value[:3]):
        assert name == name.strip() != ""
        assert list(names_in(name)) != [""]


@pytest.mark.parametrize("piece", ["by ", "(", "@a ", "a, ", "and ", "http://", "x@", ". "])
def test_a_long_value_takes_no_longer_than_its_beginning(piece: str) -> None:
    assert len(list(names_in(piece * 100_000))) < 500
