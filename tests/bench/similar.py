"""Measure the cost of finding near-duplicates among many texts.

    python -m tests.bench.similar [--texts N] [--jobs J] [--min-similarity S]

The command composes texts of about 430 words and writes them as JSON Lines. The frequencies of words are as uneven as
in a natural language. Three in ten texts are copies of one of the 5,000 texts before them. In a copy, up to a tenth of
the words are replaced, and it is cut to nine or seven tenths or left whole.

For an eighth, a quarter, a half and all of the texts, a new process streams the file through `newsclean.sketches`. The
command prints the processor time and the peak memory beyond those of an empty process, the number of pairs found, and
the share of copies that are in a pair with their original. With `--jobs`, it also runs `newsclean similar --drop
--no-clean -j J` over the whole file and prints the processor time of its process tree.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from newsclean.similar import MIN_SIMILARITY
from newsclean.sketches import Sketches, sketch
from tests.bench.tree import spent

WORDS, VOCABULARY = 430, 60_000
COPIED, NEAR = 0.3, 5000
"""The share of copies, and how far back their originals are."""

SYLLABLES = [f"{start}{vowel}" for start in "b d f g k l m n p r s t v".split() for vowel in "aeiou"]


def word(rank: int) -> str:
    """The word of a rank; frequent ones are short.

    >>> word(0), word(70), word(5000)
    ('ba', 'beda', 'befeva')
    """
    found = ""
    while True:
        found = SYLLABLES[rank % len(SYLLABLES)] + found
        rank = rank // len(SYLLABLES)
        if not rank:
            return found


def drawn(draw: random.Random) -> str:
    """A word: the frequency of a word is as the inverse of its rank (Zipf)."""
    return word(int(VOCABULARY ** draw.random()) - 1)


def copied(draw: random.Random, text: str) -> str:
    """A near copy of a text."""
    words = text.split()
    for _ in range(draw.randint(0, len(words) // 10)):
        words[draw.randrange(len(words))] = drawn(draw)
    return " ".join(words[: int(len(words) * draw.choice((1, 1, 0.9, 0.7)))])


def stream(count: int, seed: int = 1) -> Iterator[tuple[str, int]]:
    """Texts, and of each the place of its original; -1 if it is one."""
    draw = random.Random(seed)
    before: list[str] = []
    for at in range(count):
        text, original = "", -1
        if before and draw.random() < COPIED:
            back = draw.randint(1, min(NEAR, len(before)))
            text, original = copied(draw, before[-back]), at - back
        else:
            text = " ".join(drawn(draw) for _ in range(WORDS))
        before.append(text)
        if len(before) > 2 * NEAR:
            del before[:NEAR]
        yield text, original


def composed(count: int, seed: int = 1) -> list[str]:
    """As many texts."""
    return [text for text, _ in stream(count, seed)]


def written(path: Path, count: int) -> list[int]:
    """Texts as rows of a file; the places of their originals."""
    originals = []
    with path.open("w", encoding="utf-8") as file:
        for text, original in stream(count):
            file.write(json.dumps({"text": text}) + "\n")
            originals.append(original)
    return originals


def measure(path: Path, count: int, least: float) -> None:
    """In a process of its own: find the pairs of the first texts of a file; print what it took, and the pairs."""
    empty = sketch("Rain."), peak()
    begin = time.process_time()
    sketches = Sketches()
    with path.open(encoding="utf-8") as lines:
        for line in islice(lines, count):
            sketches.add(sketch(json.loads(line)["text"]))
    sketched = time.process_time()
    pairs = sketches.pairs(least)
    spent = time.process_time()
    found = [sketched - begin, spent - sketched, peak() - empty[1], [pair[:2] for pair in pairs]]
    print(json.dumps(found))


def peak() -> int:
    """The most memory that this process has taken, in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def print_line(path: Path, count: int, least: float, originals: list[int]) -> None:
    """What the first texts of a file take, by a fresh process."""
    command = [sys.executable, "-m", "tests.bench.similar", "--measure", str(path), str(count), str(least)]
    done = subprocess.run(command, check=True, capture_output=True)
    sketching, pairing, memory, pairs = json.loads(done.stdout)
    made = {(original, at) for at, original in enumerate(originals[:count]) if original >= 0}
    found = made & {(one, other) for one, other in pairs}
    each = 1000 / count
    print(
        f"{count:10,}{sketching * each:14.2f}{pairing * each:12.2f}{(sketching + pairing) * each:9.2f}"
        f"{memory / 1000:10.0f}{memory / count:12.2f}{len(pairs):10,}{len(found) / max(len(made), 1):10.3f}",
        flush=True,
    )


def print_command(path: Path, count: int, jobs: int) -> None:
    """What the command line takes for a whole file."""
    output = path.with_name("unique.jsonl")
    args = ["similar", "--drop", "--no-clean", "-j", str(jobs), "-o", str(output), str(path)]
    done = spent([sys.executable, "-m", "newsclean", *args])
    print(
        f"newsclean {' '.join(args[:5])}: {1000 * done.cpu / count:.2f} ms CPU a text,"
        f" {count / done.wall:.0f} texts a second; {done.error.strip()}"
    )


def main() -> None:
    """Print the curve, and the line of the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=10_000, metavar="N")
    parser.add_argument("--jobs", type=int, default=0, metavar="J")
    parser.add_argument("--min-similarity", type=float, default=MIN_SIMILARITY, metavar="S")
    parser.add_argument("--measure", nargs=3, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.measure:
        path, count, least = args.measure
        measure(Path(path), int(count), float(least))
        return
    heads = f"{'texts':>10}{'ms sketching':>14}{'ms pairing':>12}{'ms all':>9}{'peak MB':>10}{'kB a text':>12}"
    print(f"{heads}{'pairs':>10}{'recall':>10}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "texts.jsonl")
        originals = written(path, args.texts)
        for part in (8, 4, 2, 1):
            print_line(path, args.texts // part, args.min_similarity, originals)
        if args.jobs:
            print_command(path, args.texts, args.jobs)


if __name__ == "__main__":
    main()
