"""Score titles, dates and authors of newsclean, trafilatura and newspaper4k on the same pages in one run.

    python -m tests.bench.metadata CORPUS... [--limit N] [--half 0|1] [--wrong] [--tools newsclean]

A CORPUS is a file as described in `tests.bench.corpora`, whose rows have `title`, `date` or `authors`. A row is not
scored for a field that it does not have. Titles and dates are right, wrong or missing, as shares of the pages that have
one. Authors have the precision, recall and F1 of all names. `spurious` counts the pages that have no date or no author
according to the corpus, and for which the tool names one.

The strict comparison requires the gold answer itself: the title except for white space, the day of the date, each name.
The fair comparison accepts what a reader would accept:

- a title in other case or punctuation, or with a few words more or less (`MIN_TITLE_F1`);
- a date one day off, as in another time zone, or only the month;
- a name in other case, without degrees, with or without a middle name.
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import md5
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from tests.bench.corpora import CorpusError, corpus_parser, name_of
from tests.bench.peers import HEAD_BYTES

MIN_TITLE_F1 = 0.8
"""Of the words of two titles that a reader would take for one."""

DEGREES = frozenset("md phd ms rd msc mba dr prof fand rn do mph jd esq cpa cfp ldn rdn by".split())
_LANG = re.compile(rb"<html\b[^>]{0,4000}?\slang\s{0,9}=\s{0,9}[\"']?\s{0,9}([a-z]{2,3})\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[;,|/&]|\band\b|\bund\b|\by\b|\bet\b)\s*")
_WORD = re.compile(r"\w+")


class Facts(NamedTuple):
    """What is known or said of a page. `None` is not known; a gold that is empty says that there is none."""

    title: str | None = None
    date: str | None = None
    authors: tuple[str, ...] | None = None


class Sample(NamedTuple):
    """A page and its gold."""

    id: str
    url: str | None
    html: bytes
    language: str
    gold: Facts


Read = Callable[[bytes, "str | None"], Facts]


def load(path: Path, half: int | None = None) -> Iterator[Sample]:
    """The pages of a corpus that have a title, a date or authors; of the sites of one half alone, if one is named.

    Raises `CorpusError` for what is no such file.
    """
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                if half is None or half_of(row.get("url") or str(row["id"])) == half:
                    yield sample_of(row)
    except (OSError, EOFError, ValueError, KeyError) as error:
        raise CorpusError(f"{path}: {type(error).__name__}: {error}") from error


def sample_of(row: dict[str, Any]) -> Sample:
    """A row's page and its gold."""
    html = row["html"].encode("latin-1")
    stated = _LANG.search(html[:HEAD_BYTES])
    language = row.get("lang") or row.get("language") or (stated[1].decode().lower() if stated else "?")
    day, authors = row.get("date"), row.get("authors")
    day = day if isinstance(day, str) else "" if "date" in row and day is None else None
    names = tuple(" ".join(name.split()) for name in authors) if isinstance(authors, list) else None
    return Sample(str(row["id"]), row.get("url"), html, language, Facts(row.get("title") or None, day, names))


def half_of(url: str) -> int:
    """Which half a page's site is of, so that rules that were made on one may be judged on the other."""
    site = ".".join((urlsplit(url).hostname or url).split(".")[-2:])
    return md5(site.encode()).digest()[-1] % 2


# What a reader would accept


def words(text: str) -> list[str]:
    """The words of a text, without case and accents.

    >>> words("L’Été, 2x")
    ['l', 'ete', '2x']
    """
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return _WORD.findall(bare.casefold())


def same_title(said: str, gold: str) -> bool:
    """Whether a reader would take two titles for one.

    >>> same_title("‘Pilots’ return", "pilots return"), same_title("Pilots return", "Quay Courier")
    (True, False)
    """
    one, other = words(said), words(gold)
    if "".join(one) == "".join(other):
        return True
    both = (Counter(one) & Counter(other)).total()
    return 2 * both >= MIN_TITLE_F1 * (len(one) + len(other)) and both > 0


def same_date(said: str, gold: str) -> bool:
    """Whether a reader would take two dates for one.

    >>> same_date("2021-03-14", "2021-03-15"), same_date("2021-03", "2021-03-15"), same_date("2021-04-14", "2021-03-14")
    (True, True, False)
    """
    try:
        return abs((date.fromisoformat(said[:10]) - date.fromisoformat(gold[:10])).days) <= 1
    except ValueError:
        return len(said) == 7 and gold.startswith(said)


