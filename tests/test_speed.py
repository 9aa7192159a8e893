"""tests/bench/pair.py: two checkouts on the same pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.corpora import Sample
from tests.bench.pair import OWN, clock, compare, table

SAMPLES = [Sample(name, None, f"<p>The {name} is closed until the autumn.</p>".encode(), ("",)) for name in ("a", "b")]


def test_each_page_is_timed_in_both_checkouts() -> None:
    own, other = compare(SAMPLES, OWN)
    assert len(own) == len(other) == len(SAMPLES)
    assert min(own + other) > 0
    assert [line.split()[0] for line in table(own, other).split("\n")[1:]] == ["median", "mean", "median"]


def test_a_ratio_is_this_checkouts_time_by_the_others() -> None:
    assert table([0.001, 0.003], [0.002, 0.002]).split("\n")[2].split() == ["mean", "2.000", "2.000", "1.000"]


def test_a_folder_without_newsclean_is_named(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no newsclean to import there"), clock(tmp_path):
        pass
