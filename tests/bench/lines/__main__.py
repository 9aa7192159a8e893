"""Train the model that finds the article in plain text, and measure it on sites that it was not trained on.

    python -m tests.bench.lines CORPUS... [--limit N] [--out FOLDER]

Each page is made a dump in two forms, and is there as its gold and as extractors give it (`forms`, `examples`). A
paragraph's label is the share of its tokens that the gold has. Pages fall into five folds by registered domain, so that
no site is both trained on and measured. First the weights of n-grams are learned, then the trees, then the gate, each
from what models of other folds make of a page. The figures printed are of whole runs, all other rules included. Then
models of all pages are written to FOLDER, with the corpora's digests, the date and these figures.

Needs catboost and the packages that make the forms: pip install 'newsclean[train,bench]'. Nothing is random but what
the seed says.
"""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import numpy as np

from newsclean.data import path_of
from newsclean.rules.lines.model import GATE_FILE, GATE_NAMES, GRAMS_FILE, PARAGRAPHS_FILE, LineModel
from tests.bench.corpora import CorpusError, corpus_parser
from tests.bench.lines.examples import GOLD, OWN, read
from tests.bench.lines.speech import in_bytes
from tests.bench.lines.validate import folds_of, gates, report, seen, train
from tests.bench.train.__main__ import digests
from tests.bench.train.fit import write

SEED = 1


def main() -> None:
    """Cross-validate, then train on everything."""
    parser = corpus_parser(__doc__)
    parser.add_argument(
        "--out", type=Path, default=path_of(PARAGRAPHS_FILE).parent, help="the folder (default: the package's)"
    )
    args = parser.parse_args()
    if not args.corpora:
        parser.error("no CORPUS given")
    try:
        texts = [*read(args.corpora, args.limit)]
    except CorpusError as error:
        parser.error(str(error))
    fold = folds_of(texts, SEED)
    models, whole = train(texts, fold, SEED)
    articles = sum(text.form in (GOLD, OWN) for text in texts)
    by_fold, gate = gates(seen(texts, fold, models), articles, SEED)
    figures = report(
        texts, fold, [LineModel(each.trees, each.weights, own) for each, own in zip(models, by_fold, strict=True)]
    )
    facts = {
        "corpora": digests(args.corpora),
        "date": datetime.datetime.now(datetime.timezone.utc).date().isoformat(),
        "cross-validated": figures,
        "seed": SEED,
    }
    write(replace(whole.trees, facts=facts), args.out / PARAGRAPHS_FILE)
    write(replace(gate, facts={**facts, "features": GATE_NAMES}), args.out / GATE_FILE)
    steps, scale = in_bytes(whole.weights)
    part = (args.out / GRAMS_FILE).with_suffix(".part.npz")
    np.savez_compressed(part, weights=steps, scale=np.float64(scale))
    part.replace(args.out / GRAMS_FILE)
    for name in (PARAGRAPHS_FILE, GATE_FILE, GRAMS_FILE):
        print(f"{name}: {(args.out / name).stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
