"""What the commands say, to standard error."""

from __future__ import annotations

import click


def say(message: str) -> None:
    """Print a line to standard error."""
    click.echo(f"newsclean: {printable(message)}", err=True)


def printable(text: str) -> str:
    """The text without what a terminal would obey."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
