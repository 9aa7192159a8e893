"""The errors of newsclean. Each message names the cause and a remedy."""

from __future__ import annotations


class NewscleanError(Exception):
    """The base class of all errors that newsclean raises."""


class EncodingError(NewscleanError, ValueError):
    """The caller's encoding label is not a web encoding label."""


class RuleError(NewscleanError, ValueError):
    """A rule removed a block that the page does not have."""


class InputError(NewscleanError):
    """An input could not be read."""


class TooLargeError(InputError):
    """An input is larger than the caller's limit."""


class OutputError(NewscleanError):
    """An output cannot be written, or would overwrite an input or another output."""


class NoResultError(OutputError):
    """An output was not written, because no input gave a result."""


class SiteIndexError(NewscleanError):
    """A site index cannot be used: it is missing, damaged, of another program, or of a newer format."""


class WorkerError(NewscleanError):
    """Worker processes could not be started."""


class MissingExtraError(NewscleanError, ImportError):
    """A required package is not installed; an extra of newsclean installs it."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs a package that is not installed: pip install 'newsclean[{extra}]'")


class TooDeepError(NewscleanError):
    """The elements of a page are nested too deep. `parse` handles it and reads the page in a simpler form."""
