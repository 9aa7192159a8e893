"""The features of a text's paragraphs for the line model.

A matrix has a column for each paragraph and a row for each feature. No feature depends on the language. The features
describe a paragraph's shape, its surroundings, and the share of its words that the text's own prose uses most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np

from newsclean.parse.lines import SENTENCE_ENDS, width
from newsclean.rules.body.features.around import neighbours
from newsclean.rules.body.features.text import NAMES as OF_SHAPE
from newsclean.rules.body.features.text import shapes
from newsclean.rules.shape import CLOSERS, MIN_PROSE_WIDTH

Floats = np.ndarray[Any, np.dtype[np.float64]]
Matrix = np.ndarray[Any, np.dtype[np.float32]]
Places = np.ndarray[Any, np.dtype[np.signedinteger[Any]]]

MIN_WRAPPED = 45
"""The minimum number of columns of a line of wrapped prose.

In a paragraph of several lines, shorter lines are items or labels. A paragraph with fewer columns counts as short.
"""

MAX_VALUE, LOSS = 600, 80
"""The maximum number of columns that prose adds to a run of prose, and the number that any other paragraph costs it."""

SENTENCE_WIDTH = 50
"""The minimum number of columns of a paragraph that ends a sentence for the paragraph to count as prose in a run."""

COMMON = 40
"""The number of words most used in prose that are looked at. They are roughly the function words of the language."""

OPENING_CHARS = 48
"""The number of first characters by which two paragraphs count as the same."""

MARKS = "*-•·+#|>[–▪►»"
"""Signs that begin list items, headings and quotations in Markdown and similar formats."""

PARTS = "|·•/›»"
"""Signs between the parts of a menu or of a line of facts."""

ADDRESSES = ("http", "@", "©", "www.")
"""Signs of addresses and copyright lines."""

INNER = (". ", "。", "! ", "? ", "। ", "; ")
"""The ends of sentences or clauses within a paragraph. In Chinese or Japanese, they are the ends of all sentences."""

MAX_CHARS, MAX_WORDED, FIRST_WORDS = 400, 1000, 12
"""The limits for each paragraph.

