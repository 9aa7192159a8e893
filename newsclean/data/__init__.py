"""What newsclean knows of words and wordings, as text files: lines under headings in brackets, `#` for remarks.

`body.npz` is the learned model of `rules.body`; `footers`, a file a script, is made of `policies` for `rules.policy`,
and so is `articles.txt`, of composed articles.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


def path_of(name: str) -> Path:
    """Where a file of this folder lies."""
    return FOLDER / name


def read_text(name: str) -> str:
    """What a file of this folder says."""
    with open(f"{FOLDER}/{name}", encoding="utf-8") as file:  # noqa: PTH123  Path.open takes twice as long
        return file.read()


@cache
def sections(path: str) -> dict[str, tuple[str, ...]]:
    """The lines of a file in this folder, by the heading that they stand under."""
    return cut(read_text(path))


def cut(text: str) -> dict[str, tuple[str, ...]]:
    """The lines of such a file's text, by the heading that they stand under."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("[") and line.endswith("]"):
            heading = line[1:-1]
            found.setdefault(heading, [])
        elif line and not line.startswith("#"):
            found.setdefault(heading, []).append(line)
    return {heading: tuple(lines) for heading, lines in found.items()}


def names(folder: str) -> list[str]:
    """The languages that have a file in a folder, in order."""
    files = os.listdir(f"{FOLDER}/{folder}")  # noqa: PTH208  Path.iterdir takes twice as long
    return sorted(name.removesuffix(".txt") for name in files if name.endswith(".txt"))


def languages(folder: str) -> Iterator[tuple[str, dict[str, tuple[str, ...]]]]:
    """Each language's file in a folder, in the order of their names."""
    for name in names(folder):
        yield name, sections(f"{folder}/{name}.txt")
