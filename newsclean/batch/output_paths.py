"""The outputs of a run, which must not be among its inputs."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from newsclean.errors import OutputError
from newsclean.readers.streams import NAMELESS, STDIN

DRAFT = re.compile(r"\.\d+-[0-9a-f]{8}\.draft$")
"""Matches the names of drafts, which `outputs.draft_of` makes."""

PARTIAL, NOTES = ".partial", ".partial.notes"
"""The suffixes of an unfinished file of rows and of its journal."""

REPORT_FOLDER = ".pages"
"""The suffix of the folder of reports, after the name of their index."""

Identity = tuple[int, int]
"""A file's device and inode numbers."""


@dataclass(frozen=True, slots=True)
class OutputPaths:
    """The outputs of a run: their real paths, and the identities of the outputs that exist.

    They are skipped in the folders that a run reads.
    """

    paths: frozenset[str] = frozenset()
    there: frozenset[Identity] = frozenset()

    @staticmethod
    def of(paths: Iterable[str], descriptors: Iterable[int] = ()) -> OutputPaths:
        """Return the outputs at some paths and those of open descriptors, such as standard output and error."""
        names = [*paths]
        found = {identity for name in names if (identity := identity_of(name)) is not None}
        found.update(identity for each in descriptors if (identity := identity_of(each)) is not None)
        return OutputPaths(frozenset(map(os.path.realpath, names)), frozenset(found))

    def holds(self, folder: str, name: str, path: str) -> bool:
        """Return whether an entry of a folder is an output. `folder` is the real path of the folder."""
        if self.paths and (DRAFT.match(name) or os.path.join(folder, name) in self.paths):  # noqa: PTH118
            return True
        return bool(self.there) and identity_of(path) in self.there

    def inside(self, folder: Path) -> frozenset[str]:
        """Return the real paths of the outputs in a folder and below it."""
        root = os.path.join(os.path.realpath(folder), "")  # noqa: PTH118
        return frozenset(path for path in self.paths if path.startswith(root))

    def check_inputs(self, paths: Iterable[str]) -> None:
        """Check some inputs. Raises `OutputError` if one of these files, or standard input, is an output."""
        for path in paths:
            standard = path == STDIN
            named = not standard and os.path.realpath(path) in self.paths
            if named or (self.there and identity_of(0 if standard else path) in self.there):
                shown = NAMELESS if standard else path
                raise OutputError(f"{shown}: is an input of this run and would be overwritten: name another output")


def identity_of(file: str | int) -> Identity | None:
    """Return the identity of a regular file; `None` if it is not one."""
    with suppress(OSError, ValueError):
        state = os.stat(file)  # noqa: PTH116
        if stat.S_ISREG(state.st_mode):
            return state.st_dev, state.st_ino
    return None


def options_file(output: Path) -> Path:
    """Return the path of the hidden file beside an output that records the options of its run."""
    whole = Path(os.path.abspath(output))  # noqa: PTH100
    return whole.parent / f".{whole.name}.run"
