"""newsclean/writers/columns.py: columns of Python values."""

from __future__ import annotations

import pyarrow as pa
import pytest

from newsclean import OutputError
from newsclean.writers.columns import Columns

COLUMNS = Columns()


def test_texts_are_columns_whatever_is_in_them() -> None:
    texts = ["", None, "Łódź", "a\udcff", None, *map(str, range(20))]
    column = COLUMNS.strings(texts)
    column.validate(full=True)
    assert column.to_pylist() == ["", None, "Łódź", "a\\udcff", None, *map(str, range(20))]
    assert column.null_count == 2


def test_a_column_without_values_has_the_type_of_its_name() -> None:
    assert COLUMNS.column("confidence", [None]).type == pa.float64()
    assert COLUMNS.column("tags", [[]]).type == pa.list_(pa.string())
    assert COLUMNS.column("id", [None]).type == pa.string()


def test_values_of_several_types_are_no_column() -> None:
    with pytest.raises(OutputError, match="'id' are of several types"):
        COLUMNS.column("id", [1, "one"])


@pytest.mark.parametrize(
    ("values", "known", "fits"),
    [
        ([1, 2], pa.float64(), True),
        ([1.5], pa.int64(), True),
        (["007"], pa.int64(), False),
        ([7], pa.string(), True),
        ([True], pa.int64(), False),
        ([1], pa.bool_(), False),
        ([None], pa.int64(), True),
        ([[]], pa.list_(pa.int64()), True),
        ([["7"]], pa.list_(pa.int64()), False),
        ([[7]], pa.list_(pa.float64()), True),
    ],
)
def test_what_fits_a_column_of_a_known_type(values: list[object], known: pa.DataType, fits: bool) -> None:
    assert COLUMNS.fits(pa.chunked_array([COLUMNS.column("id", values)]), known) is fits
