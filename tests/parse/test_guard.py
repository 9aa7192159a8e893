"""newsclean/parse/guard.py: which sources are looked at tag by tag."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsclean.limits import DEFAULT_LIMITS
from newsclean.parse import guard
from newsclean.parse.guard import LARGE, counts, has_long_tag, has_many_attributes, is_suspect

STORY = "".join(f"<p class=c{at}>The ferries stayed in the <b>harbour</b> on day {at}.</p>\n" for at in range(300))


def attributes(count: int) -> str:
    return " ".join(f"a{at}=x" for at in range(count))


def test_a_usual_page_is_not_suspect() -> None:
    script = f"<script>for(i=0;i<n;i++) {{ {'go(1); ' * 5000} }}</script>"
    assert not is_suspect(f"<html>{script}{STORY}".encode(), DEFAULT_LIMITS)
    assert not is_suspect(b"", DEFAULT_LIMITS)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 13_000,
        "".join(f"<b c={at}><p>" for at in range(1500)),
        f"{STORY}<a {attributes(4000)}>x",
        f"{STORY}<a {attributes(4000)}",
    ],
    ids=["tags", "formatting", "attributes", "an unclosed tag"],
)
def test_a_page_that_may_be_slow_is_suspect(html: str) -> None:
    assert is_suspect(html.encode(), DEFAULT_LIMITS)


def test_a_page_over_its_bytes_is_suspect() -> None:
    assert is_suspect(STORY.encode(), DEFAULT_LIMITS._replace(max_bytes=1000))


@pytest.mark.parametrize(
    ("tag", "count"),
    [
        ("<a>", 0),
        ("<a b>", 1),
        ("<a b c=d e = f>", 3),
        ("<a b='1 2>' c=\"3 4>\">", 2),
        ("<a =b c>", 2),
        ("<a/b/c>", 2),
        ("<a b=>", 1),
        ("<a b='1'c=2>", 2),
        ("<a\tb\nc\fd\re>", 4),
        ("<a b=c/d>", 1),
    ],
)
def test_attributes_are_counted_as_a_parser_does(tag: str, count: int) -> None:
    html = f"{tag}text</a>".encode()
    assert not has_many_attributes(html, 0, count)
    assert count == 0 or has_many_attributes(html, 0, count - 1)


def test_what_stands_in_a_script_is_no_tag() -> None:
    code = "a<b c " * 4000
    assert not has_long_tag(f"<script>{code}</script>".encode(), DEFAULT_LIMITS)
    assert has_long_tag(f"<div {attributes(4000)}>".encode(), DEFAULT_LIMITS)
    assert has_long_tag(f"<script>1</script><div {attributes(4000)}>".encode(), DEFAULT_LIMITS)


@given(
    st.lists(
        st.sampled_from("<b <font <FONT <i/ <em\t <tt <nobr <p <span <sub < <b> </b> text".split(" ")), max_size=40
    )
)
def test_no_formatting_element_is_overlooked(parts: list[str]) -> None:
    html = (" ".join(parts) + " " * LARGE + "<p>" * 2500).encode()
    tags, formatting = counts(html)
    assert tags == html.count(b"<")
    assert formatting >= len(guard._FORMATTING.findall(html))


def test_a_large_page_is_counted_as_a_small_one() -> None:
    small = b"<p>" * 100
    assert counts(small) == counts(small + b" " * LARGE) == (100, 25)
