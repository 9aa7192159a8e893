"""Make `newsclean/data/footers` of `newsclean/data/policies`, and `articles.txt` beside it of `development`.

    python -m tests.bench.footers.compile

Run it after each change of a file in either; `tests/rules/policy/test_lexicon.py` fails until it is done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from newsclean.data import names, path_of
from newsclean.rules.policy.lexicon import FOLDER, MAX_START_CHARS, hash_of, tokens, wording
from newsclean.rules.policy.wordings import ARTICLES, Language, language
from tests.bench.footers import DEVELOPMENT, lines_of

MAX_KEY_CHARS = 4
"""By so many first letters, or all of fewer, words that say what footers are about are looked up."""

REMARK_ON_ARTICLES = "# Stems of composed articles, made by python -m tests.bench.footers.compile"
MAX_COMMON = 60
"""Words of a language by which it is told from others; most bind others together."""

REMARK = "# Made of policies/*.txt by python -m tests.bench.footers.compile"


def compiled() -> dict[str, str]:
    """What the files should say, a file a script."""
    scripts: dict[str, list[Language]] = {}
    for name in names("policies"):
        one = language(name)
        scripts.setdefault(one.script, []).append(one)
    return {
        script: "\n\n".join([REMARK, *(f"[{name}]\n{body}" for name, body in sections(scripts[script]))]) + "\n"
        for script in sorted(scripts)
    }


def articles() -> str:
    """What the file of the words of articles should say: for each language the stems of all composed articles.

    Those under `[news]` are the commonest of the corpora's articles.
    """
    parts = [REMARK_ON_ARTICLES]
    for name in names("policies"):
        lines = lines_of(name, DEVELOPMENT)
        stems = {stem for line in lines["article"] for stem in stems_of(name, line)}
        stems.update(*(line.split() for line in lines.get("news", ())))
        parts.append(f"[{name}]\n{' '.join(sorted(stems))}")
    return "\n\n".join(parts) + "\n"


def stems_of(name: str, text: str) -> list[str]:
    """The stems of a text in a language."""
    one = language(name)
    return one.stems(tokens(text, one.script))


def sections(languages: list[Language]) -> Iterator[tuple[str, str]]:
    """A script's sections by their names."""
    short = {name: wordings(languages, name) for name in ("notice", "widget", "lead")}
    agencies = sorted({word for one in languages for line in one.lines.get("agency", ()) for word in line.split()})
    short["agency"] = [wording(line) for line in agencies]
    lines = [[word[:MAX_START_CHARS] for word in line.split()] for found in short.values() for line in found]
    yield "languages", " ".join(one.name for one in languages)
    for name in ("notice", "widget", "lead"):
        yield name, "\n".join(short[name])
    yield "agency", " ".join(agencies)
    yield "firsts", " ".join(sorted({line[0] for line in lines}))
    yield "heads", "\n".join(sorted({line[:MAX_START_CHARS] for found in short.values() for line in found}))
    yield "starts", " ".join(sorted({word for line in lines for word in line}))
    yield "pairs", "\n".join(sorted({f"{one} {other}" for line in lines for one, other in pairwise(line)}))
    yield "policy", " ".join(sorted(map(hash_of, wordings(languages, "policy"))))
    yield "keys", " ".join(map(str, keys(languages)))
    yield "intent", "\n".join(intents(languages))
    if len(languages) > 1 and languages[0].script != "han":
        yield "common", " ".join(common(languages))


def wordings(languages: list[Language], section: str) -> list[str]:
    """The wordings of a section's lines in all of the languages."""
    said = {wording(line) for one in languages for line in one.lines.get(section, ())}
    return sorted(said - {""})


def beginnings(one: Language) -> set[str]:
    """What the words begin with that say what footers are about."""
    return {full for pairs in one.beginnings("intent").values() for full, _ in pairs}


def common(languages: list[Language]) -> Iterator[str]:
    """The words that each language's policies have most, with the places of their languages; they tell it by."""
    places: dict[str, list[int]] = {}
    for place, one in enumerate(languages):
        lines = (set(tokens(line, one.script)) for line in one.lines["policy"])
        counts = Counter(word for words in lines for word in sorted(words) if not word.isdecimal())
        for word, _ in counts.most_common(MAX_COMMON):
            places.setdefault(word, []).append(place)
    return (f"{word}={written(places[word])}" for word in sorted(places))


def written(places: list[int]) -> str:
    """Places in ascending order, of those that follow one another the first and the last.

    >>> written([0, 1, 2, 5])
    '0-2,5'
    """
    runs: list[list[int]] = []
    for place in places:
        if runs and place == runs[-1][-1] + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return ",".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def keys(languages: list[Language]) -> list[int]:
    """How many first letters there are to look up, the most first."""
    if languages[0].script == "han":
        return [1]
    short = {len(full) for one in languages for full in beginnings(one) if len(full) < MAX_KEY_CHARS}
    return [MAX_KEY_CHARS, *sorted(short, reverse=True)]


def intents(languages: list[Language]) -> list[str]:
    """A line for each of the first letters, with all that begins so and the places of its languages."""
    places: dict[str, list[int]] = {}
    for place, one in enumerate(languages):
        for full in beginnings(one):
            places.setdefault(full, []).append(place)
    found: dict[str, list[str]] = {}
    for full in sorted(places):
        spaced = languages[0].script != "han"
        spans = len(full.split(" ")) if spaced else len(full)
        key = full.split(" ")[0][:MAX_KEY_CHARS] if spaced else full[:1]
        found.setdefault(key, []).append(f"{full}={written(places[full])}={spans if spans > 1 else 0}")
    return [f"{key}\t{';'.join(entries)}" for key, entries in sorted(found.items())]


def main() -> None:
    """Write the files."""
    path_of(ARTICLES).write_text(articles(), "utf-8", newline="\n")
    path_of(FOLDER).mkdir(exist_ok=True)
    for script, text in compiled().items():
        path_of(f"{FOLDER}/{script}.txt").write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
