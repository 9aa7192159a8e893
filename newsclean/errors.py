"""What can go wrong, each with a message that names the cause and what to do."""

from __future__ import annotations


class NewscleanError(Exception):
    """Base of every error that newsclean raises on purpose."""


class EncodingError(NewscleanError, ValueError):
    """The caller named a character encoding that the web does not know."""


class RuleError(NewscleanError, ValueError):
    """A rule marked a block that the page does not have."""


class InputError(NewscleanError):
    """An input could not be read."""


class TooLargeError(InputError):
    """An input is larger than the caller allows."""


class OutputError(NewscleanError):
    """An output cannot be written, or must not be: it would overwrite another."""


class SiteIndexError(NewscleanError):
    """A site index could not be opened, read or written: missing, damaged, another program's, or of a newer format."""


class WorkerError(NewscleanError):
    """Worker processes could not be started."""


class MissingExtraError(NewscleanError, ImportError):
    """A package is needed that an extra of newsclean brings."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs a package that is not installed: pip install 'newsclean[{extra}]'")


class TooDeepError(NewscleanError):
    """A page's elements stand too deep in one another to be read as they are; `parse` reads it in a simpler form."""
