"""Parse and write rows: JSON objects, rows of tables, and pages that become rows."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from newsclean.errors import InputError
from newsclean.page import ERROR, LINE, Cells, Fields, Page, Record

MAX_DIGITS = 4000
"""The maximum number of digits of an integer. A longer one is kept as text, because Python refuses to parse it."""

MAX_NAMED = 12
"""The maximum number of fields of a row that an error message lists."""

_SPACE = re.compile(r"[ \t\n\r]*")


class Row(dict[str, Any]):
    """A JSON object.

    `raw` has the source text of each value, so that unchanged values are written unchanged.
    """

    raw: dict[str, str]


def parse_row(line: bytes) -> Row:
    """Parse a line as a JSON object. Raises `InputError` if it is not one."""
    row = Row()
    row.raw = {}
    try:
        _read_into(row, _decoded(line, "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"invalid JSON: {error}") from None
    return row


def valid_part(line: bytes) -> Row:
    """Parse the fields of a JSON object up to the first invalid one, or up to a zero byte."""
    row = Row()
    row.raw = {}
    try:
        _read_into(row, _decoded(line.partition(b"\0")[0], "replace"))
    except (InputError, ValueError, RecursionError):
        return row
    return row


def _decoded(line: bytes, errors: str) -> str:
    """Decode a line. Raises `InputError` for UTF-16 and UTF-32, which cannot be split into lines as bytes."""
    if b"\0" in line:
        raise InputError("invalid JSON: rows must be UTF-8 without zero bytes (iconv -f UTF-16 -t UTF-8 FILE)")
    return line.decode("utf-8-sig", errors)


def _read_into(row: Row, text: str) -> None:
    """Read an object's fields into `row`.

    Raises `ValueError` for invalid JSON, and `InputError` for JSON that is not an object.
    """
    import json

    read = json.JSONDecoder(parse_int=_whole).raw_decode
    at = _after_space(text, 0)
    if text[at : at + 1] != "{":
        read(text, at)
        raise InputError("not a JSON object")
    at = _after_space(text, at + 1)
    more = text[at : at + 1] != "}"
    at += not more
    while more:
        _expect('"', text, at)
        name, at = read(text, at)
        start = _after_space(text, _expect(":", text, _after_space(text, at)))
        row[name], at = read(text, start)
        row.raw[name] = text[start:at]
        end = _after_space(text, at)
        at = _expect(",}", text, end)
        more = text[end] == ","
        at = _after_space(text, at) if more else at
    if _after_space(text, at) < len(text):
        raise json.JSONDecodeError("Extra data", text, at)


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) <= MAX_DIGITS else digits


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found is not None else at


def _expect(letters: str, text: str, at: int) -> int:
    """Return the position after one of the expected letters.

    Raises `ValueError` if there is another letter.
    """
    import json

    if at >= len(text) or text[at] not in letters:
        raise json.JSONDecodeError(f"Expecting {' or '.join(map(repr, letters))}", text, at)
    return at + 1


def fields_of(record: Record) -> Fields | None:
    """Return the field names of a record that is a row; `None` for any other record."""
    return record.cells.fields if record.cells is not None else record.row


def updated_row(row: dict[str, Any], fields: Fields, values: dict[str, Any], keep_html: bool) -> dict[str, Any]:
    """Return a row with new values in the same order. The text replaces the HTML."""
    html, text = fields.html, fields.text
    found: dict[str, Any] = {}
    for name, value in row.items():
        if name == html and html != text:
            if keep_html:
                found[name] = value
            if text not in row:
                found[text] = values[text]
        else:
            found[name] = values.get(name, value)
    for name, value in values.items():
        found.setdefault(name, value)
    return found


def fills(name: str, value: Any, row: Mapping[str, Any]) -> bool:
    """Return whether a row gets a value of the page in a field: the row has none, or an empty text or list."""
    return name not in row or (value is not None and row[name] in (None, "", []))


def without_stale_error(row: Row) -> Row:
    """Return a row without the error of an earlier run."""
    if not isinstance(row.get(ERROR), str):
        return row
    stale = (ERROR, LINE) if isinstance(row.get(LINE), int) else (ERROR,)
    found = Row((name, value) for name, value in row.items() if name not in stale)
    found.raw = row.raw
    return found


def row_bytes(row: dict[str, Any], old: Row | None = None) -> bytes:
    """Return a row as a line. Values from `old` are written as they were there."""

    def parts() -> Iterator[str]:
        for name, value in row.items():
            same = old is not None and name in old and value is old[name]
            yield f"{_written(name)}: {old.raw[name] if old is not None and same else _written(value)}"

    return ("{" + ", ".join(parts()) + "}\n").encode("utf-8", "backslashreplace")


def _written(value: Any) -> str:
    """Return a value as JSON. Numbers that are not finite become null, because JSON does not have them."""
    import json

    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, default=_plain)
    except ValueError:
        return json.dumps(_finite(value), ensure_ascii=False, default=_plain)


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _finite(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _plain(value: Any) -> str:
    """Return a value that JSON does not have: dates as ISO 8601, bytes as base64, other values as `str`."""
    if isinstance(value, bytes):
        from base64 import b64encode

        return b64encode(value).decode()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def line_of(cells: Cells, values: dict[str, Any], keep_html: bool) -> bytes:
    """Return a row of a table as a line, with new values. Metadata that is not empty is kept."""
    from newsclean.readers.parquet import row_of

    row = row_of(cells)
    if not values.get(ERROR) and isinstance(row.get(ERROR), (str, bytes)):
        del row[ERROR]
    new = {
        name: value for name, value in values.items() if name in (ERROR, cells.fields.text) or fills(name, value, row)
    }
    return row_bytes(updated_row(row, cells.fields, new, keep_html))


def no_text(fields: Fields, there: Iterable[str] = ()) -> InputError:
    """Return the error for a row without a page. `there` are the fields of the row."""
    others = [repr(name) for name in there if name not in (fields.html, fields.text)]
    if not others:
        return InputError(f"the row has no text in {fields.html!r} or {fields.text!r}")
    shown = ", ".join(others[:MAX_NAMED]) + (", ..." if len(others) > MAX_NAMED else "")
    return InputError(
        f"the row has no text in {fields.html!r} or {fields.text!r}, but has {shown} (--html-field and --text-field"
        " name other fields)"
    )


def name_and_url(record: Record, url: str | None) -> dict[str, Any]:
    """Return the name and address of a page that becomes a row; empty for a record that is a row."""
    return {} if fields_of(record) is not None else {"name": record.name, "url": url}


def json_object(page: Page, record: Record) -> dict[str, Any]:
    """Return the object that the JSON writer makes of a page, with the page's name."""
    import json

    from newsclean.writers import writer

    found: dict[str, Any] = json.loads(writer("json")(page))
    return {"name": record.name, **found}
