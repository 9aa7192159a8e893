"""Data files. Text files have lines under headings in brackets; `#` begins a comment.

`body.npz` and `gate.npz` are the model of `rules.body`. `lines.npz`, `dumps.npz` and `grams.npz` are the model of
`rules.lines`. `footers`, with a file for each script, is generated from `policies` for `rules.policy`. For the same
rule, `articles.txt` is generated from composed articles, and `speech.bin` has the learned n-grams.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = os.path.dirname(__file__)  # noqa: PTH120  loading pathlib takes as long as cleaning a small page


def path_of(name: str) -> Path:
    """Return the path of a data file."""
    from pathlib import Path

    return Path(FOLDER, name)


def read_binary(name: str) -> bytes:
    """Return the bytes of a data file, unchanged."""
    with open(f"{FOLDER}/{name}", "rb") as file:  # noqa: PTH123
        return file.read()


def read_bytes(name: str) -> bytes:
    """Return the UTF-8 bytes of a text file. Each line ends with a line feed."""
    return read_binary(name).replace(b"\r\n", b"\n")


def read_text(name: str) -> str:
    """Return the text of a data file."""
    return read_bytes(name).decode()


@cache
def sections(path: str) -> dict[str, tuple[str, ...]]:
    """Return the lines of a data file by their heading."""
    return cut(read_text(path))


@cache
def agencies() -> frozenset[str]:
    """Return the case-folded names of news agencies that are unambiguous in any case."""
    return frozenset(name.casefold() for name in sections("agencies.txt")["name"])


@cache
def short_agencies() -> frozenset[str]:
    """Return the names of news agencies that are unambiguous only in their own case."""
    return frozenset(sections("agencies.txt")["short"])


def cut(text: str) -> dict[str, tuple[str, ...]]:
    """Return the lines of a text by their heading."""
    found: dict[str, list[str]] = {}
    lines: list[str] = found.setdefault("", [])
    for line in map(str.strip, text.split("\n")):
        if line[:1] == "[" and line[-1] == "]":
            lines = found.setdefault(line[1:-1], [])
        elif line and line[0] != "#":
            lines.append(line)
    return {heading: tuple(lines) for heading, lines in found.items() if heading or lines}


def names(folder: str) -> list[str]:
    """Return the languages with a file in a folder, sorted."""
    files = os.listdir(f"{FOLDER}/{folder}")  # noqa: PTH208
    return sorted(name.removesuffix(".txt") for name in files if name.endswith(".txt"))


def languages(folder: str) -> Iterator[tuple[str, dict[str, tuple[str, ...]]]]:
    """Yield each language with a file in a folder, and the sections of that file, sorted by language."""
    for name in names(folder):
        yield name, sections(f"{folder}/{name}.txt")
