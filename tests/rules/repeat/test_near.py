"""newsclean/rules/repeat/near.py: near copies, and what goes on beside a run."""

from __future__ import annotations

from newsclean.rules.repeat.near import extend, near_copies
from newsclean.rules.repeat.parts import Blocks

FERRIES = (
    "The ferries of Lower Quay stayed in the harbour on Tuesday as the pilots began the third week of their strike"
    " for higher wages, leaving hundreds of commuters to look for a bus across the long bridge instead."
)
LATER = FERRIES.replace("commuters", "travellers")
COUNTED = "The council has paid 14 crowns for each of the seats that nobody took this spring, its clerk said."


def test_a_block_with_another_word_is_a_near_copy_and_one_with_another_name_is_not() -> None:
    found: dict[int, int] = {}
    assert near_copies(Blocks([FERRIES, LATER]), found, [(0, 1)], 160, 0.7)[1] > 0.8
    assert found == {1: 0}
    assert near_copies(Blocks([FERRIES, LATER.replace("Lower", "Upper")]), {}, [(0, 1)], 160, 0.7) == {}
    assert near_copies(Blocks([FERRIES, LATER]), {}, [(0, 1)], 250, 0.7) == {}


def test_a_run_goes_on_where_figures_were_brought_up_to_date() -> None:
    texts = Blocks([FERRIES, COUNTED, "Nobody came.", FERRIES, COUNTED.replace("14", "16"), "Everybody stayed."])
    originals: dict[int, int] = {3: 0}
    likeness: dict[int, float] = {}
    extend(texts, [[3]], originals, likeness)
    assert originals == {3: 0, 4: 1}
    assert list(likeness) == [4]
