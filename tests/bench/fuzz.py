"""Search for bytes that make clean() raise, hang or break a promise, by coverage-guided fuzzing.

    python -m tests.bench.fuzz --minutes N [--finds FOLDER]

It runs for N minutes on Linux with `pip install '.[fuzz]'` (atheris, which is libFuzzer for Python). Without atheris,
it changes seeds at random without guidance. An input has at most 1 MB and 2 seconds. Finds are written to FOLDER
(default: `tests/hostile/finds`). Each file in the default folder is a test from then on.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp
from time import monotonic

from tests.hostile.inputs import CASES, PAGE

FINDS = Path(__file__).resolve().parent.parent / "hostile" / "finds"
MAX_BYTES = 1_000_000
MAX_SEED = 4000
"""Bytes. Long seeds make each try slow."""

SECONDS = 2
MAX_FINDS = 50
"""Of one kind that are written."""

ARRAYS = ["newsclean.bands", "newsclean.parse.guard"] + [
    f"newsclean.rules.body.{each}" for each in ("choice", "features", "model")
]
"""Modules that compare arrays: atheris 3.0 never frees the result of that, so they are not instrumented."""

MARKUP = (
    b"<p>",
    b"</p>",
    b"<table><tr><td>",
    b"<!--",
    b"<b class=a>",
    b"<script>",
    b"<svg><title>",
    b"<template>",
    b"<pre>",
    b"&#0;",
    b"\xff\xfe",
    b"\0",
    b"<meta charset=utf-16>",
    b"<li hidden>",
    b"<br>" * 9,
    b"\n\n",
    b"<h1>",
    b"</div>",
    b"<a href=x>",
)


def seeds() -> Iterator[bytes]:
    """The heads of the hostile inputs, pages and texts in several encodings."""
    for text in (PAGE, "Europe\n\nPhoto: Li Wen\n\nAll comments are moderated before they are published.\n"):
        yield from (text.encode(codec) for codec in ("utf-8", "utf-16", "utf-16-le", "cp1252", "shift_jis"))
    for case in CASES:
        if case.megabytes and not case.name.startswith(("03", "13", "14", "22", "34", "35", "36")):
            source = case.make()
            data = source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass")
            yield data[:MAX_SEED]


def guided(minutes: float, finds: Path) -> None:
    """Fuzz with atheris; it ends the process."""
    import atheris

    with atheris.instrument_imports(include=["newsclean"], exclude=ARRAYS, enable_loader_override=False):
        import_module("newsclean.parse.html")
        import_module("newsclean.rules.body.model")
        check = import_module("tests.hostile.laws").check
    import_module("datasketch")  # takes most of a second, which would count as the first input's that needs it
    folder = Path(mkdtemp())
    for number, data in enumerate(seeds()):
        (folder / f"seed-{number}").write_bytes(data)
    words = folder.parent / f"{folder.name}.dict"
    words.write_text("".join(f'"{quoted(each)}"\n' for each in MARKUP), "ascii")
    options = [
        f"-max_total_time={round(60 * minutes)}",
        f"-max_len={MAX_BYTES}",
        f"-timeout={SECONDS}",
        "-rss_limit_mb=2048",
        f"-artifact_prefix={finds}/",
        f"-dict={words}",
        str(folder),
    ]

    def target(data: bytes) -> None:
        try:
            check(data)
        except Exception as error:
            keep(data, error, finds)

    atheris.Setup([sys.argv[0], *options], target)
    atheris.Fuzz()


def keep(data: bytes, error: Exception, finds: Path) -> None:
    """Write an input that broke a law to the folder; the search goes on."""
    kind = type(error).__name__
    if len([*finds.glob(f"{kind}-*")]) < MAX_FINDS:
        path = finds / f"{kind}-{sha256(data).hexdigest()[:16]}"
        path.write_bytes(data)
        print(f"{path}: {error}", flush=True)


def quoted(data: bytes) -> str:
    """Bytes as a dictionary of libFuzzer wants them."""
    return "".join(f"\\x{byte:02x}" for byte in data)


def unguided(minutes: float, finds: Path) -> None:
    """Change seeds at random."""
    check = import_module("tests.hostile.laws").check
    draw = random.Random()
    known = list(seeds())
    end = monotonic() + 60 * minutes
    tries = 0
    while monotonic() < end:
        data = mutated(draw.choice(known), draw)
        tries += 1
        start = monotonic()
        try:
            check(data)
        except Exception as error:
            keep(data, error, finds)
        if (took := monotonic() - start) > SECONDS:
            keep(data, TimeoutError(f"{took:.1f} seconds"), finds)
    print(f"{tries} tries")


def mutated(data: bytes, draw: random.Random) -> bytes:
    """Some bytes of it taken out, doubled, moved, changed or put in."""
    for _ in range(draw.randint(1, 12)):
        at, size = draw.randrange(len(data) + 1), int(draw.paretovariate(0.6))
        part = data[at : at + size]
        new = draw.choice((b"", part * draw.randint(2, 50), draw.randbytes(min(size, 9)), draw.choice(MARKUP)))
        data = (data[:at] + new + data[at + draw.choice((0, len(part))) :])[:MAX_BYTES]
    return data


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, required=True)
    parser.add_argument("--finds", type=Path, default=FINDS)
    args = parser.parse_args()
    args.finds.mkdir(parents=True, exist_ok=True)
    if find_spec("atheris") is None:
        print("atheris is not installed (pip install '.[fuzz]'): changing seeds at random")
        unguided(args.minutes, args.finds)
    else:
        guided(args.minutes, args.finds)


if __name__ == "__main__":
    main()
