"""Messages on standard error, and safe use of the standard streams."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import click

from newsclean.errors import OutputError


def say(message: str) -> None:
    """Print a line to standard error. A failure to write it is ignored."""
    with suppress(OSError, ValueError):
        click.echo(f"newsclean: {printable(message)}", err=True)


def printable(text: str) -> str:
    """Replace characters that a terminal obeys."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


def printing() -> BinaryIO:
    """Return standard output for bytes. Raises `OutputError` if it is closed."""
    if sys.stdout is None:
        raise OutputError("standard output is closed: use -o FILE")
    return sys.stdout.buffer


def open_all() -> None:
    """Open the closed descriptors of standard streams.

    Otherwise a file that is opened later gets one of these descriptors. Python's standard output stays closed, so that
    printing fails and no article is lost. Messages may be lost.
    """
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR if descriptor else os.O_WRONLY)  # so reading closed standard input fails
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115


class LossyStderr:
    """Standard error for a progress bar. Failures to write are ignored."""

    def write(self, text: str) -> None:
        """Write a text if possible."""
        with suppress(OSError, ValueError):
            sys.stderr.write(text)

    def flush(self) -> None:
        """Flush the stream if possible."""
        with suppress(OSError, ValueError):
            sys.stderr.flush()

    def fileno(self) -> int:
        """Return the descriptor, which gives the terminal's width."""
        return sys.stderr.fileno()


def close_all() -> OSError | None:
    """Flush the standard streams, and return the error of standard output, if any.

    A stream that cannot be written is redirected to the null device, so that the interpreter does not try again.
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
