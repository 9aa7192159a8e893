"""What the commands say, to standard error."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import click

from newsclean.errors import OutputError


def say(message: str) -> None:
    """Print a line to standard error. One that cannot be written is lost, and ends nothing."""
    with suppress(OSError, ValueError):
        click.echo(f"newsclean: {printable(message)}", err=True)


def printable(text: str) -> str:
    """The text without what a terminal would obey."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


def printing() -> BinaryIO:
    """Standard output, for bytes. Raises `OutputError` if it is closed."""
    if sys.stdout is None:
        raise OutputError("standard output is closed: -o FILE names another output")
    return sys.stdout.buffer


def open_all() -> None:
    """Open what of the three standard streams is closed, so that no file that is opened later takes its place.

    Standard output stays closed to Python: what was to be printed would be lost. What was to be said may be.
    """
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR if descriptor else os.O_WRONLY)  # reading what is closed is an error
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115


class Harmless:
    """Standard error for a progress bar: what cannot be written is lost, and ends nothing."""

    def write(self, text: str) -> None:
        """Write a text, if that is possible."""
        with suppress(OSError, ValueError):
            sys.stderr.write(text)

    def flush(self) -> None:
        """Write what waits, if that is possible."""
        with suppress(OSError, ValueError):
            sys.stderr.flush()

    def fileno(self) -> int:
        """The descriptor, by which the terminal's width is found."""
        return sys.stderr.fileno()


def close_all() -> OSError | None:
    """Write what waits in the standard streams; say what was wrong with standard output, if anything was.

    A stream that cannot be written is let go, so that the interpreter does not try once more.
    """
    wrong = None
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError as error:
            wrong = error if stream is sys.stdout else wrong
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return wrong
