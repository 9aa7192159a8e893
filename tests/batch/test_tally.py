"""Numbers of a run."""

from __future__ import annotations

import time

from newsclean import Failure
from newsclean.batch.outcome import Outcome
from newsclean.batch.tally import Tally


def test_a_summary_says_all() -> None:
    assert Tally(began=0).summary({}).startswith("0 read, 0 written, 0 failed; removed: 0 blocks/0 characters; 0 pages")
    tally = Tally(began=time.monotonic() - 2)
    tally.count(Outcome(b"x", removed={"policy": (2, 1500), "repeat": (1, 90)}))
    tally.count(Outcome(failure=Failure("empty", "no article")))
    tally.count(Outcome(failure=Failure("timeout", "took long")))
    tally.count(Outcome(failure=Failure("empty", "no article")))
    tally.skip()
    assert tally.summary({"other files": 1200, "hidden": 3}) == (
        "5 read, 1 written, 1 there already, 2 without an article, 1 failed (timeout 1);"
        " passed over: 1,203 (hidden 3, other files 1,200); removed: 3 blocks/1,590 characters"
        " (policy 2/1,500, repeat 1/90); 2 pages a second"
    )


def test_a_tally_goes_on_where_another_was() -> None:
    one, other = Tally(), Tally()
    one.count(Outcome(b"x", removed={"policy": (2, 1500)}))
    one.count(Outcome(failure=Failure("empty", "no article")))
    other.restore(one.to_json())
    assert other.to_json() == one.to_json()
    assert other.before == 2
    assert other.summary({}).endswith("; 0 pages a second")