`MAX_CHARS` is the number of first characters in which the signs of `PARTS` are counted. `MAX_WORDED` is the number of
first characters that are split into words. `FIRST_WORDS` is the number of first words that are checked for numbers.
"""

WINDOWS = (3, 8, 25)
"""The numbers of paragraphs before and after each paragraph that are averaged."""

NEIGHBOURS = 3
"""The number of paragraphs on each side whose own features are added."""

OF_LINE = tuple(
    "chars bytes ends prose lines longest mark parts colon question address digit_words inner twice common".split()
    + "blank_before blank_after opens_upper speech speech_mean".split()
)
OF_WINDOW = tuple("columns prose short ends speech".split())
OF_PLACE = tuple(
    "at until since_prose until_prose prose_before prose_after forward backward in_best from_best to_best best".split()
    + "all_prose all_blocks all_columns mean_line".split()
)
OF_NEIGHBOURS = tuple("chars ends prose lines mark common blank_after digits lowers opens_lower parts speech".split())
NAMES = (
    *OF_LINE,
    *OF_SHAPE,
    *(f"{name}_{side}{size}" for size in WINDOWS for side in ("before", "after") for name in OF_WINDOW),
    *OF_PLACE,
)
ROWS = len(NAMES) + 2 * NEIGHBOURS * len(OF_NEIGHBOURS)
_ROW = {name: at for at, name in enumerate(NAMES)}
_TAKEN = [_ROW[name] for name in OF_NEIGHBOURS]


def columns_of(texts: Sequence[str]) -> Floats:
    """Return the length of each paragraph in columns."""
    return np.array([width(text) for text in texts], float)


def matrix(texts: Sequence[str], blanks: Sequence[bool], columns: Floats, speech: Floats) -> Matrix:
    """Return the features of paragraphs, shape (ROWS, paragraphs).

    `blanks` says for each paragraph whether a blank line follows it. `columns` are the lengths (`columns_of`), and
    `speech` the scores of the words (`grams.gram_scores`).
    """
    count = len(texts)
    table = np.empty((ROWS, count), np.float32)
    own = table[: len(NAMES)]
    _of_lines(own, texts, blanks, columns)
    _of_signs(own, texts)
    own[_ROW["speech"]] = speech
    own[_ROW["speech_mean"]] = speech / np.sqrt(np.maximum(columns, 1))
    own[len(OF_LINE) : len(OF_LINE) + len(OF_SHAPE)] = shapes(texts, np.array([len(text) for text in texts], float))
    at = len(OF_LINE) + len(OF_SHAPE)
    for size in WINDOWS:
        windows = _windows(own, columns, size)
        own[at : at + len(windows)] = windows
        at += len(windows)
    own[at:] = _of_place(own[_ROW["prose"]], own[_ROW["ends"]], columns)
    neighbours(table[len(NAMES) :], own[_TAKEN], NEIGHBOURS)
    return table


def _of_lines(own: Matrix, texts: Sequence[str], blanks: Sequence[bool], columns: Floats) -> None:
    """Fill in the rows of `OF_LINE` that depend on shape and place."""
    held = [text.split("\n") for text in texts]
    wrapped = [size if len(lines) == 1 else _wrapped(lines) for lines, size in zip(held, columns.tolist(), strict=True)]
    sizes = [len(text) if text.isascii() else len(text.encode("utf-8", "replace")) for text in texts]
    openings = Counter(text[:OPENING_CHARS] for text in texts)
    blank = np.array(blanks, float)
    own[_ROW["chars"]] = np.log1p(columns)
    own[_ROW["bytes"]] = np.log1p(sizes)
    own[_ROW["prose"]] = np.array(wrapped) >= MIN_PROSE_WIDTH
    own[_ROW["lines"]] = np.log([len(lines) for lines in held])
    own[_ROW["longest"]] = np.log1p([max(map(len, lines)) for lines in held])
    own[_ROW["twice"]] = [openings[text[:OPENING_CHARS]] > 1 for text in texts]
    own[_ROW["blank_before"]] = np.concatenate([[1.0], blank[:-1]])
    own[_ROW["blank_after"]] = blank


def _of_signs(own: Matrix, texts: Sequence[str]) -> None:
    """Fill in the rows that depend on single signs and words."""
    ends = [text.rstrip(CLOSERS + " ")[-1:] or " " for text in texts]
    words = [text[:MAX_WORDED].lower().split() for text in texts]
    numbers = [sum([word[0].isdigit() for word in each[:FIRST_WORDS]]) for each in words]
    whole = "\n".join(texts)
    parts = [sign for sign in PARTS if sign in whole]
    inner = [end for end in INNER if end in whole]
    addresses = [sign for sign in ADDRESSES if sign in whole]
    own[_ROW["ends"]] = [end in SENTENCE_ENDS for end in ends]
    own[_ROW["mark"]] = [MARKS.find(text[:1]) for text in texts]
    own[_ROW["parts"]] = [sum([text.count(sign, 0, MAX_CHARS) for sign in parts]) for text in texts]
    own[_ROW["colon"]] = [end in ":：" for end in ends]
    own[_ROW["question"]] = [end in "?？؟" for end in ends]
    own[_ROW["address"]] = [any(sign in text for sign in addresses) for text in texts]
    own[_ROW["inner"]] = np.log1p([sum(map(text.count, inner)) for text in texts])
    own[_ROW["digit_words"]] = [
        count / max(1, min(FIRST_WORDS, len(each))) for count, each in zip(numbers, words, strict=True)
    ]
    own[_ROW["common"]] = _common(words, (own[_ROW["prose"]] > 0).tolist())
    own[_ROW["opens_upper"]] = [text[:1].isupper() for text in texts]


def _wrapped(lines: Sequence[str]) -> int:
    """Return the total columns of those lines of a paragraph that may be wrapped prose."""
    return sum(size for size in map(width, lines) if size >= MIN_WRAPPED)


def _common(words: Sequence[Sequence[str]], prose: Sequence[bool]) -> list[float]:
    """Return, for each paragraph, the share of its words among the `COMMON` words most used in prose."""
    said = [each for each, is_prose in zip(words, prose, strict=True) if is_prose]
    counts = Counter(chain.from_iterable(said))
    most = {word for word, _ in counts.most_common(COMMON)}
    return [sum(map(most.__contains__, each)) / max(1, len(each)) for each in words]


def _windows(own: Matrix, columns: Floats, size: int) -> Floats:
    """Return the means over the `size` paragraphs before each paragraph, then over those after it.

    They are the mean columns, the shares of prose, of short paragraphs and of sentence ends, and the mean score of the
    words.
    """
    prose, ends = own[_ROW["prose"]], own[_ROW["ends"]]
    told = np.stack([np.minimum(columns, MAX_VALUE), prose, columns < MIN_WRAPPED, ends, own[_ROW["speech"]]])
    told = told.astype(np.float64)
    count = told.shape[1]
    running = np.concatenate([np.zeros((len(told), 1)), told.cumsum(1)], 1)
    at = np.arange(count)
    before = (running[:, at] - running[:, np.maximum(at - size, 0)]) / size
    after = (running[:, np.minimum(at + 1 + size, count)] - running[:, at + 1]) / size
    return np.concatenate([before, after])


def _of_place(prose: Matrix, ends: Matrix, columns: Floats) -> Floats:
    """Return the rows of `OF_PLACE`: a paragraph's position in the text, and in its run of prose."""
    count = len(columns)
    at = np.arange(count)
    counts = (prose > 0) | ((columns >= SENTENCE_WIDTH) & (ends > 0))
    values = np.where(counts, np.minimum(columns, MAX_VALUE), -LOSS)
    forward, backward = _run(values), _run(values[::-1])[::-1]
    best_end = int(forward.argmax())
    best_start = best_end
    while best_start and forward[best_start - 1] > 0:
        best_start -= 1
    told = np.where(prose > 0, columns, 0.0)
    running, whole = told.cumsum(), told.sum() or 1.0
    last = np.maximum.accumulate(np.where(prose > 0, at, -count))
    following = np.minimum.accumulate(np.where(prose > 0, at, 2 * count)[::-1])[::-1]
    previous = np.concatenate([[-count], last[:-1]])
    following = np.concatenate([following[1:], [2 * count]])
    found = np.empty((len(OF_PLACE), count))
    found[:] = (
        at / count,
        np.log(count - at),
        np.log(at - previous),
        np.log(following - at),
        (running - told) / whole,
        1 - running / whole,
        np.log1p(forward),
        np.log1p(backward),
        (at >= best_start) & (at <= best_end),
        _signed_log(at - best_start),
        _signed_log(best_end - at),
        np.log1p(forward[best_end]) - np.log1p(np.minimum(forward, backward)),
        *np.broadcast_to(
            np.array([[whole / max(1.0, columns.sum())], [np.log(count)], [np.log1p(columns.sum())], [columns.mean()]]),
            (4, count),
        ),
    )
    return found


def _run(values: Floats) -> Floats:
    """Return, for each value, the largest sum of consecutive values that ends there (Kadane).

    It is 0 if no such sum is positive.
    """
    running = values.cumsum()
    return running - np.minimum(np.minimum.accumulate(running), 0)


def _signed_log(steps: Floats | Places) -> Floats:
    """Return log(1 + |steps|) with the sign of the steps."""
    found: Floats = np.sign(steps) * np.log1p(np.abs(steps))
    return found