def names_of(said: Iterable[str]) -> list[frozenset[str]]:
    """Single names, each as its words, without degrees."""
    parts = [frozenset(words(part)) - DEGREES for each in said for part in _BETWEEN.split(each)]
    return list(dict.fromkeys(part for part in parts if part))


def same_name(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two names are one person's: the same, or one has a part more and both have two."""
    return one == other or (min(len(one), len(other)) > 1 and (one <= other or other <= one))


# Tallies


@dataclass(slots=True)
class Tally:
    """What a tool has scored; each count is to the letter and fair."""

    found: dict[str, list[Counter[str]]] = field(
        default_factory=lambda: {"title": [Counter(), Counter()], "date": [Counter(), Counter()]}
    )
    names: list[list[int]] = field(default_factory=lambda: [[0, 0, 0], [0, 0, 0]])
    """Names that are right, those said, those of the gold."""
    spurious: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    failures: int = 0

    def add(self, sample: Sample, said: Facts) -> None:
        """Score what a tool says of a page."""
        gold = sample.gold
        if gold.title:
            self.verdict(sample, "title", said.title, gold.title, lambda one, other: " ".join(one.split()) == other)
        if gold.date:
            self.verdict(sample, "date", said.date, gold.date, lambda one, other: one[:10] == other[:10])
        elif gold.date == "" and said.date:
            self.spurious["date"] += 1
        if gold.authors:
            self.people(sample, said.authors or (), gold.authors)
        elif gold.authors == () and said.authors:
            self.spurious["authors"] += 1

    def verdict(
        self, sample: Sample, fact: str, said: str | None, gold: str, is_same: Callable[[str, str], bool]
    ) -> None:
        """Count a title or a date as right, wrong or missing."""
        gold = " ".join(gold.split())
        fair = same_title if fact == "title" else same_date
        letter = "missing" if not said else "right" if is_same(said, gold) else "wrong"
        kind = letter if not said or letter == "right" else "right" if fair(said, gold) else "wrong"
        for counter, what in zip(self.found[fact], (letter, kind), strict=True):
            counter[what] += 1
        if kind != "right":
            self.wrong.append(f"{fact:8}{kind:8}{sample.id[:24]:26}{said!r} for {gold!r}  {sample.url}")

    def people(self, sample: Sample, said: Sequence[str], gold: Sequence[str]) -> None:
        """Count names."""
        both = len({*said} & {*gold})
        found, known = names_of(said), names_of(gold)
        fair = sum(any(same_name(one, other) for other in known) for one in found)
        known_found = sum(any(same_name(one, other) for one in found) for other in known)
        for counts, more in zip(
            self.names,
            ((both, len(said), len(gold)), (min(fair, known_found), len(found), len(known))),
            strict=True,
        ):
            for at, number in enumerate(more):
                counts[at] += number
        if fair < len(found) or known_found < len(known):
            self.wrong.append(f"authors {'':8}{sample.id[:24]:26}{list(said)} for {list(gold)}  {sample.url}")

    def line(self, way: int) -> str:
        """The figures to the letter (0) or fair (1): right, wrong and missing; P, R and F1 of authors."""
        cells = []
        for counters in self.found.values():
            counts = counters[way]
            whole = max(1, counts.total())
            cells += [f"{counts[each] / whole:8.3f}" for each in ("right", "wrong", "missing")]
        right, said, gold = self.names[way]
        precision, recall = right / max(1, said), right / max(1, gold)
        f1 = 2 * right / max(1, said + gold)
        return "".join([*cells, f"{precision:8.3f}{recall:8.3f}{f1:8.3f}"])


# The tools


def _newsclean() -> Read:
    from newsclean import clean

    def read(html: bytes, url: str | None) -> Facts:
        page = clean(html, url)
        return Facts(page.title, page.date, page.authors)

    return read


def _trafilatura() -> Read:
    extract = import_module("trafilatura").extract_metadata

    def read(html: bytes, url: str | None) -> Facts:
        found = extract(html, default_url=url)
        if found is None:
            return Facts()
        return Facts(found.title, found.date, tuple(filter(None, (found.author or "").split("; "))))

    return read


def _newspaper4k() -> Read:
    newspaper = import_module("newspaper")
    from newsclean.parse.encoding import decode

    def read(html: bytes, url: str | None) -> Facts:
        article = newspaper.Article(url or "https://page.example/", fetch_images=False)
        article.download(input_html=decode(html, None, declared=True)[0])
        article.parse()
        moment = article.publish_date
        day = moment.isoformat() if hasattr(moment, "isoformat") else (str(moment) if moment else None)
        return Facts(article.title or None, day, tuple(article.authors))

    return read


TOOLS: dict[str, Callable[[], Read]] = {
    "newsclean": _newsclean,
    "trafilatura": _trafilatura,
    "newspaper4k": _newspaper4k,
}


def score(samples: Iterable[Sample], tools: dict[str, Read]) -> dict[str, dict[str, Tally]]:
    """The tallies of each tool, by the language of the pages; under "all" those of all pages."""
    found: dict[str, dict[str, Tally]] = {"all": {name: Tally() for name in tools}}
    for sample in samples:
        for name, read in tools.items():
            said, failed = Facts(), 0
            try:
                said = read(sample.html, sample.url)
            except Exception:  # whatever a peer may raise, the table must be printed
                failed = 1
            for group in ("all", sample.language):
                tally = found.setdefault(group, {each: Tally() for each in tools})[name]
                tally.failures += failed
                tally.add(sample, said)
    return found


def print_table(title: str, tallies: dict[str, Tally]) -> None:
    """Two lines a tool: to the letter, and fair."""
    heads = [f"{fact[0]}. {what}" for fact in ("title", "date") for what in ("right", "wrong", "none")]
    print(f"\n{title}\n{'':22}" + "".join(f"{head:>8}" for head in [*heads, "a. P", "a. R", "a. F1"]))
    for name, tally in tallies.items():
        print(f"{name:13}{'letter':9}{tally.line(0)}")
        spurious = ", ".join(f"{number} {fact}" for fact, number in sorted(tally.spurious.items()))
        print(f"{'':13}{'fair':9}{tally.line(1)}" + (f"   spurious: {spurious}" if spurious else ""))
        if tally.failures:
            print(f"{name} raised on {tally.failures} pages", file=sys.stderr)


def sum_up(parts: Sequence[dict[str, Tally]]) -> dict[str, Tally]:
    """The tallies of several corpora as one."""
    found: dict[str, Tally] = {}
    for part in parts:
        for name, tally in part.items():
            whole = found.setdefault(name, Tally())
            for fact, counters in tally.found.items():
                for one, more in zip(whole.found[fact], counters, strict=True):
                    one.update(more)
            for counts, numbers in zip(whole.names, tally.names, strict=True):
                counts[:] = [one + more for one, more in zip(counts, numbers, strict=True)]
            whole.spurious.update(tally.spurious)
    return found


def main() -> None:
    """The command line."""
    parser = corpus_parser(__doc__)
    parser.add_argument("--half", type=int, choices=(0, 1), help="take only the pages of half of the sites")
    parser.add_argument("--wrong", action="store_true", help="print the wrong and missing answers of the first tool")
    parser.add_argument("--tools", default=",".join(TOOLS), help="of " + ", ".join(TOOLS))
    args = parser.parse_args()
    if not args.corpora:
        parser.error("no CORPUS given")
    logging.disable()
    try:
        tools = {name: TOOLS[name]() for name in args.tools.split(",")}
        wholes, languages = run(args, tools)
    except (CorpusError, KeyError) as error:
        parser.error(str(error))
    except ImportError as error:
        parser.error(f"{error}: pip install 'newsclean[bench]' newspaper4k")
    for language in sorted(languages, key=lambda each: (-len(languages[each]), each)):
        print_table(f"language {language}", sum_up(languages[language]))
    print_table("all", sum_up(wholes))


def run(
    args: argparse.Namespace, tools: dict[str, Read]
) -> tuple[list[dict[str, Tally]], dict[str, list[dict[str, Tally]]]]:
    """Score each corpus and print its table; the tallies of each, and those of each language."""
    wholes: list[dict[str, Tally]] = []
    languages: dict[str, list[dict[str, Tally]]] = {}
    for path in args.corpora:
        samples = list(load(path, args.half))[: args.limit]
        groups = score(samples, tools)
        print_table(f"{name_of(path)}: {len(samples)} pages", groups["all"])
        if args.wrong:
            print(*next(iter(groups["all"].values())).wrong, sep="\n")
        for group, tallies in groups.items():
            if group == "all":
                wholes.append(tallies)
            else:
                languages.setdefault(group, []).append(tallies)
    return wholes, languages


if __name__ == "__main__":
    main()
