"""Read corpora of pages with their articles. The path of a corpus is always an argument.

    python -m tests.bench.corpora CORPUS...

This prints the number of pages of each corpus. A CORPUS is one of:

- a file `NAME.jsonl.gz`: each line is a JSON object with `id`, `html` (the bytes of the page, as Latin-1) and `text`
  (the article). It may have `url`, `lang`, `kind` and `summary` (a list of the paragraphs of the lead, which are not in
  `text`). A page without `text` has no known article and is skipped;
- a clone of Zyte's article-extraction-benchmark (https://github.com/scrapinghub/article-extraction-benchmark): a folder
  with `ground-truth.json` and `html/ID.html.gz`.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

SUFFIX = ".jsonl.gz"
TRUTH = "ground-truth.json"


class CorpusError(Exception):
    """A path that holds no corpus, or a corpus that cannot be read; the message names it."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A page and its article. Each of `golds` is a right answer."""

    id: str
    url: str | None
    html: bytes
    golds: tuple[str, ...]
    language: str | None = None
    kind: str | None = None


def load(path: Path, limit: int | None = None) -> Iterator[Sample]:
    """The corpus's pages in its own order, the first `limit` of them; read as they are asked for.

    Raises `CorpusError` at once for a path that is no corpus, and on the way for a page that cannot be read.
    """
    if path.is_file() and path.name.endswith(SUFFIX):
        return islice(_from_lines(path), limit)
    if (path / TRUTH).is_file():
        return islice(_from_benchmark(path), limit)
    what = f"neither a file NAME{SUFFIX} nor a folder with {TRUTH}" if path.exists() else "no such file or folder"
    raise CorpusError(f"{path}: {what}")


def name_of(path: Path) -> str:
    """What to call a corpus: its file's name without the suffix, or its folder's.

    >>> name_of(Path("a/news.jsonl.gz")), name_of(Path("a/benchmark"))
    ('news', 'benchmark')
    """
    return path.resolve().name.removesuffix(SUFFIX)


def _from_lines(path: Path) -> Iterator[Sample]:
    read = 0
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if "text" in row:
                    yield _from_row(row)
                read += 1
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise CorpusError(f"{path}, after line {read}: {type(error).__name__}: {error}") from error


def _from_row(row: dict[str, Any]) -> Sample:
    text, summary = row.get("text") or "", row.get("summary")
    golds = (text, "\n".join([*summary, text])) if summary else (text,)
    return Sample(
        str(row["id"]), row.get("url"), row["html"].encode("latin-1"), golds, row.get("lang"), row.get("kind")
    )


def _from_benchmark(folder: Path) -> Iterator[Sample]:
    try:
        truth: dict[str, dict[str, Any]] = json.loads((folder / TRUTH).read_text(encoding="utf-8"))
        for name, row in truth.items():
            html = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
            yield Sample(name, row.get("url"), html, (row["articleBody"] or "",))
    except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise CorpusError(f"{folder}: {type(error).__name__}: {error}") from error


def corpus_parser(description: str | None) -> argparse.ArgumentParser:
    """A command line that takes corpora and `--limit`."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = f"a file NAME{SUFFIX} or a folder with {TRUTH}"
    parser.add_argument("corpora", metavar="CORPUS", nargs="*", type=Path, help=what)
    parser.add_argument("--limit", metavar="N", type=count, help="take the first N pages of each corpus")
    return parser


def count(text: str) -> int:
    """A whole number from 1 on; argparse reports the `ValueError` for anything else."""
    if (number := int(text)) < 1:
        raise ValueError(text)
    return number


def main() -> None:
    """Say how many pages each corpus holds."""
    parser = corpus_parser(__doc__)
    args = parser.parse_args()
    if not args.corpora:
        parser.error("no CORPUS given")
    try:
        for path in args.corpora:
            sizes = [len(sample.html) for sample in load(path, args.limit)]
            print(f"{name_of(path)}: {len(sizes)} pages, {sum(sizes) / 1e6:.1f} MB")
    except CorpusError as error:
        parser.error(str(error))


if __name__ == "__main__":
    main()
