"""Each regular expression of the package, on text that is made to slow it down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from time import process_time

import pytest

from newsclean.errors import MissingExtraError
from newsclean.parse.flatten import _ends
from newsclean.parse.guard import attributes

PACKAGE = Path(__file__).resolve().parent.parent.parent / "newsclean"
CHARS = 10_000
"""Time in the square of it is a second and more, time in proportion to it a millisecond or two."""

SECONDS = 0.25
"""Of the processor's time. A pattern whose time is in proportion to the text takes a fifth of it at most."""

TRIES = 4
"""What else the machine does makes some of them slower, never all."""

UNITS = (
    *(
        " ",
        "\xa0",
        "\t",
        "\n",
        "\r",
        "\r\n",
        "a",
        "A ",
        "a. ",
        ".",
        "!",
        "…",
        "...",
        "[…]",
        "-",
        "_",
        "#",
        "`",
        "|",
        " | ",
    ),
    *(
        "1",
        "1.",
        "1/",
        "12:",
        "1234-12-12T",
        "é",
        "\u0301",
        "e\u0301",
        "中",
        "。",
        "(",
        "[",
        "'",
        '"',
        "”",
        "&",
        "&#",
        ";",
    ),
    *(
        "<",
        "<a ",
        "<a",
        "</",
        "</p",
        "</p ",
        "<!--",
        "<!",
        "<b ",
        "<meta ",
        "<script",
        "<style>",
        "=",
        "a=",
        "a='",
        ">",
        "--",
    ),
    *(
        "charset",
        "https://",
        "//",
        "]]>",
        "//<![CDATA[",
        "photo: ",
        "by ",
        "same as block ",
        " -",
        "·",
        "\ufeff",
        "\u200b",
        "\0",
    ),
)


def patterns() -> Iterator[tuple[str, re.Pattern[str] | re.Pattern[bytes]]]:
    """Those that stand in modules, and those that functions make."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
        if name.startswith(("newsclean.cli", "newsclean.__main__", "newsclean.readers.warc")):
            continue
        try:
            module = import_module(name)
        except MissingExtraError:  # of an engine; where all are, its tests run with them
            continue
        for variable, value in vars(module).items():
            if isinstance(value, re.Pattern):
                yield f"{name}.{variable}", value
    yield "attributes", attributes(256)
    yield "ends", _ends(b"title")


FOUND = {name: pattern for name, pattern in patterns() if name != "newsclean.rules.repeat.inside._SENTENCE"}
"""All but one, which is never given what stands behind the last end of a sentence: `tests.bench.growth` measures it."""


def longest(pattern: re.Pattern[str] | re.Pattern[bytes], text: str) -> float:
    start = process_time()
    if isinstance(pattern.pattern, bytes):
        data = text.encode()
        pattern.search(data)  # type: ignore[call-overload]
        pattern.sub(b"", data)  # type: ignore[call-overload]
    else:
        pattern.search(text)  # type: ignore[call-overload]
        pattern.sub("", text)  # type: ignore[call-overload]
        pattern.fullmatch(text)  # type: ignore[call-overload]
    return process_time() - start


@pytest.mark.parametrize("name", FOUND)
def test_it_takes_time_in_proportion_to_the_text(name: str) -> None:
    slow = []
    for unit in UNITS:
        text = unit * (CHARS // len(unit))
        for hostile in (text, f"{text}x", f"x{text}\n"):
            if all(longest(FOUND[name], hostile) > SECONDS for _ in range(TRIES)):
                slow.append(unit)
                break
    assert not slow
