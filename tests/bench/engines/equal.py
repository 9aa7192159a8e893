"""Compare what Spark finds across pages with what one process finds."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from pathlib import Path

from newsclean import SiteIndex, clean, copies, similar
from newsclean.index import Counted, page_keys
from tests.bench.engines.runs import session
from tests.bench.similar import composed as texts_of
from tests.bench.site import composed as pages_of

TEXTS, PAGES = 10_000, 2000


def differ(jobs: int) -> bool:
    """Compare pairs of texts and counts of pages; print what was found and how long it took; say if it differs."""
    running = session(jobs)
    running.range(1).collect()  # the start is not measured
    found = [pairs_differ(running), counts_differ(running)]
    running.stop()
    return any(found)


def pairs_differ(running: object) -> bool:
    """Near copies among texts."""
    from newsclean.integrations import spark

    texts = texts_of(TEXTS)
    begin = time.monotonic()
    expected = similar(texts)
    one_machine = time.monotonic() - begin
    frame = running.createDataFrame(list(enumerate(texts)), "id long, text string").repartition(4)  # type: ignore[attr-defined]
    begin = time.monotonic()
    found = sorted((row["one"], row["other"], row["similarity"]) for row in spark.similar(frame).collect())
    took = time.monotonic() - begin
    print(
        f"similar: {TEXTS} texts, {len(expected)} pairs, {len(copies(expected))} to drop in {one_machine:.0f} s;"
        f" Spark {len(found)} in {took:.0f} s: {'the same' if found == expected else 'NOT THE SAME'}",
        flush=True,
    )
    return found != expected


def counts_differ(running: object) -> bool:
    """Blocks on the pages of a site: in one index, in Spark's counts, and in an index that these were added to."""
    from newsclean.integrations import spark

    samples = pages_of(PAGES, html=True)
    with tempfile.TemporaryDirectory() as folder:
        whole, added = (SiteIndex(Path(folder, name)) for name in ("whole.idx", "added.idx"))
        begin = time.monotonic()
        pages = [clean(sample.html, sample.url) for sample in samples]
        whole.learn_all(pages)
        one_machine = time.monotonic() - begin
        rows = [(sample.url, bytearray(sample.html)) for sample in samples]
        frame = running.createDataFrame(rows, "url string, html binary").repartition(4)  # type: ignore[attr-defined]
        begin = time.monotonic()
        counted = [Counted(**row.asDict()) for row in spark.site_counts(frame).collect()]
        took = time.monotonic() - begin
        added.add_counts(counted)
        keys = Counter((each.site, key) for each in filter(None, map(page_keys, pages)) for key in each.keys)
        same = (
            {(each.site, each.key): each.pages for each in counted} == keys
            and {each.site: each.site_pages for each in counted} == whole.counts() == added.counts()
            and added.entries() == whole.entries() == len(counted)
            and all(
                added.seen(page).blocks == {at: number + 1 for at, number in blocks.items()}
                for page in pages[:200]
                if (blocks := dict.fromkeys((at for at, _ in page.kept), 0) | whole.seen(page).blocks)
            )
        )
        whole.close()
        added.close()
    print(
        f"site_counts: {PAGES} pages, {len(counted)} blocks in {one_machine:.0f} s; Spark {took:.0f} s:"
        f" {'the same' if same else 'NOT THE SAME'}"
    )
    return not same
