"""What newsclean knows of words and wordings, as text files: lines under headings in brackets, `#` for remarks.

`body.npz` is the learned model of `rules.body`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


def path_of(name: str) -> Path:
    """Where a file of this folder lies."""
    return FOLDER / name


@cache
def sections(path: str) -> dict[str, tuple[str, ...]]:
    """The lines of a file in this folder, by the heading that they stand under."""
    return cut(path_of(path).read_text("utf-8"))


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


def languages(folder: str) -> Iterator[tuple[str, dict[str, tuple[str, ...]]]]:
    """Each language's file in a folder, in the order of their names."""
    for name, _ in texts(folder):
        yield name, sections(f"{folder}/{name}.txt")


def texts(folder: str) -> Iterator[tuple[str, str]]:
    """The same, as the files' texts: reading them costs a fraction of cutting them."""
    for path in sorted((FOLDER / folder).glob("*.txt")):
        yield path.stem, path.read_text("utf-8")
