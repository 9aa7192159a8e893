"""newsclean/rules/body/features/text.py: what a text looks like, and what the head says."""

import numpy as np

from newsclean.page import Stated
from newsclean.rules.body.features.text import NAMES as OF_TEXT
from newsclean.rules.body.features.text import NOWHERE, shapes, stated
from tests.rules.body.features.pages import STORY


def test_the_shape_of_a_text() -> None:
    texts = ["AB12, c.", "渡轮停了。", "a"]
    found = shapes(texts, np.array([8.0, 5.0, 1.0]))
    assert found.shape == (len(OF_TEXT), 3)
    named = dict(zip(OF_TEXT, found.tolist(), strict=True))
    assert named["uppers"] == [0.25, 0, 0]
    assert named["digits"] == [0.25, 0, 0]
    assert named["commas"] == [0.125, 0, 0]
    assert named["stops"] == [0.125, 0.2, 0]
    assert named["lowers"] == [0.125, 0, 1]
    assert named["opens_lower"] == [0, 0, 1]


def test_a_text_may_say_what_the_head_says() -> None:
    texts = ["Home", "No ferries on Tuesday", STORY, "No ferries on Tuesday says port"]
    chars = np.array([float(len(text)) for text in texts])
    said = stated(texts, chars, Stated(headlines=("No ferries on Tuesday",), description=f"{STORY} More."))
    assert said[0].round(2).tolist() == [0, 1, 0, 0.67]
    assert said[1].tolist() == [-1, 0, 1, 2]
    assert said[2].tolist() == [-3, -2, -1, 0]
    assert said[3].tolist() == [0, 0, 1, 0]
    assert said[4].tolist() == [-2, -1, 0, 1]
    assert set(stated(texts, chars, Stated())[[1, 2, 4]].ravel()) == {NOWHERE}
