"""Rows: JSON objects and rows of tables, with the article in them; and pages that become rows."""

from __future__ import annotations

from typing import Any

from newsclean.page import Cells, Fields, Page, Record


def fields_of(record: Record) -> Fields | None:
    """The fields of the row that a record is, if it is one."""
    return record.cells.fields if record.cells is not None else record.row


def renewed(row: dict[str, Any], fields: Fields, values: dict[str, Any], keep_html: bool) -> dict[str, Any]:
    """A row with new values, its order kept; the text takes the place of the HTML."""
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


def row_bytes(row: dict[str, Any]) -> bytes:
    """A row as a line."""
    import json

    return (json.dumps(row, ensure_ascii=False, default=_plain) + "\n").encode("utf-8", "backslashreplace")


def _plain(value: Any) -> str:
    """What JSON has no form for: dates as ISO 8601, bytes as base64, all else as it prints itself."""
    if isinstance(value, bytes):
        from base64 import b64encode

        return b64encode(value).decode()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def line_of(cells: Cells, values: dict[str, Any], keep_html: bool) -> bytes:
    """A table's row as a line, with new values; metadata that it has stays."""
    row = cells.batch.slice(cells.at, 1).to_pylist()[0]
    new = {name: value for name, value in values.items() if name in ("error", cells.fields.text) or not row.get(name)}
    return row_bytes(renewed(row, cells.fields, new, keep_html))


def identity(record: Record, url: str | None) -> dict[str, Any]:
    """Which page a row is of, where the row itself does not say so."""
    return {} if fields_of(record) is not None else {"name": record.name, "url": url}


def json_object(page: Page, record: Record) -> dict[str, Any]:
    """A page as the writer for JSON has it, with its name."""
    import json

    from newsclean.writers import writer

    found: dict[str, Any] = json.loads(writer("json")(page))
    return {"name": record.name, **found}
