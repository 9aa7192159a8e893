"""A folder of results that mirrors its inputs: where each belongs, and what is done already."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from newsclean.batch.inputs import Inputs
from newsclean.batch.outputs import sweep
from newsclean.batch.own import Identity, identity_of, made_of
from newsclean.errors import InputError, MissingExtraError, OutputError
from newsclean.page import Unread
from newsclean.readers import ONE_PAGE, PARQUET
from newsclean.readers.files import is_page
from newsclean.readers.streams import is_stream, suffix, suffixes

SUFFIXES = {"text": ".txt", "markdown": ".md", "json": ".json"}
"""Of the files that hold one page, by the writer's name."""
ROWS = (".jsonl", ".ndjson")
STREAM = "is a stream, of which a folder cannot hold a file: -o FILE names one"


class Tree:
    """The places in a folder: each input's lies below the folder that all inputs have in common.

    The first input that belongs in a place has it: two are never written to one file. Of places that are taken only a
    number each is kept, so that a million cost little.
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
        """See that no input is written over, and note what the results are made with.

        Raises `OutputError` if one would be, or if `resume` is to go on with what was made with other options, or of
        inputs below another folder.
        """
        self.check()
        self.root.mkdir(parents=True, exist_ok=True)
        mark = made_of(self.root)
        found, made = read(mark), digest(f"{about} {self.top}")
        if resume and found and found != made:
            raise OutputError(
                f"{self.root}: its results were made with other options, of inputs elsewhere, or by another version:"
                " give the same, name another folder, or leave out --resume"
            )
        with suppress(PermissionError):  # then nothing is known of the results, and all are made anew
            if not (resume and found):
                mark.write_text(made, "utf-8")
            self.since = mark.stat().st_mtime_ns

    def check(self) -> None:
        """Look at all places, before anything is written, for inputs and for places that two inputs share."""
        there: set[Identity] = set()
        seen: set[int] = set()
        for _, path in self.all():
            number = hash(str(path))
            (self.shared if number in seen else seen).add(number)
            if (identity := identity_of(str(path))) is not None:
                there.add(identity)
        for name, _ in self.all() if there else ():
            if identity_of(name) in there:
                other = next(each for each, path in self.all() if path.exists() and path.samefile(name))
                raise OutputError(f"{name}: would be written over by what comes of {other}; -o names another folder")

    def all(self) -> Iterator[tuple[str, Path]]:
        """Each file among the inputs, with its place."""
        inputs = self.inputs.silent()
        for name in inputs.files(self.paths):
            if isinstance(name, str) and os.path.isfile(name):  # noqa: PTH113
                with suppress(InputError, MissingExtraError, OSError):
                    yield name, self.root / self.inner(name, inputs.reader(name))

    def place(self, name: str, reader: str) -> Path:
        """Where an input's result belongs. Raises `OutputError` if it has no place."""
        if is_stream(name):
            raise OutputError(STREAM)
        path = self.root / self.inner(name, reader)
        number = hash(str(path))
        if number in self.shared:
            winner = self.winners.setdefault(number, name)
            if winner != name:
                raise OutputError(f"its place {path} is taken by {winner}")
        elif number in self.taken:
            raise OutputError(f"its place {path} is taken by an input before it")
        self.taken.add(number)
        return path

    def inner(self, name: str, reader: str) -> str:
        """Where an input's result belongs in the folder."""
        inner = os.path.relpath(os.path.abspath(name), self.top)  # noqa: PTH100
        folder, last = os.path.split(inner)
        return os.path.join(folder, self.named(last, reader))  # noqa: PTH118

    def named(self, name: str, reader: str) -> str:
        """What a result is called: a page's by the writer's suffix, that of a file of many pages by what it holds."""
        content, packed = suffixes(name)
        bare = name[: len(name) - len(packed)]
        if reader == ONE_PAGE:
            return (bare.removesuffix(suffix(bare)) if is_page(content) else bare) + self.suffix
        if reader == PARQUET:
            return name if content == ".parquet" else f"{name}.parquet"
        return (bare if content in ROWS else bare.removesuffix(suffix(bare)) + ROWS[0]) + packed

    def is_done(self, path: Path, name: str) -> bool:
        """Whether a result is there that was written by this run or one like it, after its input was last changed.

        Also sweeps the result's folder, the first time.
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
    """When a file was last changed, or put in its place, in nanoseconds; of a link, also when the link was made."""
    state = os.stat(path)  # noqa: PTH116
    return max(state.st_mtime_ns, state.st_ctime_ns, os.lstat(path).st_ctime_ns)


def digest(about: str) -> str:
    """What a run is asked for, as a number."""
    return hashlib.sha256(about.encode("utf-8", "replace")).hexdigest()


def read(mark: Path) -> str:
    """What is noted in a file; empty if there is none."""
    with suppress(OSError):
        return mark.read_text("utf-8", "replace")
    return ""


def common_folder(paths: Sequence[str]) -> str:
    """The deepest folder that holds all inputs. A folder holds itself."""
    folders = []
    for path in paths:
        if not is_stream(path):
            whole = os.path.abspath(path)  # noqa: PTH100
            folders.append(whole if os.path.isdir(whole) else os.path.dirname(whole))  # noqa: PTH112, PTH120
    try:
        return os.path.commonpath(folders) if folders else os.curdir
    except ValueError:
        raise OutputError("the inputs have no folder in common: clean those of each drive by themselves") from None


def unplaced(name: str, error: OutputError) -> Unread:
    """What is said of an input that has no place."""
    return Unread(name, str(error), "not written")
