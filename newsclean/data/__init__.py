"""What newsclean knows of words and wordings, as text files: lines under headings in brackets, `#` for remarks.

`body.npz` and `gate.npz` are the learned model of `rules.body`, `lines.npz`, `dumps.npz` and `grams.npz` that of
`rules.lines`; `footers`, a file a script, is made of `policies` for `rules.policy`,
and so is `articles.txt`, of composed articles; `speech.bin` holds its learned n-grams.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = os.path.dirname(__file__)  # noqa: PTH120  pathlib takes as long to load as a small page to clean


def path_of(name: str) -> Path:
    """Where a file of this folder lies."""
    from pathlib import Path

    return Path(FOLDER, name)


def read_binary(name: str) -> bytes:
    """What a file of this folder holds, to the byte."""
    with open(f"{FOLDER}/{name}", "rb") as file:  # noqa: PTH123
        return file.read()


def read_bytes(name: str) -> bytes:
    """What a file of this folder says, in UTF-8, each line ended by a line feed."""
    return read_binary(name).replace(b"\r\n", b"\n")


def read_text(name: str) -> str:
    """What a file of this folder says."""
    return read_bytes(name).decode()


@cache
def sections(path: str) -> dict[str, tuple[str, ...]]:
    """The lines of a file in this folder, by the heading that they stand under."""
    return cut(read_text(path))


@cache
def agencies() -> frozenset[str]:
    """The names of news agencies that tell one in any case, case-folded."""
    return frozenset(name.casefold() for name in sections("agencies.txt")["name"])


@cache
def short_agencies() -> frozenset[str]:
    """Those that mean other things too, as they are written."""
    return frozenset(sections("agencies.txt")["short"])


def cut(text: str) -> dict[str, tuple[str, ...]]:
    """The lines of such a file's text, by the heading that they stand under."""
    found: dict[str, list[str]] = {}
    lines: list[str] = found.setdefault("", [])
    for line in map(str.strip, text.split("\n")):
        if line[:1] == "[" and line[-1] == "]":
            lines = found.setdefault(line[1:-1], [])
        elif line and line[0] != "#":
            lines.append(line)
    return {heading: tuple(lines) for heading, lines in found.items() if heading or lines}


def names(folder: str) -> list[str]:
    """The languages that have a file in a folder, in order."""
    files = os.listdir(f"{FOLDER}/{folder}")  # noqa: PTH208
    return sorted(name.removesuffix(".txt") for name in files if name.endswith(".txt"))


def languages(folder: str) -> Iterator[tuple[str, dict[str, tuple[str, ...]]]]:
    """Each language's file in a folder, in the order of their names."""
    for name in names(folder):
        yield name, sections(f"{folder}/{name}.txt")
