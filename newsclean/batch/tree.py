"""Map inputs to results in a folder that mirrors them, and find out which results exist already."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from newsclean.batch.inputs import Inputs
from newsclean.batch.output_paths import Identity, identity_of, options_file
from newsclean.batch.outputs import sweep
from newsclean.errors import InputError, MissingExtraError, OutputError
from newsclean.page import Unread
from newsclean.readers import ONE_PAGE, PARQUET
from newsclean.readers.files import is_page
from newsclean.readers.streams import is_stream, suffix, suffixes

SUFFIXES = {"text": ".txt", "markdown": ".md", "json": ".json"}
"""The suffix of a result with one page, by the writer's name."""

ROWS = (".jsonl", ".ndjson")
STREAM = "is a stream, which has no file name for a folder of results: use -o FILE"


class Tree:
    """The places of results in a folder.

    A place mirrors the input's path below the common folder of all inputs. If two inputs have the same place, the first
    one gets it. Only a hash of each place is kept, so that a million inputs take little memory.
    """

    def __init__(self, root: Path, form: str, inputs: Inputs, paths: Sequence[str]) -> None:
        self.root, self.suffix, self.inputs, self.paths = root, SUFFIXES[form], inputs, paths
        self.top = common_folder(paths)
        self.taken: set[int] = set()
        self.shared: set[int] = set()
        self.winners: dict[int, str] = {}
        self.swept: set[Path] = set()
        self.since = sys.maxsize

    def begin(self, about: str, resume: bool) -> None:
        """Check that no input is overwritten, and record the options of the results.

        Raises `OutputError` if an input would be overwritten. With `resume`, it is also raised if the existing results
        were made with other options or from another folder.
        """
        self.check()
        self.root.mkdir(parents=True, exist_ok=True)
        mark = options_file(self.root)
        found, made = read(mark), digest(f"{about} {self.top}")
        if resume and found and found != made:
            raise OutputError(
                f"{self.root}: its results were made with other options, from another input folder, or by another"
                " version: repeat that run, name another folder, or omit --resume"
            )
        with suppress(PermissionError):  # then all results are made again
            if not (resume and found):
                mark.write_text(made, "utf-8")
            self.since = mark.stat().st_mtime_ns

    def check(self) -> None:
        """Find places that are inputs, and places that two inputs share, before anything is written."""
        there: set[Identity] = set()
        seen: set[int] = set()
        inside = self.inputs.own.inside(self.root)
        for name, path in self.all():
            if inside and os.path.realpath(path) in inside:
                raise OutputError(
                    f"{path}: would be the result of {name} and another output: name another folder with -o"
                )
            number = hash(str(path))
            (self.shared if number in seen else seen).add(number)
            if (identity := identity_of(str(path))) is not None:
                there.add(identity)
        for name, _ in self.all() if there else ():
            if identity_of(name) in there:
                other = next(each for each, path in self.all() if path.exists() and path.samefile(name))
                raise OutputError(f"{name}: would be overwritten by the result of {other}: name another folder with -o")

    def all(self) -> Iterator[tuple[str, Path]]:
        """Yield each input file and its place."""
        inputs = self.inputs.silent()
        for name in inputs.files(self.paths):
            if isinstance(name, str) and os.path.isfile(name):  # noqa: PTH113
                with suppress(InputError, MissingExtraError, OSError):
                    yield name, self.root / self.inner(name, inputs.reader(name))

    def place(self, name: str, reader: str) -> Path:
        """Return the place of an input's result. Raises `OutputError` if it has none."""
        if is_stream(name):
            raise OutputError(STREAM)
        path = self.root / self.inner(name, reader)
        number = hash(str(path))
        if number in self.shared:
            winner = self.winners.setdefault(number, name)
            if winner != name:
                raise OutputError(f"its place {path} is taken by {winner}")
        elif number in self.taken:
            raise OutputError(f"its place {path} is taken by an earlier input")
        self.taken.add(number)
        return path

    def inner(self, name: str, reader: str) -> str:
        """Return the path of an input's result within the folder."""
        inner = os.path.relpath(os.path.abspath(name), self.top)  # noqa: PTH100
        folder, last = os.path.split(inner)
        return os.path.join(folder, self.named(last, reader))  # noqa: PTH118

    def named(self, name: str, reader: str) -> str:
        """Return the name of a result.

        A page gets the writer's suffix, a file of many pages the suffix of its rows.
        """
        content, packed = suffixes(name)
        bare = name[: len(name) - len(packed)]
        if reader == ONE_PAGE:
            return (bare.removesuffix(suffix(bare)) if is_page(content) else bare) + self.suffix
        if reader == PARQUET:
            return name if content == ".parquet" else f"{name}.parquet"
        return (bare if content in ROWS else bare.removesuffix(suffix(bare)) + ROWS[0]) + packed

    def is_done(self, path: Path, name: str) -> bool:
        """Return whether a result exists from a run with these options, and is newer than its input.

        The first call for a folder also removes stale drafts in it.
        """
        if path.parent not in self.swept:
            self.swept.add(path.parent)
            sweep(path.parent)
        try:
            written = path.stat().st_mtime_ns
            return written >= self.since and written > changed(name)
        except OSError:
            return False


def changed(path: str | Path) -> int:
    """Return the time in nanoseconds when a file was last changed or moved, or its link was created."""
    state = os.stat(path)  # noqa: PTH116
    return max(state.st_mtime_ns, state.st_ctime_ns, os.lstat(path).st_ctime_ns)


def digest(about: str) -> str:
    """Return a digest of a run's description."""
    return hashlib.sha256(about.encode("utf-8", "replace")).hexdigest()


def read(mark: Path) -> str:
    """Return the content of a file; empty if it does not exist."""
    with suppress(OSError):
        return mark.read_text("utf-8", "replace")
    return ""


def common_folder(paths: Sequence[str]) -> str:
    """Return the deepest folder that contains all inputs. A folder contains itself."""
    folders = []
    for path in paths:
        if not is_stream(path):
            whole = os.path.abspath(path)  # noqa: PTH100
            folders.append(whole if os.path.isdir(whole) else os.path.dirname(whole))  # noqa: PTH112, PTH120
    try:
        return os.path.commonpath(folders) if folders else os.curdir
    except ValueError:
        raise OutputError(
            "the inputs have no common folder: clean the inputs of each drive in a separate run"
        ) from None


def unplaced(name: str, error: OutputError) -> Unread:
    """Return an `Unread` for an input that has no place."""
    return Unread(name, str(error), "not written")
