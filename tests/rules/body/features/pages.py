"""Pages, and their features."""

import numpy as np

from newsclean.page import Metadata, Stated
from newsclean.parse.html import parse_html
from newsclean.rules.body.features import NAMES, matrix
from newsclean.rules.body.features.boxes import Boxes
from newsclean.rules.body.look import look

STORY = "The ferries of Lower Quay stayed in the harbour on Tuesday as the pilots began the third week of their strike."
PAGE = f"""<body><nav><a href=a>Ports</a></nav><div id=all><h1>No ferries</h1><article><p>{STORY}</p>
<p>“{STORY}”</p><p>{STORY} See <a href=b>the pilots' letter</a></p></article></div><footer>Lower Quay 5</footer>"""


CARD = f"<div class=card><h3><a href=c>Another story of the harbour</a></h3><p class=intro>{STORY}</p></div>"
CARDS = f"""<body><h1>No ferries</h1><div class=text><p>In the morning: {STORY}</p><p>{STORY * 4}</p></div>
<div class=more>{CARD * 4}</div>"""


def boxes_of(html: str, places: list[int] | None = None) -> Boxes:
    """A page's boxes, each block to be judged, or those at these places."""
    blocks = parse_html(html).blocks
    out, top, verdicts = look(blocks)
    boxes = Boxes(blocks, out, top, [0 if each is None else each.code for each in verdicts])
    boxes.judge(np.arange(len(blocks)) if places is None else np.array(places))
    return boxes


def table_of(html: str, places: list[int] | None = None, metadata: Metadata = Stated()) -> np.ndarray:  # noqa: B008
    return matrix(boxes_of(html, places), metadata)


def row(table: np.ndarray, name: str) -> list[float]:
    return [round(float(each), 3) for each in table[NAMES.index(name)]]
