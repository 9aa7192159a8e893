"""Train the model that finds the body, and measure it on sites that it was not trained on.

    python -m tests.bench.train CORPUS... [--light CORPUS...] [--out FILE] [--seeds N] [--trees N] [--depth N]

A block's label is how much of it stands in the page's article: the share of its shingles of three tokens that the gold
has, each of the gold's used once, where its neighbours stand; of a block with fewer than six tokens, whether it is a
line of the gold. Where a gold seems cut short, what it lacks does not count. Pages of a light corpus, which are of
other kinds than articles, are trained on with a fiftieth of the weight and not measured. Pages fall into
five folds by registered domain, so that no site is both trained on and measured. The figures printed are of whole runs,
all other rules included, each page with the model of the four folds that it is not in; with several seeds they are of
as many draws of the folds. Then a model is trained on all pages and written to FILE with the corpora's digests, the
date, these figures and the confidence curve. With light corpora the gate, which tells pages without an article, is
trained on what the cross-validation made of all pages, and written beside it.

Needs catboost: pip install 'newsclean[train]'. Nothing is random but what the seed says.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from newsclean.data import path_of
from newsclean.rules.body.features import NAMES
from newsclean.rules.body.gate import FILE as GATE
from newsclean.rules.body.model import FILE
from tests.bench.corpora import CorpusError, corpus_parser, count, load, name_of
from tests.bench.train.examples import EACH, Example, bare, example
from tests.bench.train.fit import Settings, fit, write
from tests.bench.train.gate import Gate
from tests.bench.train.validate import Validation, cross_validate, curve_of, report, report_calibration

SEED = 1
TREES, DEPTH = 300, 6
LIGHT = 0.02
"""What a page of a light corpus counts for. The more it counts, the surer the body's model is of such pages, and the
fewer of them the gate tells from articles; counting in full, they cost news more than they bring; where none of
their blocks is the article's, wcxb loses 0.006 of F1."""


def read(paths: Sequence[Path], limit: int | None, share: float = 1.0) -> list[Example]:
    """The pages of corpora."""
    return [example(name_of(path), sample, share) for path in paths for sample in load(path, limit)]


def digests(paths: Sequence[Path]) -> dict[str, str]:
    """What tells the corpora's files from any others."""
    return {name_of(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths if path.is_file()}


def main() -> None:
    """Cross-validate, then train on everything."""
    parser = corpus_parser(__doc__)
    parser.add_argument("--light", metavar="CORPUS", nargs="+", type=Path, default=[], help="corpora of other pages")
    parser.add_argument("--out", type=Path, default=path_of(FILE), help="the model's file (default: the package's own)")
    parser.add_argument("--seeds", type=count, default=1, help="how many draws of the folds (default: %(default)s)")
    parser.add_argument("--trees", type=count, default=TREES, help="how many trees (default: %(default)s)")
    parser.add_argument("--depth", type=count, default=DEPTH, help="levels of a tree (default: %(default)s)")
    args = parser.parse_args()
    if not args.corpora:
        parser.error("no CORPUS given")
    try:
        whole = read(args.corpora, args.limit)
        examples = [*whole, *map(bare, whole[::EACH]), *read(args.light, args.limit, LIGHT)]
        facts: dict[str, Any] = {"corpora": digests(args.corpora), "light": digests(args.light)}
    except CorpusError as error:
        parser.error(str(error))
    found, gate = Validation(), Gate()
    for seed in range(SEED, SEED + args.seeds):
        cross_validate(examples, Settings(args.trees, args.depth, seed), found, gate)
    figures = report(found)
    curve = curve_of(found.pairs)
    print(f"mean gap between confidence and F1: {report_calibration(found.pairs, curve):.3f}")
    facts |= {
        "date": datetime.datetime.now(datetime.timezone.utc).date().isoformat(),
        "cross-validated": figures,
        "features": NAMES,
        "seed": SEED,
    }
    trained = fit(examples, Settings(args.trees, args.depth, SEED))
    write(replace(trained, curve=curve, facts=facts), args.out)
    print(f"{args.out}: {args.out.stat().st_size / 1000:.0f} kB")
    if args.light:
        told = {"corpora": facts["corpora"], "light": facts["light"], "cross-validated": gate.report([SEED])[0]}
        write(gate.trained(SEED, told), args.out.with_name(GATE))


if __name__ == "__main__":
    main()
