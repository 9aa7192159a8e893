"""What the commands print: texts to standard output or a file, messages to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import click

EXPLAINED_WORDS = 60
"""Characters of a removed block that --explain shows."""


def say(message: str) -> None:
    """Print a line to standard error."""
    click.echo(f"newsclean: {printable(message)}", err=True)


def write_all(texts: Iterator[bytes], output: str | None) -> None:
    """Write texts to standard output as they come, or to a file that is put in its place when the last is in it."""
    if output is None:
        write_each(texts, sys.stdout.buffer)
        return
    path = Path(output)
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            write_each(texts, file)
        return
    draft = path.with_name(f".{path.name[:200]}.{os.getpid()}.draft")
    try:
        with draft.open("xb") as file:
            written = write_each(texts, file)
        if written:
            if path.exists():
                draft.chmod(path.stat().st_mode & 0o777)
            draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def write_each(texts: Iterator[bytes], file: BinaryIO) -> int:
    """Write texts, a blank line between two that are no JSON; say how many there were."""
    last = b""
    written = 0
    for text in texts:
        if last and not last.startswith(b"{"):
            file.write(b"\n" if last.endswith(b"\n") else b"\n\n")
        file.write(text)
        file.flush()
        last = text
        written += 1
    return written


def shorten(text: str) -> str:
    """The first words of a text."""
    words = " ".join(text[: 4 * EXPLAINED_WORDS].split())
    return words if len(words) <= EXPLAINED_WORDS else words[:EXPLAINED_WORDS].rsplit(" ", 1)[0] + " …"


def printable(text: str) -> str:
    """The text without what a terminal would obey."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
