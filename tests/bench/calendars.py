"""Make `newsclean/data/calendars.txt`: the names of months and days of the week, from CLDR by Babel.

    pip install babel
    python -m tests.bench.calendars > newsclean/data/calendars.txt

Each language has a section: twelve lines of names for the months, then one line for the days of the week. Names that
pages use and CLDR does not have (`ADDED`) are included.
"""

from __future__ import annotations

import re
import sys
from importlib import import_module

LANGUAGES = (
    "af ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu he hi hr hu hy id is it ka kk km kn ky lo"
    " lt lv mk ml mn mr ms my nb ne nl nn pa pl ps pt ro ru si sk sl sq sr sr_Latn sv sw ta te th tk tr uk ur uz"
).split()
"""But for those whose months are numbers: Chinese, Japanese, Korean, Vietnamese."""

ADDED = {
    "ar": [
        ["كانون الثاني", "جانفي"],
        ["شباط", "فيفري"],
        ["آذار", "اذار"],
        ["نيسان", "أفريل"],
        ["أيار", "ايار", "ماي"],
        ["حزيران", "جوان"],
        ["تموز", "جويلية"],
        ["آب", "اب", "أوت", "اغسطس"],
        ["أيلول", "ايلول"],
        ["تشرين الأول", "اكتوبر"],
        ["تشرين الثاني"],
        ["كانون الأول"],
    ],
    "en": [[], [], [], [], [], [], [], [], ["sept"], [], [], []],
    "de": [["jänner", "jän"], ["feber"], ["maerz", "mrz"], [], [], [], [], [], [], [], [], []],
    "es": [[], [], [], [], [], [], [], [], ["setiembre", "set"], [], [], []],
    "pt": [[], [], ["marco"], [], [], [], [], [], [], [], [], []],
    "tr": [[], ["subat"], [], [], ["mayis"], [], [], ["agustos"], ["eylul"], [], ["kasim"], ["aralik"]],
    "fr": [[], ["fevrier"], [], [], [], [], [], ["aout"], [], [], [], ["decembre"]],
}


def names_of(locale: str, kind: str) -> list[list[str]]:
    """The names of each month or day of a language, lower-cased, the longest first."""
    found = getattr(import_module("babel").Locale.parse(locale), kind)
    keys = range(1, 13) if kind == "months" else range(7)
    every: list[list[str]] = []
    for key in keys:
        names = {
            " ".join(found[context][width][key].casefold().split()).strip(" .")
            for context in ("format", "stand-alone")
            for width in ("wide", "abbreviated")
            if key in found[context][width]
        }
        every.append(
            sorted((name for name in names if not re.search(r"\d", name)), key=lambda name: (-len(name), name))
        )
    return every


def main() -> None:
    """Print the file."""
    print("# Names of months and days of the week, of CLDR (Unicode License v3), and spellings that it lacks: made by")
    print("# python -m tests.bench.calendars. A line a month from January on, then one for the days; commas between.")
    for language in LANGUAGES:
        months = names_of(language, "months")
        for names, more in zip(months, ADDED.get(language, [[]] * 12), strict=True):
            names += [name for name in more if name not in names]
        if not all(months):
            print(f"{language}: left out", file=sys.stderr)
            continue
        print(f"\n[{language.replace('_', '-')}]")
        for names in [*months, [name for day in names_of(language, "days") for name in day]]:
            print(", ".join(names))


if __name__ == "__main__":
    main()
