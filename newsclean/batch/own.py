"""What a run writes itself, which must be none of its inputs."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from newsclean.errors import OutputError
from newsclean.readers.streams import NAMELESS, STDIN

DRAFT = ".draft"
PARTIAL, NOTES = ".partial", ".partial.notes"
"""What follows the name of a file of rows while it grows, and that of its notes."""
PAGES = ".pages"
"""What follows the name of an index of reports in that of their folder."""
Identity = tuple[int, int]
"""A file's device and number."""


@dataclass(frozen=True, slots=True)
class Own:
    """The outputs of a run: their real paths, and those that are there, by their identities.

    A folder that is walked never includes them.
    """

    paths: frozenset[str] = frozenset()
    there: frozenset[Identity] = frozenset()

    @staticmethod
    def of(paths: Iterable[str], descriptors: Iterable[int] = ()) -> Own:
        """The outputs at some paths, and those that are open already: standard output and error, if they are files."""
        names = [*paths]
        found = {identity for name in names if (identity := identity_of(name)) is not None}
        found.update(identity for each in descriptors if (identity := identity_of(each)) is not None)
        return Own(frozenset(map(os.path.realpath, names)), frozenset(found))

    def holds(self, folder: str, name: str, path: str) -> bool:
        """Whether an entry of a folder (its real path) is an output."""
        if self.paths and (name.endswith(DRAFT) or os.path.join(folder, name) in self.paths):  # noqa: PTH118
            return True
        return bool(self.there) and identity_of(path) in self.there

    def spare(self, paths: Iterable[str]) -> None:
        """Raises `OutputError` if one of some files that the user names as inputs, or standard input, is an output."""
        for path in paths:
            standard = path == STDIN
            named = not standard and os.path.realpath(path) in self.paths
            if named or (self.there and identity_of(0 if standard else path) in self.there):
                shown = NAMELESS if standard else path
                raise OutputError(f"{shown}: is an input of this run and would be written over: name another output")


def identity_of(file: str | int) -> Identity | None:
    """A regular file's identity."""
    with suppress(OSError, ValueError):
        state = os.stat(file)  # noqa: PTH116
        if stat.S_ISREG(state.st_mode):
            return state.st_dev, state.st_ino
    return None


def made_of(output: Path) -> Path:
    """Where it is noted with what options an output was made: in a file beside it, whose name begins with a dot."""
    whole = Path(os.path.abspath(output))  # noqa: PTH100
    return whole.with_name(f".{whole.name}.run")
