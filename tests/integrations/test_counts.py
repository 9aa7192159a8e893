"""newsclean/integrations/counts.py: counts in memory give what an index in a file gives."""

from __future__ import annotations

import pickle
from collections import Counter
from pathlib import Path

from newsclean import DEFAULT, SiteIndex, SiteRepeats, clean
from newsclean.index import Counted, page_keys
from newsclean.integrations.counts import site_repeats
from tests.bench.site import BACKGROUND, DISCLAIMER, composed


def test_counts_remove_what_an_index_removes(tmp_path: Path) -> None:
    samples = composed(60, html=True)
    pages = [clean(sample.html, sample.url) for sample in samples]
    index = SiteIndex(tmp_path / "site.idx")
    index.learn_all(pages)
    known = [each for each in map(page_keys, pages) if each]
    numbers = Counter(key for each in known for key in each.keys)
    rows = [Counted("courier.example", key, number, len(known)) for key, number in numbers.items() if number > 1]
    rule = pickle.loads(pickle.dumps(site_repeats(rows)))
    removed = 0
    for sample in samples:
        with_index = clean(sample.html, sample.url, (*DEFAULT, SiteRepeats(index)))
        found = clean(sample.html, sample.url, (*DEFAULT, rule))
        marks = [removal for removal in found.removed if removal.reason == "site"]
        assert {mark.at for mark in marks} <= {mark.at for mark in with_index.removed}
        removed += len(marks)
        assert DISCLAIMER in [found.blocks[removal.at].text for removal in marks]
        assert BACKGROUND not in [found.blocks[removal.at].text for removal in marks]
    assert removed > 60
    index.close()


def test_what_is_not_counted() -> None:
    page = clean(composed(3, html=True)[0].html)
    assert page_keys(page) is None
    known = page_keys(page, "courier")
    assert known is not None
    assert known.url_digest == known.text_digest
    assert page_keys(clean(b"<p>x", "https://courier.example/")) is None
    assert not site_repeats([])(page) or not list(site_repeats([])(page))
