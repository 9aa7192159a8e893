"""Make columns for a Parquet file from Python values."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import Any

from newsclean.errors import OutputError
from newsclean.page import LINE

MAX_STRINGS = 1000
"""The maximum number of values that are tested for being texts one by one."""

REMOVAL = ("reason", "evidence", "text")
TEXTS = ("string", "large_string", "string_view", "binary", "large_binary", "binary_view")
"""pyarrow's names of the types for text."""


class Columns:
    """Columns of pyarrow."""

    @cached_property
    def arrow(self) -> Any:
        """The module pyarrow.

        Loading it takes a third of a second, so it is loaded after the workers have started.
        """
        import pyarrow

        return pyarrow

    def column(self, name: str, values: list[Any]) -> Any:
        """Return values as a column. The type of a column without values is given by its name, or is string."""
        null, string = self.arrow.null(), self.arrow.string()
        if all(value is None for value in values):
            return self.arrow.nulls(len(values), self._types().get(name, string))
        if len(values) <= MAX_STRINGS and all(value is None or type(value) is str for value in values):
            return self.strings(values)
        try:
            column = self.arrow.array(values)
            if column.type in (null, self.arrow.list_(null)):
                known = self._types().get(name, string if column.type == null else self.arrow.list_(string))
                column = self.arrow.array(values, known)
        except UnicodeEncodeError:
            return self.column(name, [encodable(value) for value in values])
        except (self.arrow.ArrowException, OverflowError) as error:
            raise OutputError(
                f"the values of {name!r} are of several types, but a column has one type: {error}"
            ) from None
        return column

    def texts(self, values: Sequence[str | None], kind: Any) -> Any:
        """Return texts as a column of type `kind` if it is a type for text, or else as strings.

        A dictionary gets 32-bit indices, because each article is a different value.
        """
        if not self.is_text(kind):
            return self.strings(values)
        if hasattr(kind, "value_type"):
            kind = self.arrow.dictionary(self.arrow.int32(), kind.value_type)
        return self.strings(values).cast(kind)

    def is_text(self, kind: Any) -> bool:
        """Return whether a type is text, binary, or a dictionary of these."""
        from pyarrow.types import is_dictionary

        return str(kind.value_type if is_dictionary(kind) else kind) in TEXTS

    def strings(self, values: Sequence[str | None]) -> Any:
        """Return texts as a column.

        It is built from buffers, because for a list pyarrow loads pandas if installed.
        """
        texts = [(value or "").encode("utf-8", "backslashreplace") for value in values]
        offsets = array("i", accumulate(map(len, texts), initial=0))
        known = sum(1 << at for at, value in enumerate(values) if value is not None)
        buffers = [known.to_bytes(len(values) // 8 + 1, "little"), offsets, b"".join(texts)]
        string, buffer = self.arrow.string(), self.arrow.py_buffer
        return self.arrow.Array.from_buffers(string, len(values), [buffer(each) for each in buffers])

    def _types(self) -> dict[str, Any]:
        """Return the types of newsclean's own columns, for row groups in which such a column has no values."""
        strings = self.arrow.list_(self.arrow.string())
        removal = [("index", self.arrow.int64()), *((name, self.arrow.string()) for name in REMOVAL)]
        return {
            "authors": strings,
            "tags": strings,
            "free": self.arrow.bool_(),
            "paragraphs": strings,
            "confidence": self.arrow.float64(),
            LINE: self.arrow.int64(),
            "removed": self.arrow.list_(self.arrow.struct(removal)),
        }

    def fits(self, column: Any, known: Any) -> bool:
        """Return whether the values of a column are still the same values in a column of a known type.

        The text "007" would become another value in a column of numbers, and so would true. Numbers stay readable in a
        column of text, which is what a column without values in the first rows is.
        """
        types, kind = self.arrow.types, column.type
        if column.null_count == len(column) or self.is_text(known):
            return True
        if types.is_list(known) and types.is_list(kind):
            return self.fits(self.arrow.chunked_array([part.flatten() for part in column.chunks]), known.value_type)
        both_numbers = all(types.is_integer(each) or types.is_floating(each) for each in (kind, known))
        return both_numbers or bool(kind.id == known.id)


def encodable(value: Any) -> Any:
    """Return a value without lone surrogates, which file names and JSON may contain."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, list):
        return [encodable(each) for each in value]
    if isinstance(value, dict):
        return {encodable(key): encodable(each) for key, each in value.items()}
    return value
